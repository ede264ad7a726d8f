export { reachDatabase } from './reach';
export type { Reached } from './cloud-sql';
