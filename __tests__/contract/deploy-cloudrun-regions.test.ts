import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bundleActions,
  fault,
  image,
  judged,
  openBed,
  pinned,
  recordOn,
  serving,
  tags,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Entries, Inputs, Options } from './deploy-cloudrun-bed';

let entries: Entries;
let bed: Bed;
beforeAll(async () => {
  entries = await bundleActions();
});
beforeEach(async () => {
  bed = await openBed(entries);
});
afterEach(() => bed.close());
afterAll(async () => {
  await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
});

const [EUROPE, AMERICA, ASIA] = ['europe-west1', 'us-central1', 'asia-east1'] as const;
const WAVES = `${EUROPE}, ${AMERICA} | ${ASIA}`;
const REGIONS = [EUROPE, AMERICA, ASIA];
const inWaves = { ...judged, image: image('1'), region: WAVES } as const;

const createAll = async (): Promise<void> => {
  await Promise.all(REGIONS.map((region) => bed.create({}, {}, region)));
};

const servingIn = async (): Promise<Record<string, Record<string, number>>> => {
  const services = await Promise.all(REGIONS.map((region) => bed.get(region)));
  return Object.fromEntries(services.map((service, index) => [REGIONS[index] ?? '', serving(service)]));
};

const everywhere = (shares: Record<string, number>): Record<string, Record<string, number>> =>
  Object.fromEntries(REGIONS.map((region) => [region, shares]));

/** Does something once, when the step has printed a text. */
function onceItSays(text: string, act: (child: ChildProcess) => void): Options {
  return {
    onSpawn: (child) => {
      let printed = '';
      const watch = (chunk: string): void => {
        printed += chunk;
        if (!printed.includes(text)) return;
        child.stdout?.off('data', watch);
        act(child);
      };
      child.stdout?.on('data', watch);
    },
  };
}

/** The writes since `mark`, each as `region method`, in order. */
const writesSince = (mark: number): string[] =>
  bed.run.calls
    .slice(mark)
    .filter(({ write, status }) => write && status < 400)
    .map(({ request }) => REGIONS.find((region) => request.includes(region)) ?? request);

