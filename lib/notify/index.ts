/** Tells people what became of a service: as an issue, and as a message to a webhook. Texts are pure; `deliver` sends. */
export { incidentOf, recoveryOf } from './incident';
export { logsLink } from './logs-link';
export type { LogRange } from './logs-link';
export { messageOf } from './message';
export type { Message } from './message';
export { incidentKey, setbackInWords } from './setback';
export type { RegionSetback, RolloutNumbers, Setback } from './setback';
export { deliver, parseWebhook } from './webhook';
