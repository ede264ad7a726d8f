export { faultsOfAppStoreTask, readAppStoreTask } from './inputs';
export type { AppStoreTask, AppStoreVerb } from './inputs';
export { publishToAppStore } from './publish';
