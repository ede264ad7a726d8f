import type { RunProcess } from '../../../../lib/processes';
import type { Log } from '../../../../lib/runner';
import type { SessionSettings, Target } from '../database';

/** What every tool works with. */
export interface Workbench {
  readonly target: Target;
  readonly runId: string;
  /** For sessions that must not write. */
  readonly reading: SessionSettings;
  /** For sessions that apply. */
  readonly writing: SessionSettings;
  /** Starts programs in `folder`. */
  readonly run: RunProcess;
  /** The working directory of the migrations, an absolute path. */
  readonly folder: string;
  readonly workspace: string;
  readonly log: Log;
  /** Ends what applies. */
  readonly signal: AbortSignal;
}
