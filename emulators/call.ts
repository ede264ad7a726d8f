/** One call that an emulator received. */
export interface Call {
  /** From 0, over all calls of this emulator since its start or last reset. */
  index: number;
  /** For example `Services.UpdateService`. */
  method: string;
  /** What was asked, in a few words: the resource's name, the fields to update. */
  request: string;
  /** When it arrived, in emulated milliseconds since the epoch. */
  at: number;
  /** The HTTP status of the answer, also for gRPC; 0 while there is none and for ever after a reset. */
  status: number;
  /** Whether the method changes anything. */
  write: boolean;
}

/** Where a test bed looks on, and may kill its client. */
export interface CallHooks {
  /** Before the call is handled. */
  onCall?: (call: Call) => void | Promise<void>;
  /** After the call took effect, before its answer is sent. Not called for a call that was refused. */
  onEffect?: (call: Call) => void | Promise<void>;
}
