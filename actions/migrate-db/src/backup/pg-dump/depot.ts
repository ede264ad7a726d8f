/** What the verbs of the provider `pg_dump` work with. */
import type { Bucket } from '../../../../../lib/objects';
import type { Identity } from '../../model';
import type { Place } from '../../ports';
import type { Objectives } from '../objectives';
import type { ClientPrograms } from './programs';

/** A backup stays where either rule keeps it; without any rule, all stay. */
export interface Retention {
  /** The newest so many. */
  readonly count: number | undefined;
  /** Those no older than this, in milliseconds. */
  readonly age: number | undefined;
}

export interface PgDumpSettings {
  readonly bucket: Bucket;
  /** Ends with a slash, unless it is empty. */
  readonly prefix: string;
  readonly programs: ClientPrograms;
  /** How many parts are dumped, or restored, side by side, at most. */
  readonly streams: number;
  readonly retention: Retention;
  readonly objectives: Objectives;
  /** What the approver of a restore has given. */
  readonly approved: string | undefined;
}

export interface Depot extends PgDumpSettings {
  readonly place: Place;
}

/** The server a backup comes from, so that staging's is never taken for production's. */
export const originOf = ({ systemIdentifier, endpoint }: Identity): string => systemIdentifier || endpoint;
