import { randomBytes } from 'node:crypto';
import { zipOf } from '../../../contract/mobile-files';

/** An app for iOS as a build leaves it, with its `Info.plist` in XML. */
export function ipaOf({
  bundleId,
  version,
  build,
}: {
  bundleId: string;
  version: string;
  build: string;
}): Buffer {
  const texts = {
    CFBundleIdentifier: bundleId,
    CFBundleShortVersionString: version,
    CFBundleVersion: build,
  };
  const entries = Object.entries(texts).map(([key, text]) => `<key>${key}</key><string>${text}</string>`);
  const info = [
    '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>',
    ...entries,
    '<key>CFBundleSupportedPlatforms</key><array><string>iPhoneOS</string></array>',
    '<key>ITSAppUsesNonExemptEncryption</key><false/></dict></plist>',
  ].join('');
  return zipOf([
    { name: 'Payload/App.app/App', bytes: randomBytes(2_000) },
    { name: 'Payload/App.app/Info.plist', bytes: Buffer.from(info) },
  ]);
}
