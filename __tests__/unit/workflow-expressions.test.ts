import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createExpressions, type Status } from '../../rehearsal/workflow/expressions';
import { ancestorsOf, statusBefore, type JobEnding } from '../../rehearsal/workflow/graph';
import { loadLibrary } from '../../rehearsal/workflow/library';
import type { Value, ValueMap } from '../../rehearsal/workflow/template';

const expressions = createExpressions(await loadLibrary());

const contexts: ValueMap = {
  github: {
    ref: 'refs/heads/main',
    event_name: 'push',
    sha: 'ffac537e6cbbf934b08745a378932722df287a53',
    event: { issue: { labels: [{ name: 'bug' }, { name: 'P1' }] } },
  },
  env: { MY_ENV_VAR: 'value', time: '3', continue: 'true', empty: '' },
  vars: {},
  job: { status: 'success' },
  fruits: [
    { name: 'apple', quantity: 1 },
    { name: 'orange', quantity: 2 },
    { name: 'pear', quantity: 1 },
  ],
  vegetables: {
    scallions: { colors: ['green', 'white', 'red'], ediblePortions: ['roots', 'stalks'] },
    beets: { colors: ['purple', 'red', 'gold'], ediblePortions: ['roots', 'stems', 'leaves'] },
    artichokes: { colors: ['green', 'purple', 'red'], ediblePortions: ['hearts', 'stems', 'leaves'] },
  },
};

const evaluate = (expression: string): Value => expressions.evaluate(expression, { contexts });

