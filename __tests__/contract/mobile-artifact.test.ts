import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { openLocalFile, readArtifact } from '../../actions/publish-mobile/src/artifact';
import { UserError } from '../../lib/runner/user-error';
import {
  badgingOf,
  buildApk,
  bundleOf,
  hasAndroidTools,
  protoManifest,
  writeLargeBundle,
  zipOf,
} from './mobile-files';
import { ipaOf } from './mobile-ipa';

/** From Debian's packages aapt, apksigner and android-framework-res. */
const withAndroidTools = (await hasAndroidTools()) ? test : test.skip;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apps-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function entryOf(path: string, name: string): Promise<Buffer> {
  const archive = await yauzl.openPromise(path);
  for await (const entry of archive.eachEntry())
    if (entry.fileName === name) return buffer(await archive.openReadStreamPromise(entry));
  throw new Error(`There is no ${name} in ${path}.`);
}

const app = { packageName: 'com.example.smile', versionCode: 42, versionName: '1.4.0' };

describe('an app bundle', () => {
  test('tells package, version and its own hashes', async () => {
    const bytes = bundleOf(app);
    const path = await write('app.aab', bytes);
    const hashOf = (name: string): string => createHash(name).update(bytes).digest('hex');
    expect(await readArtifact(path)).toEqual({
      ...{ kind: 'aab', path, size: bytes.length, debuggable: false, ...app },
      ...{ sha256: hashOf('sha256'), sha1: hashOf('sha1'), md5: hashOf('md5') },
    });
  });

  test('says whether it can be debugged', async () => {
    const path = await write('debug.aab', bundleOf({ ...app, debuggable: true }));
    expect(await readArtifact(path)).toMatchObject({ debuggable: true });
  });

  test.each([
    ['no archive', Buffer.from('not a ZIP at all, but long enough to be one'), 'is no ZIP archive'],
    ['cut off', bundleOf(app).subarray(0, 600), 'is no ZIP archive, or it is cut off'],
    ['no manifest', zipOf([{ name: 'a', bytes: Buffer.from('b') }]), 'no base/manifest/AndroidManifest.xml'],
    ['a code of 0', bundleOf({ ...app, versionCode: 0 }), 'version code of its manifest is "0"'],
    [
      'a code too high',
      bundleOf({ ...app, versionCode: 2_100_000_001 }),
      'not a number from 1 to 2100000000',
    ],
    ['no package', bundleOf({ ...app, packageName: '' }), 'no package name'],
  ])('that has %s is refused with what is wrong', async (_what, bytes, message) => {
    const path = await write('bad.aab', bytes);
    await expect(readArtifact(path)).rejects.toThrow(message);
    await expect(readArtifact(path)).rejects.toBeInstanceOf(UserError);
  });

  test('of any bytes at all is read or refused, and never a crash', async () => {
    const manifest = protoManifest(app);
    await fc.assert(
      fc.asyncProperty(fc.nat(manifest.length - 1), fc.nat(255), async (at, byte) => {
        const hurt = Buffer.from(manifest);
        hurt[at] = byte;
        const path = await write(
          'hurt.aab',
          zipOf([{ name: 'base/manifest/AndroidManifest.xml', bytes: hurt }]),
        );
        const outcome = await readArtifact(path).catch((error: unknown) => error);
        expect(outcome instanceof Error && !(outcome instanceof UserError)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('an IPA', () => {
  const apple = { bundleId: 'com.example.smile', version: '1.4.0', build: '42' };

  test.each(['binary', 'xml'] as const)('tells id, version and build from a %s Info.plist', async (form) => {
    const path = await write('app.ipa', ipaOf({ ...apple, usesNonExemptEncryption: false }, form));
    expect(await readArtifact(path)).toMatchObject({
      ...{ kind: 'ipa', platform: 'IOS', usesNonExemptEncryption: false },
      ...apple,
    });
  });

  test('for television says so, and leaves open what it does not say', async () => {
    const path = await write('tv.ipa', ipaOf({ ...apple, platform: 'AppleTVOS' }));
    expect(await readArtifact(path)).toMatchObject({ platform: 'TV_OS', usesNonExemptEncryption: undefined });
  });

  test.each([
    ['is for a simulator', ipaOf({ ...apple, platform: 'iPhoneSimulator' }), 'built for iPhoneSimulator'],
    ['has no build', ipaOf({ ...apple, build: 'next' }), 'CFBundleVersion of its Info.plist is "next"'],
    [
      'has a plist that is none',
      zipOf([{ name: 'Payload/A.app/Info.plist', bytes: Buffer.from('bplist00 and so on') }]),
      'Info.plist cannot be read',
    ],
  ])('that %s is refused', async (_what, bytes, message) => {
    await expect(readArtifact(await write('bad.ipa', bytes))).rejects.toThrow(message);
  });
});

describe("an APK of Android's own tools", () => {
  withAndroidTools(
    'is read as `aapt dump badging` reads it',
    async () => {
      const path = join(folder, 'app.apk');
      for (const debuggable of [false, true]) {
        await buildApk(path, { ...app, versionCode: 2_099_999_999, versionName: '1.4.0-ü', debuggable });
        expect(await readArtifact(path)).toMatchObject({ kind: 'apk', ...(await badgingOf(path)) });
      }
    },
    120_000,
  );

  withAndroidTools(
    'of any bytes at all is read or refused, and never a crash',
    async () => {
      const path = join(folder, 'whole.apk');
      await buildApk(path, app);
      const manifest = await entryOf(path, 'AndroidManifest.xml');
      const attempt = async (bytes: Buffer): Promise<unknown> => {
        const hurt = await write('hurt.apk', zipOf([{ name: 'AndroidManifest.xml', bytes }]));
        return readArtifact(hurt).catch((error: unknown) => error);
      };
      await fc.assert(
        fc.asyncProperty(fc.nat(manifest.length - 1), fc.nat(255), async (at, byte) => {
          const changed = Buffer.from(manifest);
          changed[at] = byte;
          for (const outcome of [await attempt(changed), await attempt(manifest.subarray(0, at))])
            expect(outcome instanceof Error && !(outcome instanceof UserError)).toBe(false);
        }),
        { numRuns: 100 },
      );
    },
    120_000,
  );

  test('that is no binary XML is refused', async () => {
    const plain = zipOf([{ name: 'AndroidManifest.xml', bytes: Buffer.from('<manifest package="a.b"/>') }]);
    await expect(readArtifact(await write('plain.apk', plain))).rejects.toThrow('is not binary XML');
  });
});

describe('files', () => {
  test('that are not there, or no apps, are refused by name', async () => {
    await expect(readArtifact(join(folder, 'nowhere.aab'))).rejects.toThrow('There is no file');
    await expect(readArtifact(await write('empty.aab', Buffer.alloc(0)))).rejects.toThrow('or it is empty');
    await expect(readArtifact(await write('app.zip', bundleOf(app)))).rejects.toThrow('is no app');
  });

  test('of any size are read in pieces, from anywhere', async () => {
    const path = join(folder, 'large.aab');
    await writeLargeBundle(path, app, 20);
    expect(await readArtifact(path)).toMatchObject(app);
    const file = await openLocalFile(path);
    const read: Buffer[] = [];
    for await (const piece of file.read(1_234_567, 300_000)) {
      expect(piece.length).toBeLessThanOrEqual(64 * 1024);
      read.push(piece);
    }
    expect(Buffer.concat(read).length).toBe(300_000);
    await expect(async () => {
      for await (const piece of file.read(file.size - 10, 20)) expect(piece.length).toBeGreaterThan(0);
    }).rejects.toThrow('became shorter');
    await file.close();
  });
});
