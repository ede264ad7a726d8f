/** Apps for Android as builds leave them: large ones, and with Android's own tools an APK. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ANDROID, protoManifest, zipOf } from '../../rehearsal/apps';
import type { AndroidApp } from '../../rehearsal/apps';

export { bundleOf, protoManifest, zipOf } from '../../rehearsal/apps';
export type { AndroidApp } from '../../rehearsal/apps';

const run = promisify(execFile);

/** A bundle of so many bytes, written piece by piece. */
export async function writeLargeBundle(path: string, app: AndroidApp, megabytes: number): Promise<void> {
  // What comes before the archive is not part of it: its offsets count from the archive's own beginning.
  const archive = zipOf([{ name: 'base/manifest/AndroidManifest.xml', bytes: protoManifest(app) }]);
  const file = await open(path, 'w');
  const shift = megabytes * 1_000_000;
  const piece = randomBytes(1_000_000);
  for (let written = 0; written < megabytes; written += 1) await file.write(piece);
  const central = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive.writeUInt32LE(shift, central + 42);
  archive.writeUInt32LE(shift + central, archive.length - 6);
  await file.write(archive);
  await file.close();
}

/** What Debian's package android-framework-res has; an APK is linked against it. */
const FRAMEWORK = '/usr/share/android-framework-res/framework-res.apk';

/** Whether Android's tools are here, from Debian's packages aapt, apksigner and android-framework-res. */
export async function hasAndroidTools(): Promise<boolean> {
  try {
    await Promise.all([run('aapt', ['version']), run('apksigner', ['version']), access(FRAMEWORK)]);
    return true;
  } catch {
    return false;
  }
}

/** Builds and signs an APK with Android's own tools. */
export async function buildApk(path: string, app: AndroidApp): Promise<void> {
  const folder = `${path}.build`;
  await mkdir(folder, { recursive: true });
  const manifest = `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="${ANDROID}" package="${app.packageName}"
  android:versionCode="${app.versionCode}" android:versionName="${app.versionName}">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="29"/>
  <application android:label="Größe" android:hasCode="false" android:debuggable="${app.debuggable ?? false}"/>
</manifest>`;
  await writeFile(join(folder, 'AndroidManifest.xml'), manifest);
  const unsigned = join(folder, 'unsigned.apk');
  await run('aapt', [
    'package',
    '-f',
    '-M',
    join(folder, 'AndroidManifest.xml'),
    '-I',
    FRAMEWORK,
    '-F',
    unsigned,
  ]);
  const keystore = await keystoreIn(dirname(path));
  const keys = ['--ks', keystore, '--ks-pass', 'pass:rehearsal', '--min-sdk-version', '21'];
  await run('apksigner', ['sign', ...keys, '--out', `${path}.signed`, unsigned]);
  await copyFile(`${path}.signed`, path);
}

async function keystoreIn(folder: string): Promise<string> {
  const path = join(folder, 'upload.keystore');
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!exists)
    await run('keytool', [
      ...['-genkeypair', '-keystore', path, '-storepass', 'rehearsal', '-keypass', 'rehearsal'],
      ...['-alias', 'upload', '-keyalg', 'RSA', '-keysize', '2048', '-validity', '30', '-dname', 'CN=Upload'],
    ]);
  return path;
}

/** What Android's own tool reads in an APK. */
export async function badgingOf(path: string): Promise<AndroidApp> {
  const { stdout } = await run('aapt', ['dump', 'badging', path]);
  const [, packageName = '', versionCode = '', versionName = ''] =
    /^package: name='([^']*)' versionCode='([^']*)' versionName='([^']*)'/.exec(stdout) ?? [];
  const debuggable = stdout.includes('application-debuggable');
  return { packageName, versionCode: Number(versionCode), versionName, debuggable };
}
