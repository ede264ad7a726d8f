/** What people are told when production was brought back, and what they can do about it themselves. */
import { COMMIT, commitOf, NEXT_COMMIT } from '../caller';
import { PROJECTS } from '../cloud-identities';
import type { MathappVariant } from '../example';
import { checkNumbers, checkTold } from '../incidents';
import { PRIOR, REGION } from '../places';
import type { Play } from '../play';
import type { Scenario } from '../scenario';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  onlyProduction: true,
  variables: { ROLLOUT: '20%:4m 100%', EXTENSION: '10m', ERROR_BUDGET: '10%' },
  exposed: true,
} as const;

export const incidents: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'incident',
    about:
      'A bad commit is brought back, and an incident is opened. The next commit is bad as well: the same incident tells of it. The third one is good, and the incident is closed.',
    candidate: 'errors',
    ending: 'candidate',
    story: async (play) => {
      await deployed(play, COMMIT, 'errors', '1.1.0');
      checkNumbers(play);
      checkTold(play, { state: 'open', comments: 0, messages: 1 });
      await deployed(play, NEXT_COMMIT, 'errors', '1.1.1');
      checkTold(play, { state: 'open', comments: 1, messages: 2 });
      await deployed(play, NEXT_COMMIT, 'good', '1.1.2');
      checkTold(play, { state: 'closed', comments: 2, messages: 2 });
    },
  },
  {
    ...COMMON,
    name: 'one-click-rollback',
    about:
      'A good commit serves, and a person finds what no check has found. One click lists what can be returned to, and brings the old version back.',
    candidate: 'good',
    variables: { ROLLOUT: '100%' },
    ending: 'stable',
    story: async (play) => {
      play.expect(await play.deploy(await play.pushed()), 'deploy.yml', true);
      play.markFailed();
      play.tell('a person starts rollback.yml');
      const inputs = { revision: '', reason: 'The streak of some children is gone.' };
      const report = await play.run('rollback.yml', { name: 'workflow_dispatch', inputs });
      play.expect(report, 'rollback.yml', true);
      const list = report.jobs.find(({ id }) => id.endsWith('/list'));
      play.check(list?.summary.includes(PRIOR) === true, 'The list does not name the revision before.');
      checkTold(play, { state: 'open', comments: 0, messages: 1 });
    },
  },
];

async function deployed(play: Play, sha: string, variant: MathappVariant, version: string): Promise<void> {
  const image = await play.pushed(variant, version);
  const root = await commitOf(play.options.example, variant, sha, play.stage.folder);
  play.expect(await play.deploy(image, { root }), 'deploy.yml', variant === 'good');
  const { traffic } = await play.stage.operator.see(PROJECTS.production, REGION);
  const back = traffic.some(({ revision, percent }) => revision === PRIOR && percent === 100);
  play.check(back === (variant !== 'good'), `Version ${version} was ${back ? '' : 'not '}brought back.`);
}
