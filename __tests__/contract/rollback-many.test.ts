import { describe, expect, test } from '@jest/globals';
import { fault } from './deploy-cloudrun-bed';
import type { Inputs } from './deploy-cloudrun-bed';
import type { StepResult } from '../runner/fake-runner';
import { revisionAt, soleRevision, wideBedForEachTest } from './rollback-bed';
import type { Place, WideBed } from './rollback-bed';

let bed: WideBed;
wideBedForEachTest((opened) => {
  bed = opened;
});

const REGIONS = ['europe-west1', 'us-central1'] as const;
const places = (...services: string[]): Place[] =>
  services.flatMap((service) => REGIONS.map((region) => ({ service, region })));

const back = (inputs: Inputs): Promise<StepResult> => bed.rollback(inputs, { env: bed.env });

interface Outcome {
  service: string;
  region: string;
  result: string;
  revision: string;
}

const outcomes = ({ outputs }: StepResult): string[] =>
  (JSON.parse(outputs['services'] ?? '[]') as Outcome[]).map(
    ({ service, region, result, revision }) => `${service} ${region} ${result} ${revision}`,
  );

describe('several services in several regions', () => {
  test('are all brought back, and a second run says that there is nothing to do', async () => {
    for (const place of places('app', 'shop')) await bed.createAt(place, { prev: 'mid' });
    const inputs = { service: 'app, shop', region: REGIONS.join('\n'), to: 'previous' };
    const first = await back(inputs);
    expect(fault(first)).toBe('');
    expect(first.outputs['result']).toBe('rolled-back');
    expect(outcomes(first)).toEqual([
      'app europe-west1 rolled-back app-mid',
      'app us-central1 rolled-back app-mid-us',
      'shop europe-west1 rolled-back shop-mid',
      'shop us-central1 rolled-back shop-mid-us',
    ]);
    for (const place of places('app', 'shop'))
      expect(soleRevision(await bed.serviceAt(place))).toBe(revisionAt(place, 'mid'));
    const mark = bed.run.calls.length;
    const second = await back(inputs);
    expect([second.exitCode, second.outputs['result'], bed.writesSince(mark)]).toEqual([0, 'unchanged', 0]);
    expect(second.summary).toContain('Nothing to bring back');
  });

  test('are all written at once: no write waits for the end of another', async () => {
    for (const place of places('app')) await bed.createAt(place, { prev: 'mid' });
    const both = Promise.withResolvers<boolean>();
    let arrived = 0;
    bed.guard(({ method }) => {
      if (method !== 'PATCH') return true;
      arrived += 1;
      if (arrived === REGIONS.length) both.resolve(true);
      return both.promise;
    });
    const result = await back({ service: 'app', region: REGIONS.join(','), to: 'previous' });
    expect([fault(result), arrived]).toEqual(['', 2]);
  });

  test('do not suffer for one region that cannot be reached: it is named, and the step fails', async () => {
    for (const place of places('app')) await bed.createAt(place, { prev: 'mid' });
    bed.guard(({ path }) => !path.includes('/us-central1/'));
    const result = await back({ service: 'app', region: REGIONS.join(' '), to: 'previous' });
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(
      /1 of 2 did not end well:\n- app in us-central1: The rollback of app failed/,
    );
    expect(fault(result)).toMatch(/run this again/);
    expect(outcomes(result)).toEqual(['app europe-west1 rolled-back app-mid', 'app us-central1 failed ']);
    expect(soleRevision(await bed.serviceAt({ service: 'app', region: 'europe-west1' }))).toBe('app-mid');
    bed.guard(() => true);
    const again = await back({ service: 'app', region: REGIONS.join(' '), to: 'previous' });
    expect(outcomes(again)).toEqual([
      'app europe-west1 unchanged app-mid',
      'app us-central1 rolled-back app-mid-us',
    ]);
  });

  test('do not suffer for one that has no such service, or nothing ready to return to', async () => {
    await bed.createAt({ service: 'app', region: 'europe-west1' }, { prev: 'mid' });
    await bed.createAt({ service: 'app', region: 'us-central1' }, { prev: 'mid' });
    const record = bed.run.state.services.get('projects/demo-project/locations/us-central1/services/app');
    const mid = record?.revisions.get('app-mid-us');
    if (!mid) throw new Error('there is no such revision');
    mid.phase = 'failed';
    mid.failure = { reason: 'HEALTH_CHECK_CONTAINER_ERROR', message: 'It crashed.' };
    const region = [...REGIONS, 'asia-east1'].join(',');
    const result = await back({ service: 'app', region, to: 'previous' });
    expect(fault(result)).toMatch(/2 of 3 did not end well/);
    expect(fault(result)).toMatch(/us-central1: The revision app-mid-us is not ready/);
    expect(fault(result)).toMatch(/asia-east1: There is no service app in asia-east1/);
    expect(soleRevision(await bed.serviceAt({ service: 'app', region: 'europe-west1' }))).toBe('app-mid');
    expect(soleRevision(await bed.serviceAt({ service: 'app', region: 'us-central1' }))).toBe('app-new-us');
  });
});

describe('what is refused before any call', () => {
  test.each<[string, Inputs, RegExp]>([
    ['a region twice', { region: 'europe-west1, europe-west1' }, /"europe-west1" is given twice/],
    ['a service twice', { service: 'app app' }, /"app" is given twice/],
    ['a name among several that is none', { region: 'europe-west1,mars' }, /"mars" is not a region/],
    ['a list of nothing', { service: ' , ' }, /It names nothing/],
    ['two targets', { revision: 'app-a', to: 'previous' }, /`revision` and `to` each say what to return to/],
    ['an image by its tag', { image: 'host/app:v1' }, /not an image by its digest/],
    [
      'an unsafe webhook',
      { 'notify-url': 'http://hooks.example/x' },
      /`notify-url`: It is not an https address/,
    ],
    ['an owner that is none', { owner: 'everyone @channel' }, /`owner`/],
    ['an environment without a token', { environment: 'production' }, /`github-token`: It is needed/],
    [
      'another database',
      { 'database-url': 'mysql://u:secret-word@host/db' },
      /address of a PostgreSQL database/,
    ],
  ])('%s', async (_, inputs, words) => {
    const result = await back(inputs);
    expect(fault(result)).toMatch(words);
    expect(result.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/secret-word|hooks\.example/);
    expect(bed.run.calls).toHaveLength(0);
  });
});
