import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startRegistry } from '../../emulators/registry/registry';
import type { RunningRegistry } from '../../emulators/registry/registry';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepRequest, StepResult } from '../runner/fake-runner';

const OWNER = { username: 'octocat', password: 'correct horse' };

/** A checkout, a registry that wants a login, and the action. */
export interface Bed {
  readonly registry: RunningRegistry;
  readonly faults: Faults;
  /** The checkout. */
  readonly workspace: string;
  /** Holds the login to the registry, as `docker login` would leave it. */
  readonly dockerConfig: string;
  /** `127.0.0.1:PORT/acme/shop` */
  readonly image: string;
  /** Writes a file of the checkout. */
  readonly write: (path: string, content: string) => Promise<void>;
  /** Runs the action; `image` is given. */
  readonly build: (inputs: Record<string, string>, request?: Partial<StepRequest>) => Promise<StepResult>;
  /** Forgets the calls that the registry has received; not what it holds. */
  readonly forgetCalls: () => void;
  /** Names of the calls that changed something since. */
  readonly writes: () => string[];
  readonly close: () => Promise<void>;
}

const bundleAction = (): Promise<BundledEntry> =>
  bundleEntry(join(import.meta.dirname, '../../actions/build-image/src/index.ts'));

/** Opens a bed with the files `Dockerfile` and `dist/server.js`. */
async function openBed(entry: BundledEntry): Promise<Bed> {
  const folder = await mkdtemp(join(tmpdir(), 'build-image-'));
  const [workspace, dockerConfig] = [join(folder, 'checkout'), join(folder, 'docker')];
  const faults = new Faults();
  const registry = await startRegistry({ clock: scaledClock(1), faults, authentication: OWNER });
  const image = `${registry.host}/acme/shop`;
  const writeBelow = async (root: string, path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  const login = { auths: { [registry.host]: { auth: base64(`${OWNER.username}:${OWNER.password}`) } } };
  await writeBelow(dockerConfig, 'config.json', JSON.stringify(login));
  await writeBelow(workspace, 'Dockerfile', 'FROM scratch\nCOPY dist /app\n');
  await writeBelow(workspace, 'dist/server.js', SERVER);
  return {
    registry,
    faults,
    workspace,
    dockerConfig,
    image,
    write: (path, content) => writeBelow(workspace, path, content),
    build: (inputs, request = {}) =>
      runStep({
        entry: [entry.path],
        ...request,
        inputs: { image, ...inputs },
        env: { GITHUB_WORKSPACE: workspace, DOCKER_CONFIG: dockerConfig, ...request.env },
      }),
    forgetCalls: () => {
      registry.calls.length = 0;
    },
    writes: () => registry.calls.filter(({ write }) => write).map(({ method }) => method),
    async close() {
      await registry.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A service that says which variables of the image it sees. */
const SERVER = `
  const { createServer } = require('node:http');
  createServer((request, response) => response.end('hello from ' + process.env.GREETER)).listen(process.env.PORT, process.env.HOST);
`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A bed of its own for every test of a file, and the bundle once for all of them. */
export function bedForEachTest(opened: (bed: Bed) => void): void {
  let entry: BundledEntry;
  let bed: Bed;
  beforeAll(async () => {
    entry = await bundleAction();
  });
  afterAll(() => entry.remove());
  beforeEach(async () => {
    bed = await openBed(entry);
    opened(bed);
  });
  afterEach(() => bed.close());
}
