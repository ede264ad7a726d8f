import { describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import {
  bedForEachTest,
  fault,
  image,
  judged,
  latest,
  pinned,
  recordOn,
  serving,
  tags,
  undecided,
  unsteady,
} from './deploy-cloudrun-bed';
import type { Bed, Options } from './deploy-cloudrun-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

/** Long enough for whatever has to happen meanwhile. */
const long = { ...undecided, rollout: '10%:2h 100%' } as const;

/** Does something once, as soon as the candidate has its first share. */
function onceItHasTraffic(act: (child: ChildProcess) => void): Options {
  return {
    onSpawn: (child) => {
      let printed = '';
      const watch = (text: string): void => {
        printed += text;
        if (!printed.includes('10 % to')) return;
        child.stdout?.off('data', watch);
        act(child);
      };
      child.stdout?.on('data', watch);
    },
  };
}

/** The calls without the looks at service and candidate while probes are sent. */
function withoutLooks(calls: string[]): string {
  return calls.join(' ').replaceAll(/(?: GetService GetRevision| GetRevision GetService)(?= |$)/g, '');
}

describe('a judged rollout', () => {
  test('of a healthy candidate is promoted, and tells by what right', async () => {
    await bed.create({}, { traffic: [latest(100)] });
    const result = await bed.deploy({ ...judged, image: image('1') });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect(JSON.parse(result.outputs['verdict'] ?? '')).toMatchObject({ result: 'pass' });
    expect(serving(await bed.get())).toEqual({ [result.outputs['revision'] ?? '']: 100 });
    expect(result.summary).toContain('pinned to');
  });

  test('of a bad candidate is brought back: from the verdict to the write there is no call but the fresh read', async () => {
    bed.platform.behave(image('1'), { status: () => 500 });
    await bed.create({}, { traffic: [latest(100)] });
    const mark = bed.run.calls.length;
    const result = await bed.deploy({ ...judged, image: image('1') });
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(fault(result)).toMatch(/was rolled back to app-old: /);
    const [created, shifted, back] = [
      'GetService UpdateService(validateOnly) UpdateService',
      'GetService UpdateService',
      'GetService GetService UpdateService GetService',
    ];
    expect(withoutLooks(bed.callsSince(mark)).replace('GetService GetRevision', 'GetService')).toBe(
      `${created} ${shifted} ${back}`,
    );
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 100 });
    expect(tags(service)).toEqual({ candidate: result.outputs['revision'], stable: 'app-old' });
    expect(recordOn(service)).toMatchObject({ status: 'rolled-back', cause: 'failed' });
  });

  test('of 0 % leaves a candidate with an address of its own, and a later call goes on with it', async () => {
    await bed.create();
    const result = await bed.deploy({ image: image('1'), rollout: '0%' });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'candidate']);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
    const answer = await fetch(result.outputs['candidate-url'] ?? '');
    expect(answer.status).toBe(200);
    const mark = bed.run.calls.length;
    const again = await bed.deploy({ image: image('1'), rollout: '0%' });
    expect([again.outputs['result'], bed.writesSince(mark)]).toEqual(['candidate', 0]);
    const on = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect([on.outputs['result'], on.outputs['revision']]).toEqual(['promoted', result.outputs['revision']]);
  });
});

describe('without a verdict after the extension', () => {
  test('it holds where it is; the next call watches anew and goes on from there', async () => {
    await bed.create();
    unsteady(bed);
    const result = await bed.deploy(undecided);
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'held']);
    expect(fault(result)).toMatch(/no verdict after the longest extension/);
    const candidate = result.outputs['revision'] ?? '';
    expect(serving(await bed.get())).toEqual({ 'app-old': 90, [candidate]: 10 });
    bed.platform.behave(image('0'), {});
    bed.platform.behave(image('1'), {});
    const again = await bed.deploy({ ...undecided, 'error-budget': '45%', extension: '2h' });
    expect([again.exitCode, again.outputs['result']]).toEqual([0, 'promoted']);
    // It was judged by the budget that it began with.
    expect(again.outputs['verdict']).toContain('error budget of 20 %');
    expect(recordOn(await bed.get())).toMatchObject({ settings: { errorBudget: 0.2 } });
    expect(serving(await bed.get())).toEqual({ [candidate]: 100 });
  });

  test('it promotes where the caller wants that', async () => {
    await bed.create();
    unsteady(bed);
    const result = await bed.deploy({ ...undecided, 'on-inconclusive': 'promote' });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
  });

  test('it brings back where the caller wants that', async () => {
    await bed.create();
    unsteady(bed);
    const result = await bed.deploy({ ...undecided, 'on-inconclusive': 'rollback' });
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('a held rollout with another plan or another tag prefix is not gone on with', async () => {
    await bed.create();
    unsteady(bed);
    await bed.deploy(undecided);
    const mark = bed.run.calls.length;
    const otherPlan = await bed.deploy({ ...undecided, rollout: '50%:1m 100%' });
    expect(fault(otherPlan)).toMatch(/under way with the plan `10%:1m 100%`, not `50%:1m 100%`/);
    const otherPrefix = await bed.deploy({ ...undecided, 'tag-prefix': 'x-' });
    expect(fault(otherPrefix)).toMatch(/with the tag-prefix ``, not `x-`/);
    expect([otherPlan.exitCode, otherPrefix.exitCode, bed.writesSince(mark)]).toEqual([1, 1, 0]);
  });
});

