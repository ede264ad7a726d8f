export { startPlay } from './play';
export type { PlayOptions, RunningPlay } from './play';
export { seedApp } from './seed';
export type { AppSeed } from './seed';
export type { App, Edit, LifecycleState, PlayState, Release, UploadedFile, VitalsDay } from './state';
