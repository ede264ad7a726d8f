import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bundleActions,
  fault,
  image,
  judged,
  latest,
  openBed,
  pinned,
  recordOn,
  serving,
  tags,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Entries, Inputs, Options } from './deploy-cloudrun-bed';
import { onceItSays } from './deploy-cloudrun-regions-bed';

let entries: Entries;
let bed: Bed;
beforeAll(async () => {
  entries = await bundleActions();
});
beforeEach(async () => {
  bed = await openBed(entries);
  await bed.create();
});
afterEach(() => bed.close());
afterAll(async () => {
  await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
});

const first = { ...judged, image: image('1') } as const;
/** Nothing comes of it for a while. */
const endless = { ...undecided, rollout: '10%:2h 100%' } as const;
/** Another run of a workflow, later than the usual one. */
const LATER: Options = { env: { GITHUB_RUN_ID: '43' } };

/** Resolves once a step has printed a text. */
function saying(text: string): { options: Options; said: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    options: onceItSays(text, () => {
      resolve(undefined);
    }),
    said: promise,
  };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

describe('a last look at 100 %', () => {
  const baking = { ...first, rollout: '10%:5m 100%:5m' } as const;

  test('is passed by a healthy candidate, and promotes it', async () => {
    const result = await bed.deploy(baking);
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect(result.stdout).toMatch(/100 % to .*\n[^]*is promoted/);
    expect(tags(await bed.get())).toMatchObject({ prev: 'app-old' });
  });

  test('brings back what fails only then', async () => {
    const result = await bed.deploy(
      baking,
      onceItSays('100 % to', () => {
        bed.platform.behave(image('1'), { status: () => 500 });
      }),
    );
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 100 });
    expect(tags(service)).toMatchObject({ stable: 'app-old' });
  });
});

describe('a rollout that no runner is held for', () => {
  const unattended = { ...first, rollout: '10%:30m 50%:30m 100%', wait: 'false' } as const;
  const resume: Inputs = { resume: 'true', wait: 'false', 'probe-interval': '5s', extension: '2h' };

  test('ends each run at its pause, and is gone on with until it is promoted', async () => {
    const begun = await bed.deploy(unattended);
    expect([begun.exitCode, begun.outputs['result']]).toEqual([0, 'rolling']);
    expect(Date.parse(begun.outputs['resume-after'] ?? '')).toBeGreaterThan(bed.now() - 60_000_000);
    expect(serving(await bed.get())).toMatchObject({ 'app-old': 90 });
    expect(recordOn(await bed.get())).toMatchObject({ status: 'waiting' });

    // Nobody takes it for the wreck of a run that died.
    const mark = bed.run.calls.length;
    await bed.postDeploy(unattended, begun);
    for (const only of ['this-run', 'abandoned'])
      expect((await bed.rollback({ only })).outputs['result']).toBe('unchanged');
    expect(bed.writesSince(mark)).toBe(0);

    const results: string[] = [];
    const splits = new Set<number>();
    while (results.length < 20 && results.at(-1) !== 'promoted') {
      const { outputs, exitCode } = await bed.deploy(resume, LATER);
      expect(exitCode).toBe(0);
      results.push(outputs['result'] ?? '');
      splits.add(serving(await bed.get())['app-old'] ?? 0);
    }
    expect(results.at(-1)).toBe('promoted');
    expect(results).toContain('rolling');
    expect([...splits]).toEqual(expect.arrayContaining([50, 0]));
  }, 120_000);

  test('is brought back by the run that goes on, where the candidate turns bad meanwhile', async () => {
    await bed.deploy(unattended);
    bed.platform.behave(image('1'), { status: () => 500 });
    let result = await bed.deploy(resume, LATER);
    // A look of half a minute may not be enough to be certain.
    while (result.outputs['result'] === 'rolling') result = await bed.deploy(resume, LATER);
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(result.stdout).not.toMatch(/50 % to/);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  }, 60_000);

  test('is brought to its end by the next run, where Cloud Run gives its promotion up', async () => {
    await bed.deploy({ ...unattended, rollout: '10%:1m 100%' });
    // The first write of the run that goes on makes the rollout its own, the second one promotes.
    bed.afterWrite(() => {
      bed.afterWrite(undefined);
      bed.run.faults.add({ kind: 'operation-error', call: /UpdateService/, message: 'Out of capacity.' });
    });
    const stay: Inputs = { ...resume, wait: 'true' };
    const given = await bed.deploy(stay, LATER);
    expect([given.exitCode, fault(given)]).toEqual([1, expect.stringContaining('did not route 100 %')]);
    const { candidate, status } = recordOn(await bed.get());
    expect([status, serving(await bed.get())]).toMatchObject(['promoted', { 'app-old': 90 }]);

    await bed.postDeploy(stay, given);
    const next = await bed.deploy(stay, { env: { GITHUB_RUN_ID: '44' } });
    expect([next.exitCode, next.outputs['result']]).toEqual([0, 'promoted']);
    expect(serving(await bed.get())).toEqual({ [String(candidate)]: 100 });
    expect((await bed.deploy(resume, LATER)).outputs['result']).toBe('unchanged');
  }, 60_000);

  test('that is not there is nothing to do; and what it is must not be given again', async () => {
    const mark = bed.run.calls.length;
    const result = await bed.deploy(resume);
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'unchanged']);
    expect(bed.callsSince(mark)).toEqual(['GetService']);
    expect(fault(await bed.deploy({ ...resume, image: image('1') }))).toMatch(/`resume`: .*stands on record/);
  });
});

