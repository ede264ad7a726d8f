/** `plan`, `apply` and `verify` where the database is reached by a Cloud Run job alone. */
import { ENDED, STARTED } from '../apply';
import type { Standing } from '../model';
import { outcomeOf } from '../outcome';
import { openStation } from './station';
import type { Station, StationPlace } from './station';
import { hashOf, refuseBadEnd, refuseBlocked, refuseFaults, refuseUnapproved, tell, write } from './telling';
import type { Carried } from './telling';
import { jobToolOf } from './tools';
import type { JobTool } from './tools';

interface Post {
  readonly place: StationPlace;
  readonly station: Station;
  readonly tool: JobTool;
}

export async function runInJob(place: StationPlace): Promise<void> {
  const station = await openStation(place);
  const post = { place, station, tool: jobToolOf(place.inputs.tool, station) };
  await station.settleOthers();
  await { plan, apply, verify }[place.inputs.verb](post);
}

/** What goes on in Cloud Run after a step that was killed is not ended: the next run waits for it. */
export async function afterJob(place: StationPlace): Promise<void> {
  const { runner } = place;
  if (runner.state.get(STARTED) === '' || runner.state.get(ENDED) === 'true') return;
  for (const { name, logUri } of await (await openStation(place)).underWay())
    runner.log.warning(`${name} goes on in Cloud Run; the next run waits for it. ${logUri}`);
}

async function plan({ place, tool }: Post): Promise<void> {
  const { runner, inputs } = place;
  const standing = await tool.pending();
  tell(runner, inputs, standing);
  const result =
    standing.obstacles.length > 0 ? 'blocked' : standing.pending.length > 0 ? 'planned' : 'unchanged';
  write(runner, { result, hash: hashOf(inputs, standing), standing });
  refuseBlocked(standing);
}

async function apply(post: Post): Promise<void> {
  const { place, tool } = post;
  const { runner, inputs } = place;
  const standing = await tool.pending();
  const hash = hashOf(inputs, standing);
  tell(runner, inputs, standing);
  if (standing.obstacles.length > 0) write(runner, { result: 'blocked', hash, standing });
  refuseBlocked(standing);
  if (standing.pending.length === 0) {
    write(runner, { result: 'unchanged', hash, standing });
    return;
  }
  refuseUnapproved(inputs, hash);
  runner.state.set(STARTED, place.runId);
  const ended = await carried(post, standing);
  const { outcome, end, applied } = ended;
  runner.state.set(ENDED, 'true');
  write(runner, { result: outcome, hash, standing, applied });
  runner.summary
    .heading(`${inputs.job}: ${outcome}`)
    .paragraph(`Applied: ${applied.join(', ') || 'nothing'}.`);
  if (end.state !== 'succeeded') await post.station.show(end);
  refuseBadEnd(tool, ended);
  refuseFaults(await tool.verify());
}

/** The outcome rests on what is pending afterwards, not on how the task ended. */
async function carried({ tool }: Post, before: Standing): Promise<Carried> {
  const end = await tool.apply();
  const { left, why } =
    end.state === 'running' ? { left: undefined, why: 'it is still at work' } : await leftBy(tool);
  const toolEnd =
    end.state === 'succeeded'
      ? { ok: true as const }
      : { ok: false as const, reason: end.reason, code: undefined, clean: tool.isClean(before) };
  // What the schema looks like nobody can see from here.
  const seen = left && { standing: left, fingerprint: '' };
  const outcome = outcomeOf({ standing: before, fingerprint: '' }, seen, toolEnd);
  const still = new Set(left?.pending.map(({ id }) => id));
  const ids = before.pending.map(({ id }) => id);
  const applied = left && left.obstacles.length === 0 ? ids.filter((id) => !still.has(id)) : [];
  return { outcome, end, applied, left, why };
}

async function leftBy(tool: JobTool): Promise<{ left: Standing | undefined; why: string }> {
  try {
    return { left: await tool.pending(), why: '' };
  } catch (error) {
    return { left: undefined, why: error instanceof Error ? error.message : String(error) };
  }
}

async function verify({ place, tool }: Post): Promise<void> {
  const { runner, inputs } = place;
  const standing = await tool.pending();
  const faults = [
    ...standing.obstacles.map(({ what }) => what),
    ...standing.pending.map(({ id }) => `${id} is pending.`),
    ...(standing.pending.length === 0 ? await tool.verify() : []),
  ];
  const result = faults.length === 0 ? 'verified' : 'failed';
  write(runner, { result, hash: hashOf(inputs, standing), standing });
  refuseFaults(faults);
}
