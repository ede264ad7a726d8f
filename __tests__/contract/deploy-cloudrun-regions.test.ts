import { describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bedForEachTest,
  fault,
  image,
  pinned,
  recordOn,
  tags,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Inputs } from './deploy-cloudrun-bed';
import {
  AMERICA,
  ASIA,
  EUROPE,
  REGIONS,
  WAVES,
  createAll,
  everywhere,
  inWaves,
  onceItSays,
  servingIn,
} from './deploy-cloudrun-regions-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

describe('a rollout through several regions', () => {
  test('goes wave by wave, and is promoted everywhere at the end', async () => {
    await createAll(bed);
    const result = await bed.deploy(inWaves);
    expect(fault(result)).toBe('');
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    const candidate = result.outputs['revision'] ?? '';
    expect(await servingIn(bed)).toEqual(everywhere({ [candidate]: 100 }));
    const moves = [...result.stdout.matchAll(/(\S+): (\d+ %|\S+ is promoted)/g)].map(([move]) => move);
    const order = (line: string): number => moves.findIndex((move) => move.startsWith(line));
    expect(order(`${ASIA}: 10 %`)).toBeGreaterThan(order(`${EUROPE}: 100 %`));
    expect(order(`${ASIA}: 10 %`)).toBeGreaterThan(order(`${AMERICA}: 100 %`));
    expect(order(`${EUROPE}: ${candidate} is promoted`)).toBeGreaterThan(order(`${ASIA}: 100 %`));
    const records = await Promise.all(REGIONS.map(async (region) => recordOn(await bed.get(region))));
    expect(records.map(({ status }) => status)).toEqual(['promoted', 'promoted', 'promoted']);
    const groups = new Set(records.map(({ group }) => JSON.stringify(group)));
    expect([...groups]).toEqual([expect.stringContaining(`${EUROPE},${AMERICA}|${ASIA}`)]);
    for (const region of REGIONS)
      expect(tags(await bed.get(region))).toEqual({ stable: candidate, prev: 'app-old' });
    const outputs = JSON.parse(result.outputs['regions'] ?? '') as Record<string, { traffic: object }>;
    expect(Object.keys(outputs)).toEqual(REGIONS);
    expect(outputs[ASIA]?.traffic).toEqual({ [candidate]: 100 });
    expect(result.summary).toContain(`| ${ASIA} |`);
  });

  test('is the same deploy once more: one read a region, and nothing to do', async () => {
    await createAll(bed);
    await bed.deploy({ ...inWaves, rollout: '100%' });
    const mark = bed.run.calls.length;
    const again = await bed.deploy({ ...inWaves, rollout: '100%' });
    expect(again.outputs['result']).toBe('unchanged');
    expect(bed.callsSince(mark)).toEqual(['GetService', 'GetService', 'GetService']);
  });

  test('a fail in the second wave brings all back: the writes start together, after nothing but fresh reads', async () => {
    await createAll(bed);
    bed.platform.behave(image('1'), { status: () => 500 }, ASIA);
    const result = await bed.deploy(
      inWaves,
      onceItSays('bringing all traffic back', () => {
        // Whoever would wait for the first region would wait for long.
        bed.run.faults.add({
          kind: 'slow',
          delayMs: 600_000,
          call: /UpdateService/,
          request: /europe-west1/,
        });
      }),
    );
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
    const restoring = REGIONS.map((region) => {
      const calls = bed.run.calls.filter(({ request }) => request.includes(region));
      const last = calls.findLastIndex(({ write }) => write);
      const [before, write, confirmation] = [calls[last - 1], calls[last], calls[last + 1]];
      expect([before, write].map((call) => call?.method)).toEqual([
        'Services.GetService',
        'Services.UpdateService',
      ]);
      return { write: write?.index ?? Infinity, confirmation: confirmation?.index ?? -1 };
    });
    const [inEurope, ...others] = restoring;
    for (const { write } of others) expect(write).toBeLessThan(inEurope?.confirmation ?? -1);
    for (const region of REGIONS)
      expect(recordOn(await bed.get(region))).toMatchObject({ status: 'rolled-back', cause: 'failed' });
  });

  test('one that is out of reach does not keep the others from coming back, and is named with what to do', async () => {
    await createAll(bed);
    bed.platform.behave(image('1'), { status: () => 500 }, ASIA);
    const { tellWhenDown } = outageOf(AMERICA);
    const result = await bed.deploy(inWaves, onceItSays('bringing all traffic back', tellWhenDown));
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(fault(result)).toMatch(/could not be brought back in us-central1/);
    expect(fault(result)).toMatch(/`region: us-central1`/);
    bed.run.faults.clear();
    const shares = await servingIn(bed);
    expect([shares[EUROPE], shares[ASIA]]).toEqual([{ 'app-old': 100 }, { 'app-old': 100 }]);
    const back = await bed.rollback({ region: WAVES });
    expect(back.exitCode).toBe(0);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
  });

  test.each([
    ['for a while is waited for', 60_000, 'promoted', 0],
    ['for long brings the others back', 3_600_000, 'rolled-back', 1],
  ])(
    'one that is out of reach %s',
    async (_name, forMilliseconds, ending, exitCode) => {
      await createAll(bed);
      let ended = Promise.resolve();
      const outage = async (): Promise<void> => {
        const end = bed.now() + forMilliseconds;
        outageOf(AMERICA).tellWhenDown();
        while (bed.now() < end) await delay(20);
        bed.run.faults.clear();
      };
      const inputs = { ...inWaves, rollout: '10%:20m 100%' };
      const result = await bed.deploy(
        inputs,
        onceItSays(`${AMERICA}: 10 %`, () => {
          ended = outage();
        }),
      );
      await ended;
      expect([result.exitCode, result.outputs['result']]).toEqual([exitCode, ending]);
      if (ending === 'promoted') return;
      const shares = await servingIn(bed);
      expect([shares[EUROPE], shares[ASIA]]).toEqual([{ 'app-old': 100 }, { 'app-old': 100 }]);
      expect(fault(result)).toMatch(/could not be reached for too long in us-central1/);
    },
    60_000,
  );

  test('what a person moves in one region stays as they left it, and the others come back', async () => {
    await createAll(bed);
    unsteady(bed);
    const taken = [pinned('app-old', 100), pinned('app-old', 0, 'mine')];
    let person = Promise.resolve();
    const result = await bed.deploy(
      { ...undecided, region: WAVES, rollout: '10%:2h 100%' },
      onceItSays(`${AMERICA}: 10 %`, () => {
        person = bed.update({ traffic: taken }, ['traffic'], AMERICA);
      }),
    );
    await person;
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'superseded']);
    expect(await servingIn(bed)).toEqual(everywhere({ 'app-old': 100 }));
    expect(tags(await bed.get(AMERICA))).toEqual({ mine: 'app-old' });
    expect(recordOn(await bed.get(EUROPE))).toMatchObject({ status: 'rolled-back', cause: 'superseded' });
  });
});

