export { standOf } from './model';
export type { ReleaseWish, StoreVersion } from './model';
export { complete, pause, phase, resume } from './phase';
export { again } from './prepare';
export { outcomeOfVersion } from './standing';
export { submit } from './submit';
export type { Handled } from './submit';
export { meantVersion } from './which';
export type { Preference } from './which';