describe('two runs', () => {
  const second = { ...judged, image: image('2') } as const;

  test('the second one is refused while the first one is alive, and says who that is; or it goes first', async () => {
    unsteady(bed);
    const { options, said } = saying('10 % to');
    const running = bed.deploy(endless, options);
    await said;
    const mark = bed.run.calls.length;
    const refused = await bed.deploy(second, LATER);
    expect(refused.exitCode).toBe(1);
    expect(fault(refused)).toMatch(/Another run is rolling something out: .*runs\/42 in europe-west1, until/);
    expect(fault(refused)).toMatch(/`when-busy: supersede`/);
    // Who only comes to go on with it leaves it to the one at work.
    const resumed = await bed.deploy({ resume: 'true' }, LATER);
    expect([resumed.exitCode, resumed.outputs['result']]).toEqual([0, 'unchanged']);
    const writes = bed.run.calls.slice(mark).filter(({ write }) => write);
    expect(writes).toEqual([]);

    bed.platform.behave(image('0'), {});
    const goesFirst = await bed.deploy({ ...second, 'when-busy': 'supersede' }, LATER);
    expect([goesFirst.exitCode, goesFirst.outputs['result']]).toEqual([0, 'promoted']);
    const superseded = await running;
    expect([superseded.exitCode, superseded.outputs['result']]).toEqual([1, 'superseded']);
    expect(serving(await bed.get())).toEqual({ [goesFirst.outputs['revision'] ?? '']: 100 });
  }, 60_000);

  test('the second one waits for the end of the first, where it is told to', async () => {
    const { options, said } = saying('10 % to');
    const running = bed.deploy({ ...first, rollout: '10%:1h 100%' }, options);
    await said;
    const queued = await bed.deploy({ ...second, 'when-busy': 'queue', 'busy-timeout': '10h' }, LATER);
    const before = await running;
    expect([before.outputs['result'], queued.outputs['result']]).toEqual(['promoted', 'promoted']);
    expect(queued.stdout).toMatch(/Waiting for another run to end: .*runs\/42/);
    expect(queued.outputs['stable']).toBe(before.outputs['revision']);
  }, 60_000);

  test('what a run that died has left behind is brought back first, once its lease is over', async () => {
    unsteady(bed);
    const killed = await bed.deploy(
      undecided,
      onceItSays('10 % to', (child) => child.kill('SIGKILL')),
    );
    expect(killed.exitCode).toBeNull();
    const { leaseUntil } = recordOn(await bed.get());
    await until(() => Promise.resolve(bed.now() > Date.parse(String(leaseUntil))));
    bed.platform.behave(image('0'), {});
    const mark = bed.run.calls.length;
    const plan = await bed.deploy({ ...second, 'dry-run': 'true' }, LATER);
    expect([plan.outputs['result'], bed.writesSince(mark)]).toEqual(['planned', 0]);
    const next = await bed.deploy(second, LATER);
    expect([next.exitCode, next.outputs['result'], next.outputs['stable']]).toEqual([
      0,
      'promoted',
      'app-old',
    ]);
    expect(next.annotations.map(({ message }) => message).join('\n')).toMatch(
      /was left behind, and is brought back first/,
    );
  }, 60_000);
});

describe('when somebody gives the candidate more than the plan does', () => {
  /** What `terraform apply` does with a service for which it declares no traffic of its own. */
  const applied = (): Promise<void> => bed.update({ traffic: [latest(100)] }, ['traffic']);

  test('it is judged on, not moved, and left to a person; the same deploy once more promotes it', async () => {
    let terraform = Promise.resolve();
    const result = await bed.deploy(
      first,
      onceItSays('10 % to', () => {
        terraform = applied();
      }),
    );
    await terraform;
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'raised']);
    expect(fault(result)).toMatch(/ignore_changes = \[traffic\]/);
    const service = await bed.get();
    const candidate = result.outputs['revision'] ?? '';
    expect(serving(service)).toEqual({ [candidate]: 100 });
    expect(service.traffic).toContainEqual(expect.objectContaining(latest(100)));
    expect(recordOn(service)).toMatchObject({ status: 'held', raised: true });
    const again = await bed.deploy(first);
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'promoted']);
    expect((await bed.get()).traffic).toContainEqual(
      expect.objectContaining({ revision: candidate, percent: 100 }),
    );
  }, 60_000);

  test('and is brought back where it is found bad', async () => {
    unsteady(bed);
    let terraform = Promise.resolve();
    const result = await bed.deploy(
      endless,
      onceItSays('10 % to', () => {
        terraform = applied().then(() => {
          bed.platform.behave(image('0'), {});
          bed.platform.behave(image('1'), { status: () => 500 });
        });
      }),
    );
    await terraform;
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
    expect((await bed.get()).traffic).not.toContainEqual(expect.objectContaining(latest(100)));
  });

  test('a share that was lowered ends the rollout, and stays as it is', async () => {
    unsteady(bed);
    let person = Promise.resolve();
    const result = await bed.deploy(
      endless,
      onceItSays('10 % to', () => {
        person = bed.get().then(({ traffic }) => {
          const candidate = (traffic ?? []).find(({ percent }) => percent === 10)?.revision ?? '';
          return bed.update({ traffic: [pinned('app-old', 99), pinned(candidate, 1)] }, ['traffic']);
        });
      }),
    );
    await person;
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'superseded']);
    expect(Object.values(serving(await bed.get())).sort()).toEqual([1, 99]);
  });
});
