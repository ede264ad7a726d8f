import { loadActions } from './load-actions';
import { mutantNamed } from './mutants';
import { play } from './play';
import { openWorld } from './world';
async function main() {
  const actions = await loadActions(mutantNamed(process.env.MUTANT));
  const world = await openWorld();
  const o = await play(world, actions, JSON.parse(process.argv[2]!));
  console.log(o.printed.join('\n'), '\n', o.faults.join('\n'));
  await world.close();
}
void main();
