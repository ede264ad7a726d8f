import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from './faults';
import type { Library } from './library';
import type { Action, CompositeRuns, NodeRuns, Source } from './model';
import { parseActionFile } from './parse';
import { readSteps } from './read-steps';
import { refusedInAction } from './refusals';
import { child, entriesOf, literalText, literalTrue, type Template } from './template';

export interface ReadAction {
  action?: Action;
  faults: Fault[];
}

/** Whether a folder holds an action. */
export function holdsAction(folder: string): boolean {
  return manifestOf(folder) !== undefined;
}

/** Reads the action.yml of a folder; the faults name it relative to its source. */
export function readAction(library: Library, folder: string, source: Source): ReadAction {
  const manifest = manifestOf(folder);
  if (!manifest)
    return {
      faults: [{ message: `There is no action.yml in ${path.relative(source.folder, folder) || '.'}.` }],
    };
  const name = path.relative(source.folder, manifest);
  const { root, faults } = parseActionFile(library, name, readFileSync(manifest, 'utf8'));
  if (!root || faults.length > 0) return { faults };
  const refused = refusedInAction(root);
  if (refused.length > 0) return { faults: refused };
  const runs = readRuns(child(root, 'runs'));
  if ('message' in runs)
    return { faults: [{ at: child(child(root, 'runs'), 'using')?.at ?? root.at, message: runs.message }] };
  const action: Action = {
    name: literalText(child(root, 'name')) ?? name,
    folder,
    source,
    inputs: entriesOf(child(root, 'inputs')).map(({ key, value }) => ({
      name: key,
      required: literalTrue(child(value, 'required')),
      default: child(value, 'default'),
    })),
    outputs: entriesOf(child(root, 'outputs')).map(({ key, value }) => ({
      name: key,
      value: child(value, 'value'),
    })),
    runs,
  };
  return { action, faults: [] };
}

function manifestOf(folder: string): string | undefined {
  return ['action.yml', 'action.yaml']
    .map((name) => path.join(folder, name))
    .find((file) => existsSync(file));
}

function readRuns(runs: Template | undefined): NodeRuns | CompositeRuns | { message: string } {
  const using = literalText(child(runs, 'using'));
  if (using === 'composite') return { using, steps: readSteps(child(runs, 'steps')) };
  if (using !== 'node24')
    return {
      message: `The rehearsal runs node24 and composite actions; it does not support 'using: ${using ?? ''}'.`,
    };
  return {
    using,
    main: literalText(child(runs, 'main')) ?? '',
    pre: literalText(child(runs, 'pre')),
    preIf: hookCondition(child(runs, 'pre-if')),
    post: literalText(child(runs, 'post')),
    postIf: hookCondition(child(runs, 'post-if')),
  };
}

function hookCondition(template: Template | undefined): string {
  return template?.kind === 'expression' && template.expression !== '' ? template.expression : 'always()';
}
