import { UserError } from '../runner';
import type { Answered, Questions } from './questions';

/** Which questions can judge anybody, and what is wrong with the others. */
export interface UsableQuestions {
  /** Indexes of the questions that a healthy revision answers as it should. */
  usable: number[];
  /** The others, in words: `/new (404)`. */
  failed: string[];
}

/** A healthy revision may fail a request now and then; hardly three in a row. */
const TRIES = 3;

/**
 * Asks the service as it is now everything that will be asked of the candidate: what fails on a healthy revision can
 * judge nobody.
 */
export async function usableQuestions(questions: Questions, signal: AbortSignal): Promise<UsableQuestions> {
  const answers = await Promise.all(questions.names.map((_, index) => patiently(questions, index, signal)));
  return {
    usable: answers.flatMap(({ failed }, index) => (failed ? [] : [index])),
    failed: answers.flatMap(({ failed, status = 'no answer' }, index) =>
      failed ? [`${questions.names[index] ?? ''} (${status})`] : [],
    ),
  };
}

async function patiently(questions: Questions, index: number, signal: AbortSignal): Promise<Answered> {
  for (let tried = 1; ; tried += 1) {
    const answer = await questions.ask(index, signal);
    if (!answer.failed || tried === TRIES) return answer;
  }
}

/** @throws UserError where a path that the caller named fails, or where nothing is left to ask */
export function refuseFailing(failed: readonly string[]): void {
  if (failed.length === 0) return;
  throw new UserError(`Of the revision that serves now, these paths fail already: ${failed.join(', ')}.`, {
    remedy:
      'Give `probe-paths` that answer 2xx or 3xx without credentials on a healthy revision, or repair the service first.',
  });
}
