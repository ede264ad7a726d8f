import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StartResult } from '../../emulators/cloudrun';
import type { Bed } from './cloudrun-bed';
import { app, Code, openBed, parent, pinned, shortName, transports } from './cloudrun-bed';

const failure = (reason: string): StartResult => ({ ready: false, reason, message: `It says ${reason}.` });
const broken = { template: { revision: 'app-two', containers: [{ image: 'app:2' }] } };

describe.each(transports)('how a write ends, over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport);
    await bed.create({ revision: 'app-one' });
  });
  afterEach(() => bed.close());

  test('reconciling=false means finished, not succeeded', async () => {
    bed.platform.whenStarted(() => failure('HEALTH_CHECK_CONTAINER_ERROR'));
    await expect(bed.update(broken, ['template'])).rejects.toMatchObject({ code: Code.failedPrecondition });
    const service = await bed.get();
    expect(service.reconciling).toBe(false);
    expect(service.terminalCondition?.state).toBe('CONDITION_FAILED');
    expect(service.terminalCondition?.message).toContain(
      "Revision 'app-two' is not ready and cannot serve traffic",
    );
    expect([service.generation, service.observedGeneration]).toEqual(['2', '1']);
  });

  test('after a failure traffic_statuses still shows what serves', async () => {
    await bed.update({ traffic: [pinned('app-one', 100, 'stable')] }, ['traffic']);
    bed.platform.whenStarted(() => failure('HEALTH_CHECK_CONTAINER_ERROR'));
    const traffic = [pinned('app-two', 100)];
    await expect(bed.update({ ...broken, traffic }, ['template', 'traffic'])).rejects.toThrow();
    const service = await bed.get();
    expect(service.traffic).toMatchObject(traffic);
    expect(service.trafficStatuses).toMatchObject([pinned('app-one', 100, 'stable')]);
  });

  test('moving traffic works after a failed deploy, and Ready still tells of the failed revision', async () => {
    bed.platform.whenStarted(() => failure('HEALTH_CHECK_CONTAINER_ERROR'));
    await expect(bed.update(broken, ['template'])).rejects.toThrow();
    const service = await bed.update({ traffic: [pinned('app-one', 100)] }, ['traffic']);
    expect(service.trafficStatuses).toMatchObject([pinned('app-one', 100)]);
    const state = (type: string) => service.conditions?.find((condition) => condition.type === type)?.state;
    expect([state('RoutesReady'), state('ConfigurationsReady')]).toEqual([
      'CONDITION_SUCCEEDED',
      'CONDITION_FAILED',
    ]);
    expect(service.terminalCondition?.state).toBe('CONDITION_FAILED');
  });

  test('generations are int64, so strings; they agree once a write has succeeded', async () => {
    const service = await bed.update({ labels: { a: 'b' } }, ['labels']);
    expect([service.generation, service.observedGeneration]).toEqual(['2', '2']);
    expect(service.terminalCondition).toMatchObject({ type: 'Ready', state: 'CONDITION_SUCCEEDED' });
  });

  test('while a revision starts, the operation is not done and the service is reconciling', async () => {
    let start: (result: StartResult) => void = () => undefined;
    bed.platform.whenStarted(() => new Promise((resolve) => (start = resolve)));
    const service = { name: app, ...broken };
    const [operation] = await bed.services.updateService({ service, updateMask: { paths: ['template'] } });
    expect(operation.latestResponse.done).toBeFalsy();
    const during = await bed.get();
    expect([during.reconciling, during.terminalCondition?.state]).toEqual([true, 'CONDITION_RECONCILING']);
    start({ ready: true });
    expect((await operation.promise())[0]).toMatchObject({ name: app, reconciling: false });
  });

  test("the library gives an operation's response undecoded: enums as numbers, int64 as Long; a read gives names", async () => {
    const service = { name: app, labels: { a: 'b' } };
    const [operation] = await bed.services.updateService({ service, updateMask: { paths: ['labels'] } });
    const [response] = await operation.promise();
    const succeeded = 4;
    expect(response.terminalCondition?.state).toBe(succeeded);
    expect(typeof response.generation).toBe('object');
    expect((await bed.get()).terminalCondition?.state).toBe('CONDITION_SUCCEEDED');
  });

  test("the operation's metadata is the service", async () => {
    const service = { name: app, labels: { a: 'b' } };
    const [operation] = await bed.services.updateService({ service, updateMask: { paths: ['labels'] } });
    const [, metadata] = await operation.promise();
    expect(metadata.name).toBe(app);
  });

  test.each([
    ['CONTAINER_MISSING', 'reason', Code.notFound],
    ['CONTAINER_PERMISSION_DENIED', 'reason', Code.permissionDenied],
    ['CONTAINER_IMAGE_UNAUTHORIZED', 'reason', Code.permissionDenied],
    ['SECRETS_ACCESS_CHECK_FAILED', 'reason', Code.permissionDenied],
    ['PROGRESS_DEADLINE_EXCEEDED', 'reason', Code.deadlineExceeded],
    ['VPC_NETWORK_NOT_FOUND', 'reason', Code.failedPrecondition],
    ['HEALTH_CHECK_CONTAINER_ERROR', 'revisionReason', Code.failedPrecondition],
    ['ACTIVE_REVISION_LIMIT_REACHED', 'revisionReason', Code.failedPrecondition],
  ] as const)('%s is the %s of the revision and of the service', async (reason, field, code) => {
    bed.platform.whenStarted(() => failure(reason));
    await expect(bed.update(broken, ['template'])).rejects.toMatchObject({ code });
    const [revision] = await bed.revisions.getRevision({ name: `${app}/revisions/app-two` });
    const ready = revision.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({
      state: 'CONDITION_FAILED',
      [field]: reason,
      message: `It says ${reason}.`,
    });
    expect((await bed.get()).terminalCondition).toMatchObject({ state: 'CONDITION_FAILED', [field]: reason });
  });

  test('a revision links to its logs', async () => {
    const [revision] = await bed.revisions.getRevision({ name: `${app}/revisions/app-one` });
    expect(revision.logUri).toMatch(/^https:\/\/console\.cloud\.google\.com\/logs\/.*revision_name\/app-one/);
  });

  test('the same template again does not mend a revision that failed', async () => {
    bed.platform.whenStarted(() => failure('SECRETS_ACCESS_CHECK_FAILED'));
    await expect(bed.update(broken, ['template'])).rejects.toThrow();
    bed.platform.whenStarted(() => ({ ready: true }));
    await expect(bed.update(broken, ['template'])).rejects.toThrow(/app-two.*not ready/);
    const again = { template: { ...broken.template, revision: 'app-two-2' } };
    expect(shortName((await bed.update(again, ['template'])).latestReadyRevision)).toBe('app-two-2');
  });

  test('a service whose first revision fails serves nothing', async () => {
    bed.platform.whenStarted(() => failure('CONTAINER_MISSING'));
    const service = { template: { containers: [{ image: 'nowhere' }] } };
    const [operation] = await bed.services.createService({ parent, serviceId: 'fresh', service });
    await expect(operation.promise()).rejects.toMatchObject({ code: Code.notFound });
    const [fresh] = await bed.services.getService({ name: `${parent}/services/fresh` });
    expect([fresh.trafficStatuses, fresh.latestReadyRevision, fresh.observedGeneration]).toEqual([
      [],
      '',
      '0',
    ]);
  });
});

describe('cancelling', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed('gRPC');
  });
  afterEach(() => bed.close());

  test('an operation cannot be cancelled: Cloud Run does not serve that method', async () => {
    await bed.create();
    const service = { name: app, labels: { a: 'b' } };
    const [operation] = await bed.services.updateService({ service, updateMask: { paths: ['labels'] } });
    await expect(operation.cancel()).rejects.toMatchObject({ code: Code.unimplemented });
  });
});
