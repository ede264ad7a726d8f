import type { Access } from './access';
import type { CutBook } from './cuts';
import type { Signatures } from './signatures';
import type { Store } from './store';

/** What the handlers share. */
export interface Service {
  store: Store;
  access: Access;
  signatures: Signatures;
  cuts: CutBook;
  /** How long a resumable upload may take, in emulated milliseconds. */
  sessionLifetimeMs: number;
  /** How many bytes one call of `rewriteTo` copies. */
  rewriteBytesPerCall: number;
  /** `http://127.0.0.1:PORT`, for links and for the addresses of uploads. */
  origin: () => string;
}
