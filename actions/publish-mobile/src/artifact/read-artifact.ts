import { extname } from 'node:path';
import { UserError } from '../../../../lib/runner';
import { androidManifest } from './android-manifest';
import { appleManifest } from './apple-manifest';
import { readEntry } from './archive';
import { binaryXmlElements } from './binary-xml';
import { digestFile } from './local-file';
import { Malformed } from './model';
import type { AndroidManifest, AppleManifest, Artifact } from './model';
import { protoXmlElements } from './proto-xml';

const KINDS: Readonly<Record<string, Artifact['kind']>> = { '.apk': 'apk', '.aab': 'aab', '.ipa': 'ipa' };

const MANIFEST = 'AndroidManifest.xml';
const BUNDLE_MANIFEST = 'base/manifest/AndroidManifest.xml';
const INFO_PLIST = /^Payload\/[^/]+\.app\/Info\.plist$/;

/** What kind of app a file's name promises; undefined for any other file. */
export function kindOf(path: string): Artifact['kind'] | undefined {
  return KINDS[extname(path).toLowerCase()];
}

/**
 * Reads what an app says of itself, and hashes its file; the file is never held in memory.
 * @param path absolute, or relative to the working folder
 * @throws UserError where there is no such file, or it is not what its name promises
 */
export async function readArtifact(path: string): Promise<Artifact> {
  const kind = kindOf(path);
  if (!kind)
    throw new UserError(`${path} is no app.`, { remedy: 'Give a file that ends in .aab, .apk or .ipa.' });
  const facts = await digestFile(path);
  try {
    if (kind === 'ipa') return { kind, ...facts, ...(await readApple(path)) };
    return { kind, ...facts, ...(await (kind === 'apk' ? readApk(path) : readBundle(path))) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new UserError(`${path} is no app that can be published: ${error.message}.`, {
      remedy: `Give the .${kind} as the build leaves it, whole and unchanged.`,
      cause: error,
    });
  }
}

async function readApk(path: string): Promise<AndroidManifest> {
  const bytes = await readEntry(path, (name) => name === MANIFEST, MANIFEST);
  return androidManifest(binaryXmlElements(bytes));
}

async function readBundle(path: string): Promise<AndroidManifest> {
  const bytes = await readEntry(path, (name) => name === BUNDLE_MANIFEST, BUNDLE_MANIFEST);
  return androidManifest(protoXmlElements(bytes));
}

async function readApple(path: string): Promise<AppleManifest> {
  const bytes = await readEntry(path, (name) => INFO_PLIST.test(name), 'Payload/*.app/Info.plist');
  return appleManifest(bytes);
}
