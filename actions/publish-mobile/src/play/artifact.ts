import { UserError } from '../../../../lib/runner';
import { openLocalFile } from '../artifact';
import type { AndroidArtifact } from '../artifact';
import type { EditCalls, SymbolType } from './api';

/**
 * Sees to it that the app itself is in the edit: what Google Play has already, byte for byte, is not sent again.
 * @returns whether it was sent
 * @throws UserError where its version code is taken by other bytes
 */
export async function ensureArtifact(edit: EditCalls, artifact: AndroidArtifact): Promise<boolean> {
  const { versionCode, sha256, kind, path } = artifact;
  const there = (await known(edit)).find((file) => file.versionCode === versionCode);
  if (there?.sha256 === sha256) return false;
  if (there) throw taken(versionCode);
  const file = await openLocalFile(path);
  try {
    const read = await edit.upload(file, kind);
    if (read !== versionCode)
      throw new Error(`Google Play reads version code ${read} where this step reads ${versionCode}.`);
    return true;
  } finally {
    await file.close();
  }
}

/** All bundles and APKs that this app ever had. */
async function known(edit: EditCalls): Promise<{ versionCode: number; sha256: string }[]> {
  const [bundles, apks] = [await edit.bundles(), await edit.apks()];
  const described = [
    ...bundles.map(({ versionCode, sha256 }) => ({ versionCode, sha256 })),
    ...apks.map(({ versionCode, binary }) => ({ versionCode, sha256: binary?.sha256 })),
  ];
  return described.map(({ versionCode, sha256 }) => ({
    versionCode: versionCode ?? 0,
    sha256: (sha256 ?? '').toLowerCase(),
  }));
}

/** Sends what makes crash reports readable. It cannot be listed, so it goes along with whatever else is committed. */
export async function sendSymbols(
  edit: EditCalls,
  versionCode: number,
  files: Readonly<Record<SymbolType, string | undefined>>,
): Promise<string[]> {
  const sent: string[] = [];
  for (const type of ['proguard', 'nativeCode'] as const) {
    const path = files[type];
    if (path === undefined) continue;
    const file = await openLocalFile(path);
    try {
      await edit.uploadSymbols(file, versionCode, type);
    } finally {
      await file.close();
    }
    sent.push(`Sent the ${type === 'proguard' ? 'mapping file' : 'native symbols'} of ${versionCode}.`);
  }
  return sent;
}

const taken = (code: number): UserError =>
  new UserError(`Google Play has version code ${code} already, with other bytes than this file.`, {
    remedy:
      'Build with a higher version code; one that was uploaded once is taken for good. If this is a re-run, publish the file of the first build: builds differ even from the same commit.',
  });
