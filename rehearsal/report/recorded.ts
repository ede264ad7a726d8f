import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the deploys of a stage have recorded of themselves and uploaded, in the order of their runs. */
export async function recordedIn(folder: string): Promise<unknown[]> {
  const runs = (await readdir(folder)).flatMap((name) => /^artifacts-(\d+)$/.exec(name)?.[1] ?? []);
  const files = runs
    .sort((one, other) => Number(one) - Number(other))
    .map((run) => join(folder, `artifacts-${run}`, 'rollout-report', 'rollout.json'))
    .filter((file) => existsSync(file));
  return Promise.all(files.map(async (file): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))));
}
