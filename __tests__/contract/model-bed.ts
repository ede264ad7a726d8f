import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { tfliteFile } from '../unit/model-tflite-file';

/** One bundle for all tests of a file; it goes with the folder for temporary files. */
const bundled = bundleEntry('actions/model-manifest/src/index.ts');

const pair = generateKeyPairSync('ed25519');

/** The key that signs, and its public half for apps. */
export const keys = {
  private: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  public: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

export const testSetSha256 = 'a'.repeat(64);

/** What a model did: so many of a hundred examples right, the first ones. */
export const outcomesOf = (correct: number): string => '1'.repeat(correct) + '0'.repeat(100 - correct);

/** Trained models, and the action that publishes them. */
export interface ModelBed {
  /** A model and its report. @returns their paths, as inputs */
  model(version: string, correct: number): Promise<{ file: string; report: string; sha256: string }>;
  /** Runs the action with what every step has, and what this one has. */
  step(inputs: Readonly<Record<string, string>>): Promise<StepResult>;
  publish(version: string, correct: number, more?: Readonly<Record<string, string>>): Promise<StepResult>;
  close(): Promise<void>;
}

/** @param home and the environment that leads to it */
export async function openModelBed(
  home: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<ModelBed> {
  const folder = await mkdtemp(join(tmpdir(), 'models-'));
  const { path: entry } = await bundled;
  const step: ModelBed['step'] = (inputs) =>
    runStep({
      entry: [entry],
      inputs: { 'model-id': 'smile', 'signing-key': keys.private, ...home, ...inputs },
      env: { SLUICE_TIME_SCALE: '600', SLUICE_SEED: '7', ...env },
    });
  const model: ModelBed['model'] = async (version, correct) => {
    const tensors = [
      { name: 'photo', shape: [1, 8], type: 0 },
      { name: 'smile', shape: [1, 2], type: 0 },
    ];
    const bytes = tfliteFile(tensors, [0], [1], version);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [file, report] = [join(folder, `${version}.tflite`), join(folder, `${version}.json`)];
    const facts = { modelSha256: sha256, testSetSha256, metric: 'accuracy', n: 100, correct };
    await writeFile(file, bytes);
    await writeFile(report, JSON.stringify({ schemaVersion: 1, ...facts, outcomes: outcomesOf(correct) }));
    return { file, report, sha256 };
  };
  return {
    model,
    step,
    publish: async (version, correct, more = {}) => {
      const { file, report } = await model(version, correct);
      const gate = 'first' in more ? {} : { 'min-improvement': '1pp' };
      return step({ verb: 'publish', version, file, report, ...gate, ...more });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
