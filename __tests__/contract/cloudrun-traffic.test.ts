import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../emulators/clock';
import type { Bed, Service } from './cloudrun-bed';
import { app, Code, latest, openBed, parent, pinned, shortName, transports } from './cloudrun-bed';

const next = (revision: string) => ({ template: { revision, containers: [{ image: revision }] } });

function shares(service: Service): Record<string, number> {
  const entries = (service.trafficStatuses ?? []).map(({ revision, percent }) => [revision, percent ?? 0]);
  return Object.fromEntries(entries) as Record<string, number>;
}

describe.each(transports)('traffic over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport);
    await bed.create({ revision: 'app-one' });
  });
  afterEach(() => bed.close());

  test('empty traffic means 100 % LATEST', async () => {
    await bed.update({ traffic: [pinned('app-one', 100)] }, ['traffic']);
    const service = await bed.update({ traffic: [] }, ['traffic']);
    expect(service.traffic).toMatchObject([latest(100)]);
    expect(service.trafficStatuses).toMatchObject([latest(100)]);
  });

  test('LATEST floats to the newest Ready revision, and traffic_statuses does not name it', async () => {
    const service = await bed.update(next('app-two'), ['template']);
    expect(service.trafficStatuses?.[0]?.revision).toBe('');
    expect(shortName(service.latestReadyRevision)).toBe('app-two');
    expect(bed.platform.routes.get(app)).toEqual([{ revision: 'app-two', percent: 100 }]);
  });

  test('LATEST means latest Ready: a revision that never becomes Ready gets nothing', async () => {
    bed.platform.whenStarted(() => ({
      ready: false,
      reason: 'HEALTH_CHECK_CONTAINER_ERROR',
      message: 'No.',
    }));
    await expect(bed.update(next('app-two'), ['template'])).rejects.toThrow();
    const service = await bed.get();
    expect(shortName(service.latestCreatedRevision)).toBe('app-two');
    expect(shortName(service.latestReadyRevision)).toBe('app-one');
    expect(bed.platform.routes.get(app)).toEqual([{ revision: 'app-one', percent: 100 }]);
  });

  test('pinned traffic stays pinned for every later deploy', async () => {
    await bed.update({ traffic: [pinned('app-one', 100)] }, ['traffic']);
    const service = await bed.update(next('app-two'), ['template']);
    expect(shares(service)).toEqual({ 'app-one': 100 });
    expect(shortName(service.latestReadyRevision)).toBe('app-two');
  });

  test('a candidate is created at 0 % with a tag in one write, and has a URL of its own', async () => {
    const traffic = [pinned('app-one', 100), pinned('app-two', 0, 'candidate')];
    const service = await bed.update({ ...next('app-two'), traffic }, ['template', 'traffic']);
    expect(shares(service)).toEqual({ 'app-one': 100, 'app-two': 0 });
    expect(service.trafficStatuses?.[1]).toMatchObject({
      tag: 'candidate',
      uri: 'https://candidate---app-fake.run.example',
    });
  });

  test('traffic is replaced whole: a tag that is left out is gone', async () => {
    await bed.update({ traffic: [pinned('app-one', 100, 'stable')] }, ['traffic']);
    const service = await bed.update({ traffic: [pinned('app-one', 100)] }, ['traffic']);
    expect(service.trafficStatuses?.map(({ tag, uri }) => [tag, uri])).toEqual([['', '']]);
  });

  test('a tag on LATEST floats with it', async () => {
    await bed.update({ traffic: [latest(100, 'newest')] }, ['traffic']);
    await bed.update(next('app-two'), ['template']);
    expect(bed.platform.routes.get(app)).toEqual([{ revision: 'app-two', percent: 100, tag: 'newest' }]);
  });

  test.each([
    ['percents below 100', [latest(60), pinned('app-one', 30)]],
    ['percents above 100', [latest(60), pinned('app-one', 50)]],
    ['a negative percent', [latest(120), pinned('app-one', -20)]],
    ['a revision that is not there', [latest(100), pinned('app-nine', 0, 'nine')]],
    ['a revision by its full name', [pinned(`${app}/revisions/app-one`, 100)]],
    ['a tag twice', [latest(100, 'same'), pinned('app-one', 0, 'same')]],
    ['a tag of two characters', [latest(100, 'v1')]],
    ['a tag in capitals', [latest(100, 'Green')]],
    ['a tag that ends with a hyphen', [latest(100, 'green-')]],
    ['a tag too long together with the service', [latest(100, 'a'.repeat(44))]],
    ['LATEST with a revision', [{ ...latest(100), revision: 'app-one' }]],
    ['a target without a type', [{ revision: 'app-one', percent: 100 }]],
  ])('%s is refused', async (_, traffic) => {
    await expect(bed.update({ traffic }, ['traffic'])).rejects.toMatchObject({ code: Code.invalidArgument });
    expect((await bed.get()).traffic).toMatchObject([latest(100)]);
  });

  test('a tag and its service have 46 characters together at the most', async () => {
    await expect(bed.update({ traffic: [latest(100, 'a'.repeat(43))] }, ['traffic'])).resolves.toBeDefined();
  });

  test('traffic that names a revision which never becomes Ready is not put in force', async () => {
    bed.platform.whenStarted(() => ({
      ready: false,
      reason: 'HEALTH_CHECK_CONTAINER_ERROR',
      message: 'No.',
    }));
    const traffic = [pinned('app-one', 90), pinned('app-two', 10)];
    await expect(bed.update({ ...next('app-two'), traffic }, ['template', 'traffic'])).rejects.toThrow(
      /not ready/,
    );
    const service = await bed.get();
    expect(service.traffic).toMatchObject(traffic);
    expect(service.trafficStatuses).toMatchObject([latest(100)]);
    expect(bed.platform.routes.get(app)).toEqual([{ revision: 'app-one', percent: 100 }]);
  });

  test('traffic can be moved while a revision is still starting', async () => {
    bed.platform.whenStarted(() => new Promise(() => undefined));
    await bed.services.updateService({
      service: { name: app, ...next('app-two') },
      updateMask: { paths: ['template'] },
    });
    const service = await bed.update({ traffic: [pinned('app-one', 100, 'safe')] }, ['traffic']);
    expect(service.trafficStatuses).toMatchObject([pinned('app-one', 100, 'safe')]);
    expect(service.reconciling).toBe(true);
    bed.platform.whenStarted(() => ({ ready: true }));
  });
});

describe('traffic takes time', () => {
  const waiting: (() => void)[] = [];
  const clock: Clock = {
    now: () => Date.now(),
    sleep: (ms) => (ms === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed('REST', { clock, settleMs: 5_000 });
  });
  afterEach(() => bed.close());

  test('until it is in force, traffic_statuses shows what serves', async () => {
    const service = { template: { revision: 'app-one', containers: [{ image: 'app:1' }] } };
    const [operation] = await bed.services.createService({ parent, serviceId: 'app', service });
    const before = await bed.get();
    expect([before.reconciling, before.trafficStatuses, before.uri]).toEqual([true, [], '']);
    for (const release of waiting) release();
    const [after] = await operation.promise();
    expect([after.reconciling, after.trafficStatuses?.length]).toEqual([false, 1]);
  });
});
