export { Unapproved } from './approval';
export { backupSettings } from './contents';
export { backupProvider } from './inputs';
export { clientPrograms, copyInto, demandProgram } from './pg-dump';
export type { ClientPrograms } from './pg-dump';
export { withScratch } from './scratch';
