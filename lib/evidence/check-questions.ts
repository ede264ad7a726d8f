/** Questions from a checks file: its GET steps that change nothing, with their headers and their expectations. */
import { Bindings, compile, httpClient, probeSteps, runStep, Sender } from '../checks';
import type { Surroundings } from '../checks';
import { isRefusal } from './questions';
import type { Answered, Questions } from './questions';

/** A checks file, and what it needs. */
export interface ChecksFile extends Pick<Surroundings, 'variables' | 'secrets'> {
  text: string;
  /** How the file is named in messages. */
  file: string;
  /** Masks a secret before it is used. */
  mask: (value: string) => void;
}

/** Milliseconds to the end of an answer, where a step does not say otherwise. */
const TIMEOUT = 10_000;

/**
 * The steps that may serve as probes, put to one address. An answer that is not as the step expects it has failed, and
 * so has none at all.
 * @param base URL that reaches exactly one revision
 * @throws ChecksFaults with every fault of the file and its line
 */
export function checkQuestions(base: string, { text, file, mask, ...given }: ChecksFile): Questions {
  const plan = compile(text, file, { ...given, target: new URL(base), hosts: [], timeout: TIMEOUT });
  const steps = probeSteps(plan);
  const http = httpClient();
  const sender = new Sender(plan, http);
  const bindings = new Bindings(plan.bindings, (value) => {
    mask(value);
    sender.guard(value);
  });
  return {
    names: steps.map(({ name }) => name),
    ask: async (index, signal): Promise<Answered> => {
      const step = steps[index];
      if (!step)
        throw new RangeError(`${file} has ${steps.length} steps to probe with, and none of index ${index}.`);
      const { result } = await runStep(step, { journey: 'probes', bindings, sender, signal, retry: false });
      const { outcome, status, millis = 0 } = result;
      const failed = outcome !== 'passed';
      if (status === undefined) return { failed, millis };
      // A step may expect a 401: then it is as it should be, and nobody was refused.
      return { failed, refused: failed && isRefusal(status), millis, status };
    },
    close: () => http.close(),
  };
}
