/** How an app comes to its users through both stores: to testers, after the approval to a few, and then to more. */
import type { Play } from '../play';
import type { Scenario } from '../scenario';
import { APP } from '../stores';
import {
  BEFORE,
  deploy,
  expectTrack,
  expectVersion,
  haltByHand,
  isOnProduction,
  NEXT,
  OUT,
  passDay,
  release,
  releaseAndDeploy,
  rollOut,
  storesOf,
} from './mobile-acts';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  candidate: 'good',
  // The rollout of the service is another scenario's story.
  variables: { ROLLOUT: '100%' },
  visitors: 0,
  ending: 'candidate',
  exposed: true,
} as const;

export const mobile: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'mobile-healthy',
    about:
      'An app is built and signed, and goes to its testers at both stores. Once the release manager has approved it, 1 % of the users get it, and whenever the figures of a stage are good, more.',
    stores: { users: 100_000 },
    story: healthy,
  },
  {
    ...COMMON,
    name: 'mobile-crashes',
    about:
      'A version crashes for 3 % of its users, and the one before for 0.4 %. The crash gate halts it at 1 %, the App Store is told to pause, and it stays so.',
    stores: { users: 100_000, crashing: { [NEXT.build]: 0.03 } },
    story: crashes,
  },
  {
    ...COMMON,
    name: 'mobile-too-little-data',
    about:
      'An app has a few hundred users, and a hundredth of them are too few to tell anything. The rollout stays where it is and says so, until somebody halts it at both stores with one click.',
    stores: { users: 600 },
    story: tooLittleData,
  },
  {
    ...COMMON,
    name: 'mobile-overtaken',
    about:
      'While the release manager reads, testers get another build at Google Play. Nobody has approved that one: the service is rolled out, and users keep the app that they have.',
    stores: { users: 100_000 },
    story: overtaken,
  },
];

async function healthy(play: Play): Promise<void> {
  await releaseAndDeploy(play);
  const stages = await rolledOutDaily(play, 14);
  expectTrack(play, 'production', [`${NEXT.build} completed`]);
  expectVersion(play, `${OUT} COMPLETE`);
  play.check(
    stages.join() === '1,5,20,100',
    `The stages were ${stages.join(' %, ')} %, and not 1 %, 5 %, 20 %, 100 %.`,
  );
  const again = await rollOut(play);
  play.expect(again.report, 'mobile-rollout.yml', true);
  play.check(again.outputs['gate'] === '', 'The crash gate was asked although everybody has the app.');
}

/** Runs the schedule at the end of each day, until everybody has the app. @returns the shares on the way, in percent */
async function rolledOutDaily(play: Play, mostDays: number): Promise<string[]> {
  const everybodyHasIt = (): boolean =>
    isOnProduction(play, `${NEXT.build} completed`) &&
    storesOf(play).version(NEXT.version) === `${OUT} COMPLETE`;
  const stages = ['1'];
  for (let day = 0; day < mostDays && !everybodyHasIt(); day += 1) {
    await passDay(play);
    const { report, outputs } = await rollOut(play);
    play.expect(report, 'mobile-rollout.yml', true);
    const percent = outputs['percent'] ?? '';
    if (percent !== stages.at(-1)) stages.push(percent);
  }
  return stages;
}

async function crashes(play: Play): Promise<void> {
  await releaseAndDeploy(play);
  const halted = `${NEXT.build} halted 0.01`;
  const gates: string[] = [];
  for (let day = 0; day < 6 && !isOnProduction(play, halted); day += 1) {
    await passDay(play);
    const { report, outputs } = await rollOut(play);
    gates.push(outputs['gate'] ?? '');
    play.expect(report, 'mobile-rollout.yml', outputs['gate'] !== 'fail');
  }
  play.check(gates.at(-1) === 'fail', `The crash gate said ${gates.join(', ')}.`);
  expectHalted(play);
  await passDay(play);
  play.expect((await rollOut(play)).report, 'mobile-rollout.yml', true);
  expectHalted(play);
}

async function tooLittleData(play: Play): Promise<void> {
  await releaseAndDeploy(play);
  for (let day = 0; day < 4; day += 1) {
    await passDay(play);
    const { report, outputs } = await rollOut(play);
    play.expect(report, 'mobile-rollout.yml', true);
    play.check(outputs['gate'] === 'insufficient', `The crash gate said ${outputs['gate'] || 'nothing'}.`);
    play.check(
      report.jobs.some(({ summary }) => summary.includes('1000 are needed')),
      'The summary does not say what is missing.',
    );
  }
  expectTrack(play, 'production', [BEFORE, `${NEXT.build} inProgress 0.01`]);
  expectVersion(play, `${OUT} ACTIVE`);
  play.tell('users write that they cannot log in, and somebody presses the button');
  play.expect((await haltByHand(play)).report, 'mobile-rollout.yml', true);
  expectHalted(play);
}

/** At both stores, where it was. */
function expectHalted(play: Play): void {
  expectTrack(play, 'production', [BEFORE, `${NEXT.build} halted 0.01`]);
  expectVersion(play, `${OUT} PAUSED`);
}

async function overtaken(play: Play): Promise<void> {
  const image = await release(play);
  await expectUnknownBuildRefused(play, image);
  const { report, lines } = await deploy(play, image, () => {
    play.tell('a colleague gives testers build 43, in the Play Console');
    storesOf(play).play.inConsole(APP.id, ({ tracks }) => {
      tracks.set('internal', [{ status: 'completed', name: '1.4.1', versionCodes: ['43'] }]);
    });
  });
  const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ id }) => id);
  play.check(
    failed.join() === 'production/report',
    `These jobs have failed: ${failed.join(', ') || 'none'}.`,
  );
  play.check(
    lines.some((line) => line.includes(`Version code ${NEXT.build} is not on this track`)),
    'The step does not say why.',
  );
  expectTrack(play, 'production', [BEFORE]);
}

/** A slip of the pen is found before anybody is asked. */
async function expectUnknownBuildRefused(play: Play, image: string): Promise<void> {
  const inputs = { image, 'app-build': '24', 'app-version': NEXT.version };
  const report = await play.run('deploy.yml', { name: 'workflow_dispatch', inputs });
  play.expect(report, 'deploy.yml', false);
  play.check(report.gates.length === 0, 'Somebody was asked about a build that testers do not have.');
  play.check(storesOf(play).version(NEXT.version) === 'nowhere', 'It was submitted all the same.');
}
