export {
  beginRun,
  endRun,
  ensureLedger,
  forgetMigration,
  noteBackup,
  noteRehearsal,
  recordedMigrations,
  recordMigration,
  unfinishedRuns,
} from './ledger';
export { forgetShape, recordedShape, recordShape } from './shape';
export type { RecordedShape } from './shape';
export type { RecordedMigration, RunBegin, UnfinishedRun } from './ledger';
