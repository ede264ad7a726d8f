import type { App, Release, UploadedFile } from './state';

/** An app as it is before a test; everything may be left out but its name. */
export interface AppSeed extends Partial<
  Pick<App, 'draft' | 'sendsForReview' | 'reviews' | 'vitals' | 'freshUntil'>
> {
  packageName: string;
  tracks?: Readonly<Record<string, readonly Release[]>>;
  /** Besides those, every version code of a release is there as a bundle. */
  files?: readonly UploadedFile[];
}

export function seedApp(seed: AppSeed): App {
  const tracks = new Map(
    Object.entries(seed.tracks ?? {}).map(([name, releases]) => [name, structuredClone([...releases])]),
  );
  const app: App = {
    packageName: seed.packageName,
    draft: seed.draft ?? false,
    sendsForReview: seed.sendsForReview ?? true,
    reviews: seed.reviews ?? false,
    tracks,
    files: [...(seed.files ?? []), ...bundlesIn([...tracks.values()].flat())],
    deobfuscation: [],
    lifecycle: new Map(),
    past: new Map(),
    denied: new Set(),
    cancelledReviews: 0,
    commits: 0,
    vitals: [...(seed.vitals ?? [])],
    freshUntil: seed.freshUntil,
  };
  for (const [track, releases] of tracks)
    for (const { status, versionCodes = [] } of releases)
      for (const code of versionCodes)
        app.lifecycle.set(`${track}/${code}`, status === 'draft' ? 'DRAFT' : 'PUBLISHED');
  return app;
}

function bundlesIn(releases: readonly Release[]): UploadedFile[] {
  const codes = new Set(releases.flatMap(({ versionCodes = [] }) => versionCodes.map(Number)));
  return [...codes].map((versionCode) => ({
    kind: 'bundle',
    versionCode,
    sha1: versionCode.toString(16).padStart(40, '0'),
    sha256: versionCode.toString(16).padStart(64, '0'),
  }));
}
