/** The model that a new one has to beat, and what is known of how good it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../lib/runner';
import { evaluated } from './evaluation';
import type { EvaluationPorts } from './evaluation';
import type { Champion } from './gate/gate';
import { readReport } from './gate/report';
import type { Report } from './gate/report';
import { blobPath } from './home/home';
import type { Home } from './home/home';
import { versionNamed } from './manifest/changes';
import type { Manifest, PublishedVersion } from './manifest/model';
import type { Publishing } from './publishing-inputs';

/** What a champion is looked at with. */
export interface ChampionPorts extends EvaluationPorts {
  home: Home;
  /** Champions that were evaluated in this step, by the hash of the model: an evaluation may take an hour. */
  evaluatedChampions: Map<string, Champion>;
}

/** The model that is to be beaten is the one that everybody has; before there is one, the one that testers have. */
export async function championOf(
  ports: ChampionPorts,
  manifest: Manifest,
  wanted: Publishing,
): Promise<Champion | undefined> {
  const name = manifest.channels.stable ?? manifest.channels.canary;
  const present = name === null || name === wanted.version ? undefined : versionNamed(manifest, name);
  if (!present) return undefined;
  if (wanted.newTestSet) return onceOnNewTestSet(ports, present, wanted);
  return asPublished(ports.home, present, wanted);
}

async function asPublished(
  home: Home,
  { version, evaluation }: PublishedVersion,
  { rules }: Publishing,
): Promise<Champion> {
  if (rules.mode === 'point') return { version, evaluation, outcomes: undefined };
  const bytes = await home.readBlob(blobPath(evaluation.reportSha256));
  const report = bytes && readReport(bytes.toString(), `the report on ${version}`);
  return { version, evaluation, outcomes: report?.outcomes };
}

async function onceOnNewTestSet(
  ports: ChampionPorts,
  present: PublishedVersion,
  wanted: Publishing,
): Promise<Champion> {
  const { evaluatedChampions: known } = ports;
  const champion = known.get(present.blob.sha256) ?? (await onNewTestSet(ports, present, wanted));
  known.set(present.blob.sha256, champion);
  return champion;
}

/** With other examples the old figures say nothing: the present model is evaluated on the new ones too. */
async function onNewTestSet(
  ports: ChampionPorts,
  { version, blob, format, evaluation }: PublishedVersion,
  { evaluate, newTestSet }: Publishing,
): Promise<Champion> {
  ports.tell(`The test set is a new one: ${version} is judged on it as well.`);
  const given = newTestSet?.championReport;
  const judge = async (path: string, how: Pick<Publishing, 'report' | 'evaluate'>): Promise<Report> =>
    (await evaluated(how, { path, sha256: blob.sha256 }, ports)).report;
  const { testSetSha256, n, correct, metric, outcomes } =
    given === undefined
      ? await withFolder(async (folder) => {
          const path = join(folder, `model.${format}`);
          if (!(await ports.home.download(blob.path, path))) throw goneModel(ports.home, version);
          return judge(path, { report: undefined, evaluate });
        })
      : await judge('', { report: given, evaluate: undefined });
  return { version, evaluation: { ...evaluation, testSetSha256, n, correct, metric }, outcomes };
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'champion-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function goneModel({ place }: Home, version: string): UserError {
  return new UserError(`The model ${version} is gone from ${place}, so it cannot be evaluated.`, {
    remedy: 'Restore its blob, or give a report on it (`champion-report`).',
  });
}
