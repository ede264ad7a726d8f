/**
 * The four nets under a rollout, each proved by itself: whatever else would catch the traffic is taken away, as a
 * cancelled run, a dead machine or an outage of GitHub would take it.
 */
import { PRIOR, REGION } from '../places';
import type { Play } from '../play';
import { leaseOver } from '../record';
import type { Scenario } from '../scenario';
import type { RunReport } from '../workflow/options';

const PERCENT = 10;
const STEP = 'Rollout';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  candidate: 'good',
  onlyProduction: true,
  variables: { ROLLOUT: `${PERCENT}%:7m 100%`, EXTENSION: '5m' },
  ending: 'stable',
  exposed: true,
} as const;

export const nets: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'net-signal',
    about: `Somebody cancels the run while the candidate has ${PERCENT} %, and nothing else gets to run: the step itself brings the traffic back when it hears the signal.`,
    story: async (play) => {
      const report = await deployUnder(play, {
        words: 'the run is cancelled; what would tidy up after the step never runs',
        strike: ({ cancel }) => {
          cancel.abort();
        },
        lastStep: STEP,
      });
      expectCaught(play, report, { post: false, job: false });
    },
  },
  {
    ...COMMON,
    name: 'net-post',
    about: `The process that deploys is killed while the candidate has ${PERCENT} % and hears no signal: the post step of the action brings the traffic back.`,
    story: async (play) => {
      const report = await deployUnder(play, {
        words: 'the process is killed (SIGKILL)',
        strike: () => {
          play.killProcesses();
        },
        lastStep: `Post ${STEP}`,
      });
      expectCaught(play, report, { post: true, job: false });
    },
  },
  {
    ...COMMON,
    name: 'net-job',
    about: `The machine that deploys dies while the candidate has ${PERCENT} %, with every step on it: a job of the same run brings the traffic back from a machine of its own.`,
    story: async (play) => {
      const report = await deployUnder(play, {
        words: 'the machine dies',
        strike: ({ machineLoss }) => {
          machineLoss.abort();
        },
      });
      expectCaught(play, report, { post: false, job: true });
    },
  },
  {
    ...COMMON,
    name: 'net-watchdog',
    about: `The machine dies while the candidate has ${PERCENT} %, and GitHub runs nothing more of the run. The watchdog leaves it alone while it may be alive; once its lease is over it brings the traffic back.`,
    story: async (play) => {
      const report = await deployUnder(play, {
        words: 'the machine dies, and the whole run with it',
        strike: ({ forceCancel }) => {
          forceCancel.abort();
        },
      });
      expectCaught(play, report, { post: false, job: false });
      await watchdogCatches(play);
    },
  },
];

/** What a story can do to a run. */
interface Means {
  cancel: AbortController;
  forceCancel: AbortController;
  machineLoss: AbortController;
}

interface Blow {
  words: string;
  strike: (means: Means) => void;
  /** Nothing of the run begins after this step. */
  lastStep?: string;
}

/** Deploys, and strikes as soon as the candidate has its first share of the traffic. */
async function deployUnder(play: Play, { words, strike, lastStep }: Blow): Promise<RunReport> {
  const [cancel, forceCancel, machineLoss] = [
    new AbortController(),
    new AbortController(),
    new AbortController(),
  ];
  const struck = play.whenCandidateHas(PERCENT).then(() => {
    play.markFailed();
    play.tell(words);
    strike({ cancel, forceCancel, machineLoss });
  });
  const report = await play.deploy(await play.pushed(), {
    cancel: cancel.signal,
    forceCancel: forceCancel.signal,
    machineLoss: machineLoss.signal,
    on: (event) => {
      if (event.type === 'step-finished' && event.step === lastStep) forceCancel.abort();
    },
  });
  await struck;
  play.check(report.conclusion !== 'success', 'deploy.yml succeeded.');
  return report;
}

/** Only the net that is under trial may have been there to catch anything. */
function expectCaught(play: Play, { jobs }: RunReport, wanted: { post: boolean; job: boolean }): void {
  const production = jobs.find(({ id }) => id.endsWith('/production'));
  const post = production?.steps.some(({ name, result }) => name === `Post ${STEP}` && result !== 'skipped');
  const job = jobs.find(({ id }) => id.endsWith('/rollback'))?.steps.length;
  const ran = (what: boolean): string => (what ? 'has run' : 'has not run');
  play.check(post === wanted.post, `The post step ${ran(post === true)}.`);
  play.check((job ?? 0) > 0 === wanted.job, `The job that brings back ${ran((job ?? 0) > 0)}.`);
}

async function watchdogCatches(play: Play): Promise<void> {
  play.tell('the watchdog looks, while the lease of the run still holds');
  play.expect(await play.watch(), 'watchdog.yml', true);
  play.check(!isBack(play), 'The watchdog took a rollout back whose lease still held.');
  await leaseOver(play, REGION);
  play.tell('the watchdog looks again, after the lease is over');
  play.expect(await play.watch(), 'watchdog.yml', true);
}

const isBack = ({ stage }: Play): boolean => stage.splits.at(-1)?.shares[PRIOR] === 100;
