/** Others touch the service while a rollout is under way: a person, a tool that declares its own state, another run. */
import { PROJECTS } from '../cloud-identities';
import { checkTold } from '../incidents';
import { PRIOR, REGION } from '../places';
import type { Play } from '../play';
import { leaseOver } from '../record';
import type { Scenario } from '../scenario';
import { outcomeOf } from '../step-output';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  candidate: 'good',
  onlyProduction: true,
  variables: { ROLLOUT: '10%:7m 100%', EXTENSION: '5m' },
  exposed: true,
} as const;

const PERSONS_SHARE = 2;

export const interference: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'human-hand',
    about: `A person lowers the candidate from 10 % to ${PERSONS_SHARE} % by hand. The rollout stops and touches nothing; no net takes it further in any direction afterwards.`,
    ending: 'held',
    story: async (play) => {
      const lowered = play.whenCandidateHas(10).then(async ({ shares }) => {
        const candidate = Object.keys(shares).find((name) => name !== PRIOR) ?? '';
        const split = { [PRIOR]: 100 - PERSONS_SHARE, [candidate]: PERSONS_SHARE };
        await play.stage.operator.split(PROJECTS.production, REGION, split);
        play.tell(`a person gives the candidate ${PERSONS_SHARE} %`);
        return { split, writes: writesTo(play) };
      });
      const report = await play.deploy(await play.pushed());
      const { split, writes } = await lowered;
      play.expect(report, 'deploy.yml', false);
      play.check(outcomeOf(report) === 'superseded', `The rollout ended as ${outcomeOf(report)}.`);
      await leaseOver(play, REGION);
      play.tell('the lease is over; the watchdog looks');
      play.expect(await play.watch(), 'watchdog.yml', true);
      play.check(
        writesTo(play) === writes,
        'The service was written to after the person had moved the traffic.',
      );
      const { shares = {} } = play.stage.splits.at(-1) ?? {};
      play.check(
        Object.entries(split).every(([name, percent]) => shares[name] === percent),
        `The traffic is ${JSON.stringify(shares)}.`,
      );
      checkTold(play, null);
    },
  },
  {
    ...COMMON,
    name: 'terraform',
    about:
      'terraform apply declares LATEST 100 % while the candidate has 10 %: it has everything now. It is judged all the same, nobody shifts it any more, and the deploy ends with an incident.',
    ending: 'candidate',
    story: async (play) => {
      const applied = play.whenCandidateHas(10).then(async () => {
        await play.stage.operator.assertLatest(PROJECTS.production, REGION);
        play.tell('terraform apply: LATEST 100 %');
      });
      const report = await play.deploy(await play.pushed());
      await applied;
      play.expect(report, 'deploy.yml', false);
      play.check(outcomeOf(report) === 'raised', `The rollout ended as ${outcomeOf(report)}.`);
      checkTold(play, { state: 'open', comments: 0, messages: 1 });
    },
  },
];

/** Every accepted write to production's service so far. */
const writesTo = ({ stage }: Play): number =>
  stage.cloudRun.calls.filter(
    ({ write, status, request }) => write && status < 400 && request.includes(PROJECTS.production),
  ).length;
