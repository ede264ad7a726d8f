import { describe, expect, test } from '@jest/globals';
import { inputsFrom, readInputs } from '../../lib/runner';
import type { InputReader } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { ROOT, actions, defaultsOf } from './actions';
import { exampleInputs } from './example-inputs';
import { outputsSetBy } from './outputs-in-source';

type Read = (input: InputReader, surroundings: unknown, providers: unknown) => unknown;

/** Whatever a reader of inputs may want to know besides them: a run outside GitHub, in a checkout with a Dockerfile. */
const surroundings = {
  ...environmentOf({ GITHUB_WORKSPACE: '/workspace' }),
  around: { commit: '0'.repeat(40), ref: 'refs/heads/main' },
  kindOf: (path: string) => (path.endsWith('Dockerfile') ? 'file' : 'folder'),
  mask: () => undefined,
};

/** What migrate-db is put together with; its inputs are read by rooms of their own. */
const providers = { backups: { read: () => undefined }, rehearsal: { read: () => undefined } };

/** An action's inputs.ts exports one function that reads them all. */
async function readerOf(name: string): Promise<Read> {
  const room = (await import(`../../actions/${name}/src/inputs`)) as Record<string, unknown>;
  const readers = Object.entries(room).filter(([key]) => /^read\w*Inputs$/.test(key));
  expect(readers).toHaveLength(1);
  return readers[0]?.[1] as Read;
}

const all = actions();
const set = outputsSetBy(
  ROOT,
  all.map(({ name }) => name),
);

describe.each(all.map((action) => [action.name, action] as const))('%s', (name, action) => {
  test('means the same by its defaults as action.yml', async () => {
    const example = exampleInputs[name];
    expect({ name, hasExample: example !== undefined }).toEqual({ name, hasExample: true });
    const read = await readerOf(name);
    const given = (inputs: Record<string, string>): unknown =>
      readInputs(inputsFrom(inputs), (input) => read(input, surroundings, providers));
    expect(given({ ...example })).toEqual(given({ ...defaultsOf(action), ...example }));
  });

  test('sets every output that it declares, and no other', () => {
    expect(set.get(name)).toEqual(Object.keys(action.outputs).sort());
  });
});
