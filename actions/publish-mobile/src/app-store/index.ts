export { faultsOfAppStoreTask, readAppStoreTask } from './inputs';
export type { AppStoreTask } from './inputs';
export { publishToAppStore } from './publish';
