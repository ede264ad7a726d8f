/** How a run may end, however it was disturbed. */
import type { StepResult } from '../../runner/fake-runner';
import type { ActionRun } from './action';

/**
 * A run ends well, or in an error that says what to do.
 * @param killed the main step was killed by the case itself
 */
export function badEnding({ main, post, hung }: ActionRun, killed: boolean): string[] {
  if (hung) return ['hangs'];
  const faults = killed ? [] : endingFaults(main).map((fault) => `main ${fault}`);
  return [...faults, ...(post ? endingFaults(post).map((fault) => `post ${fault}`) : [])];
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
