export { faultsOfPlayTask, readPlayTask } from './inputs';
export type { PlayTask } from './inputs';
export { publishToPlay } from './publish';
