import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { CloudRun } from '../../emulators/cloudrun';
import { startCloudRun } from '../../emulators/cloudrun';
import { fakePlatform } from '../../emulators/cloudrun/fake-platform';

const parent = '/v2/projects/demo/locations/europe-west1';
const service = { template: { containers: [{ image: 'app:1' }] } };

interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

describe('the REST form of a proto service', () => {
  let run: CloudRun;
  beforeEach(async () => {
    run = await startCloudRun({ clock: scaledClock(100), platform: fakePlatform() });
  });
  afterEach(() => run.close());

  async function call(method: string, path: string, body?: unknown): Promise<Reply> {
    const payload =
      body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${run.url}${path}`, { method, ...payload });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  async function created(): Promise<void> {
    expect((await call('POST', `${parent}/services?serviceId=app`, service)).status).toBe(200);
    await run.idle();
  }

  test('int64 is a string, an enum its name, a timestamp RFC 3339, and an Any carries its type', async () => {
    const { body } = await call('POST', `${parent}/services?serviceId=app`, service);
    expect(body['metadata']).toMatchObject({
      '@type': 'type.googleapis.com/google.cloud.run.v2.Service',
      generation: '1',
      ingress: 'INGRESS_TRAFFIC_ALL',
      createTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      reconciling: true,
    });
    expect(body).not.toHaveProperty('done');
  });

  test('defaults are left out: no percent at 0 %, no reconciling at rest', async () => {
    await created();
    const traffic = [
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 },
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 0, tag: 'newest' },
    ];
    await call('PATCH', `${parent}/services/app?updateMask=traffic`, { traffic });
    await run.idle();
    const { body } = await call('GET', `${parent}/services/app`);
    expect(body['traffic']).toEqual([
      traffic[0],
      { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', tag: 'newest' },
    ]);
    expect(body).not.toHaveProperty('reconciling');
  });

  test('a field that the proto does not have is refused with its name and place', async () => {
    const wrong = { template: { containers: [{ imge: 'app:1' }] } };
    const { status, body } = await call('POST', `${parent}/services?serviceId=app`, wrong);
    expect(status).toBe(400);
    expect(body['error']).toMatchObject({
      code: 400,
      status: 'INVALID_ARGUMENT',
      message: `Invalid JSON payload received. Unknown name "imge" at 'service.template.containers[0]': Cannot find field.`,
    });
  });

  test('there is no force_new_revision on Service', async () => {
    const { status, body } = await call('PATCH', `${parent}/services/app?forceNewRevision=true`, service);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('Unknown name');
  });

  test.each([
    ['a number for a string', { description: 5 }],
    ['an enum value that is none', { ingress: 'EVERYONE' }],
    ['a fraction of a percent', { traffic: [{ percent: 12.5 }] }],
    ['an object for a list', { traffic: {} }],
    ['a word for a boolean', { invokerIamDisabled: 'yes' }],
    ['a duration that is none', { template: { timeout: 'soon' } }],
  ])('%s is refused', async (_, wrong) => {
    const { status, body } = await call('POST', `${parent}/services?serviceId=app`, { ...service, ...wrong });
    expect([status, body['error']]).toEqual([400, expect.objectContaining({ status: 'INVALID_ARGUMENT' })]);
  });

  test('names may be in snake_case, in the body and in the query', async () => {
    const snake = {
      template: { containers: [{ image: 'app:1', volume_mounts: [] }], service_account: 'me@example.com' },
    };
    expect((await call('POST', `${parent}/services?service_id=app`, snake)).status).toBe(200);
    const { body } = await call('GET', `${parent}/services/app`);
    expect(body['template']).toMatchObject({ serviceAccount: 'me@example.com' });
  });

  test('system parameters are no fields; enums come by number when asked for', async () => {
    await created();
    const { body } = await call(
      'GET',
      `${parent}/services/app?$alt=json;enum-encoding=int&$prettyPrint=0&key=none`,
    );
    expect([body['ingress'], body['traffic']]).toEqual([1, [{ type: 1, percent: 100 }]]);
  });

  test('what is not JSON is refused', async () => {
    expect((await call('POST', `${parent}/services?serviceId=app`, '{')).status).toBe(400);
    expect((await call('POST', `${parent}/services?serviceId=app`, '[]')).status).toBe(400);
  });

  test('a path without a method is 404, and no call', async () => {
    expect((await call('GET', '/v2/nothing')).status).toBe(404);
    expect((await call('PUT', `${parent}/services/app`, service)).status).toBe(404);
    expect(run.calls).toEqual([]);
  });

  test('an operation can be read, waited for, listed and deleted', async () => {
    const { body: started } = await call('POST', `${parent}/services?serviceId=app`, service);
    const name = String(started['name']);
    expect(name).toMatch(/^projects\/demo\/locations\/europe-west1\/operations\/[0-9a-f-]{36}$/);
    const { body: done } = await call('POST', `/v2/${name}:wait`, { timeout: '60s' });
    expect(done).toMatchObject({ name, done: true, response: { name: `${parent.slice(4)}/services/app` } });
    expect((await call('GET', `/v2/${name}`)).body).toEqual(done);
    expect((await call('GET', `${parent}/operations`)).body['operations']).toHaveLength(1);
    expect((await call('DELETE', `/v2/${name}`)).body).toEqual({});
    expect((await call('GET', `/v2/${name}`)).status).toBe(404);
  });

  test("a refusal carries Retry-After, and Google's RetryInfo", async () => {
    run.faults.add({ call: /GetService/, kind: 'status', status: 429, retryAfterSeconds: 7 });
    const { status, headers, body } = await call('GET', `${parent}/services/app`);
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
    expect(body['error']).toMatchObject({
      status: 'RESOURCE_EXHAUSTED',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' }],
    });
  });
});
