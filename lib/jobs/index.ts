/** Jobs of Cloud Run: a container that runs once, with the same image and surroundings as a service. */
export { connectJobs } from './client';
export type { Jobs } from './client';
export { jobName } from './model';
export type { JobLogs } from './logs';
export type { Execution, JobReference, ServiceTemplate, TaskTemplate } from './model';
export { openJobs } from './session';
export type { JobSession } from './session';
export { settled, start, underWay } from './start';
export { taskBeside } from './template';
export type { SecretVersion, Task } from './template';
