import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const DIST = join(import.meta.dirname, '..', 'dist');

/**
 * How long each bundle takes from its start to the complaint about its missing inputs, as a whole process, beside a
 * node that does nothing. The two take turns, so that a machine that slows down slows down both.
 * @param runs of each
 */
export function start(runs: number): void {
  const actions = readdirSync(DIST).sort();
  const rows = actions.map((action) => ({
    action,
    ...compared(join(DIST, action, 'index.js'), runs),
    ...sizeOf(action),
  }));
  for (const { action, milliseconds, bare, ratio, megabytes } of rows) {
    console.log(
      `${action.padEnd(18)} ${milliseconds.toFixed(0)} ms, bare node ${bare.toFixed(0)} ms, ratio ${ratio.toFixed(2)}, ${megabytes.toFixed(2)} MB`,
    );
  }
  console.log(JSON.stringify({ start: rows }));
}

function compared(bundle: string, runs: number): { milliseconds: number; bare: number; ratio: number } {
  const ours: number[] = [];
  const bares: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const [bare, own] = [timed(['-e', '0']), timed([bundle])];
    // The first of each only warms the file cache.
    if (run > 0) bares.push(bare);
    if (run > 0) ours.push(own);
  }
  const ratios = ours.map((own, index) => own / (bares[index] ?? own));
  return { milliseconds: median(ours), bare: median(bares), ratio: median(ratios) };
}

function timed(args: string[]): number {
  const started = performance.now();
  const { error } = spawnSync(process.execPath, args, { env: {}, stdio: 'ignore' });
  if (error) throw error;
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function sizeOf(action: string): { megabytes: number } {
  const folder = join(DIST, action);
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { megabytes: bytes / 1_000_000 };
}