/** Makes a region answer nothing but 503 from a moment on. */
function outageOf(region: string): { tellWhenDown: () => void } {
  return {
    tellWhenDown: () => {
      bed.run.faults.add({
        kind: 'status',
        status: 503,
        call: /Service/,
        request: new RegExp(region),
        times: 1_000,
      });
    },
  };
}

describe('before anything is written', () => {
  const refused = async (inputs: Inputs, ...words: RegExp[]): Promise<void> => {
    const mark = bed.run.calls.length;
    const result = await bed.deploy(inputs);
    for (const word of words) expect(fault(result)).toMatch(word);
    expect(result.exitCode).toBe(1);
    expect(bed.writesSince(mark)).toBe(0);
  };

  test.each([
    ['a region twice', `${EUROPE}, ${EUROPE}`, /"europe-west1" is given twice/],
    ['a wave without a region', `${EUROPE} |`, /wave names no region/],
    ['something that is no region', `${EUROPE} | mars`, /"mars" is not a region/],
  ])('%s is refused', (_name, region, words) => refused({ ...inWaves, region }, words));

  test('a wave that names an unknown region is refused, with the name', async () => {
    await createAll(bed);
    // As Cloud Run answers for a location that does not exist.
    bed.run.faults.add({ kind: 'status', status: 403, call: /GetService/, request: /mars-north1/ });
    await refused(
      { ...inWaves, region: `${WAVES} | mars-north1` },
      /1 of 4 regions/,
      /- mars-north1: .*cannot be read in mars-north1.*Correct `region` where there is no mars-north1/,
    );
  });

  test('all regions are read, and all their faults are told at once', async () => {
    await createAll(bed);
    for (const region of [AMERICA, ASIA])
      await bed.update(
        {
          template: { revision: 'app-new', containers: [{ image: image('2') }] },
          traffic: [pinned('app-old', 60), pinned('app-new', 40)],
        },
        ['template', 'traffic'],
        region,
      );
    await refused(inWaves, /2 of 3 regions/, /- us-central1: .*split/, /- asia-east1: .*split/);
  });
});
