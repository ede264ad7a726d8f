/** Apps for Android as builds leave them, made here: an app bundle, and with Android's own tools an APK. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import protobuf from 'protobufjs';

const run = promisify(execFile);

export interface ZipFile {
  name: string;
  bytes: Buffer;
}

/** An archive whose files are stored as they are. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    describe(local, 14, name, bytes);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    describe(central, 16, name, bytes);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), bytes);
    directory.push(central, Buffer.from(name));
    offset += local.length + Buffer.byteLength(name) + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** Checksum, both sizes and the length of the name, which both headers have in this order. */
function describe(header: Buffer, at: number, name: string, bytes: Buffer): void {
  header.writeUInt32LE(crc32(bytes), at);
  header.writeUInt32LE(bytes.length, at + 4);
  header.writeUInt32LE(bytes.length, at + 8);
  header.writeUInt16LE(Buffer.byteLength(name), at + 12);
}

/** The messages of aapt2's Resources.proto that a manifest is made of. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message XmlNode { oneof node { XmlElement element = 1; string text = 2; } SourcePosition source = 3; }
  message SourcePosition { uint32 line_number = 1; uint32 column_number = 2; }
  message XmlElement {
    repeated XmlNamespace namespace_declaration = 1; string namespace_uri = 2; string name = 3;
    repeated XmlAttribute attribute = 4; repeated XmlNode child = 5;
  }
  message XmlNamespace { string prefix = 1; string uri = 2; SourcePosition source = 3; }
  message XmlAttribute {
    string namespace_uri = 1; string name = 2; string value = 3; SourcePosition source = 4;
    uint32 resource_id = 5; Item compiled_item = 6;
  }
  message Item { oneof value { String str = 2; Primitive prim = 7; } }
  message String { string value = 1; }
  message Primitive { oneof oneof_value { int32 int_decimal_value = 6; bool boolean_value = 8; } }
`);

export interface AndroidApp {
  packageName: string;
  versionCode: number;
  versionName: string;
  debuggable?: boolean;
}

const ANDROID = 'http://schemas.android.com/apk/res/android';

/** `AndroidManifest.xml` as it lies in a bundle. */
export function protoManifest({ packageName, versionCode, versionName, debuggable }: AndroidApp): Buffer {
  const android = (name: string, resourceId: number, value: string, compiledItem: object): object => ({
    ...{ namespaceUri: ANDROID, name, value, resourceId, compiledItem },
    source: { lineNumber: 2 },
  });
  const attribute = [
    android('versionCode', 0x0101021b, String(versionCode), { prim: { intDecimalValue: versionCode } }),
    android('versionName', 0x0101021c, versionName, { str: { value: versionName } }),
    { name: 'package', value: packageName },
  ];
  const debug = android('debuggable', 0x0101000f, 'true', { prim: { booleanValue: true } });
  const application = { element: { name: 'application', attribute: debuggable ? [debug] : [] } };
  const sdk = { element: { name: 'uses-sdk', attribute: [] } };
  const declaration = [{ prefix: 'android', uri: ANDROID }];
  const node = {
    element: {
      ...{ name: 'manifest', namespaceDeclaration: declaration, attribute },
      child: [{ text: '\n' }, sdk, application],
    },
  };
  const type = root.lookupType('XmlNode');
  return Buffer.from(type.encode(type.fromObject(node)).finish());
}

/** An app bundle; its code is random, so that no two are the same. */
export const bundleOf = (app: AndroidApp, code = randomBytes(2_000)): Buffer =>
  zipOf([
    { name: 'BundleConfig.pb', bytes: Buffer.from([0x0a, 0x00]) },
    { name: 'base/manifest/AndroidManifest.xml', bytes: protoManifest(app) },
    { name: 'base/dex/classes.dex', bytes: code },
  ]);

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
