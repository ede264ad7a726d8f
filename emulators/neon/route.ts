import type { Clock } from '../clock';
import type { Fault } from '../faults';
import type { BranchRecord, NeonState } from './state';

/** What a project does by itself, and what happens outside; a test puts a real server behind it. */
export interface NeonSettings {
  clock: Clock;
  /** Of every operation, in emulated milliseconds. */
  duration: number;
  onCreate?: ((branch: BranchRecord) => void | Promise<void>) | undefined;
  onDelete?: ((branch: BranchRecord) => void | Promise<void>) | undefined;
  onRestore?: ((branch: BranchRecord, lsn: string) => void | Promise<void>) | undefined;
  /** How to connect to a database of a branch that has a compute. */
  uriOf?: ((branch: BranchRecord, database: string, role: string) => string) | undefined;
}

export interface Asked {
  state: NeonState;
  settings: NeonSettings;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  faults: readonly Fault[];
}

export type Route = (asked: Asked) => object;