describe('a rollout through several regions', () => {
  test('goes wave by wave, and is promoted everywhere at the end', async () => {
    await createAll();
    const result = await bed.deploy(inWaves);
    expect(fault(result)).toBe('');
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    const candidate = result.outputs['revision'] ?? '';
    expect(await servingIn()).toEqual(everywhere({ [candidate]: 100 }));
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
    await createAll();
    await bed.deploy({ ...inWaves, rollout: '100%' });
    const mark = bed.run.calls.length;
    const again = await bed.deploy({ ...inWaves, rollout: '100%' });
    expect(again.outputs['result']).toBe('unchanged');
    expect(bed.callsSince(mark)).toEqual(['GetService', 'GetService', 'GetService']);
  });

  test('a fail in the second wave brings all back: the writes start together, after nothing but fresh reads', async () => {
    await createAll();
    bed.platform.behave(image('1'), { status: () => 500 }, ASIA);
    const result = await bed.deploy(inWaves);
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
    const writes = bed.run.calls.filter(({ write, status }) => write && status < 400);
    const restoring = writes.slice(-3);
    const regions = restoring.map(({ request }) => REGIONS.find((region) => request.includes(region)));
    expect(new Set(regions)).toEqual(new Set(REGIONS));
    const firstRestoring = restoring[0]?.index ?? 0;
    // The three fresh reads come together, and then the three writes: none waits for another's confirmation.
    const around = bed.run.calls.slice(firstRestoring - 3, firstRestoring + 3).map(({ method }) => method);
    expect(around.filter((method) => method.endsWith('GetService'))).toHaveLength(3);
    expect(around.filter((method) => method.endsWith('UpdateService'))).toHaveLength(3);
    for (const region of REGIONS)
      expect(recordOn(await bed.get(region))).toMatchObject({ status: 'rolled-back', cause: 'failed' });
  });

  test('one that is out of reach does not keep the others from coming back, and is named with what to do', async () => {
    await createAll();
    bed.platform.behave(image('1'), { status: () => 500 }, ASIA);
    const { tellWhenDown } = outageOf(AMERICA);
    const result = await bed.deploy(inWaves, onceItSays('bringing all traffic back', tellWhenDown));
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(fault(result)).toMatch(/could not be brought back in us-central1/);
    expect(fault(result)).toMatch(/`region: us-central1`/);
    bed.run.faults.clear();
    const shares = await servingIn();
    expect([shares[EUROPE], shares[ASIA]]).toEqual([{ 'app-old': 100 }, { 'app-old': 100 }]);
    const back = await bed.rollback({ region: WAVES });
    expect(back.exitCode).toBe(0);
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
  });

  test.each([
    ['for a while is waited for', 60_000, 'promoted', 0],
    ['for long brings the others back', 3_600_000, 'rolled-back', 1],
  ])(
    'one that is out of reach %s',
    async (_name, forMilliseconds, ending, exitCode) => {
      await createAll();
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
      const shares = await servingIn();
      expect([shares[EUROPE], shares[ASIA]]).toEqual([{ 'app-old': 100 }, { 'app-old': 100 }]);
      expect(fault(result)).toMatch(/could not be reached for too long in us-central1/);
    },
    60_000,
  );

  test('what a person moves in one region stays as they left it, and the others come back', async () => {
    await createAll();
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
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
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
    await createAll();
    // As Cloud Run answers for a location that does not exist.
    bed.run.faults.add({ kind: 'status', status: 403, call: /GetService/, request: /mars-north1/ });
    await refused(
      { ...inWaves, region: `${WAVES} | mars-north1` },
      /1 of 4 regions/,
      /- mars-north1: .*cannot be read in mars-north1.*Correct `region` where there is no mars-north1/,
    );
  });

  test('all regions are read, and all their faults are told at once', async () => {
    await createAll();
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

describe('when the job dies', () => {
  test('a signal brings all regions back at once', async () => {
    await createAll();
    unsteady(bed);
    let sentAt = 0;
    const result = await bed.deploy(
      { ...undecided, region: WAVES, rollout: '10%:2h 100%' },
      onceItSays(`${AMERICA}: 10 %`, (child) => {
        sentAt = performance.now();
        child.kill('SIGTERM');
      }),
    );
    expect(performance.now() - sentAt).toBeLessThan(7_500);
    expect(result.exitCode).toBe(143);
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('the post step brings back whatever a kill left behind, in every region', async () => {
    await createAll();
    unsteady(bed);
    const inputs = { ...undecided, region: WAVES, rollout: '10%:2h 100%' };
    const result = await bed.deploy(
      inputs,
      onceItSays(`${AMERICA}: 10 %`, (child) => child.kill('SIGKILL')),
    );
    const post = await bed.postDeploy(inputs, result);
    expect(post.exitCode).toBe(0);
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('between the writes that bring the regions back, the next call brings back the rest', async () => {
    await createAll();
    bed.platform.behave(image('1'), { status: () => 500 });
    let isReturning = false;
    let child: ChildProcess | undefined;
    bed.afterWrite(() => {
      // The first region is back; what the others' writes come to is left to chance.
      if (isReturning) child?.kill('SIGKILL');
    });
    const killed = await bed.deploy(inWaves, {
      onSpawn: (spawned) => {
        child = spawned;
        onceItSays('bringing all traffic back', () => {
          isReturning = true;
        }).onSpawn?.(spawned);
      },
    });
    bed.afterWrite(undefined);
    expect(killed.exitCode).toBeNull();
    const next = await bed.deploy(inWaves);
    expect(fault(next)).toMatch(/was rolled back at/);
    expect(await servingIn()).toEqual(everywhere({ 'app-old': 100 }));
  });

  test('between any two writes, the next call of the same run makes it whole', async () => {
    await createAll();
    const mark = bed.run.calls.length;
    await bed.deploy({ ...inWaves, rollout: '100%' });
    const writes = writesSince(mark).length;
    const again: Inputs = { ...inWaves, rollout: '100%', image: image('2') };
    let child: ChildProcess | undefined;
    for (const nth of [4, 5, Math.ceil(writes / 2) + 2, writes - 1]) {
      const digit = String((nth % 7) + 2);
      let seen = 0;
      bed.afterWrite(() => {
        seen += 1;
        if (seen === nth) child?.kill('SIGKILL');
      });
      await bed.deploy(
        { ...again, image: image(digit) },
        {
          onSpawn: (spawned) => {
            child = spawned;
          },
        },
      );
      bed.afterWrite(undefined);
      const whole = await bed.deploy({ ...again, image: image(digit) });
      expect([whole.exitCode, fault(whole)]).toEqual([0, '']);
      expect(await servingIn()).toEqual(everywhere({ [whole.outputs['revision'] ?? '']: 100 }));
      const records = await Promise.all(REGIONS.map(async (region) => recordOn(await bed.get(region))));
      expect(records.map(({ status }) => status)).toEqual(['promoted', 'promoted', 'promoted']);
    }
  }, 120_000);
});
