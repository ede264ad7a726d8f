/** Arrows point only downwards: files that import each other in a circle, be it for types, cannot be read one by one. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const ROOMS = ['lib', 'actions', 'emulators', 'rehearsal', 'clients', 'bench', 'scripts', 'examples'];

/** The files of ours that a file imports. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => normalize(join(dirname(file), fileName)))
    .flatMap((path) => [`${path}.ts`, join(path, 'index.ts')].filter((candidate) => existsSync(candidate)));
}

/** @returns every circle that a walk from file to file runs into, as the files on it */
function circlesAmong(files: readonly string[]): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const begun = path.indexOf(file);
    if (begun >= 0) circles.push(path.slice(begun));
    if (begun >= 0 || done.has(file)) return;
    for (const imported of importsOf(file)) walk(imported, [...path, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return circles;
}

const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`)).filter(
  (file) => !file.includes('node_modules'),
);
const circles = circlesAmong(files);
for (const circle of circles) console.error(`a circle: ${[...circle, circle[0]].join(' -> ')}`);
if (circles.length > 0) process.exitCode = 1;
