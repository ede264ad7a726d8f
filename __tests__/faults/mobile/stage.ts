import type { Faults } from '../../../emulators/faults';
import type { CutBook } from '../../../emulators/gcs';
import type { Call, CallHooks } from '../../../emulators/call';

/** Told of every call, before it is handled and after it took effect. */
export interface Watch {
  onCall: (call: Call) => void;
  onEffect: (call: Call) => void;
}

/** A store, and somebody who may strike at any call. */
export interface Stage {
  faults: Faults;
  watch: Watch;
  /** Bodies that are to break off. */
  cuts: () => CutBook;
  /** Calls since what is at stake was set. */
  calls: () => readonly Call[];
  close(): Promise<void>;
}

/** Nobody watches until a case is armed. */
export const unwatched = (): Watch => ({ onCall: () => undefined, onEffect: () => undefined });

/** Hooks of an emulator that tell whoever watches at that moment. */
export const hooksOf = (watch: Watch): CallHooks => ({
  onCall: (call) => {
    watch.onCall(call);
  },
  onEffect: (call) => {
    watch.onEffect(call);
  },
});
