import { setImmediate as turn } from 'node:timers/promises';
import type { EmulatorConnection } from './emulator-connection';
import type { VirtualTime } from './virtual-time';

/** Turns of Node's loop without any event after which nobody is at work any more: all of them sleep. */
const QUIET_TURNS = 3;
/** No schedule comes near it, unless somebody goes round in circles. */
const MOST_EVENTS = 20_000;

/** Nothing goes on any more, or everything goes on for ever. */
export class Stuck extends Error {}

/**
 * Lets everybody work until all of them sleep, puts the time forward to the first who wakes, and so on: one at a time,
 * so that the same schedule is played in the same way always.
 * @throws Stuck where `work` can come to no end
 */
export async function simulate<T>(
  work: Promise<T>,
  { time, connection }: { time: VirtualTime; connection: EmulatorConnection },
): Promise<T> {
  const progress = { isOver: false };
  const watched = work.finally(() => {
    progress.isOver = true;
  });
  // Whoever awaits the result is told of a failure; until then it must not count as unhandled.
  watched.catch(() => undefined);
  const last = time.events + MOST_EVENTS;
  for (;;) {
    await quiet(time, connection);
    if (progress.isOver) return watched;
    if (time.events > last) throw new Stuck('it goes on for ever');
    if (!time.wakeNext()) throw new Stuck('somebody waits for something that cannot happen any more');
  }
}

async function quiet(time: VirtualTime, connection: EmulatorConnection): Promise<void> {
  for (let still = 0, seen = time.events; still < QUIET_TURNS;) {
    await turn();
    const isStill = time.events === seen && connection.underWay === 0;
    still = isStill ? still + 1 : 0;
    seen = time.events;
  }
}
