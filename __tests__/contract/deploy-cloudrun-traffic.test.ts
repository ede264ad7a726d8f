import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { Clock } from '../../emulators/clock';
import { startMonitoring } from '../../emulators/monitoring';
import type { Monitoring } from '../../emulators/monitoring';
import { bundleActions, fault, image, judged, openBed, recordOn, serving } from './deploy-cloudrun-bed';
import type { Bed, Entries, Inputs } from './deploy-cloudrun-bed';

const MINUTE = 60_000;
/** Shows the same time as the bed's, since it is started with it. */
let clock: Clock;
/** Whether the numbers may be read, at this moment. */
let allowed = true;

let entries: Entries;
let bed: Bed;
let monitoring: Monitoring;
let folder: string;
beforeAll(async () => {
  entries = await bundleActions();
});
beforeEach(async () => {
  allowed = true;
  const permissionsOf = (): ReadonlySet<string> | 'all' => (allowed ? 'all' : new Set<string>());
  clock = scaledClock(300);
  [bed, monitoring] = await Promise.all([openBed(entries), startMonitoring({ clock, permissionsOf })]);
  folder = await mkdtemp(join(tmpdir(), 'sluice-checks-'));
});
afterEach(async () => {
  await Promise.all([bed.close(), monitoring.close()]);
  await rm(folder, { recursive: true });
});
afterAll(async () => {
  await Promise.all([entries.deploy.remove(), entries.rollback.remove()]);
});

const deploy = (inputs: Inputs): ReturnType<Bed['deploy']> =>
  bed.deploy(inputs, { env: { SLUICE_MONITORING_ENDPOINT: monitoring.url } });

const thisMinute = (): number => Math.floor(clock.now() / MINUTE) * MINUTE;

/** Requests a minute for a span of minutes from now; `failing` of them end in 500. */
function visitors(
  revision: string,
  minutes: [number, number],
  perMinute: number,
  { failing = 0, now = thisMinute() } = {},
): void {
  for (let minute = minutes[0]; minute < minutes[1]; minute += 1) {
    for (let index = 0; index < perMinute; index += 1) {
      monitoring.record({
        ...{ project: 'demo-project', location: 'europe-west1', service: 'app', revision },
        status: index < failing ? 500 : 200,
        milliseconds: 30,
        at: now + minute * MINUTE + Math.floor(((index + 0.5) * MINUTE) / perMinute),
      });
    }
  }
}

describe('the dry run', () => {
  test('tells what stable has done in the hour before, and what the plan can show', async () => {
    await bed.create();
    visitors('app-old', [-70, 30], 60, { failing: 1 });
    const mark = bed.run.calls.length;
    const result = await deploy({ ...judged, image: image('1'), 'error-budget': '5%', 'dry-run': 'true' });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'planned']);
    expect(result.summary).toMatch(/had 60\.0 requests a minute; 95 of 100 took less than \d+ ms/);
    expect(result.summary).toMatch(/failed: 1\.7 % of \d+ requests/);
    expect(result.summary).toMatch(/one that fails 8\.3 % is found out/);
    expect(result.summary).toMatch(/\| 10 % \| 5m \| 30 \| 60 \|/);
    expect(bed.writesSince(mark)).toBe(0);
  });

  test('refuses a plan that is too short, after it has said why', async () => {
    await bed.create();
    const result = await deploy({
      ...{ ...judged, image: image('1'), 'error-budget': '0.1%', extension: '1m', 'dry-run': 'true' },
    });
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(/This plan cannot be judged/);
    expect(result.summary).toContain('How it rolls out');
  });
});

describe('real traffic', () => {
  test('brings back a candidate that fails visitors only, and its measure stands in the record', async () => {
    await bed.create();
    visitors('app-old', [-70, 0], 40);
    const made = await deploy({ image: image('1'), rollout: '0%' });
    const candidate = made.outputs['revision'] ?? '';
    const now = thisMinute();
    visitors('app-old', [0, 120], 40, { now });
    visitors(candidate, [0, 120], 10, { failing: 5, now });
    // No verdict by probes within the step: they are few, and none of them fails.
    const result = await deploy({
      ...judged,
      image: image('1'),
      rollout: '10%:3h 100%',
      'probe-interval': '1m',
    });
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    expect(fault(result)).toMatch(/requests failed on the candidate, 0 of \d+ requests on stable/);
    const service = await bed.get();
    expect(serving(service)).toEqual({ 'app-old': 100 });
    expect(recordOn(service)).toMatchObject({ status: 'rolled-back', candidate });
  });

  test('that may not be read leaves the decision to the probes, and says which role would help', async () => {
    await bed.create();
    allowed = false;
    const result = await deploy({ ...judged, image: image('1') });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'promoted']);
    expect(result.stdout).toMatch(/probes decide alone: .*Grant roles\/monitoring\.viewer/);
  });

  test('that was demanded and may not be read fails the step before anything is written', async () => {
    await bed.create();
    allowed = false;
    const mark = bed.run.calls.length;
    const result = await deploy({ ...judged, image: image('1'), traffic: 'metrics' });
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(/cannot be judged as it was asked for[^]*roles\/monitoring\.viewer/);
    expect(bed.writesSince(mark)).toBe(0);
  });
});

describe('the checks file', () => {
  const checks = async (text: string): Promise<string> => {
    const file = join(folder, 'checks.yml');
    await writeFile(file, text);
    return file;
  };

  test('gives the probes: an answer that is not as a step expects it has failed', async () => {
    const file = await checks('journeys: { visitor: [{ get: /, expect: { status: 200 } }] }');
    bed.platform.behave(image('1'), { status: () => 204 });
    await bed.create();
    const plain = await deploy({ ...judged, image: image('1'), rollout: '10%:5m 100%' });
    expect(plain.outputs['result']).toBe('promoted');
    await bed.rollback({ reason: 'It answers nothing.' });
    const result = await deploy({ ...judged, image: image('1'), checks: file, 'retry-failed': 'true' });
    expect(result.outputs['result']).toBe('rolled-back');
  });

  test('steps that the revision in service fails are left out, and named', async () => {
    const file = await checks('journeys: { visitor: [{ get: / }, { get: /new, expect: { status: 418 } }] }');
    await bed.create();
    const result = await deploy({ ...judged, image: image('1'), checks: file });
    expect(result.outputs['result']).toBe('promoted');
    expect(result.annotations.map(({ message }) => message).join()).toMatch(
      /Not used as probes.*GET \/new \(200\)/,
    );
  });

  test('with a fault in it is refused before anything is written', async () => {
    const file = await checks('journeys: { visitor: [{ fetch: / }] }');
    await bed.create();
    const mark = bed.run.calls.length;
    const result = await deploy({ ...judged, image: image('1'), checks: file });
    expect([result.exitCode, bed.writesSince(mark)]).toEqual([1, 0]);
    expect(fault(result)).toMatch(/checks\.yml:1:/);
  });
});
