import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ServicesClient } from '@google-cloud/run';
import type { Platform } from '../../emulators/cloudrun';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';
import type { Call } from '../../emulators/call';
import type { Bed } from './cloudrun-bed';
import { app, clientSettings, Code, openBed, parent, pinned, transports } from './cloudrun-bed';

const relabel = { name: app, labels: { written: 'yes' } };
const request = { service: relabel, updateMask: { paths: ['labels'] } };

describe.each(transports)('faults over %s', (transport) => {
  const seen: string[] = [];
  let bed: Bed;
  beforeEach(async () => {
    seen.length = 0;
    const note = (moment: string) => (call: Call) => {
      if (call.method === 'Services.UpdateService') {
        const written = bed.run.state.services.get(app)?.spec.labels?.['written'] ?? 'no';
        seen.push(`${moment}: written ${written}`);
      }
    };
    bed = await openBed(transport, { onCall: note('call'), onEffect: note('effect') });
    await bed.create({ revision: 'app-one' });
  });
  afterEach(() => bed.close());

  const methods = () => bed.run.calls.map(({ method }) => method);
  const updates = () => bed.run.calls.filter(({ method }) => method === 'Services.UpdateService');

  test.each([
    [503, Code.unavailable],
    [429, Code.resourceExhausted],
    [403, Code.permissionDenied],
    [409, Code.aborted],
  ])(
    "a write refused with %i is not retried by Google's client, and changes nothing",
    async (status, code) => {
      bed.run.faults.add({ call: /UpdateService/, kind: 'status', status });
      await expect(bed.services.updateService(request)).rejects.toMatchObject({ code });
      expect(updates()).toMatchObject([{ status, write: true }]);
      expect((await bed.get()).labels).toEqual({});
    },
  );

  test("a read refused with 503 is retried by Google's client", async () => {
    bed.run.faults.add({ call: /GetService/, kind: 'status', status: 503 });
    expect((await bed.get()).name).toBe(app);
    expect(bed.run.calls.slice(-2).map(({ status }) => status)).toEqual([503, 200]);
  });

  test('reset before: the client sees a broken connection, the write took no effect and is not sent again', async () => {
    bed.run.faults.add({ call: /UpdateService/, kind: 'reset-before' });
    await expect(bed.services.updateService(request)).rejects.toMatchObject({ code: Code.unavailable });
    expect(updates()).toMatchObject([{ status: 0 }]);
    expect(seen).toEqual(['call: written no']);
    expect((await bed.get()).labels).toEqual({});
  });

  test('reset after: the client sees the same, though the write took effect', async () => {
    bed.run.faults.add({ call: /UpdateService/, kind: 'reset-after' });
    await expect(bed.services.updateService(request)).rejects.toMatchObject({ code: Code.unavailable });
    expect(updates()).toMatchObject([{ status: 0 }]);
    expect(seen).toEqual(['call: written no', 'effect: written yes']);
    expect((await bed.get()).labels).toEqual({ written: 'yes' });
  });

  test('a stale read answers with what was there before the last write', async () => {
    await bed.update({ traffic: [pinned('app-one', 100)], annotations: { step: '1' } }, [
      'traffic',
      'annotations',
    ]);
    bed.run.faults.add({ call: /GetService/, kind: 'stale-read' });
    expect((await bed.get()).annotations).toEqual({});
    expect((await bed.get()).annotations).toEqual({ step: '1' });
  });

  test('a stale read knows nothing of the revision that was just created', async () => {
    await bed.update({ template: { revision: 'app-two', containers: [{ image: 'app:2' }] } }, ['template']);
    const name = `${app}/revisions/app-two`;
    bed.run.faults.add({ call: /GetRevision/, kind: 'stale-read' });
    await expect(bed.revisions.getRevision({ name })).rejects.toMatchObject({ code: Code.notFound });
    expect((await bed.revisions.getRevision({ name }))[0].name).toBe(name);
  });

  test('an etag race makes the etag that was just read outdated', async () => {
    const { etag } = await bed.get();
    bed.run.faults.add({ call: /UpdateService/, kind: 'etag-race' });
    const raced = { ...request, service: { ...relabel, etag: etag ?? '' } };
    await expect(bed.services.updateService(raced)).rejects.toMatchObject({ code: Code.aborted });
    const again = { ...request, service: { ...relabel, etag: (await bed.get()).etag ?? '' } };
    await expect(bed.services.updateService(again)).resolves.toBeDefined();
  });

  test('an etag race is not noticed by a client that sends no etag', async () => {
    bed.run.faults.add({ call: /UpdateService/, kind: 'etag-race' });
    await expect(bed.services.updateService(request)).resolves.toBeDefined();
  });

  test('the other party of an etag race may do something of its own', async () => {
    const { etag } = await bed.get();
    const meanwhile = () => {
      const service = bed.run.state.services.get(app);
      if (service) service.spec = { ...service.spec, annotations: { by: 'a person' } };
    };
    bed.run.faults.add({ call: /UpdateService/, kind: 'etag-race', meanwhile });
    const raced = { ...request, service: { ...relabel, etag: etag ?? '' } };
    await expect(bed.services.updateService(raced)).rejects.toMatchObject({ code: Code.aborted });
    expect((await bed.get()).annotations).toEqual({ by: 'a person' });
  });

  test('an operation that ends in an error: what is wanted is recorded, what serves stays', async () => {
    bed.run.faults.add({ call: /UpdateService/, kind: 'operation-error', message: 'Out of capacity.' });
    const template = { revision: 'app-two', containers: [{ image: 'app:2' }] };
    await expect(bed.update({ template }, ['template'])).rejects.toThrow('Out of capacity.');
    const service = await bed.get();
    expect(service.template?.revision).toBe('app-two');
    expect(service.latestReadyRevision).toBe(`${app}/revisions/app-one`);
    expect(service.terminalCondition).toMatchObject({ state: 'CONDITION_FAILED', reason: 'INTERNAL' });
    expect(bed.platform.routes.get(app)).toEqual([{ revision: 'app-one', percent: 100 }]);
  });

  test('a slow call is answered late', async () => {
    bed.run.faults.add({ call: /GetService/, kind: 'slow', delayMs: 10_000 });
    const before = performance.now();
    await bed.get();
    // Ten emulated seconds on a clock that runs a hundred times too fast; timers may fire a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(99);
  });

  test('a fault strikes the call of an index, as often as it says', async () => {
    const index = bed.run.calls.length + 1;
    bed.run.faults.add({ call: index, kind: 'status', status: 403 });
    bed.run.faults.add({ call: /ListServices/, kind: 'status', status: 403, times: 2 });
    expect((await bed.get()).name).toBe(app);
    await expect(bed.get()).rejects.toMatchObject({ code: Code.permissionDenied });
    const list = () => bed.services.listServices({ parent });
    await expect(list()).rejects.toMatchObject({ code: Code.permissionDenied });
    await expect(list()).rejects.toMatchObject({ code: Code.permissionDenied });
    expect((await list())[0]).toHaveLength(1);
    expect(bed.run.faults.pending).toBe(0);
  });

  test('the log has every call, in order, with what it was about', async () => {
    await bed.update({ labels: { a: 'b' } }, ['labels']);
    expect(methods()).toEqual([
      'Services.CreateService',
      'Operations.GetOperation',
      'Services.GetService',
      'Services.UpdateService',
      'Operations.GetOperation',
      'Services.GetService',
    ]);
    expect(updates()).toMatchObject([
      { index: 3, request: `${app} updateMask=labels`, status: 200, write: true },
    ]);
  });

  test('a reset forgets everything, and stops what runs', async () => {
    bed.run.faults.add({ call: /./, kind: 'status', status: 500 });
    await bed.run.reset();
    await expect(bed.get()).rejects.toMatchObject({ code: Code.notFound });
    expect(bed.run.calls).toMatchObject([{ index: 0, method: 'Services.GetService', status: 404 }]);
    expect([bed.platform.running.size, bed.platform.routes.size]).toEqual([0, 0]);
  });
});

