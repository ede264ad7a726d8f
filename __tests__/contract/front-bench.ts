import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { RevisionToRun, StartResult } from '../../emulators/cloudrun/platform';
import { startFront } from '../../emulators/front/front';
import type { Front, FrontOptions } from '../../emulators/front/front';
import { startRegistry } from '../../emulators/registry/registry';
import type { RunningRegistry } from '../../emulators/registry/registry';
import { pushImage } from '../../rehearsal/image';
import type { ImageSpecification } from '../../rehearsal/image';

/** A service that shows its inside, echoes, crashes, stalls and breaks off on demand. */
const program = `
  const { createServer } = require('node:http');
  const { spawn } = require('node:child_process');
  const { readFileSync } = require('node:fs');
  console.log('started as ' + process.env.K_REVISION);
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  process.once('SIGTERM', () => { console.log('asked to stop'); process.exit(0); });
  createServer((request, response) => {
    if (request.url === '/crash') process.exit(3);
    if (request.url === '/break') { response.writeHead(200, { 'content-length': 9 }); response.write('half'); return setTimeout(() => response.destroy(), 20); }
    if (request.url === '/stall') return;
    if (request.url === '/echo') { response.setHeader('set-cookie', ['a=1', 'b=2']); return request.pipe(response); }
    if (request.url === '/error') response.statusCode = 500;
    const file = process.argv[2] && readFileSync(process.argv[2], 'utf8');
    response.end(JSON.stringify({ env: process.env, cwd: process.cwd(), pid: process.pid, helper: helper.pid, file, headers: request.headers }));
  }).listen(process.env.PORT, process.env.HOST);
`;
export const image: ImageSpecification = {
  files: { '/app/main.js': { content: program }, '/app/data/greeting.txt': { content: 'hello' } },
  entrypoint: ['node', '/app/main.js'],
  workingDirectory: '/app/data',
  environment: { FROM_IMAGE: 'image', OVERRIDDEN: 'image', PATH: '/nowhere' },
};
export const service = 'projects/p/locations/l/services/svc';

/** What the service says of itself. */
export interface Seen {
  env: Record<string, string>;
  cwd: string;
  pid: number;
  helper: number;
  file?: string;
  headers: Record<string, string>;
}

/** A registry that holds the image, and the fronts of one test. */
export interface Bench {
  registry: RunningRegistry;
  /** The image's, by digest. */
  reference: string;
  open: (options?: Partial<FrontOptions>) => Front;
  start: (front: Front, name: string, overrides?: Partial<RevisionToRun>) => Promise<StartResult>;
  /** Starts a revision and gives it all requests. @returns the service's URL */
  serveOnly: (front: Front, name: string, overrides?: Partial<RevisionToRun>) => Promise<string>;
  close: () => Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const fronts: Front[] = [];
  const registry = await startRegistry({ clock: scaledClock(1) });
  const { reference } = await pushImage(registry.host, 'team/svc', image, ['v1']);
  const start: Bench['start'] = (front, name, overrides = {}) => {
    const place = { project: 'p', location: 'l', service: 'svc' };
    return front.platform.start({
      ...place,
      name,
      image: reference,
      env: {},
      command: [],
      args: [],
      ...overrides,
    });
  };
  return {
    registry,
    reference,
    start,
    open: (options = {}) => {
      const front = startFront({ clock: scaledClock(1), ...options });
      fronts.push(front);
      return front;
    },
    serveOnly: async (front, name, overrides) => {
      expect(await start(front, name, overrides)).toEqual({ ready: true });
      const entries = [{ revision: name, percent: 100 }];
      return (await front.platform.route({ name: service, entries })).uri;
    },
    close: async () => {
      await Promise.all(fronts.map((front) => front.close()));
      await registry.close();
    },
  };
}

export async function see(url: string): Promise<Seen> {
  return (await (await fetch(url)).json()) as Seen;
}

export const revisionOf = async (url: string): Promise<unknown> => (await see(url)).env['K_REVISION'];

/** Waits for what must come to be, and fails when it does not. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`it did not come to be: ${String(condition)}`);
    await delay(10);
  }
}
