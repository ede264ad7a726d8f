/** An app for Apple's systems as a build leaves it, its property list written by a library that others use. */
import { build, buildBinary } from 'plist';
import { FRAMEWORK_INFO, infoOf, ipaWith } from '../../rehearsal/apps';
import type { AppleApp } from '../../rehearsal/apps';

export type { AppleApp } from '../../rehearsal/apps';

/** @param form how `Info.plist` is written; Xcode writes it in binary */
export function ipaOf(app: AppleApp, form: 'binary' | 'xml' = 'binary'): Buffer {
  const written = infoOf(app);
  const info = form === 'binary' ? Buffer.from(buildBinary(written)) : Buffer.from(build(written));
  return ipaWith({ info, framework: Buffer.from(build(FRAMEWORK_INFO)) });
}
