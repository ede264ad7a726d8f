/** How a run may end, however it was disturbed. */
import type { StepResult } from '../../runner/fake-runner';
import type { ActionRun } from './action';

/**
 * A run ends well, or in an error that says what to do.
 * @param isStruckDead one of its steps was killed by the case itself
 */
export function badEnding({ main, post, hung }: ActionRun, isStruckDead: boolean): string[] {
  if (hung) return ['hangs'];
  const dead = isStruckDead ? [main, post].find((step) => step?.exitCode === null) : undefined;
  return Object.entries({ main, post }).flatMap(([name, step]) =>
    step === undefined || step === dead ? [] : endingFaults(step).map((fault) => `${name} ${fault}`),
  );
}

function endingFaults({ exitCode, signal, stdout, stderr, annotations }: StepResult): string[] {
  if (exitCode === null) return [`was killed by ${signal ?? 'nobody'}`];
  const trace = /^\s+at \S.*:\d+:\d+\)?$/m.exec(`${stdout}\n${stderr}`);
  const errors = annotations.filter(({ name }) => name === 'error').map(({ message }) => message);
  const unclear = errors.filter((message) => !/\S\n\S/.test(message));
  return [
    ...(trace ? [`prints a stack trace after: ${errors.join(' / ')}`] : []),
    ...(exitCode !== 0 && errors.length === 0 ? [`ends with ${exitCode} and says nothing`] : []),
    ...unclear.map((message) => `says an error without a remedy: ${message}`),
  ];
}
