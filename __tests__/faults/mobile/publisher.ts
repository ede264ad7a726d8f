import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { runStep } from '../../runner/fake-runner';
import type { StepResult } from '../../runner/fake-runner';
import type { SuiteOptions } from '../suites';
import type { Scenario } from './scenario';

/** Runs the action's bundle in a process of its own, as GitHub does. */
export async function publish(
  scenario: Scenario,
  { bundles, cache, signal }: SuiteOptions,
  onSpawn: (child: ChildProcess) => void = () => undefined,
): Promise<StepResult> {
  return runStep({
    entry: [join(bundles, 'publish-mobile', 'index.js')],
    inputs: scenario.inputs(),
    env: { ...scenario.env(), SLUICE_TIME_SCALE: '600', NODE_COMPILE_CACHE: cache },
    signal,
    onSpawn,
  });
}

/** It was told that all is as it should be; or, where that is bad news, was alarmed about it. */
export function wasPromised({ exitCode, outputs }: StepResult, { states, alarms }: Scenario): boolean {
  const isDone = states.includes(outputs['state'] ?? '');
  const isAlarm = alarms && exitCode === 1 && outputs['gate'] === 'fail';
  return isDone && (exitCode === 0 || isAlarm);
}

/** Refused in words that somebody can act upon: no stack, no silence. */
export const wasRefusedClearly = ({ exitCode, annotations, outputs, stderr }: StepResult): boolean =>
  exitCode === 1 && annotations.length > 0 && outputs['remedy'] !== '' && !/^ {4}at /m.test(stderr);
