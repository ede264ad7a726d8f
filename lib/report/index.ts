/**
 * A rollout, told: from a recorded timeline to one HTML page and to a step's summary. Pure, and free of everything that
 * only an action can load, so that whoever has a timeline can draw it.
 */
export { renderPage } from './page';
export { summarize } from './summary';
export { parseTimeline } from './timeline';
export type { BringBack, Measurement, Region, Split, Timeline, VerdictEntry } from './timeline';
