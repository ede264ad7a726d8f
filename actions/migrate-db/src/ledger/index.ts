export {
  beginRun,
  endRun,
  ensureLedger,
  forgetMigration,
  noteBackup,
  recordedMigrations,
  recordMigration,
  unfinishedRuns,
} from './ledger';
export type { RecordedMigration, RunBegin, UnfinishedRun } from './ledger';
