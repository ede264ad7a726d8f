import { caseNamed } from './cases';
import { hashOf, seeded } from './random';
import { count, type Tallies } from './tally';

/** Some replications of a case, from `from` up to and without `to`. */
export interface Task {
  name: string;
  seed: number;
  from: number;
  to: number;
}

/** Small enough that no worker waits long for the last. */
const replicationsOfTask = 200;

export function tasksOf(name: string, seed: number, replications: number): Task[] {
  return Array.from({ length: Math.ceil(replications / replicationsOfTask) }, (_, index) => ({
    name,
    seed,
    from: index * replicationsOfTask,
    to: Math.min(replications, (index + 1) * replicationsOfTask),
  }));
}

/** Plays the replications of a task, each with its own numbers. */
export function playTask({ name, seed, from, to }: Task): Tallies {
  const found = caseNamed(name);
  if (!found) throw new Error(`There is no case ${name}.`);
  const tallies: Tallies = {};
  for (let replication = from; replication < to; replication += 1) {
    count(tallies, found.play(seeded(seed, hashOf(name), replication)));
  }
  return tallies;
}
