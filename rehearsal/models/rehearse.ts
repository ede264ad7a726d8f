/** Plays a scenario about models: sets the stage, gives people phones, has the story played, and looks at how it ended. */
import { MODEL_KEY, PROJECTS } from '../cloud-identities';
import { COMMIT, NEXT_COMMIT, repositoryOf } from '../caller';
import { REGION } from '../places';
import { seededRandom } from '../random';
import { recordedIn, timelineOf } from '../report';
import { resultOf } from '../result';
import type { Played } from '../result';
import type { RehearsalOptions, Setting } from '../setting';
import { setStage } from '../stage';
import type { Stage } from '../stage';
import { ModelBucket } from './bucket';
import { makeModel, publishByHand } from './by-hand';
import { Phones } from './phones';
import { ModelPlay } from './play';
import type { ModelStory } from './play';
import { EXAMPLE, serviceImage } from './product';

const PEOPLE = { everybody: 12, testers: 3 };

/** @throws what the stage or a workflow file itself is at fault with; how the scenario ended is in the result */
export async function rehearseModels(
  scenario: Setting,
  story: ModelStory,
  options: RehearsalOptions,
): Promise<Played> {
  const { scale, seed } = options;
  const stage = await setStage({
    ...{ scale, seed, random: seededRandom(seed), repository: repositoryOf(EXAMPLE) },
    ...{ commit: COMMIT, nextCommit: NEXT_COMMIT, migrations: undefined },
  });
  const bucket = await ModelBucket.start(stage.clock, stage.permissionsOf);
  try {
    stage.databases.keep(`projects/${PROJECTS.production}/secrets/${MODEL_KEY}`, bucket.keys.private);
    return await played(scenario, story, options, { stage, bucket });
  } finally {
    await stage.close();
    await bucket.close();
  }
}

async function played(
  scenario: Setting,
  story: ModelStory,
  options: RehearsalOptions,
  { stage, bucket }: { stage: Stage; bucket: ModelBucket },
): Promise<Played> {
  await publishFirst(stage, bucket);
  const { base, image, service } = await deployPast(stage, bucket);
  const phones = await Phones.of(PEOPLE, bucket, stage);
  const play = new ModelPlay({ scenario, stage, options, bucket, phones, base, image, service });
  for (const { shares, at } of stage.splits) options.telling.split({ shares, at });
  const quiet = stage.onSplit(({ shares, at }) => {
    options.telling.split({ shares, at });
  });
  const startedAt = stage.clock.now();
  await story(play);
  quiet();
  const { reports, faults, log } = play;
  const times = { startedAt, endedAt: stage.clock.now(), scale: stage.scale };
  const result = resultOf(scenario, {
    ...{ ...times, reports, faults, splits: stage.splits, visits: [], failedAt: undefined },
    ...{ digests: {}, repeatedWrites: null, servedByCandidate: 0, deployed: false },
  });
  const seen = { service: EXAMPLE, splits: stage.splits, measurements: [], log, failed: undefined };
  const recorded = await recordedIn(stage.folder);
  return { result, timeline: timelineOf({ ...times, ...seen, about: scenario.about, result, recorded }) };
}

/** The first model, which somebody has published by hand long ago, for everybody. */
async function publishFirst(stage: Stage, bucket: ModelBucket): Promise<void> {
  const made = await makeModel('first', stage.folder);
  const environment = { ...stage.environment(), ...bucket.environment };
  const first = { version: '1.0.0', first: 'true', channel: 'stable' };
  await publishByHand({ bucket, environment, folder: stage.folder }, made, first);
}

/** The service as it stood before, and the image that is to follow it. */
async function deployPast(
  stage: Stage,
  bucket: ModelBucket,
): Promise<{ base: string; image: string; service: string }> {
  const runtime = { files: {}, entrypoint: ['node'], labels: { 'org.opencontainers.image.title': 'node' } };
  const base = await stage.push('node', runtime, ['24']);
  const old = await stage.push(EXAMPLE, await serviceImage('1.0.0'), ['1.0.0']);
  const image = await stage.push(EXAMPLE, await serviceImage('1.1.0'), ['staged']);
  const service = await stage.deployPrior({
    ...{ project: PROJECTS.production, region: REGION, service: EXAMPLE, image: old, traffic: 'pinned' },
    environment: { MODEL_HOME: bucket.home, MODEL_KEYS: bucket.keys.public, MODEL_EVERY_SECONDS: '1' },
  });
  return { base, image, service };
}