describe.each(transports)('a reset over %s, with a call of another client under way', (transport) => {
  const arrived = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  let bed: Bed;
  let other: ServicesClient;
  beforeEach(async () => {
    const onCall = async ({ method }: Call) => {
      if (method !== 'Services.GetIamPolicy') return;
      arrived.resolve(undefined);
      await held.promise;
    };
    bed = await openBed(transport, { onCall });
    // The gRPC clients of a process share one connection unless they are told not to.
    other = new ServicesClient({
      ...clientSettings(transport, bed.run),
      'grpc.use_local_subchannel_pool': 1,
    });
  });
  afterEach(async () => {
    await other.close();
    await bed.close();
  });

  test('breaks the connection that the call came by, and no other', async () => {
    await bed.create();
    const underWay = other.getIamPolicy({ resource: app });
    await arrived.promise;
    bed.run.faults.add({ call: /UpdateService/, kind: 'reset-before' });
    await expect(bed.services.updateService(request)).rejects.toMatchObject({ code: Code.unavailable });
    held.resolve(undefined);
    await expect(underWay).resolves.toBeDefined();
  });
});

test('closing stops a revision that is still starting', async () => {
  const stopped: string[] = [];
  const platform: Platform = {
    ...fakePlatform(),
    start: () => new Promise(() => undefined),
    stop: (name) => {
      stopped.push(name);
      return Promise.resolve();
    },
  };
  const bed = await openBed('REST', { platform });
  const service = { template: { revision: 'app-one', containers: [{ image: 'app:1' }] } };
  await bed.services.createService({ parent, serviceId: 'app', service });
  await bed.close();
  expect(stopped).toEqual([`${parent}/services/app/revisions/app-one`]);
});
