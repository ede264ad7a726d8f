export { openLocalFile } from './local-file';
export type { LocalFile } from './local-file';
export type { AndroidArtifact, AppleArtifact, Artifact } from './model';
export { kindOf, readArtifact } from './read-artifact';
