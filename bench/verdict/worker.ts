/** Plays what it is told to, until the pool ends it. */
import { parentPort } from 'node:worker_threads';
import { playTask, type Task } from './tasks';

parentPort?.on('message', (task: Task) => {
  parentPort?.postMessage(playTask(task));
});
