import { describe, expect, test } from '@jest/globals';
import { serviceStandIns } from '../../rehearsal/third-party';
import type { ServiceStandIn } from '../../rehearsal/workflow/services';
import { outputs, runYaml } from './fixtures/workflow-repositories';

const job = (services: string, run = 'true'): string => `
jobs:
  it:
    runs-on: ubuntu-latest
    services: ${services}
    outputs: { seen: '\${{ steps.look.outputs.seen }}' }
    steps:
      - id: look
        env: { PORT: "\${{ job.services.db.ports['5432'] }}", NODE: '${process.execPath}' }
        run: ${run}
`;

/** Stands in for an image `store`, and remembers what became of it. */
function standIn(): ServiceStandIn & { started: Record<string, string>[]; closed: number } {
  const seen: ServiceStandIn & { started: Record<string, string>[]; closed: number } = {
    env: ['NAME'],
    ports: ['5432'],
    started: [],
    closed: 0,
    start: (env) => {
      seen.started.push({ ...env });
      const close = (): Promise<void> => {
        seen.closed += 1;
        return Promise.resolve();
      };
      return Promise.resolve({ ports: { '5432': 40_123 }, close });
    },
  };
  return seen;
}

describe('services', () => {
  test('run beside the steps, which find their ports in the job context, and are gone afterwards', async () => {
    const store = standIn();
    const ran = await runYaml(
      job(
        `{ db: { image: "docker.io/library/store:\${{ 1 }}", env: { NAME: "\${{ 'scratch' }}" }, ports: ['5432/tcp'] } }`,
        'echo "seen=$PORT" >> "$GITHUB_OUTPUT"; exit 1',
      ),
      { services: { store } },
    );
    expect(outputs(ran, 'it')).toEqual({ seen: '40123' });
    expect([ran.conclusion, store.started, store.closed]).toEqual(['failure', [{ NAME: 'scratch' }], 1]);
  });

  test('are not started where the image is empty', async () => {
    const store = standIn();
    const ran = await runYaml(
      job(
        `{ db: { image: "\${{ github.nothing }}", ports: ['5432'] } }`,
        'echo "seen=[$PORT]" >> "$GITHUB_OUTPUT"',
      ),
      { services: { store } },
    );
    expect([outputs(ran, 'it'), store.started]).toEqual([{ seen: '[]' }, []]);
  });

  test('postgres is a real server that the steps can reach', async () => {
    const script =
      'const n = require("node:net").connect(Number(process.env.PORT), "127.0.0.1", () => { console.log("there"); n.end(); })';
    const ran = await runYaml(
      job(
        `{ db: { image: postgres:18, env: { POSTGRES_PASSWORD: scratch }, ports: ['5432'] } }`,
        `echo "seen=$("$NODE" -e '${script}')" >> "$GITHUB_OUTPUT"`,
      ),
      { services: serviceStandIns },
    );
    expect(outputs(ran, 'it')).toEqual({ seen: 'there' });
  });

  test.each([
    ['a variable', `{ db: { image: "\${{ 'store' }}", env: { SIZE: big } } }`, "the variable 'SIZE'"],
    ['a port', `{ db: { image: "\${{ 'store' }}", ports: ['80'] } }`, "the port '80'"],
    [
      'an image',
      `{ db: { image: "\${{ format('my{0}', github.event_name == 'push' && 'sql' || '') }}" } }`,
      "service image 'mysql'; it has store",
    ],
  ])('are refused by name where %s has no equivalent', async (_, services, message) => {
    const ran = await runYaml(job(services), { services: { store: standIn() } });
    expect(ran.conclusion).toBe('failure');
    expect(ran.jobs[0]?.problem).toContain(message);
  });

  test('a port of the machine is not to be had', async () => {
    await expect(
      runYaml(job(`{ db: { image: store, ports: ['5432:5432'] } }`), { services: { store: standIn() } }),
    ).rejects.toThrow(/chooses the ports of this machine/);
  });
});
