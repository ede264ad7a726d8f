/** What the linter has found, as a file that GitHub's code scanning takes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanFinding } from './lint';
import type { Place } from './ports';

/** Writes it beside the workspace, not into it, and says where: an empty one tells that earlier findings are gone. */
export async function writeSarif(
  { runner, temporary, runId }: Place,
  findings: readonly PlanFinding[],
): Promise<void> {
  const { sarifOf } = await import('./lint');
  const path = join(temporary, `sluice-lint-${runId}.sarif`);
  await writeFile(path, JSON.stringify(sarifOf(findings), null, 2));
  runner.setOutput('sarif', path);
}
