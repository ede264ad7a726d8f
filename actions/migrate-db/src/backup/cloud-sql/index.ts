export { cloudSqlBackups } from './backups';
export type { ReachClone } from './backups';
export { withClone } from './clones';
export { reachClones } from './reach';
export { openAdmins, readCloudSqlSource } from './source';
export type { CloudSqlSource } from './source';
