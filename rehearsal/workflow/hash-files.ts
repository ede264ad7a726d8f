import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * `hashFiles` as the runner computes it: the SHA-256 of the SHA-256s of the files, in the order of the patterns,
 * each file once; '' when nothing matches. A pattern that begins with `!` takes files away again.
 * @see https://github.com/actions/runner/blob/main/src/Misc/expressionFunc/hashFiles/src/hashFiles.ts
 */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const matched = new Set<string>();
  for (const pattern of patterns.flatMap((lines) => lines.split('\n')).map((line) => line.trim())) {
    if (pattern === '' || pattern.startsWith('#')) continue;
    const excludes = pattern.startsWith('!');
    for (const file of filesUnder(workspace, excludes ? pattern.slice(1) : pattern)) {
      if (excludes) matched.delete(file);
      else matched.add(file);
    }
  }
  if (matched.size === 0) return '';
  const whole = createHash('sha256');
  for (const file of matched) whole.update(createHash('sha256').update(readFileSync(file)).digest());
  return whole.digest('hex');
}

function filesUnder(workspace: string, pattern: string): string[] {
  return globSync(pattern, { cwd: workspace })
    .map((found) => path.resolve(workspace, found))
    .filter((file) => file.startsWith(workspace + path.sep) && statSync(file).isFile())
    .sort();
}
