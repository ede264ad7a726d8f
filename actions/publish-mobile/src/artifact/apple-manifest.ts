import { parseBuffer } from 'bplist-parser';
import { Malformed } from './model';
import type { AppleManifest } from './model';
import { readXmlPlist } from './xml-plist';

/** Source: `CFBundleSupportedPlatforms`, as Xcode writes it. */
const PLATFORMS: Readonly<Record<string, AppleManifest['platform']>> = {
  iPhoneOS: 'IOS',
  AppleTVOS: 'TV_OS',
  XROS: 'VISION_OS',
};

/** Up to three, and for builds up to four, numbers. Source: Apple's Information Property List Key Reference. */
const VERSION = /^\d+(\.\d+){0,3}$/;

/** @param bytes of `Info.plist`, binary or XML. @throws Malformed where a key is missing that every app has */
export function appleManifest(bytes: Buffer): AppleManifest {
  const values = dictionaryIn(bytes);
  const platforms: unknown = values['CFBundleSupportedPlatforms'];
  const [platform = 'iPhoneOS'] = Array.isArray(platforms) ? platforms.map(String) : [];
  const encryption = values['ITSAppUsesNonExemptEncryption'];
  return {
    bundleId: textAt(values, 'CFBundleIdentifier', /^[A-Za-z0-9.-]+$/),
    version: textAt(values, 'CFBundleShortVersionString', VERSION),
    build: textAt(values, 'CFBundleVersion', VERSION),
    platform: PLATFORMS[platform] ?? simulator(platform),
    usesNonExemptEncryption: typeof encryption === 'boolean' ? encryption : undefined,
  };
}

function simulator(platform: string): never {
  throw new Malformed(`it is built for ${platform}, which the App Store does not take`);
}

function dictionaryIn(bytes: Buffer): Record<string, unknown> {
  const value = parsed(bytes);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Malformed('its Info.plist holds no dictionary');
}

function parsed(bytes: Buffer): unknown {
  try {
    return bytes.subarray(0, 6).toString('latin1') === 'bplist'
      ? parseBuffer<unknown>(bytes)[0]
      : readXmlPlist(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof Malformed) throw cause;
    throw new Malformed('its Info.plist cannot be read', { cause });
  }
}

function textAt(values: Record<string, unknown>, key: string, pattern: RegExp): string {
  const value = values[key];
  if (typeof value === 'string' && pattern.test(value)) return value;
  const given = typeof value === 'string' ? `"${value}"` : 'missing';
  throw new Malformed(`${key} of its Info.plist is ${given}`);
}
