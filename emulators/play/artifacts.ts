import { Refused } from '../gcs/refusal';
import { describeArtifact } from './describe';
import { editOf } from './edits';
import type { Route } from './route';
import type { Service } from './service';
import type { App, UploadedFile } from './state';
import type { Finished } from './session';

const ofKind = ({ service, params }: Parameters<Route>[0], kind: UploadedFile['kind']): UploadedFile[] =>
  editOf(service, params['edit'] ?? '').files.filter((file) => file.kind === kind);

export const listBundles: Route = (asked) => ({
  kind: 'androidpublisher#bundlesListResponse',
  bundles: ofKind(asked, 'bundle').map(({ versionCode, sha1, sha256 }) => ({ versionCode, sha1, sha256 })),
});

export const listApks: Route = (asked) => ({
  kind: 'androidpublisher#apksListResponse',
  apks: ofKind(asked, 'apk').map(apkView),
});

const apkView = ({ versionCode, sha1, sha256 }: UploadedFile): object => ({
  versionCode,
  binary: { sha1, sha256 },
});

/** An app or its symbols have arrived whole: now they become part of the edit, or are refused. */
export async function takeUpload(
  service: Service,
  app: App,
  params: Readonly<Record<string, string>>,
  upload: Finished,
): Promise<object> {
  const edit = editOf(service, params['edit'] ?? '');
  const { sha1, sha256, size } = upload;
  const { type, code } = params;
  if (type !== undefined) {
    const versionCode = Number(code);
    demandCode(edit.files, versionCode);
    edit.deobfuscation = edit.deobfuscation.filter(
      (file) => file.versionCode !== versionCode || file.type !== type,
    );
    edit.deobfuscation.push({ versionCode, type, sha256, size });
    return { deobfuscationFile: { symbolType: type } };
  }
  const kind = params['kind'] === 'apks' ? 'apk' : 'bundle';
  const { packageName, versionCode } = await (service.describe ?? describeArtifact)(upload.path, kind);
  if (packageName !== app.packageName)
    throw new Refused(403, `The package name ${packageName} does not match ${app.packageName}.`, {
      reason: 'forbidden',
    });
  // Source: public reports; the code of a file that is in no release counts as well.
  if (edit.files.some((file) => file.versionCode === versionCode))
    throw new Refused(403, `Version code ${versionCode} has already been used.`, { reason: 'forbidden' });
  const file: UploadedFile = { kind, versionCode, sha1, sha256 };
  edit.files.push(file);
  return kind === 'apk' ? apkView(file) : { versionCode, sha1, sha256 };
}

function demandCode(files: readonly UploadedFile[], code: number): void {
  if (files.some(({ versionCode }) => versionCode === code)) return;
  throw new Refused(404, `Version code ${code} could not be found.`, { reason: 'notFound' });
}
