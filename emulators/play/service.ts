import type { Clock } from '../clock';
import type { PermissionsOf } from './access';
import type { Described } from './describe';
import type { PlayState } from './state';
import type { Session } from './session';

/** What every call works on. */
export interface Service {
  clock: Clock;
  state: PlayState;
  /** Emulated milliseconds. */
  editLifetimeMs: number;
  /** Where uploads lie until they are whole. */
  folder: string;
  sessions: Map<string, Session>;
  /** `http://127.0.0.1:PORT` */
  origin: () => string;
  permissionsOf: PermissionsOf;
  describe: ((path: string, kind: 'apk' | 'bundle') => Promise<Described>) | undefined;
}
