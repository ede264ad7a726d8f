import { Malformed } from './model';
import type { AndroidManifest } from './model';

/** What an attribute of the manifest's XML holds, however it is written down. */
export type AttributeValue = string | number | boolean | undefined;

/** An element of the manifest, in whichever of Android's two binary forms it came. */
export interface ManifestElement {
  readonly name: string;
  /** The namespace is not told apart: none of these names occurs in two. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
}

/**
 * Attributes of the namespace `android`, which an APK may name by these numbers alone.
 * Source: `public-final.xml` of Android's framework.
 */
export const ANDROID_ATTRIBUTES: ReadonlyMap<number, string> = new Map([
  [0x0101000f, 'debuggable'],
  [0x0101021b, 'versionCode'],
  [0x0101021c, 'versionName'],
]);

/** Source: https://developer.android.com/studio/publish/versioning */
const HIGHEST_VERSION_CODE = 2_100_000_000;

/** @param elements in the order of the document. @throws Malformed where something is missing that every app has */
export function androidManifest(elements: Iterable<ManifestElement>): AndroidManifest {
  const seen = new Map<string, ManifestElement>();
  for (const element of elements) if (!seen.has(element.name)) seen.set(element.name, element);
  const manifest = seen.get('manifest')?.attributes;
  if (!manifest) throw new Malformed('its manifest has no element <manifest>');
  const debuggable = seen.get('application')?.attributes.get('debuggable') ?? false;
  return {
    packageName: packageIn(manifest.get('package')),
    versionCode: versionCodeIn(manifest.get('versionCode')),
    versionName: textOf(manifest.get('versionName')),
    debuggable: debuggable === true || debuggable === 'true' || debuggable === -1,
  };
}

function packageIn(value: AttributeValue): string {
  if (typeof value === 'string' && /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/.test(value)) return value;
  throw new Malformed('its manifest has no package name');
}

function versionCodeIn(value: AttributeValue): number {
  const code = Number(value);
  if (value !== '' && Number.isInteger(code) && code > 0 && code <= HIGHEST_VERSION_CODE) return code;
  throw new Malformed(
    `the version code of its manifest is ${value === undefined ? 'missing' : `"${value}"`}, not a number from 1 to ${HIGHEST_VERSION_CODE}`,
  );
}

const textOf = (value: AttributeValue): string => (value === undefined ? '' : String(value));
