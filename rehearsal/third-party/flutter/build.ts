/**
 * `flutter build appbundle` and `flutter build ipa` without a compiler: leaves an app bundle with its mapping file, or an
 * IPA, where Flutter leaves them, of the name and version that the project says. As in a real build, there has to be
 * something to sign with. Everything else that Flutter can do is refused.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleOf, ipaOf } from '../../apps';

/** What pubspec.yaml says. */
interface Project {
  name: string;
  /** CFBundleShortVersionString and versionName. */
  version: string;
  /** CFBundleVersion and versionCode. */
  build: string;
}

const BUNDLE = 'build/app/outputs/bundle/release/app-release.aab';
const MAPPING = 'build/app/outputs/mapping/release/mapping.txt';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { release: { type: 'boolean' }, 'export-options-plist': { type: 'string' } },
  });
  const project = await readProject();
  const wanted = positionals.join(' ');
  if (wanted === 'build appbundle') await buildAppBundle(project);
  else if (wanted === 'build ipa') await buildIpa(project, values['export-options-plist']);
  else throw new Error(`The rehearsal has no 'flutter ${wanted}'.`);
}

async function readProject(): Promise<Project> {
  const pubspec = await readFile('pubspec.yaml', 'utf8');
  const name = found(/^name: *(\S+)/m, pubspec, 'a name in pubspec.yaml');
  const [version = '', build = '1'] = found(/^version: *(\S+)/m, pubspec, 'a version in pubspec.yaml').split(
    '+',
  );
  return { name, version, build };
}

async function buildAppBundle(project: Project): Promise<void> {
  const gradle = await readFile('android/app/build.gradle.kts', 'utf8');
  const packageName = found(/applicationId *= *"([^"]+)"/, gradle, 'an applicationId in build.gradle.kts');
  const variable = found(/System\.getenv\("(\w*KEYSTORE)"\)/, gradle, 'a keystore in build.gradle.kts');
  demandFile(process.env[variable] ?? '', `the keystore that ${variable} names`);
  const { version: versionName, build } = project;
  const app = { packageName, versionCode: Number(build), versionName };
  await leave(BUNDLE, bundleOf(app, codeOf(project)));
  await leave(MAPPING, Buffer.from(`# ${packageName} ${versionName}\n`));
}

async function buildIpa(project: Project, options = ''): Promise<void> {
  const plist = await readFile(options, 'utf8');
  const profiles = /<key>provisioningProfiles<\/key>\s*<dict>\s*<key>([^<]+)<\/key>/;
  const bundleId = found(profiles, plist, `a bundle id with its provisioning profile in ${options}`);
  const folder = join(process.env['HOME'] ?? '', 'Library/MobileDevice/Provisioning Profiles');
  const [profile = ''] = globSync('*.mobileprovision', { cwd: folder });
  demandFile(join(folder, profile), 'a provisioning profile');
  const { name, version, build } = project;
  const ipa = ipaOf({ bundleId, version, build, usesNonExemptEncryption: false }, codeOf(project));
  await leave(`build/ios/ipa/${name}.ipa`, ipa);
}

function found(pattern: RegExp, text: string, what: string): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`There is not ${what}.`);
  return value;
}

function demandFile(path: string, what: string): void {
  if (existsSync(path) && statSync(path).isFile() && statSync(path).size > 0) return;
  throw new Error(`There is nothing to sign with: ${what} is missing or empty.`);
}

/** The same for the same version: one commit is one app. */
const codeOf = ({ name, version, build }: Project): Buffer => Buffer.from(`${name} ${version} ${build}\n`);

async function leave(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  console.log(`Built ${path} (${bytes.length} bytes)`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
