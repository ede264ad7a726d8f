import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { StartResult } from '../../emulators/cloudrun/platform';
import { startFront } from '../../emulators/front/front';
import type { Front } from '../../emulators/front/front';
import { startRegistry } from '../../emulators/registry/registry';
import type { RunningRegistry } from '../../emulators/registry/registry';
import { mathappImage } from '../../rehearsal/example';
import type { MathappVariant } from '../../rehearsal/example';
import { pushImage } from '../../rehearsal/image';
import { startMathappServer } from '../mathapp-database';
import type { MathappServer } from '../mathapp-database';

let database: MathappServer;
let url: string;
let registry: RunningRegistry;
let front: Front;

beforeAll(async () => {
  database = await startMathappServer();
});
afterAll(() => database.stop());

beforeEach(async () => {
  url = await database.newDatabase();
  registry = await startRegistry({ clock: scaledClock(1) });
  front = startFront({ clock: scaledClock(1) });
});

afterEach(async () => {
  await front.close();
  await registry.close();
});

async function start(name: string, version: string, variant: MathappVariant): Promise<StartResult> {
  const { reference } = await pushImage(registry.host, 'mathapp', await mathappImage(version, variant));
  const env = { JWT_SECRET: 'a secret of the tests', DATABASE_URL: url };
  const place = { project: 'p', location: 'l', service: 'mathapp' };
  return front.platform.start({ ...place, name, image: reference, env, command: [], args: [] });
}

test('good and bad versions of the math app serve side by side from one store', async () => {
  expect(await start('mathapp-1', '1.0.0', 'good')).toEqual({ ready: true });
  expect(await start('mathapp-2', '1.1.0', 'errors')).toEqual({ ready: true });
  const { uri, tagUris } = await front.platform.route({
    name: 'projects/p/locations/l/services/mathapp',
    entries: [
      { revision: 'mathapp-1', percent: 100 },
      { revision: 'mathapp-2', percent: 0, tag: 'candidate' },
    ],
  });
  const candidate = String(tagUris['candidate']);
  const health = await Promise.all(
    [uri, candidate].map(async (url) => (await fetch(`${url}/health`)).json()),
  );
  expect(health).toEqual([
    { status: 'ok', version: '1.0.0', revision: 'mathapp-1' },
    { status: 'ok', version: '1.1.0', revision: 'mathapp-2' },
  ]);
  const probes = Array.from({ length: 100 }, () => [uri, candidate]).flat();
  await Promise.all(probes.map(async (url) => (await fetch(`${url}/questions?level=2`)).text()));
  const { revisions } = front.counts();
  expect(revisions['mathapp-1']).toEqual({ 200: 101 });
  // One in five once the pool is worn, after some forty reads: none or more than 50 would happen once in a million runs.
  expect(revisions['mathapp-2']?.['500']).toBeGreaterThan(0);
  expect(revisions['mathapp-2']?.['500']).toBeLessThan(51);
});

test('the version that crashes on start is not Ready, and its log says why', async () => {
  expect(await start('mathapp-3', '1.2.0', 'crash-on-start')).toMatchObject({
    reason: 'HEALTH_CHECK_CONTAINER_ERROR',
    message: expect.stringContaining('REPLICA_URL must be set'),
  });
});
