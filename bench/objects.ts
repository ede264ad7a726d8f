import { fork, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../__tests__/runner/bundle-entry';
import { measured } from './process-figures';
import type { ProcessFigures } from './process-figures';

const VERBS = ['upload', 'download'] as const;
type Verb = (typeof VERBS)[number];

/** A program that carries a file to the emulator and back. */
interface Carrier {
  name: string;
  carry: (verb: Verb, file: string, object: string) => Promise<ProcessFigures>;
}

type Table = Map<string, (ProcessFigures & { transferSeconds: number })[]>;

/** Medians over the runs. */
interface Figures {
  /** The whole process. */
  seconds: number;
  /** From the first byte to the last, as the emulator sees it. */
  transferSeconds: number;
  peakMb: number;
}

/** Memory is flat where ten times as much takes no more than this many megabytes on top. */
const LEEWAY_MB = 64;

/**
 * Upload and download of one file, ours beside `gcloud storage cp` where it is installed, against one emulator in a
 * process of its own. They take turns, so that a machine that slows down slows down both.
 * @returns whether our memory is flat
 */
export async function objects({ runs, megabytes }: { runs: number; megabytes: number }): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-objects-'));
  const emulator = fork(join(import.meta.dirname, 'objects-emulator.ts'));
  const [url] = (await once(emulator, 'message')) as [string];
  const entry = await bundleEntry(join(import.meta.dirname, 'objects-transfer.ts'));
  try {
    const carriers = [ours(entry.path, url), ...gcloud(url, folder)];
    const files = { whole: join(folder, 'whole'), tenth: join(folder, 'tenth') };
    await fill(files.whole, megabytes * 1_000_000);
    await fill(files.tenth, megabytes * 100_000);
    const table: Table = new Map();
    for (let run = 0; run < runs; run += 1) {
      for (const carrier of carriers) await thereAndBack(carrier, emulator, files.whole, table);
      await thereAndBack({ ...ours(entry.path, url), name: 'tenth' }, emulator, files.tenth, table);
    }
    return report(table, carriers, { runs, megabytes });
  } finally {
    await entry.remove();
    await stopped(emulator);
    await rm(folder, { recursive: true });
  }
}

/** Asks the emulator for the seconds of the transfers since the last question. */
async function asked(emulator: ChildProcess, question: 'empty' | 'span'): Promise<number> {
  const answer = once(emulator, 'message') as Promise<[number]>;
  emulator.send(question);
  return (await answer)[0];
}

async function stopped(emulator: ChildProcess): Promise<void> {
  const gone = once(emulator, 'exit');
  emulator.disconnect();
  await gone;
}

/** There and back, with a look at the size: what was not carried must not look fast. */
async function thereAndBack(
  { name, carry }: Carrier,
  emulator: ChildProcess,
  file: string,
  table: Table,
): Promise<void> {
  const back = `${file}.back`;
  await asked(emulator, 'empty');
  for (const verb of VERBS) {
    const figures = await carry(verb, verb === 'upload' ? file : back, 'object');
    const key = `${name} ${verb}`;
    const transferSeconds = await asked(emulator, 'span');
    table.set(key, [...(table.get(key) ?? []), { ...figures, transferSeconds }]);
  }
  if ((await stat(back)).size !== (await stat(file)).size) throw new Error(`${name} lost bytes.`);
  await rm(back);
}

function ours(entry: string, url: string): Carrier {
  const env = { SLUICE_STORAGE_ENDPOINT: url };
  return {
    name: 'ours',
    carry: (verb, file, object) => {
      const places = verb === 'upload' ? [file, object] : [object, file];
      return measured(process.execPath, [entry, verb, ...places], env);
    },
  };
}

function gcloud(url: string, folder: string): Carrier[] {
  if (spawnSync('gcloud', ['--version']).status !== 0) {
    console.log('gcloud is not installed: only ours is measured.');
    return [];
  }
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CLOUDSDK_CONFIG: join(folder, 'config'),
    CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE: `${url}/storage/v1/`,
    CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
    CLOUDSDK_CORE_PROJECT: 'bench-project',
    CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
  };
  const carry: Carrier['carry'] = (verb, file, object) => {
    const remote = `gs://bench/${object}`;
    const places = verb === 'upload' ? [file, remote] : [remote, file];
    return measured('gcloud', ['storage', 'cp', ...places], env);
  };
  return [{ name: 'gcloud', carry }];
}

async function fill(file: string, bytes: number): Promise<void> {
  const piece = Buffer.alloc(1_000_000);
  const handle = await open(file, 'w');
  for (let left = bytes; left > 0; left -= piece.length) {
    await handle.write(randomFillSync(piece), 0, Math.min(left, piece.length));
  }
  await handle.close();
}

function report(
  table: Table,
  carriers: readonly Carrier[],
  settings: { runs: number; megabytes: number },
): boolean {
  const summary: Record<string, unknown> = {};
  let flat = true;
  for (const verb of VERBS) {
    const [own, tenth] = [figuresIn(table, `ours ${verb}`), figuresIn(table, `tenth ${verb}`)];
    flat &&= own.peakMb <= tenth.peakMb + LEEWAY_MB;
    console.log(line(`${verb}, ours`, own));
    summary[verb] = { ours: { ...own, tenthPeakMb: tenth.peakMb } };
    if (!carriers.some(({ name }) => name === 'gcloud')) continue;
    const peer = figuresIn(table, `gcloud ${verb}`);
    console.log(line(`${verb}, gcloud`, peer));
    const ratio = peer.seconds / own.seconds;
    const transferRatio = peer.transferSeconds / own.transferSeconds;
    summary[verb] = { ours: { ...own, tenthPeakMb: tenth.peakMb }, gcloud: peer, ratio, transferRatio };
  }
  console.log(JSON.stringify({ objects: { ...settings, ...summary, flat } }));
  return flat;
}

function figuresIn(table: Table, key: string): Figures {
  const runs = table.get(key) ?? [];
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    transferSeconds: median(runs.map(({ transferSeconds }) => transferSeconds)),
    peakMb: median(runs.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

const line = (name: string, { seconds, transferSeconds, peakMb }: Figures): string =>
  `${name.padEnd(18)} ${seconds.toFixed(2)} s, the transfer alone ${transferSeconds.toFixed(2)} s, at most ${peakMb.toFixed(0)} MB`;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
