import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SUITE_FOLDER } from '../caller';

/**
 * Draws a timeline as a page, with the suite's own program for that: the rehearsal itself shares no code with the actions.
 * @throws Error with what is wrong with the timeline
 */
export async function drawPage(timeline: object, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-report-'));
  try {
    const from = join(folder, 'rollout.json');
    await writeFile(from, JSON.stringify(timeline));
    const program = join(SUITE_FOLDER, 'scripts', 'report.ts');
    // The same loader that runs this process runs TypeScript there.
    await promisify(execFile)(process.execPath, [...process.execArgv, program, from, resolve(file)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
