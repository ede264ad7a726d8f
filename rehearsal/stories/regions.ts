/** A service that stands in several regions, and goes through them in waves. */
import { PROJECTS } from '../cloud-identities';
import { checkTold } from '../incidents';
import { PRIOR, serviceName } from '../places';
import type { Play } from '../play';
import { leaseOver } from '../record';
import type { Scenario } from '../scenario';
import { outcomeOf } from '../step-output';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  onlyProduction: true,
  exposed: true,
  ending: 'stable',
} as const;

/** The larger budget takes fewer requests to be shown, and so less time. */
const PLAN = { ROLLOUT: '20%:4m 100%', EXTENSION: '10m', ERROR_BUDGET: '10%' };

const [FRANKFURT, IOWA, TOKYO] = ['europe-west3', 'us-central1', 'asia-northeast1'] as const;

export const regions: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'regions',
    about:
      'A service in three regions and two waves. The first wave goes well; in the second one the new version fails. Everything comes back, in all three regions.',
    candidate: 'good',
    regions: [FRANKFURT, IOWA, TOKYO],
    mayFail: true,
    variables: { ...PLAN, REGIONS: `${FRANKFURT}, ${IOWA} | ${TOKYO}` },
    story: async (play) => {
      const failing = play.whenCandidateHas(20, TOKYO).then(({ shares }) => {
        play.check(firstWaveHasAll(play), 'The second wave began before the first one had all the traffic.');
        const candidate = Object.keys(shares).find((name) => name !== PRIOR) ?? '';
        const service = serviceName(PROJECTS.production, TOKYO);
        play.stage.front.starve(`${service}/revisions/${candidate}`, 0.5);
        play.tell(`the new version finds too few instances in ${TOKYO}`);
      });
      const report = await play.deploy(await play.pushed());
      await failing;
      play.expect(report, 'deploy.yml', false);
      play.check(outcomeOf(report) === 'rolled-back', `The rollout ended as ${outcomeOf(report)}.`);
      checkTold(play, { state: 'open', comments: 0, messages: 1 });
    },
  },
  {
    ...COMMON,
    name: 'unreachable-region',
    about: `A bad version is found out in two regions, and by then ${IOWA} does not answer any more. The other region comes back at once and the report says what is left; when ${IOWA} answers again, the watchdog brings it back.`,
    candidate: 'errors',
    regions: [FRANKFURT, IOWA],
    variables: { ...PLAN, REGIONS: `${FRANKFURT}, ${IOWA}` },
    story: async (play) => {
      const { faults } = play.stage.cloudRun;
      const lost = Promise.all([FRANKFURT, IOWA].map((region) => play.whenCandidateHas(20, region))).then(
        () => {
          faults.add({ kind: 'status', call: /./, request: new RegExp(IOWA), status: 503, times: Infinity });
          play.tell(`${IOWA} answers 503 from now on`);
        },
      );
      const report = await play.deploy(await play.pushed());
      await lost;
      play.expect(report, 'deploy.yml', false);
      play.check(sharesIn(play, FRANKFURT)[PRIOR] === 100, `${FRANKFURT} did not come back.`);
      play.check(sharesIn(play, IOWA)[PRIOR] !== 100, `${IOWA} came back although it could not be reached.`);
      const rollback = report.jobs.find(({ id }) => id.endsWith('/rollback'));
      play.check(rollback?.summary.includes(IOWA) === true, 'The summary does not say what is left.');
      checkTold(play, { state: 'open', comments: 0, messages: 1 });
      faults.clear();
      await leaseOver(play, IOWA);
      play.tell(`${IOWA} answers again; the watchdog looks`);
      play.expect(await play.watch(), 'watchdog.yml', true);
      checkTold(play, { state: 'open', comments: 1, messages: 2 });
    },
  },
];

const sharesIn = ({ stage }: Play, region: string): Record<string, number> =>
  stage.splits.findLast((split) => split.region === region)?.shares ?? {};

const firstWaveHasAll = (play: Play): boolean =>
  [FRANKFURT, IOWA].every((region) => {
    const shares = sharesIn(play, region);
    return shares[PRIOR] === undefined && Object.values(shares)[0] === 100;
  });
