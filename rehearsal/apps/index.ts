/** Apps as builds leave them, made without Gradle and Xcode: for the rehearsal, and for tests. */
export { ANDROID, bundleOf, protoManifest } from './android';
export type { AndroidApp } from './android';
export { FRAMEWORK_INFO, infoOf, ipaOf, ipaWith } from './apple';
export type { AppleApp, AppleLists } from './apple';
export { zipOf } from './archive';
export type { ArchivedFile } from './archive';
