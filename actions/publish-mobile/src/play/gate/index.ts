export { judge } from './judge';
export type { Case, GateSettings, Judgement } from './judge';
export { parseStages, stageAfter, stageBefore } from './stages';
export type { Stages } from './stages';
export { readVitals } from './vitals';
