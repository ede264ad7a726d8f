/** Jobs of Cloud Run: a container that runs once, with the same image and surroundings as a service. */
export { connectJobs } from './client';
export type { Jobs } from './client';
export { jobName } from './model';
export type { Execution, JobReference, TaskTemplate } from './model';
export { settled, start, underWay } from './start';
export { taskBeside } from './template';
export type { Task } from './template';
