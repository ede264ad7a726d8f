/** Bytes on disk, known before anything is sent. */
export interface FileFacts {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** All in hexadecimal. */
  readonly sha256: string;
  readonly sha1: string;
  readonly md5: string;
}

/** An app for Android, as its manifest describes it. */
export interface AndroidManifest {
  readonly packageName: string;
  /** From 1 to 2,100,000,000, which is the most that Google Play takes. */
  readonly versionCode: number;
  /** Empty where the manifest only refers to a resource. */
  readonly versionName: string;
  readonly debuggable: boolean;
}

/** An app for Apple's systems, as its `Info.plist` describes it. */
export interface AppleManifest {
  /** `CFBundleIdentifier` */
  readonly bundleId: string;
  /** `CFBundleShortVersionString` */
  readonly version: string;
  /** `CFBundleVersion` */
  readonly build: string;
  readonly platform: 'IOS' | 'TV_OS' | 'VISION_OS';
  /** `ITSAppUsesNonExemptEncryption`; undefined where the app does not say. */
  readonly usesNonExemptEncryption: boolean | undefined;
}

export interface AndroidArtifact extends FileFacts, AndroidManifest {
  readonly kind: 'apk' | 'aab';
}

export interface AppleArtifact extends FileFacts, AppleManifest {
  readonly kind: 'ipa';
}

export type Artifact = AndroidArtifact | AppleArtifact;

/** Something in the file is not as its format has it; the reader adds which file it is. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
