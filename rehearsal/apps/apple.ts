/** Apps for Apple's systems as a build leaves them. */
import { randomBytes } from 'node:crypto';
import { zipOf } from './archive';

export interface AppleApp {
  bundleId: string;
  version: string;
  build: string;
  usesNonExemptEncryption?: boolean;
  platform?: string;
}

/** What a property list can hold here. */
type Value = string | number | boolean | Value[] | { [key: string]: Value };

/** Property lists of an IPA, in whatever form they are written. */
export interface AppleLists {
  /** Of the app. */
  info: Buffer;
  /** Of a framework in it, which whoever reads the app must not take for the app's. */
  framework: Buffer;
}

/** `Info.plist` of the app. */
export const infoOf = (app: AppleApp): Record<string, Value> => ({
  CFBundleIdentifier: app.bundleId,
  CFBundleShortVersionString: app.version,
  CFBundleVersion: app.build,
  CFBundleSupportedPlatforms: [app.platform ?? 'iPhoneOS'],
  UIDeviceFamily: [1, 2],
  ...(app.usesNonExemptEncryption === undefined
    ? {}
    : { ITSAppUsesNonExemptEncryption: app.usesNonExemptEncryption }),
});

/** `Info.plist` of the framework. */
export const FRAMEWORK_INFO = { CFBundleIdentifier: 'com.example.framework' } as const;

/** @param code what stands for its code; random where it is left out, so that no two are the same */
export const ipaWith = ({ info, framework }: AppleLists, code: Buffer = randomBytes(2_000)): Buffer =>
  zipOf([
    { name: 'Payload/App.app/Frameworks/F.framework/Info.plist', bytes: framework },
    { name: 'Payload/App.app/App', bytes: code },
    { name: 'Payload/App.app/Info.plist', bytes: info },
  ]);

/** An IPA whose property lists are XML. */
export const ipaOf = (app: AppleApp, code?: Buffer): Buffer =>
  ipaWith({ info: xmlList(infoOf(app)), framework: xmlList(FRAMEWORK_INFO) }, code);

/** Source: http://www.apple.com/DTDs/PropertyList-1.0.dtd */
function xmlList(value: Value): Buffer {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">${xmlOf(value)}</plist>`,
  ];
  return Buffer.from(`${lines.join('\n')}\n`);
}

function xmlOf(value: Value): string {
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (Array.isArray(value)) return `<array>${value.map(xmlOf).join('')}</array>`;
  const entries = Object.entries(value).map(([key, each]) => `<key>${escaped(key)}</key>${xmlOf(each)}`);
  return `<dict>${entries.join('')}</dict>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
