let spy: () => unknown = () => 0;
import fc from 'fast-check';
import { loadActions } from './load-actions';
import { mutantNamed } from './mutants';
import { openWorld } from './world';
import { play } from './play';
import { schedules } from './schedule';
async function main() {
  if (process.env.SPY)
    setInterval(() => {
      console.log(JSON.stringify(spy()));
    }, 2000).unref();
  let t = performance.now();
  const actions = await loadActions(mutantNamed(process.env.MUTANT));
  const world = await openWorld();
  spy = () => ({
    now: new Date(world.time.now).toISOString(),
    events: world.time.events,
    underWay: world.connection.underWay,
    calls: world.cloudRun.calls.slice(-3),
    writes: world.history.writes.length,
  });
  console.log('load', performance.now() - t);
  const [n, seed] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 1)];
  const all = fc.sample(schedules(), { numRuns: n, seed });
  t = performance.now();
  let lost = 0;
  const c0 = process.cpuUsage().user / 1000;
  for (const [i, s] of all.entries()) {
    if (process.argv[4] !== undefined && Number(process.argv[4]) !== i) continue;
    if (process.env.SKIP && new RegExp(process.env.SKIP).test(JSON.stringify(s))) continue;
    if (process.env.LOUD) console.log(i);
    const o = await play(world, actions, s);
    if (process.argv[4] !== undefined) console.log(JSON.stringify(s), '\n' + o.printed.join('\n'));
    if (o.faults.length) {
      lost++;
      console.log(i, process.env.MUTANT ?? '', o.faults.slice(0, 3).join('\n   '));
      if (process.env.MUTANT) break;
    }
  }
  console.log(
    'lost',
    lost,
    'cpu ms each',
    process.cpuUsage().user / 1000 / n - c0 / n,
    'ms each',
    (performance.now() - t) / n,
  );
  await world.close();
}
void main();
