import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from './faults';
import type { Library } from './library';
import type { Action, Source, Step, UsesStep } from './model';
import { holdsAction, readAction } from './read-action';
import { resolveAction } from './references';
import { entriesOf } from './template';
import type { ThirdParty } from './third-party';

/** GitHub's limit for composite actions that use composite actions. */
const nestingLimit = 10;

export interface CheckRequest {
  library: Library;
  root: Source;
  suite: Source;
  thirdParty: Readonly<Record<string, ThirdParty>>;
}

/** The faults of the actions that steps use, and of those that these use in turn. */
export function checkActions(
  request: CheckRequest,
  steps: readonly Step[],
  from: Source,
  depth = 1,
): Fault[] {
  return steps.flatMap((step) => (step.kind === 'uses' ? checkAction(request, step, from, depth) : []));
}

function checkAction(request: CheckRequest, step: UsesStep, from: Source, depth: number): Fault[] {
  const reference = resolveAction(step.uses, from, request.suite);
  switch (reference.kind) {
    case 'unknown':
      return [{ at: step.usesAt, message: reference.why }];
    case 'third-party':
      return checkThirdParty(request, step, reference.name, depth);
    case 'folder':
      return checkFolder(request, step, reference.folder, reference.source, depth);
    case 'workspace': {
      // Another repository may be checked out there; only what the caller's own tree holds can be looked at now.
      const folder = path.join(request.root.folder, reference.path);
      return holdsAction(folder) ? checkFolder(request, step, folder, request.root, depth) : [];
    }
  }
}

function checkThirdParty(request: CheckRequest, step: UsesStep, name: string, depth: number): Fault[] {
  const local = request.thirdParty[name];
  if (!local)
    return [{ at: step.usesAt, message: `The rehearsal has no local equivalent of the action '${name}'.` }];
  if ('folder' in local)
    return checkFolder(request, step, local.folder, { ...request.suite, folder: local.folder }, depth);
  return entriesOf(step.with)
    .filter((entry) => !local.inputs.includes(entry.key.toLowerCase()))
    .map(({ key, at }) => ({
      at,
      message: `The rehearsal's equivalent of '${name}' does not support the input '${key}'.`,
    }));
}

function checkFolder(
  request: CheckRequest,
  step: UsesStep,
  folder: string,
  source: Source,
  depth: number,
): Fault[] {
  if (depth > nestingLimit)
    return [{ at: step.usesAt, message: `Actions are nested more than ${nestingLimit} levels deep.` }];
  const { action, faults } = readAction(request.library, folder, source);
  if (!action) return faults.map((fault) => ({ at: step.usesAt, ...fault }));
  if (action.runs.using === 'composite') return checkActions(request, action.runs.steps, source, depth + 1);
  return missingPrograms(action).map((message) => ({ at: step.usesAt, message }));
}

function missingPrograms(action: Action): string[] {
  if (action.runs.using !== 'node24') return [];
  const { main, pre, post } = action.runs;
  return [main, pre, post]
    .filter((program) => program !== undefined)
    .filter((program) => !existsSync(path.join(action.folder, program)))
    .map((program) => `The action '${action.name}' names the program '${program}', which is not there.`);
}
