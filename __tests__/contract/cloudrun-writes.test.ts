import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './cloudrun-bed';
import { app, Code, latest, openBed, parent, pinned, shortName, transports } from './cloudrun-bed';

describe.each(transports)('writing a service over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport);
  });
  afterEach(() => bed.close());

  test('without an etag the last write wins', async () => {
    await bed.create();
    await bed.update({ annotations: { who: 'first' } }, ['annotations']);
    await bed.update({ annotations: { who: 'second' } }, ['annotations']);
    expect((await bed.get()).annotations).toEqual({ who: 'second' });
  });

  test('an outdated etag is ABORTED, and nothing is written', async () => {
    const { etag } = await bed.create();
    await bed.update({ annotations: { who: 'someone else' } }, ['annotations']);
    const late = bed.update({ etag: etag ?? '', annotations: { who: 'me' } }, ['annotations']);
    await expect(late).rejects.toMatchObject({ code: Code.aborted });
    expect((await bed.get()).annotations).toEqual({ who: 'someone else' });
  });

  test('every write changes the etag', async () => {
    const before = await bed.create();
    const after = await bed.update({ traffic: [latest(100, 'tagged')] }, ['traffic']);
    expect(after.etag).not.toBe(before.etag);
    await expect(
      bed.update({ etag: after.etag ?? '', labels: { a: 'b' } }, ['labels']),
    ).resolves.toBeDefined();
  });

  test('the other 409: a revision of that name with another configuration is ALREADY_EXISTS, not ABORTED', async () => {
    await bed.create({ revision: 'app-one' });
    const template = { revision: 'app-one', containers: [{ image: 'app:2' }] };
    await expect(bed.update({ template }, ['template'])).rejects.toMatchObject({
      code: Code.alreadyExists,
      message: expect.stringContaining(
        "Revision named 'app-one' with different configuration already exists",
      ),
    });
  });

  test('read-modify-write resends template.revision and collides', async () => {
    await bed.create({ revision: 'app-one' });
    const service = await bed.get();
    const [container] = service.template?.containers ?? [];
    if (container) container.image = 'app:2';
    await expect(bed.update(service)).rejects.toMatchObject({ code: Code.alreadyExists });
  });

  test('read-modify-write without a change of the template makes no revision', async () => {
    await bed.create({ revision: 'app-one' });
    await bed.update({ ...(await bed.get()), labels: { team: 'a' } });
    const [revisions] = await bed.revisions.listRevisions({ parent: app });
    expect(revisions).toHaveLength(1);
  });

  test('clearing template.revision makes a new revision, though nothing else changed', async () => {
    await bed.create({ revision: 'app-one' });
    const service = await bed.get();
    const updated = await bed.update({ ...service, template: { ...service.template, revision: '' } });
    expect(shortName(updated.latestReadyRevision)).toMatch(/^app-00002-[a-z]{3}$/);
  });

  test('a traffic-only change sends a mask and no template, and makes no revision', async () => {
    await bed.create({ revision: 'app-one' });
    const updated = await bed.update(
      { traffic: [pinned('app-one', 100, 'stable')], annotations: { step: '1' } },
      ['traffic', 'annotations'],
    );
    expect(updated.template?.containers?.[0]?.image).toBe('app:1');
    expect(shortName(updated.latestCreatedRevision)).toBe('app-one');
    expect(updated.annotations).toEqual({ step: '1' });
  });

  test('without a mask the service is replaced whole', async () => {
    await bed.create({}, { annotations: { kept: 'no' }, description: 'before' });
    const updated = await bed.update({ template: { containers: [{ image: 'app:1' }] } });
    expect(updated.annotations).toEqual({});
    expect(updated.description).toBe('');
    await expect(bed.update({ traffic: [latest(100)] })).rejects.toMatchObject({
      code: Code.invalidArgument,
    });
  });

  test("a mask of a field that is not the caller's to set is refused", async () => {
    await bed.create();
    await expect(bed.update({ uri: 'https://mine' }, ['uri'])).rejects.toMatchObject({
      code: Code.invalidArgument,
    });
  });

  test('a write that changes nothing is no new generation', async () => {
    const before = await bed.create();
    const after = await bed.update({ traffic: [latest(100)] }, ['traffic']);
    expect([after.generation, after.etag]).toEqual([before.generation, before.etag]);
  });

  test('validate_only finds the faults, writes nothing, and is not counted as a write', async () => {
    await bed.create();
    const service = { name: app, template: { containers: [{ image: 'app:2' }] } };
    const [operation] = await bed.services.updateService({ service, validateOnly: true });
    const [preview] = await operation.promise();
    expect(preview.template?.containers?.[0]?.image).toBe('app:2');
    expect((await bed.get()).template?.containers?.[0]?.image).toBe('app:1');
    expect(bed.run.calls.filter(({ write }) => write)).toHaveLength(1);
    const wrong = { ...service, traffic: [latest(50)] };
    const refused = bed.services.updateService({ service: wrong, validateOnly: true });
    await expect(refused).rejects.toMatchObject({ code: Code.invalidArgument });
  });

  test('allow_missing creates, and needs the create permission too', async () => {
    const service = { name: app, template: { containers: [{ image: 'app:1' }] } };
    await expect(bed.services.updateService({ service })).rejects.toMatchObject({ code: Code.notFound });
    bed.run.state.deniedPermissions.add('run.services.create');
    const refused = bed.services.updateService({ service, allowMissing: true });
    await expect(refused).rejects.toMatchObject({ code: Code.permissionDenied });
    bed.run.state.deniedPermissions.clear();
    const [operation] = await bed.services.updateService({ service, allowMissing: true });
    expect((await operation.promise())[0].name).toBe(app);
  });

  test.each([
    ['run.googleapis.com/ingress'],
    ['cloud.googleapis.com/location'],
    ['serving.knative.dev/creator'],
    ['autoscaling.knative.dev/maxScale'],
  ])('the annotation key %s is refused, on the service and on the template', async (key) => {
    await expect(bed.create({}, { annotations: { [key]: 'x' } })).rejects.toMatchObject({
      code: Code.invalidArgument,
    });
    await expect(bed.create({ annotations: { [key]: 'x' } })).rejects.toMatchObject({
      code: Code.invalidArgument,
    });
  });

  test('a service id has fewer than 50 characters, and begins with a letter', async () => {
    const service = { template: { containers: [{ image: 'app:1' }] } };
    for (const serviceId of ['a'.repeat(50), '1app', 'app-', 'App']) {
      const refused = bed.services.createService({ parent, serviceId, service });
      await expect(refused).rejects.toMatchObject({ code: Code.invalidArgument });
    }
    await expect(
      bed.services.createService({ parent, serviceId: 'a'.repeat(49), service }),
    ).resolves.toBeDefined();
  });

  test('a revision is named after its service, with 63 characters at the most', async () => {
    for (const revision of ['other-one', 'app', 'app-One', 'app-one-', `app-${'x'.repeat(60)}`]) {
      await expect(bed.create({ revision })).rejects.toMatchObject({ code: Code.invalidArgument });
    }
    const longest = `app-${'x'.repeat(59)}`;
    expect(shortName((await bed.create({ revision: longest })).latestReadyRevision)).toBe(longest);
  });

  test('a service that exists is not created again', async () => {
    await bed.create();
    await expect(bed.create()).rejects.toMatchObject({ code: Code.alreadyExists });
  });

  test('deleting with an outdated etag is ABORTED; deleted, the service is gone and its revisions stopped', async () => {
    await bed.create({ revision: 'app-one' });
    await expect(bed.services.deleteService({ name: app, etag: '"old"' })).rejects.toMatchObject({
      code: Code.aborted,
    });
    const [operation] = await bed.services.deleteService({ name: app });
    await operation.promise();
    await expect(bed.get()).rejects.toMatchObject({ code: Code.notFound });
    expect([...bed.platform.running.keys()]).toEqual([]);
  });

  test('SetIamPolicy overwrites what was there', async () => {
    await bed.create();
    const binding = (member: string) => ({ role: 'roles/run.invoker', members: [member] });
    const set = (member: string) =>
      bed.services.setIamPolicy({ resource: app, policy: { bindings: [binding(member)] } });
    await set('user:a@example.com');
    await set('user:b@example.com');
    const [policy] = await bed.services.getIamPolicy({ resource: app });
    expect(policy.bindings).toHaveLength(1);
    expect(policy.bindings?.[0]?.members).toEqual(['user:b@example.com']);
  });
});
