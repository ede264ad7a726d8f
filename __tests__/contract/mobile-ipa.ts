/** An app for Apple's systems as a build leaves it, made here. */
import { randomBytes } from 'node:crypto';
import { build, buildBinary } from 'plist';
import { zipOf } from './mobile-files';

export interface AppleApp {
  bundleId: string;
  version: string;
  build: string;
  usesNonExemptEncryption?: boolean;
  platform?: string;
}

/** @param form how `Info.plist` is written; Xcode writes it in binary */
export function ipaOf(app: AppleApp, form: 'binary' | 'xml' = 'binary'): Buffer {
  const info = {
    CFBundleIdentifier: app.bundleId,
    CFBundleShortVersionString: app.version,
    CFBundleVersion: app.build,
    CFBundleSupportedPlatforms: [app.platform ?? 'iPhoneOS'],
    UIDeviceFamily: [1, 2],
    ...(app.usesNonExemptEncryption === undefined
      ? {}
      : { ITSAppUsesNonExemptEncryption: app.usesNonExemptEncryption }),
  };
  const plist = form === 'binary' ? Buffer.from(buildBinary(info)) : Buffer.from(build(info));
  const framework = { CFBundleIdentifier: 'com.example.framework' };
  return zipOf([
    { name: 'Payload/App.app/Frameworks/F.framework/Info.plist', bytes: Buffer.from(build(framework)) },
    { name: 'Payload/App.app/App', bytes: randomBytes(2_000) },
    { name: 'Payload/App.app/Info.plist', bytes: plist },
  ]);
}
