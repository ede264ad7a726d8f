export { Unapproved } from './approval';
export { copyInto } from './archive';
export { backupProvider } from './inputs';
export { clientPrograms, demandProgram } from './programs';
export type { ClientPrograms } from './programs';
export { withScratch } from './scratch';
export { backupSettings } from './snapshot';
