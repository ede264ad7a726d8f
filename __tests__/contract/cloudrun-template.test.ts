import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './cloudrun-bed';
import { app, Code, openBed, transports } from './cloudrun-bed';

describe.each(transports)('a revision template over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport);
  });
  afterEach(() => bed.close());

  const cpuIdle = async () => (await bed.get()).template?.containers?.[0]?.resources?.cpuIdle;

  test('cpu_idle is true for a container without resources', async () => {
    await bed.create();
    expect(await cpuIdle()).toBe(true);
  });

  test('cpu_idle left out is false once resources are set: CPU always on, and billed', async () => {
    await bed.create({ containers: [{ image: 'app:1', resources: { limits: { cpu: '2' } } }] });
    expect(await cpuIdle()).toBe(false);
  });

  test('a secret file mode is an integer: 0440 is 288, and 440 read as octal digits would be another', async () => {
    const withMode = (defaultMode: number) => ({
      volumes: [{ name: 'key', secret: { secret: 'api-key', defaultMode } }],
      containers: [{ image: 'app:1', volumeMounts: [{ name: 'key', mountPath: '/etc/key' }] }],
    });
    await expect(bed.create(withMode(777))).rejects.toMatchObject({ code: Code.invalidArgument });
    await bed.create(withMode(0o440));
    expect((await bed.get()).template?.volumes?.[0]?.secret?.defaultMode).toBe(288);
  });

  test('Cloud SQL is a volume that is mounted at /cloudsql', async () => {
    const mountedAt = (mountPath: string) => ({
      volumes: [{ name: 'sql', cloudSqlInstance: { instances: ['demo:europe-west1:db'] } }],
      containers: [{ image: 'app:1', volumeMounts: [{ name: 'sql', mountPath }] }],
    });
    await expect(bed.create(mountedAt('/mnt/sql'))).rejects.toMatchObject({ code: Code.invalidArgument });
    await expect(bed.create(mountedAt('/cloudsql'))).resolves.toBeDefined();
  });

  test("PORT is Cloud Run's to set", async () => {
    const containers = [{ image: 'app:1', env: [{ name: 'PORT', value: '80' }] }];
    await expect(bed.create({ containers })).rejects.toMatchObject({ code: Code.invalidArgument });
  });

  test('an empty environment variable stays', async () => {
    await bed.create({ containers: [{ image: 'app:1', env: [{ name: 'EMPTY', value: '' }] }] });
    expect((await bed.get()).template?.containers?.[0]?.env?.[0]).toMatchObject({ name: 'EMPTY', value: '' });
  });

  test('the platform is told image, arguments, environment and port', async () => {
    const container = {
      image: 'app:1',
      args: ['serve'],
      env: [{ name: 'A', value: 'b' }],
      ports: [{ containerPort: 9 }],
    };
    await bed.create({ revision: 'app-one', containers: [container] });
    expect(bed.platform.running.get('app-one')).toEqual({
      project: 'demo',
      location: 'europe-west1',
      service: 'app',
      name: 'app-one',
      image: 'app:1',
      command: [],
      args: ['serve'],
      env: { A: 'b' },
      containerPort: 9,
    });
  });

  test('a template needs a container, and a container an image', async () => {
    await expect(bed.create({ containers: [] })).rejects.toMatchObject({ code: Code.invalidArgument });
    await expect(bed.create({ containers: [{}] })).rejects.toMatchObject({ code: Code.invalidArgument });
  });

  test('a service-level minimum takes effect at once, divided by traffic share, without a new revision', async () => {
    await bed.create({ revision: 'app-one' });
    await bed.update({ scaling: { minInstanceCount: 4 } }, ['scaling']);
    const [revisions] = await bed.revisions.listRevisions({ parent: app });
    expect(revisions.map(({ scalingStatus }) => scalingStatus?.desiredMinInstanceCount)).toEqual([4]);
  });

  test('a revision-level minimum needs a new revision', async () => {
    await bed.create({ revision: 'app-one' });
    const scaled = bed.update({ template: { scaling: { minInstanceCount: 2 } } }, ['template.scaling']);
    await expect(scaled).rejects.toMatchObject({ code: Code.alreadyExists });
    const template = { revision: 'app-two', scaling: { minInstanceCount: 2 } };
    await bed.update({ template }, ['template.revision', 'template.scaling']);
    const [revisions] = await bed.revisions.listRevisions({ parent: app });
    expect(revisions.map(({ scalingStatus }) => scalingStatus?.desiredMinInstanceCount)).toEqual([2, 0]);
  });
});
