export { isMissingProgram, processesOf } from './processes';
export type { Command, Ended, ProcessSettings, RunProcess } from './processes';
