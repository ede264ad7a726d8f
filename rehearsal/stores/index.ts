export { APP, startStores } from './stores';
export type { Stores, StoresSettings } from './stores';