/** From https://docs.github.com/actions/reference/workflows-and-actions/expressions, section by section. */
describe('GitHub’s documentation of expressions', () => {
  test.each<[string, Value]>([
    ['null', null],
    ['false', false],
    ['711', 711],
    ['-9.2', -9.2],
    ['0xff', 255],
    ['-2.99e-2', -0.0299],
    ["'Mona the Octocat'", 'Mona the Octocat'],
    ["'It''s open source!'", "It's open source!"],
    ["format('echo ''{0}'' ''{1}''', 1, 2)", "echo '1' '2'"],
    ["''''", "'"],
  ])('literal %s', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  test.each<[string, Value]>([
    ['(1 < 2) && !false', true],
    ['github.event.issue.labels[0].name', 'bug'],
    ["github['event_name']", 'push'],
    ['1 < 2', true],
    ['2 <= 2', true],
    ['3 > 2', true],
    ['2 >= 3', false],
    ['1 == 1', true],
    ['1 != 1', false],
    ['true && false', false],
    ['false || true', true],
    ['!true', false],
    ["'a' < 'b'", true],
    ['github.event.nothing.of.the.kind', null],
    ["github.ref == 'refs/heads/main' && 'value_for_main' || 'value_for_other'", 'value_for_main'],
    ["github.ref == 'refs/heads/x' && 'value_for_x' || 'value_for_other'", 'value_for_other'],
    ["'' || 'default'", 'default'],
    ["'first' && ''", ''],
  ])('operator %s', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  test.each<[string, boolean]>([
    ['null == 0', true],
    ["null == ''", true],
    ['true == 1', true],
    ["true == '1'", true],
    ["true == 'true'", false],
    ['false == 0', true],
    ["false == ''", true],
    ["'10' == 10", true],
    ["'0xff' == 255", true],
    ["'1e3' == 1000", true],
    ["'' == 0", true],
    ["'abc' == 0", false],
    ["'abc' < 1", false],
    ["'abc' > 1", false],
    ["'ABC' == 'abc'", true],
    ['fruits == 0', false],
    ['fruits == fruits[0]', false],
    ['github.nothing == null', true],
    ['env.empty == vars.unset', true],
  ])('loose equality %s', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  test.each<[string, boolean]>([
    ['false', false],
    ['0', false],
    ['-0', false],
    ["''", false],
    ['null', false],
    ["'abc'", true],
    ["'false'", true],
    ['fruits', true],
    ["fromJSON('[]')", true],
    ["fromJSON('{}')", true],
  ])('truth of %s', (expression, value) => {
    expect(expressions.condition(expression, { contexts })).toBe(value);
  });

  test.each<[string, Value]>([
    ["contains('Hello world', 'llo')", true],
    ["contains('Hello world', 'LLO')", true],
    ["contains(github.event.issue.labels.*.name, 'bug')", true],
    ["contains(github.event.issue.labels.*.name, 'bu')", false],
    [`contains(fromJSON('["push", "pull_request"]'), github.event_name)`, true],
    ["startsWith('Hello world', 'He')", true],
    ["startsWith('Hello world', 'he')", true],
    ["endsWith('Hello world', 'ld')", true],
    ["endsWith('Hello world', 'LD')", true],
    ["format('Hello {0} {1} {2}', 'Mona', 'the', 'Octocat')", 'Hello Mona the Octocat'],
    ["format('{{Hello {0} {1} {2}!}}', 'Mona', 'the', 'Octocat')", '{Hello Mona the Octocat!}'],
    ["format('{0}{1}{2}', null, true, 1.5)", 'true1.5'],
    ["join(github.event.issue.labels.*.name, ', ')", 'bug, P1'],
    ['join(github.event.issue.labels.*.name)', 'bug,P1'],
    ["join('one', ', ')", 'one'],
    ['toJSON(job)', '{\n  "status": "success"\n}'],
    ['fromJSON(env.continue)', true],
    ['fromJSON(env.time)', 3],
    [`fromJSON('{"include":[{"project":"foo"}]}').include[0].project`, 'foo'],
    ["startsWith(github.ref, 'refs/tags/')", false],
  ])('function %s', (expression, value) => {
    expect(evaluate(expression)).toEqual(value);
  });

  test('object filters select from arrays and objects', () => {
    expect(evaluate('fruits.*.name')).toEqual(['apple', 'orange', 'pear']);
    expect(evaluate('vegetables.*.ediblePortions')).toEqual([
      ['roots', 'stalks'],
      ['roots', 'stems', 'leaves'],
      ['hearts', 'stems', 'leaves'],
    ]);
    expect(evaluate('vegetables.*.colors[0]')).toEqual(['green', 'purple', 'green']);
    expect(evaluate('fruits.*.absent')).toEqual([]);
  });

  test('a value becomes text as documented', () => {
    const at = { file: 'f', line: 1, column: 1 };
    const text = (expression: string) =>
      expressions.text({ kind: 'expression', expression, at }, { contexts });
    expect(text('null')).toBe('');
    expect(text('true')).toBe('true');
    expect(text('1.50')).toBe('1.5');
    expect(text('fruits')).toBe('Array');
    expect(text('job')).toBe('Object');
  });

  test.each([
    'nonsense.x',
    "contains('a')",
    "'open",
    'github.',
    'always()',
    "hashFiles('x')",
    "fromJSON('{')",
  ])('refuses %s where it has no meaning', (expression) => {
    expect(() => evaluate(expression)).toThrow();
  });
});

describe('status functions', () => {
  const holds = (expression: string, status: Status) =>
    expressions.condition(expression, { contexts, status });
  const states = {
    success: { success: true, failure: false, cancelled: false },
    failure: { success: false, failure: true, cancelled: false },
    cancelled: { success: false, failure: false, cancelled: true },
  };

  test.each<[string, boolean, boolean, boolean]>([
    ['success()', true, false, false],
    ['failure()', false, true, false],
    ['cancelled()', false, false, true],
    ['always()', true, true, true],
    ['!cancelled()', true, true, false],
    ['failure() || cancelled()', false, true, true],
    ['SUCCESS()', true, false, false],
  ])('%s', (expression, success, failure, cancelled) => {
    expect(holds(expression, states.success)).toBe(success);
    expect(holds(expression, states.failure)).toBe(failure);
    expect(holds(expression, states.cancelled)).toBe(cancelled);
  });

  test('see every ancestor of a job', () => {
    const jobs = [
      { id: 'a', needs: [] },
      { id: 'b', needs: ['a'] },
      { id: 'c', needs: ['b'] },
      { id: 'd', needs: [] },
    ];
    expect([...ancestorsOf(jobs, 'c')].sort()).toEqual(['a', 'b']);
    const ending = (result: JobEnding['result']): JobEnding => ({ result, outputs: {} });
    expect(statusBefore([], false)).toEqual(states.success);
    expect(statusBefore([ending('success'), ending('skipped')], false).success).toBe(false);
    expect(statusBefore([ending('skipped'), ending('failure')], false).failure).toBe(true);
    expect(statusBefore([ending('success')], true)).toEqual({
      success: false,
      failure: false,
      cancelled: true,
    });
  });
});

describe('hashFiles', () => {
  test('is the hash of the hashes of the files matched, and empty without any', () => {
    const workspace = mkdtempSync(path.join(os.tmpdir(), 'sluice-hash-'));
    mkdirSync(path.join(workspace, 'lib'));
    writeFileSync(path.join(workspace, 'package-lock.json'), '{}');
    writeFileSync(path.join(workspace, 'lib', 'a.lock'), 'a');
    const hash = (expression: string) => expressions.evaluate(expression, { contexts, workspace });
    const digest = (data: string | Buffer) => createHash('sha256').update(data).digest();
    expect(hash("hashFiles('**/package-lock.json')")).toBe(digest(digest('{}')).toString('hex'));
    expect(hash("hashFiles('**/package-lock.json', '**/*.lock')")).toBe(
      digest(Buffer.concat([digest('{}'), digest('a')])).toString('hex'),
    );
    expect(hash("hashFiles('**/*.lock', '!lib/**')")).toBe('');
    expect(hash("hashFiles('nothing')")).toBe('');
    rmSync(workspace, { recursive: true });
  });
});
