/** The probes of a rollout: what both revisions are asked, and at which addresses. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Service } from '../../../lib/cloudrun';
import {
  checkQuestions,
  only,
  pathQuestions,
  probePairs,
  refuseFailing,
  together,
  usableQuestions,
} from '../../../lib/evidence';
import type { Questions } from '../../../lib/evidence';
import type { OwnRequest } from '../../../lib/metrics';
import { tagsOf } from '../../../lib/rollout';
import type { Probes } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';

/** Everything that can be asked, before it is known to whom. */
export interface ProbeList {
  /** The same questions, put to an address. */
  at(base: string): Questions;
  /** The file that some of them are from. */
  checks: string | undefined;
}

/** @throws UserError where the checks file cannot be read */
export async function readProbes(runner: Runner, { probes }: Inputs): Promise<ProbeList> {
  const { checks, paths } = probes;
  if (!checks) return { checks: undefined, at: (base) => pathQuestions(base, paths) };
  const text = await checksIn(runner, checks.file);
  const { file, variables, secrets } = checks;
  const steps = { text, file, variables, secrets, mask: runner.secret };
  return {
    checks: file,
    at: (base) => {
      const fromFile = checkQuestions(base, steps);
      const plain = paths.length + fromFile.names.length === 0 ? ['/'] : paths;
      return together([pathQuestions(base, plain), fromFile]);
    },
  };
}

async function checksIn({ environment }: Runner, file: string): Promise<string> {
  try {
    return await readFile(resolve(environment.workspace, file), 'utf8');
  } catch (cause) {
    throw new UserError(`The checks file ${file} cannot be read.`, {
      remedy:
        'Correct `checks`, a path in the checkout, and see that the job runs actions/checkout before this step.',
      cause,
    });
  }
}

/**
 * Which of the questions can judge anybody: those that the service as it is now answers as it should. A rollout that is
 * under way goes on whatever they answer.
 * @throws UserError where a path that the caller named fails, or where nothing is left to ask
 */
export async function usableProbes(
  { log, signal }: Runner,
  list: ProbeList,
  { inputs, service, begins }: { inputs: Inputs; service: Service; begins: boolean },
): Promise<number[]> {
  const questions = list.at(service.uri);
  try {
    const { usable, failed } = await usableQuestions(questions, signal);
    if (!begins && usable.length === 0) return questions.names.map((_, index) => index);
    const named = inputs.probes.paths.filter((_, index) => !usable.includes(index));
    if (begins && (named.length > 0 || usable.length === 0)) refuseFailing(failed);
    if (failed.length > 0)
      log.notice(`Not used as probes, for the revision that serves fails them: ${failed.join(', ')}.`);
    return usable;
  } finally {
    await questions.close();
  }
}

/** The pairs of a rollout, to the two tags' own addresses. */
export function probesOf(
  runner: Runner,
  list: ProbeList,
  {
    inputs,
    service,
    usable,
    sent,
  }: { inputs: Inputs; service: Service; usable: readonly number[]; sent: (request: OwnRequest) => void },
): Probes {
  const tags = tagAddresses(service, inputs);
  const { interval } = inputs.probes;
  const asked = (base: string): Questions => only(list.at(base), usable);
  const settings = { stable: asked(tags.stable), candidate: asked(tags.candidate), interval };
  const { clock, random, signal } = runner;
  return probePairs(settings, { clock, random, signal, sent });
}

/** The addresses that lead past the split to one revision each. */
export function tagAddresses(
  { serving }: Service,
  { tagPrefix }: Inputs,
): { stable: string; candidate: string } {
  const tags = tagsOf(tagPrefix);
  const address = (tag: string): string => serving.find((entry) => entry.tag === tag)?.uri ?? '';
  return { stable: address(tags.stable), candidate: address(tags.candidate) };
}
