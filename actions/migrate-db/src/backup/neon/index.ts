export { neonBackups } from './backups';
export { withBranch } from './branches';
export type { Neon } from './branches';
export { openNeonBranches, readNeonSource } from './source';
export type { NeonSource } from './source';
