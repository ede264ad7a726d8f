/** Plays one scenario: sets the stage, lets visitors in, has its story played, and looks at how it ended. */
import { join } from 'node:path';
import { COMMIT, commitOf, NEXT_COMMIT, REPOSITORY, SUITE_FOLDER } from './caller';
import { PROJECTS } from './cloud-identities';
import { migrationsIn } from './database';
import type { PastMigrations } from './database';
import { mathappImage } from './example';
import { noVisitors, startLoad } from './load';
import type { Load } from './load';
import { rehearseModels } from './models';
import { inWords, pastRequests } from './past';
import { carryThrough } from './pipeline';
import { PRIOR, REGION, SERVICE } from './places';
import { Play, StoryBroken } from './play';
import { seededRandom } from './random';
import { recordedIn, timelineOf, VisitorLog } from './report';
import { resultOf } from './result';
import type { Played } from './result';
import type { Scenario } from './scenario';
import type { RehearsalOptions } from './setting';
import { setStage } from './stage';
import type { Stage } from './stage';

/** @throws what the stage or a workflow file itself is at fault with; how the scenario ended is in the result */
export async function rehearse(scenario: Scenario, options: RehearsalOptions): Promise<Played> {
  if (scenario.models) return rehearseModels(scenario, scenario.models, options);
  const random = seededRandom(options.seed);
  const { scale, seed } = options;
  const commits = { commit: COMMIT, nextCommit: NEXT_COMMIT };
  const migrations = await pastMigrations(options.example, scenario.pending ?? 0);
  const stage = await setStage({
    ...{ scale, seed, random, repository: REPOSITORY, late: scenario.late, migrations, ...commits },
    stores: scenario.stores,
  });
  try {
    return await new Rehearsal(scenario, stage, options, random).play();
  } finally {
    await stage.close();
  }
}

/** Plays a story; that it cannot go on is one of its faults. */
async function toItsEnd(story: NonNullable<Scenario['story']>, play: Play): Promise<void> {
  try {
    await story(play);
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    play.check(false, error.message);
  }
}

/** How far the past has come: all migrations of the example but the last few. */
async function pastMigrations(example: string, pending: number): Promise<PastMigrations> {
  const folder = join(SUITE_FOLDER, 'examples', example, 'prisma', 'migrations');
  const names = await migrationsIn(folder);
  return { folder, applied: names.slice(0, names.length - pending) };
}

/** A scenario with its past and its visitors. */
class Rehearsal {
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly options: RehearsalOptions;
  private readonly random: () => number;

  constructor(scenario: Scenario, stage: Stage, options: RehearsalOptions, random: () => number) {
    this.scenario = scenario;
    this.stage = stage;
    this.options = options;
    this.random = random;
  }

  async play(): Promise<Played> {
    const { stage, options, scenario } = this;
    const { base, uris } = await this.preparePast();
    const seen = this.tellOfTraffic();
    const loads = uris.map((uri) => this.visitorsOf(uri));
    const startedAt = stage.clock.now();
    const root = await commitOf(options.example, scenario.candidate, COMMIT, stage.folder);
    const play = new Play({ scenario, stage, options, root, base });
    // A workflow that was chosen is played for itself, whatever the scenario's own story is.
    const story = options.workflow === undefined ? (scenario.story ?? carryThrough) : carryThrough;
    await toItsEnd(story, play);
    await Promise.all(loads.map((load) => load.stop()));
    seen.end();
    const { reports, failedAt, digests, repeatedWrites, faults } = play;
    const times = { startedAt, endedAt: stage.clock.now(), scale: stage.scale };
    const result = resultOf(scenario, {
      ...{ ...times, reports, failedAt, digests, repeatedWrites, faults, splits: stage.splits },
      visits: loads.flatMap(({ visits }) => visits),
      deployed: (options.workflow ?? 'deploy.yml') === 'deploy.yml',
      servedByCandidate: seen.byCandidate(),
    });
    const { log, failure: failed } = play;
    const { measurements } = seen.visitors;
    const { splits, folder } = stage;
    const recorded = await recordedIn(folder);
    const told = { ...times, about: scenario.about, result, splits, measurements, log, failed, recorded };
    return { result, timeline: timelineOf(told) };
  }

  private get regions(): readonly string[] {
    return this.scenario.regions ?? [REGION];
  }

  /** Of each region. */
  private get perSecond(): number {
    return (this.scenario.visitors ?? this.options.perSecond) / this.regions.length;
  }

  private visitorsOf(uri: string): Load {
    return this.perSecond > 0 ? startLoad(uri, this.perSecond, this.random) : noVisitors;
  }

  private tellOfTraffic(): { byCandidate: () => number; visitors: VisitorLog; end: () => void } {
    const { stage, options } = this;
    const { telling } = options;
    const several = this.regions.length > 1;
    let byCandidate = 0;
    const visitors = new VisitorLog();
    const tell = ({ region, ...split }: Stage['splits'][number]): void => {
      telling.split({ ...split, ...(several ? { service: `${SERVICE} in ${region}` } : {}) });
    };
    for (const split of stage.splits) tell(split);
    stage.onSplit(tell);
    const end = stage.front.onResponse((served) => {
      if (!served.service.includes(PROJECTS.production)) return;
      telling.served(served);
      visitors.take(served);
      if (served.revision !== PRIOR) byCandidate += 1;
    });
    return { byCandidate: () => byCandidate, visitors, end };
  }

  /** The version before, in staging and in production, and the image that both were laid on. */
  private async preparePast(): Promise<{ base: string; uris: string[] }> {
    const { stage, scenario } = this;
    const image = await stage.push('mathapp', await mathappImage('1.0.0'), ['1.0.0']);
    const runtime = { files: {}, entrypoint: ['node'], labels: { 'org.opencontainers.image.title': 'node' } };
    const base = await stage.push('node', runtime, ['24']);
    await stage.deployPrior({ project: PROJECTS.staging, region: REGION, image, traffic: 'pinned' });
    const environment = scenario.trouble ? { STORE_TROUBLE: inWords(scenario.trouble) } : {};
    const uris: string[] = [];
    for (const region of this.regions) {
      this.rememberVisitors(region);
      const prior = { project: PROJECTS.production, region, image, traffic: scenario.prior, environment };
      uris.push(await stage.deployPrior(prior));
    }
    return { base, uris };
  }

  /** An hour of production before the rehearsal, with as many visitors as there will be. */
  private rememberVisitors(region: string): void {
    const { stage, scenario, perSecond, random } = this;
    const past = pastRequests({
      service: { project: PROJECTS.production, location: region, service: SERVICE, revision: PRIOR },
      perMinute: Math.round((perSecond * 60) / stage.scale),
      trouble: scenario.trouble,
      until: stage.clock.now(),
      random,
    });
    for (const request of past) stage.telemetry.record(request);
  }
}
