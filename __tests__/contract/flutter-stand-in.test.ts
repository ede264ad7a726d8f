/** What stands in for Flutter leaves what a build would leave, and no more: it wants the project, and something to sign with. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readArtifact } from '../../actions/publish-mobile/src/artifact';

const SUITE = join(import.meta.dirname, '..', '..');
const STAND_IN = join(SUITE, 'rehearsal', 'third-party', 'flutter', 'bin');
const BUNDLE = 'build/app/outputs/bundle/release/app-release.aab';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The app of the example, with a home that has a provisioning profile or none, and a key or none. */
function project({ signs }: { signs: boolean }): { folder: string; env: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'flutter-'));
  folders.push(folder);
  cpSync(join(SUITE, 'examples', 'mathapp', 'app'), folder, { recursive: true });
  const profiles = join(folder, 'Library', 'MobileDevice', 'Provisioning Profiles');
  mkdirSync(profiles, { recursive: true });
  if (signs) {
    writeFileSync(join(profiles, 'app.mobileprovision'), 'profile');
    writeFileSync(join(folder, 'upload.jks'), 'key');
  }
  const path = [STAND_IN, join(SUITE, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { folder, env: { PATH: path, HOME: folder, ANDROID_KEYSTORE: join(folder, 'upload.jks') } };
}

/** @returns the exit code, and what was said to standard error */
function flutter(
  { folder, env }: ReturnType<typeof project>,
  ...argv: readonly string[]
): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile('flutter', argv, { cwd: folder, env }, (error, _, said) => {
      resolve({ code: error ? 1 : 0, said });
    });
  });
}

test('an app bundle and an IPA have the name and the version of the project, and are the same each time', async () => {
  const app = project({ signs: true });
  const ipa = ['build', 'ipa', '--release', '--export-options-plist=ios/ExportOptions.plist'];
  expect(await flutter(app, 'build', 'appbundle', '--release')).toMatchObject({ code: 0 });
  expect(await flutter(app, ...ipa)).toMatchObject({ code: 0 });
  expect(await readArtifact(join(app.folder, BUNDLE))).toMatchObject({
    ...{ kind: 'aab', packageName: 'com.example.mathapp', versionCode: 42, versionName: '1.4.0' },
  });
  expect(await readArtifact(join(app.folder, 'build/ios/ipa/mathapp.ipa'))).toMatchObject({
    ...{ kind: 'ipa', bundleId: 'com.example.mathapp', version: '1.4.0', build: '42' },
  });
  const first = await readFile(join(app.folder, BUNDLE));
  await flutter(app, 'build', 'appbundle', '--release');
  expect(first.equals(await readFile(join(app.folder, BUNDLE)))).toBe(true);
});

test.each([
  ['appbundle', ['build', 'appbundle']],
  ['ipa', ['build', 'ipa', '--export-options-plist=ios/ExportOptions.plist']],
])('without something to sign with there is no %s', async (_, argv) => {
  const { code, said } = await flutter(project({ signs: false }), ...argv);
  expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('nothing to sign with') });
});

test('whatever else Flutter can do is refused by name', async () => {
  const { code, said } = await flutter(project({ signs: true }), 'build', 'web');
  expect({ code, said: said.trim() }).toEqual({ code: 1, said: "The rehearsal has no 'flutter build web'." });
});
