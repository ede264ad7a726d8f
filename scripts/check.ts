/**
 * Everything that can be said about the tree without running it, one check after another; all of them run, whatever
 * the ones before have found.
 */
import { spawnSync } from 'node:child_process';

const CHECKS: readonly [name: string, file: string, ...args: string[]][] = [
  ['types', 'tsc', '--project', '.'],
  ['lint', 'eslint', '--max-warnings', '0', '.'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['no circles of imports', 'tsx', 'scripts/circles.ts'],
  ['tables in the READMEs', 'tsx', 'scripts/docs.ts', '--check'],
  ['schema of the checks file', 'tsx', 'scripts/checks-schema.ts', '--check'],
  ['test vectors and schema of the manifest', 'tsx', 'scripts/model-vectors.ts', '--check'],
  ['workflows, our own lint', 'tsx', 'scripts/lint-workflows.ts'],
  ['dist/ is what the sources give', 'tsx', 'scripts/build.ts', '--check'],
];

const failed = CHECKS.filter(([name, file, ...args]) => {
  console.log(`check: ${name}`);
  const { status, error } = spawnSync(file, args, { stdio: 'inherit' });
  if (error) console.error(error.message);
  return status !== 0;
});

if (failed.length > 0) {
  console.error(`failed: ${failed.map(([name]) => name).join(', ')}`);
  process.exitCode = 1;
}
