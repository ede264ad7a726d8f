import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scaledClock } from '../../emulators/clock';
import { startGcs } from '../../emulators/gcs';

/** What a condition is held against: something about the object as the model knows it. */
type Reference = 'none' | 'current' | 'earlier';

interface Step {
  verb: 'insert' | 'get' | 'media' | 'patch' | 'delete';
  condition:
    'ifGenerationMatch' | 'ifGenerationNotMatch' | 'ifMetagenerationMatch' | 'ifMetagenerationNotMatch';
  reference: Reference;
}

interface Model {
  generation: number;
  metageneration: number;
}

const steps = fc.array(
  fc.record<Step>({
    verb: fc.constantFrom('insert', 'get', 'media', 'patch', 'delete'),
    condition: fc.constantFrom(
      'ifGenerationMatch',
      'ifGenerationNotMatch',
      'ifMetagenerationMatch',
      'ifMetagenerationNotMatch',
    ),
    reference: fc.constantFrom('none', 'current', 'earlier'),
  }),
  { minLength: 1, maxLength: 25 },
);

/** The status that the documentation promises, from a model of two numbers. */
function expected({ verb, condition }: Step, value: number, there: Model | undefined): number {
  if (!there && verb !== 'insert') return 404;
  const isMeta = condition.startsWith('ifMeta');
  const actual = (isMeta ? there?.metageneration : there?.generation) ?? 0;
  const isNot = condition.endsWith('NotMatch');
  const holds = isMeta && !there ? false : (actual === value) !== isNot;
  if (holds) return verb === 'delete' ? 204 : 200;
  return isNot && (verb === 'get' || verb === 'media') ? 304 : 412;
}

function valueOf({ condition, reference }: Step, there: Model | undefined, earlier: number): number {
  const current = condition.startsWith('ifMeta') ? there?.metageneration : there?.generation;
  if (reference === 'none') return 0;
  return reference === 'current' ? (current ?? 0) : earlier;
}

test('every verb answers every condition as a model of two numbers does', async () => {
  const gcs = await startGcs({ clock: scaledClock(1), buckets: [{ name: 'plain' }], writeIntervalMs: 0 });
  const at = `${gcs.url}/storage/v1/b/plain/o/o`;
  const send = ({ verb, condition }: Step, value: number): Promise<Response> => {
    const query = `${condition}=${value}`;
    if (verb === 'insert') {
      const url = `${gcs.url}/upload/storage/v1/b/plain/o?uploadType=media&name=o&${query}`;
      return fetch(url, { method: 'POST', body: 'x' });
    }
    if (verb === 'media') return fetch(`${at}?alt=media&${query}`);
    if (verb === 'get') return fetch(`${at}?${query}`);
    const change =
      verb === 'patch' ? { method: 'PATCH', body: '{"metadata":{"k":"v"}}' } : { method: 'DELETE' };
    return fetch(`${at}?${query}`, change);
  };
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      await gcs.reset();
      let there: Model | undefined;
      let earlier = 1;
      for (const step of all) {
        const value = valueOf(step, there, earlier);
        const answer = await send(step, value);
        expect({ step, status: answer.status }).toEqual({ step, status: expected(step, value, there) });
        const text = await answer.text();
        if (!answer.ok || step.verb === 'get' || step.verb === 'media') continue;
        earlier = there?.generation ?? earlier;
        const sent = step.verb === 'delete' ? undefined : (JSON.parse(text) as Record<keyof Model, string>);
        const next = sent && {
          generation: Number(sent.generation),
          metageneration: Number(sent.metageneration),
        };
        if (step.verb === 'insert') expect(next?.generation).toBeGreaterThan(earlier);
        if (step.verb === 'patch') {
          expect(next).toEqual({ ...there, metageneration: (there?.metageneration ?? 0) + 1 });
        }
        there = next;
      }
    }),
    { numRuns: 60 },
  );
  await gcs.close();
});
