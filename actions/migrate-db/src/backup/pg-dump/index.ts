export { copyInto } from './archive';
export { pgDumpBackups } from './backups';
export type { Retention } from './depot';
export { clientPrograms, demandProgram } from './programs';
export type { ClientPrograms } from './programs';
