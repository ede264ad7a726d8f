/** The usual story: a commit's way through ci.yml, release.yml and deploy.yml. */
import { BOUNDARIES } from './boundaries';
import type { Boundary } from './boundaries';
import { checkNumbers, checkTold } from './incidents';
import { PRIOR } from './places';
import { digestOf } from './play';
import type { Play } from './play';

/** Plays the whole pipeline, or the one workflow that was chosen. */
export async function carryThrough(play: Play): Promise<void> {
  const { scenario, options } = play;
  const chosen = options.workflow ?? (scenario.onlyProduction ? 'deploy.yml' : undefined);
  const plays = (file: string): boolean => chosen === undefined || chosen === file;
  if (chosen === 'watchdog.yml') {
    play.expect(await play.watch(), 'watchdog.yml', true);
    return;
  }
  const image = plays('ci.yml') ? await stageCommit(play) : await play.pushed();
  if (image === '') return;
  if (plays('release.yml') && (scenario.release || options.workflow !== undefined))
    await release(play, image);
  if (plays('deploy.yml')) await carryToProduction(play, image);
}

/** Runs ci.yml for a push. @returns the image as staging has run it, '' where there is none */
async function stageCommit(play: Play): Promise<string> {
  const report = await play.run('ci.yml', { name: 'push' });
  const image = report.jobs.find(({ id }) => id === 'ci/image')?.outputs['image'] ?? '';
  play.expect(report, 'ci.yml', !play.scenario.stagingFails);
  play.check(image !== '', 'ci.yml has made no image.');
  play.digests['staging'] = digestOf(image);
  return image;
}

async function release(play: Play, image: string): Promise<void> {
  const report = await play.run('release.yml', { name: 'workflow_dispatch', inputs: { image } });
  const outputs = report.jobs.find(({ id }) => id === 'release/release')?.outputs ?? {};
  play.expect(report, 'release.yml', true);
  play.digests['release'] = digestOf(outputs['image'] ?? '');
  const tag = `v${outputs['version'] ?? ''}`;
  const released = play.stage.github.state.releases.some((each) => each.tag === tag);
  play.check(released, `There is no GitHub release ${tag}.`);
}

async function carryToProduction(play: Play, image: string): Promise<void> {
  if (play.scenario.cancelled) await cancelEverywhere(play, image);
  else {
    await deploy(play, image);
    checkWhoWasTold(play);
  }
  if (play.scenario.repeat) await repeat(play, image);
}

async function deploy(play: Play, image: string): Promise<void> {
  const { ending, approval } = play.scenario;
  play.expect(await play.deploy(image), 'deploy.yml', ending === 'candidate' && approval === 'approved');
}

/** Whoever had traffic and lost it again is told of; nobody else is. */
function checkWhoWasTold(play: Play): void {
  const { ending, exposed, candidate } = play.scenario;
  const back = ending === 'stable' && exposed;
  checkTold(play, back ? { state: 'open', comments: 0, messages: 1 } : null);
  if (back && candidate === 'errors') checkNumbers(play);
}

async function repeat(play: Play, image: string): Promise<void> {
  const { calls } = play.stage.cloudRun;
  play.tell('the same deploy once more');
  const before = calls.length;
  await deploy(play, image);
  play.repeatedWrites = calls.slice(before).filter((call) => call.write).length;
}

/** Cancels a deploy at each boundary in turn; after each, one good revision has to have everything. */
async function cancelEverywhere(play: Play, image: string): Promise<void> {
  for (const boundary of BOUNDARIES) {
    play.tell(`cancelled ${boundary.name}`);
    await cancelAt(play, image, boundary);
  }
}

async function cancelAt(play: Play, image: string, { name, when, percent }: Boundary): Promise<void> {
  const cancel = new AbortController();
  const reached =
    percent === undefined
      ? undefined
      : play.whenCandidateHas(percent).then(() => {
          play.markFailed();
          cancel.abort();
        });
  const report = await play.deploy(image, {
    cancel: cancel.signal,
    on: (event) => {
      if (when(event)) cancel.abort();
    },
  });
  await reached;
  play.check(cancel.signal.aborted, `The deploy never came to the point ${name}.`);
  play.check(report.conclusion !== 'success', `Cancelled ${name}, the deploy succeeded.`);
  const shares = play.stage.splits.at(-1)?.shares ?? {};
  play.check(shares[PRIOR] === 100, `Cancelled ${name}: ${JSON.stringify(shares)} serve.`);
}
