import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { runStep } from '../../runner/fake-runner';
import type { StepResult } from '../../runner/fake-runner';
import type { SuiteOptions } from '../suites';
import { BUCKET, SIGNING_KEY } from './stage';
import type { Stage } from './stage';

/** What one publisher publishes. */
export interface Publishing {
  version: string;
  /** Of a million examples. */
  correct: number;
  first?: boolean;
}

/** Runs the action's bundle in a process of its own, as GitHub does. */
export async function publish(
  stage: Stage,
  { version, correct, first = false }: Publishing,
  { bundles, cache, signal }: SuiteOptions,
  onSpawn: (child: ChildProcess) => void = () => undefined,
): Promise<StepResult> {
  const gate = first ? { first: 'true' } : { 'min-improvement': '0pp' };
  return runStep({
    entry: [join(bundles, 'model-manifest', 'index.js')],
    inputs: {
      verb: 'publish',
      'model-id': 'smile',
      home: `gs://${BUCKET}/smile`,
      'signing-key': SIGNING_KEY,
      version,
      ...(await stage.model(version, correct)),
      ...gate,
    },
    env: {
      SLUICE_STORAGE_ENDPOINT: stage.gcs.url,
      SLUICE_TIME_SCALE: '600',
      NODE_COMPILE_CACHE: cache,
    },
    signal,
    onSpawn,
  });
}

/** It was told that its model is out. */
export const wasPromised = ({ exitCode, outputs }: StepResult): boolean =>
  exitCode === 0 && ['published', 'unchanged'].includes(outputs['result'] ?? '');

/** Refused in words that somebody can act upon: no stack, no silence. */
export const wasRefusedClearly = ({ exitCode, annotations, stderr }: StepResult): boolean =>
  exitCode === 1 && annotations.length > 0 && !/^ {4}at /m.test(stderr);
