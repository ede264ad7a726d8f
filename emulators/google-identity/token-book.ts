import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { Principal } from './providers';
import { nameOf } from './providers';

/** Whom a token stands for. */
export interface Identity {
  /** null for a federated token, which has not been exchanged for a service account's. */
  serviceAccount: string | null;
  /** `principal://iam.googleapis.com/<pool>/subject/<subject>` of the job behind it. */
  principal: string;
  /** Milliseconds since the epoch, in emulated time. */
  expiresAt: number;
}

interface Entry extends Identity {
  federated: Principal;
}

/** Every token that was given out. */
export interface TokenBook {
  /** @returns the token, opaque as Google's are */
  issue: (
    federated: Principal,
    serviceAccount: string | null,
    seconds: number,
  ) => { token: string; expiresAt: number };
  /** Undefined for a token that is unknown or has expired. */
  find: (token: string) => Entry | undefined;
  clear: () => void;
}

export function createTokenBook(clock: Clock): TokenBook {
  const entries = new Map<string, Entry>();
  return {
    issue(federated, serviceAccount, seconds) {
      const token = `ya29.${serviceAccount === null ? 'd' : 'c'}.${randomBytes(48).toString('base64url')}`;
      const expiresAt = clock.now() + seconds * 1000;
      entries.set(token, { serviceAccount, principal: nameOf(federated), expiresAt, federated });
      return { token, expiresAt };
    },
    find(token) {
      const entry = entries.get(token);
      return entry && entry.expiresAt > clock.now() ? entry : undefined;
    },
    clear() {
      entries.clear();
    },
  };
}
