/**
 * Bundles every action with ncc: actions/<name>/src/index.ts -> dist/<name>/index.js, with the chunks that it loads
 * lazily and the licences of what went in. Bundles are not minified, for people must be able to read what runs with
 * their credentials; only comments are taken out, a quarter of the whole.
 *
 *   npm run build              writes dist/
 *   npm run build -- NAME...   writes these actions' folders in dist/, and leaves the others as they are
 *   npm run build -- --check   builds aside and compares with dist/, byte for byte
 */
import { transform } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { BESIDE, budgetOf, MEGABYTE, WHOLE_BUDGET } from './build/budgets';

const ROOT = join(import.meta.dirname, '..');
/** What ncc makes of an entry (its package has no typings). */
interface Bundle {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}

type Ncc = (entry: string, options: Readonly<Record<string, unknown>>) => Promise<Bundle>;

/** Files of one built action by name. */
type Files = ReadonlyMap<string, string | Buffer>;

/** A fault that stops the build, in words for whoever runs it. */
class BuildFault extends Error {}

/** Builds aside first, so that a build that fails leaves dist/ as it was. */
async function build(): Promise<void> {
  const committed = join(ROOT, 'dist');
  const fresh = await mkdtemp(join(tmpdir(), 'sluice-dist-'));
  const chosen = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  try {
    await buildInto(fresh, chosen.length > 0 ? chosen : await actionNames());
    if (process.argv.includes('--check')) await compare(fresh, committed);
    else if (chosen.length > 0)
      for (const name of chosen) await replace(join(committed, name), join(fresh, name));
    else await replace(committed, fresh);
  } finally {
    await rm(fresh, { recursive: true });
  }
}

async function replace(folder: string, fresh: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(fresh, folder, { recursive: true });
}

async function buildInto(destination: string, names: readonly string[]): Promise<void> {
  const ncc = await loadNcc();
  // ncc reads `paths` from the configuration that this variable names; it has no option for it.
  process.env['TS_NODE_PROJECT'] = join(ROOT, 'scripts', 'build', 'resolve.json');
  const sizes: number[] = [];
  for (const name of names) {
    const files = await bundle(ncc, name);
    await write(files, join(destination, name));
    sizes.push(weigh(name, files));
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`altogether ${megabytes(total)} of ${megabytes(WHOLE_BUDGET)}`);
  if (total > WHOLE_BUDGET)
    throw new BuildFault(`dist/ is larger than its budget of ${megabytes(WHOLE_BUDGET)}.`);
}

async function loadNcc(): Promise<Ncc> {
  const name: string = '@vercel/ncc';
  const { default: ncc } = (await import(name)) as { default: Ncc };
  return ncc;
}

async function actionNames(): Promise<string[]> {
  const folders = existsSync(join(ROOT, 'actions')) ? await readdir(join(ROOT, 'actions')) : [];
  return folders.filter((name) => existsSync(join(ROOT, 'actions', name, 'src', 'index.ts'))).sort();
}

/** Types are checked by tsc, over the whole repository; here they are only taken out. */
async function bundle(ncc: Ncc, name: string): Promise<Files> {
  const { code, assets } = await ncc(join(ROOT, 'actions', name, 'src', 'index.ts'), {
    cache: false,
    quiet: true,
    transpileOnly: true,
    license: 'licenses.txt',
    target: 'es2024',
  });
  const files = new Map<string, string | Buffer>([['index.js', await withoutComments(code)]]);
  for (const [file, { source }] of Object.entries(assets)) {
    if (belongs(name, file))
      files.set(file, file.endsWith('.js') ? await withoutComments(String(source)) : source);
  }
  for (const file of BESIDE[name] ?? []) files.set(basename(file), await readFile(join(ROOT, file)));
  if ([...files.values()].some((source) => source.includes('webpackMissingModule'))) {
    throw new BuildFault(
      `${name}: ncc left a module out (webpackMissingModule); it would throw when it is loaded.`,
    );
  }
  return files;
}

/** Licences are kept in licenses.txt. */
async function withoutComments(code: string): Promise<string> {
  const { code: bare } = await transform(code, {
    format: 'cjs',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
  });
  return bare;
}

/**
 * Chunks and licences belong to a bundle. The Google libraries make ncc copy whole folders of .proto files and their
 * package.json beside it, which only gRPC would read; anything else is a question that a person has to answer.
 */
function belongs(name: string, file: string): boolean {
  if (file === 'licenses.txt' || /^\d+\.index\.js$/.test(file)) return true;
  if (/\.proto$|(^|\/)package\.json$|(^|\/)protos?\//.test(file) || /^(xds|protoc-gen-validate)\//.test(file))
    return false;
  throw new BuildFault(
    `${name}: ncc emits ${file}. Say in scripts/build.ts whether it belongs to the bundle.`,
  );
}

async function write(files: Files, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [file, source] of files) await writeFile(join(folder, file), source);
}

function weigh(name: string, files: Files): number {
  const sources = [...files.values()];
  const size = sources.reduce((sum, source) => sum + Buffer.byteLength(source), 0);
  const budget = budgetOf(name);
  console.log(`${name.padEnd(20)} ${megabytes(size)} of ${megabytes(budget)}`);
  if (size > budget)
    throw new BuildFault(`${name}: the bundle is larger than its budget of ${megabytes(budget)}.`);
  return size;
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(2)} MB`;
}

async function compare(fresh: string, committed: string): Promise<void> {
  const names = new Set([...(await filesUnder(fresh)), ...(await filesUnder(committed))]);
  const differing: string[] = [];
  for (const name of [...names].sort())
    if (!(await same(join(fresh, name), join(committed, name)))) differing.push(name);
  if (differing.length === 0) return;
  const list = differing.map((name) => `  dist/${name}`).join('\n');
  throw new BuildFault(`dist/ is not what the sources give:\n${list}\nRun npm run build and commit dist/.`);
}

async function filesUnder(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function same(one: string, other: string): Promise<boolean> {
  if (!existsSync(one) || !existsSync(other)) return false;
  return (await readFile(one)).equals(await readFile(other));
}

build().catch((error: unknown) => {
  console.error(error instanceof BuildFault ? error.message : error);
  process.exitCode = 1;
});
