import { setMaxListeners } from 'node:events';

/** Lets as many jobs and steps listen to a signal as there are; Node warns of a leak at the eleventh otherwise. */
export function heardByMany(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}

/** A cancellation to which any number of jobs and steps may listen. */
export function createCancellation(): AbortController {
  const controller = new AbortController();
  heardByMany(controller.signal);
  return controller;
}
