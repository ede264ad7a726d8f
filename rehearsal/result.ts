/** What a rehearsal tells programs: the JSON of `--json`. Fields may be added; none is ever renamed. */
export interface RehearsalResult {
  scenario: string;
  /** It ended as it should. */
  ok: boolean;
  /** On the stage's clock, as a rollout would take in production. */
  seconds: number;
  steps: StepResult[];
  /** Who had which percent of the traffic, from when on (ISO 8601, on the stage's clock). */
  traffic: { at: string; shares: Record<string, number> }[];
  /** The visitors' requests. `failedAfterRollback` counts those sent after the traffic was back. */
  requests: { total: number; failed: number; failedAfterRollback: number };
  /** Null where nothing was judged. */
  verdict: unknown;
  /** From the moment that the candidate was known to be bad, or its runner died, to that of the restored traffic. */
  rollback: { failedAt: string; restoredAt: string; seconds: number } | null;
  /** Who serves at the end, in percent. */
  serving: Record<string, number>;
  /** Calls that changed something in the emulated Cloud Run during the repeated deploy; null where there was none. */
  repeatedWrites: number | null;
  /** Why it did not end as it should; empty when `ok`. */
  faults: string[];
}

/** One step of a job. */
export interface StepResult {
  name: string;
  result: string;
  seconds: number;
}
