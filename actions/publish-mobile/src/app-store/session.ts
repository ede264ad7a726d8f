import type { AppleArtifact } from '../artifact';
import type { Material, StorePorts } from '../store';
import type { AppStoreTask } from './inputs';
import type { Wire } from './wire';

/** What every verb works with. */
export interface Session {
  ports: StorePorts;
  wire: Wire;
  /** Apple's id of the app. */
  app: string;
  bundleId: string;
  task: AppStoreTask;
  material: Material<AppleArtifact>;
  /** Says what was done, and remembers it for the outcome. */
  done: (step: string) => void;
}
