/** What other rooms of this action, and tests, put in: backups, rehearsals, and the place in which both work. */
import type { RunProcess } from '../../../lib/processes';
import type { InputReader, Runner } from '../../../lib/runner';
import type { Target } from './database';
import type { PlanFinding, Serving } from './lint';
import type { Identity, LockTaken, MigrationPlan, MigrationTool } from './model';

/** Where a verb is carried out. */
export interface Place {
  readonly runner: Runner;
  /** As in `process.env`; programs that are started inherit it without the inputs. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The database that is migrated. */
  readonly target: Target;
  /** Starts programs in the working directory of the migrations; ends them when the job is cancelled. */
  readonly run: RunProcess;
  /** Unique to this step; part of the application_name of each of its sessions. */
  readonly runId: string;
  /** The folder for temporary files, outside of the workspace. */
  readonly temporary: string;
}

/** A backup as it is on record, in the ledger and in the outputs. */
export interface BackupRecord {
  /** What finds it again: `gs://bucket/object#generation`, a backup run's or a branch's name. */
  readonly reference: string;
  /** Such as pg_dump, cloud-sql, neon. */
  readonly kind: string;
  /** ISO 8601: the state that it holds. */
  readonly takenAt: string;
  /** Log sequence number, where the provider has one. */
  readonly lsn?: string;
  readonly bytes?: number;
  /** In hex. */
  readonly sha256?: string;
  /** How it was shown to be restorable: "read in full, 12 tables". */
  readonly proof: string;
}

export interface Restored {
  readonly backup: BackupRecord;
  /** The database that now holds what the backup held. */
  readonly database: string;
  /** Where the state before the restore is kept; undefined where there was none. */
  readonly kept: string | undefined;
  /** Milliseconds. */
  readonly took: number;
}

/** A restore into a scratch database, and what it says about the objectives. */
export interface Drilled {
  readonly backup: BackupRecord;
  /** Milliseconds that the restore took. */
  readonly took: number;
  /** Milliseconds between the backup and the drill. */
  readonly age: number;
  /** Objectives that were missed, a sentence each; the step fails where there are any. */
  readonly missed: readonly string[];
}

/** Backups of one database with one provider. Every failure is thrown: a migration never goes on without its backup. */
export interface Backups {
  /** For the brief: "pg_dump to gs://bucket, read in full as proof". */
  readonly inWords: string;
  /** For the brief: how a restore would go, and what it loses. */
  readonly wayBack: string;
  /** Takes one and proves it. Called after the lock and before the apply. */
  take(identity: Identity): Promise<BackupRecord>;
  /** @param reference of the backup; the newest where it is undefined */
  restore(reference: string | undefined): Promise<Restored>;
  /** Restores the newest into a scratch database, verifies it, and drops it again. */
  drill(identity: Identity): Promise<Drilled>;
}

/** What a rehearsal needs from the flow: the same tool, with the same timeouts, on another database. */
export interface RehearsalRequest {
  readonly plan: MigrationPlan;
  /** @param copy the database to work on; its identity must differ from the plan's */
  readonly toolOn: (copy: Target) => MigrationTool;
}

export interface Rehearsed {
  readonly locks: readonly LockTaken[];
  /** Milliseconds that the apply took on the copy. */
  readonly took: number;
  /** Of the copy's schema afterwards; production must come out the same. */
  readonly fingerprint: string;
}

/** A rehearsal on a copy, which is gone afterwards in any case. */
export interface Rehearsal {
  /** For the brief: "on a TEMPLATE copy". */
  readonly inWords: string;
  /** @throws UserError where the migrations fail on the copy; production is untouched then */
  rehearse(request: RehearsalRequest): Promise<Rehearsed>;
}

export type Verb = 'plan' | 'apply' | 'verify' | 'restore' | 'drill' | 'backup';

/**
 * A room that reads inputs of its own and, once there is a database, opens what it offers.
 * `read` gives undefined where the caller does not ask for it.
 */
export interface Provider<Port> {
  read(input: InputReader, verb: Verb): ((place: Place) => Port | Promise<Port>) | undefined;
}

/** What a plan is held against. */
export interface LintScope {
  /** False where only the contract phase is looked at, which is no matter of how something is written. */
  readonly rules: boolean;
  readonly tableSizes: 'measured' | 'unknown';
  readonly serving: Serving | undefined;
}

/** Asks the database one question, in a session that cannot write. */
export type Ask = <Row extends object>(sql: string) => Promise<Row[]>;

/** Reads the SQL of a plan, and asks what the tables are like that it changes. */
export type Lint = (plan: MigrationPlan, ask: Ask, scope: LintScope) => Promise<readonly PlanFinding[]>;

export interface Providers {
  readonly backups: Provider<Backups>;
  readonly rehearsal: Provider<Rehearsal>;
  readonly lint: Lint;
}
