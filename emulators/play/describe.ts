/** Reads package and version code of what was uploaded, by means of its own. */
import protobuf from 'protobufjs';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { Refused } from '../gcs/refusal';

export interface Described {
  packageName: string;
  versionCode: number;
}

/** The part of `Resources.proto` of Android's aapt2 that a manifest's root needs. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message XmlNode { XmlElement element = 1; }
  message XmlElement { string name = 3; repeated XmlAttribute attribute = 4; }
  message XmlAttribute { string name = 2; string value = 3; }
`);
const XmlNode = root.lookupType('XmlNode');

interface Node {
  element?: { name?: string; attribute?: { name?: string; value?: string }[] };
}

/** Of a bundle; for an APK a test bed says what is in it. @throws Refused where it is no bundle */
export async function describeArtifact(path: string, kind: 'apk' | 'bundle'): Promise<Described> {
  if (kind === 'apk')
    throw new Refused(400, 'This emulator was not told how to read an APK.', { reason: 'badRequest' });
  const { element } = XmlNode.toObject(XmlNode.decode(await manifestOf(path))) as Node;
  const value = (name: string): string =>
    element?.attribute?.find((attribute) => attribute.name === name)?.value ?? '';
  return { packageName: value('package'), versionCode: Number(value('versionCode')) };
}

async function manifestOf(path: string): Promise<Buffer> {
  const archive = await yauzl.openPromise(path).catch(() => {
    throw new Refused(400, 'Invalid bundle: it is no ZIP archive.', { reason: 'badRequest' });
  });
  for await (const entry of archive.eachEntry())
    if (entry.fileName === 'base/manifest/AndroidManifest.xml')
      return buffer(await archive.openReadStreamPromise(entry));
  throw new Refused(400, 'Invalid bundle: it has no manifest.', { reason: 'badRequest' });
}
