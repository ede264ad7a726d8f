import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BESIDE, budgetOf, WHOLE_BUDGET } from '../../scripts/build/budgets';
import { runPost, runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { ROOT, actions, defaultsOf, entryOf, requiredOf } from './actions';
import type { Action } from './actions';
import { inputsOfVariants } from './example-inputs';

const all = actions();
const bundleOf = ({ name }: Action): string => join(ROOT, 'dist', name);
const filesOf = (action: Action): string[] =>
  readdirSync(bundleOf(action)).map((file) => join(bundleOf(action), file));
const sizeOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0);
const codeOf = (action: Action): string[] =>
  filesOf(action)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(file, 'utf8'));

/** Runs the main step as GitHub does where the caller has written nothing under `with:`. */
const withoutInputs = (action: Action, ...before: string[]): Promise<StepResult> =>
  runStep({ entry: [...before, entryOf(action, action.runs.main)], inputs: defaultsOf(action) });

test('there are actions, and dist/ has a folder for each and no other', () => {
  expect(all.length).toBeGreaterThan(0);
  expect(readdirSync(join(ROOT, 'dist')).sort()).toEqual(all.map(({ name }) => name));
});

describe.each(all.map((action) => [action.name, action] as const))('%s', (_name, action) => {
  test('says how GitHub runs it: Node 24, and a main and a post that exist', () => {
    const { using, main, post } = action.runs;
    expect(using).toBe('node24');
    for (const path of [main, ...(post === undefined ? [] : [post])]) {
      expect(entryOf(action, path)).toBe(join(bundleOf(action), 'index.js'));
      expect(existsSync(entryOf(action, path))).toBe(true);
    }
    if (post !== undefined) expect(action.runs['post-if']).toBe('always()');
  });

  test('describes every input and output in sentences', () => {
    for (const [name, { description = '' }] of [
      ...Object.entries(action.inputs),
      ...Object.entries(action.outputs),
    ]) {
      expect([name, description]).toEqual([name, expect.stringMatching(/^\S.{10,}\.$/s)]);
    }
  });

  test('demands no input that has a default', () => {
    for (const name of requiredOf(action)) expect(action.inputs[name]?.default).toBeUndefined();
  });

  test('is complete, and carries nothing that it does not load', () => {
    for (const code of codeOf(action)) expect(code.includes('webpackMissingModule')).toBe(false);
    const names = readdirSync(bundleOf(action));
    const beside = (BESIDE[action.name] ?? []).map((file) => basename(file));
    const others = names.filter((name) => !/^(?:\d+\.)?index\.js$|^licenses\.txt$/.test(name));
    expect(others.sort()).toEqual(beside.sort());
  });

  test('does not know the machine that it was built on', () => {
    for (const code of codeOf(action)) expect(code.includes(ROOT)).toBe(false);
  });

  test('keeps its budget', () => {
    expect(sizeOf(filesOf(action))).toBeLessThanOrEqual(budgetOf(action.name));
  });

  test('runs under Node 24, and says all that is missing and what to do about it, without a stack', async () => {
    const result = await withoutInputs(action);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(result.stderr).toBe('');
    const errors = result.annotations.filter(({ name }) => name === 'error').map(({ message }) => message);
    expect([result.exitCode, errors.length]).toEqual([1, 1]);
    for (const name of requiredOf(action)) {
      expect(errors[0]).toContain(
        `\`${name}\`: It is required and not given. Add \`${name}:\` under \`with:\`.`,
      );
    }
    expect(errors[0]).toMatch(/Correct the `with:` block of this step\.$/);
  });

  test('does nothing in its post step where the main step came to nothing', async () => {
    const { post } = action.runs;
    if (post === undefined) return;
    const main = await withoutInputs(action);
    const after = await runPost({ entry: [entryOf(action, post)], inputs: defaultsOf(action) }, main);
    expect([after.exitCode, after.stdout, after.stderr]).toEqual([0, '', '']);
  });

  test('reads every input that it declares, and no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-inputs-'));
    try {
      const asked = new Set<string>();
      for (const [index, inputs] of (inputsOfVariants[action.name] ?? [{}]).entries()) {
        const recorded = join(folder, String(index));
        const record = join(ROOT, '__tests__/bundle/record-inputs.mts');
        await runStep({
          entry: ['--import', record, entryOf(action, action.runs.main)],
          inputs: { ...defaultsOf(action), ...inputs },
          env: { RECORDED_INPUTS: recorded },
        });
        for (const name of (await readFile(recorded, 'utf8')).split('\n')) asked.add(name);
      }
      expect([...asked].sort()).toEqual(Object.keys(action.inputs).sort());
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('all bundles together keep their budget', () => {
  expect(sizeOf(all.flatMap(filesOf))).toBeLessThanOrEqual(WHOLE_BUDGET);
});