describe('when a person moves the traffic meanwhile', () => {
  const takenAway = [pinned('app-old', 100), pinned('app-old', 0, 'mine')];

  test('nothing of theirs is changed, the candidate is not rolled forward again, and others can be deployed', async () => {
    await bed.create();
    unsteady(bed);
    let mark = 0;
    let person = Promise.resolve();
    const result = await bed.deploy(
      long,
      onceItHasTraffic(() => {
        person = bed.update({ traffic: takenAway }, ['traffic']).then(() => {
          mark = bed.run.calls.length;
        });
      }),
    );
    await person;
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'superseded']);
    expect(JSON.parse(result.outputs['traffic'] ?? '')).toEqual({ 'app-old': 100 });
    expect(bed.writesSince(mark)).toBe(0);
    expect(tags(await bed.get())).toEqual({ mine: 'app-old' });

    const again = await bed.deploy(long);
    expect(fault(again)).toMatch(/lost its traffic while it was rolled out.*\n.*`retry-failed: true`/);
    expect(bed.writesSince(mark)).toBe(0);

    const other = await bed.deploy({ image: image('2'), rollout: '100%' });
    expect(other.outputs['result']).toBe('promoted');
    expect(tags(await bed.get())).toMatchObject({ mine: 'app-old' });
  });

  test('a tag that somebody sets on LATEST does not stop the rollout, and is theirs at the end', async () => {
    await bed.create();
    let person = Promise.resolve();
    const result = await bed.deploy(
      { ...judged, image: image('1') },
      onceItHasTraffic(() => {
        person = bed
          .get()
          .then(({ traffic }) =>
            bed.update({ traffic: [...(traffic ?? []), latest(0, 'head')] }, ['traffic']),
          );
      }),
    );
    await person;
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect((await bed.get()).traffic).toContainEqual(expect.objectContaining(latest(0, 'head')));
  });

  test('a configuration that somebody changed at the same moment is not written over', async () => {
    await bed.create();
    bed.run.faults.add({
      kind: 'etag-race',
      call: /UpdateService/,
      meanwhile: () => {
        const service = [...bed.run.state.services.values()][0];
        const [container] = service?.spec.template?.containers ?? [];
        if (container) container.env = [{ name: 'THEIRS', value: '1' }];
      },
    });
    const result = await bed.deploy({ image: image('1'), rollout: '100%' });
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(
      /changed the traffic or the configuration of this service at the same moment/,
    );
    expect((await bed.get()).template?.containers?.[0]?.env).toMatchObject([{ name: 'THEIRS' }]);
  });
});

describe('when the job is cancelled', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s brings the traffic back at once', async (signal) => {
    await bed.create();
    unsteady(bed);
    let sentAt = 0;
    const result = await bed.deploy(
      long,
      onceItHasTraffic((child) => {
        sentAt = performance.now();
        child.kill(signal);
      }),
    );
    expect(performance.now() - sentAt).toBeLessThan(5_000);
    expect(result.exitCode).toBe(signal === 'SIGTERM' ? 143 : 130);
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 100 });
    expect(recordOn(service)).toMatchObject({ status: 'rolled-back', cause: 'interrupted' });

    const mark = bed.run.calls.length;
    const post = await bed.postDeploy(long, result);
    expect([post.exitCode, bed.callsSince(mark)]).toEqual([0, ['GetService']]);
  });

  test('a rollout that goes on after a hold is brought back like any other', async () => {
    await bed.create();
    unsteady(bed);
    await bed.deploy(undecided);
    expect(recordOn(await bed.get())['status']).toBe('held');
    const result = await bed.deploy(
      { ...undecided, extension: '2h' },
      {
        onSpawn: (child) => {
          const watch = setInterval(() => {
            const record = [...bed.run.state.services.values()][0]?.spec.annotations ?? {};
            if (!Object.values(record).join().includes('"rolling"')) return;
            clearInterval(watch);
            child.kill('SIGTERM');
          }, 5);
          child.once('close', () => {
            clearInterval(watch);
          });
        },
      },
    );
    expect(result.exitCode).toBe(143);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('a step that is killed is put right by its post step', async () => {
    await bed.create();
    unsteady(bed);
    const result = await bed.deploy(
      long,
      onceItHasTraffic((child) => child.kill('SIGKILL')),
    );
    expect(serving(await bed.get())).toMatchObject({ 'app-old': 90 });
    const post = await bed.postDeploy(long, result);
    expect(post.exitCode).toBe(0);
    expect(post.annotations[0]?.message).toMatch(
      /The step was cut off: brought the traffic of app-.* back to app-old/,
    );
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
    bed.platform.behave(image('0'), {});
    bed.platform.behave(image('1'), {});
    const again = await bed.deploy({ ...judged, image: image('1') });
    expect(again.outputs['result']).toBe('promoted');
  });
});
