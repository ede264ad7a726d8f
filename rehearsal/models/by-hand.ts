/** Somebody of the team who publishes with the action alone, beside every workflow. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { SUITE_FOLDER } from '../caller';
import type { ModelBucket } from './bucket';
import { BUCKET } from './bucket';
import { commitWith, installIn } from './product';
import type { Design } from './product';

/** A model that was made and evaluated. */
export interface MadeModel {
  /** The repository's folder, in which it lies. */
  folder: string;
}

/** What a publishing by hand needs of the stage. */
export interface ByHand {
  bucket: ModelBucket;
  /** Leads to the stage. */
  environment: Readonly<Record<string, string>>;
  folder: string;
}

/** Makes and evaluates a model on somebody's own machine. */
export async function makeModel(design: Design, folder: string): Promise<MadeModel> {
  const sha = `${design}000000`.slice(0, 7);
  const root = await commitWith(design, sha, folder);
  await installIn(root);
  const path = [join(SUITE_FOLDER, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  for (const script of ['model/make.ts', 'model/evaluate.ts']) {
    const words = script === 'model/make.ts' ? ['--design', design] : [];
    await ended(process.execPath, [tsx(), script, ...words], { cwd: root.folder, env: { PATH: path } });
  }
  return { folder: root.folder };
}

const tsx = (): string => join(SUITE_FOLDER, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/**
 * Publishes a model that was made. Whoever is refused hears it as everybody else does.
 * @returns the outputs of the action
 */
export async function publishByHand(
  { bucket, environment, folder }: ByHand,
  { folder: repository }: MadeModel,
  inputs: Readonly<Record<string, string>>,
): Promise<string> {
  const own = await mkdtemp(join(folder, 'by-hand-'));
  const [output, summary] = [join(own, 'output'), join(own, 'summary')];
  await Promise.all([output, summary].map((file) => writeFile(file, '')));
  const given = {
    ...{ verb: 'publish', 'model-id': 'smile', home: `gs://${BUCKET}/smile` },
    ...{
      file: 'dist/model/smile.tflite',
      report: 'dist/model/report.json',
      golden: 'dist/model/golden.json',
    },
    ...{ 'preprocessing-id': 'grey-12', 'signing-key': bucket.keys.private },
    ...inputs,
  };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    ...environment,
    ...(Object.fromEntries(named) as Record<string, string>),
    ...{ PATH: process.env['PATH'] ?? '', GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
    ...{ GITHUB_WORKSPACE: repository, RUNNER_TEMP: own, GITHUB_REPOSITORY: 'acme/smilesage' },
  };
  const bundle = join(SUITE_FOLDER, 'dist', 'model-manifest', 'index.js');
  await bucket.asInsider(() => ended(process.execPath, [bundle], { cwd: repository, env }));
  return readFile(output, 'utf8');
}

function ended(
  program: string,
  argv: readonly string[],
  place: { cwd: string; env: Record<string, string> },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${argv.at(-1) ?? program} ended with ${String(code)}: ${said}`));
    });
  });
}
