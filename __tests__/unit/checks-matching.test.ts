import { describe, expect, test } from '@jest/globals';
import { mismatchOf } from '../../lib/checks/matching';
import type { WrittenMatcher } from '../../lib/checks/expectation-schema';
import { valueAt } from '../../lib/checks/json-path';
import { captured } from '../../lib/checks/captures';
import { render, renderJson } from '../../lib/checks/templates';
import type { Lookup } from '../../lib/checks/templates';
import type { Json } from '../../lib/checks/value-schema';

const values: Readonly<Record<string, Json>> = { NUMBER: 7, TEXT: 'seven', LIST: [1, 2] };
const lookup: Lookup = (name) =>
  name in values ? { value: values[name] ?? null, secret: false } : undefined;

const mismatch = (matcher: WrittenMatcher, value: Json): ReturnType<typeof mismatchOf> =>
  mismatchOf(matcher, { found: true, value }, lookup);

describe('operators', () => {
  test.each<[string, WrittenMatcher, Json, Json]>([
    ['a literal', 'ok', 'ok', 'okay'],
    ['a literal number, not its text', 3, 3, '3'],
    ['null', null, null, false],
    ['a variable with its type', '${NUMBER}', 7, '7'],
    ['equals of a list', { equals: [1, { a: 2 }] }, [1, { a: 2 }], [1, { a: 3 }]],
    ['gte', { gte: 2 }, 2, 1.9],
    ['gt', { gt: 2 }, 2.1, 2],
    ['lte', { lte: 2 }, 2, 2.1],
    ['lt', { lt: 2 }, 1.9, 2],
    ['bounds only of numbers', { gte: 2 }, 3, '3'],
    ['two operators at once', { gte: 2, lt: 4 }, 3, 4],
    ['between', { between: [1, 3] }, 3, 4],
    ['in', { in: ['a', '${TEXT}'] }, 'seven', 'b'],
    ['matches', { matches: '^\\d+$' }, '12', '12a'],
    ['contains of a text', { contains: 'eve' }, 'seven', 'eight'],
    ['contains of a list', { contains: { a: 1 } }, [{ a: 1 }], [{ a: 2 }]],
    ['hasKeys', { hasKeys: ['a', 'b'] }, { a: 1, b: 2, c: 3 }, { a: 1 }],
    ['length', { length: 2 }, [1, 2], [1]],
    ['length with bounds', { length: { gte: 1 } }, 'x', ''],
    ['exists', { exists: true }, null, 'never'],
  ])('%s', (name, matcher, good, bad) => {
    expect(mismatch(matcher, good)).toBeUndefined();
    if (name !== 'exists') expect(mismatch(matcher, bad)).toBeDefined();
  });

  test('what is not there matches nothing but exists: false', () => {
    const nothing = { found: false } as const;
    expect(mismatchOf({ exists: false }, nothing, lookup)).toBeUndefined();
    expect(mismatchOf({ gte: 1 }, nothing, lookup)).toEqual({ expected: 'at least 1', actual: 'nothing' });
    expect(mismatchOf(null, nothing, lookup)).toEqual({ expected: 'null', actual: 'nothing' });
    expect(mismatch({ exists: false }, 1)).toBeDefined();
  });

  test('a mismatch names the value, but not what is inside an object or a long text', () => {
    expect(mismatch({ gte: 1 }, '0')).toEqual({ expected: 'at least 1', actual: '"0"' });
    expect(mismatch({ equals: 1 }, { name: 'Ada' })?.actual).toBe('an object with 1 keys');
    expect(mismatch('x', 'y'.repeat(1_000))?.actual.length).toBeLessThan(150);
  });
});

describe('JSONPath', () => {
  const document = { items: [{ id: 1 }, { id: 2 }], none: null };

  test.each<[string, Json | undefined]>([
    ['$.items[0].id', 1],
    ['$.none', null],
    ['$.missing', undefined],
    ['$.items[*].id', [1, 2]],
    ['$.items[?@.id > 1].id', [2]],
    ['$.items[?@.id > 5].id', []],
  ])('%s', (path, value) => {
    expect(valueAt(path, document)).toEqual(value === undefined ? { found: false } : { found: true, value });
  });
});

describe('templates', () => {
  test('a text that is one reference takes the value with its type', () => {
    expect(renderJson({ a: '${NUMBER}', b: ['${LIST}'], c: 'n=${NUMBER}' }, lookup)).toEqual({
      a: 7,
      b: [[1, 2]],
      c: 'n=7',
    });
  });

  test('a doubled dollar is the text itself', () => {
    expect(render('$${TEXT} is ${TEXT}', lookup)).toBe('${TEXT} is seven');
  });

  test('a value that looks like a reference stays text', () => {
    const hostile: Lookup = (name) => ({ value: name === 'A' ? '${B}' : 'secret', secret: false });
    expect(render('${A}', hostile)).toBe('${B}');
  });
});

describe('captures', () => {
  const answer = {
    status: 201,
    headers: { location: '/sessions/s1?x=1' },
    text: '{"id":"s1","html":"<input name=csrf value=abc>"}',
    millis: 1,
  };

  test('come from the body, a header, a pattern and the status', () => {
    const { bindings } = captured(
      {
        id: '$.id',
        token: { json: '$.id', secret: true },
        location: { header: 'Location' },
        session: { header: 'location', regex: '/sessions/(\\w+)' },
        csrf: { regex: 'name=csrf value=(\\w+)' },
        code: { status: true },
      },
      answer,
    );
    expect(Object.fromEntries([...bindings].map(([name, { value }]) => [name, value]))).toEqual({
      id: 's1',
      token: 's1',
      location: '/sessions/s1?x=1',
      session: 's1',
      csrf: 'abc',
      code: 201,
    });
    expect(bindings.get('token')?.secret).toBe(true);
    expect(bindings.get('id')?.secret).toBe(false);
  });

  test('one that finds nothing is named', () => {
    expect(captured({ id: '$.identity' }, answer).shortfall).toEqual({
      subject: 'capture id',
      expected: 'something at $.identity',
      actual: 'nothing',
    });
  });
});
