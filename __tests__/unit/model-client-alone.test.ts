import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const folder = join(import.meta.dirname, '../../clients/typescript');

function imported(file: string): string[] {
  const source = readFileSync(join(folder, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);
}

test('an app can copy the client: it imports itself, node:crypto and nothing else', () => {
  const files = globSync('*.ts', { cwd: folder });
  expect(files.length).toBeGreaterThan(10);
  const foreign = files.flatMap(imported).filter((name) => !/^\.\/[a-z-]+$/.test(name));
  expect([...new Set(foreign)]).toEqual(['node:crypto']);
});

test('only the storage on a disk needs more of Node', () => {
  const foreign = globSync('*/*.ts', { cwd: folder })
    .flatMap(imported)
    .filter((name) => name !== '../ports');
  expect(foreign.every((name) => name.startsWith('node:'))).toBe(true);
});
