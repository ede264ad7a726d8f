/** Several runs on one service: at the same time, and one after the other. */
import { PRIOR, REGION } from '../places';
import type { Play } from '../play';
import type { Scenario } from '../scenario';
import { outcomeOf, outputOf } from '../step-output';
import type { RunReport } from '../workflow/options';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  candidate: 'good',
  onlyProduction: true,
  exposed: true,
  ending: 'candidate',
} as const;

const ANOTHER_REGION = 'us-central1';

export const runs: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'two-runs',
    about:
      'Two deploys are approved at the same time: one waits for the other, and is refused then, because what was approved is not what it would do now. A third one, for more regions, is refused while the first is under way. Nothing interleaves.',
    // Long enough for the third one to come to its plan meanwhile.
    variables: { ROLLOUT: '20%:15m 100%', EXTENSION: '10m', ERROR_BUDGET: '10%' },
    story: async (play) => {
      const rolling = play.whenCandidateHas(20);
      const both = Promise.all([recorded(play, '1.1.0'), recorded(play, '1.1.1')]);
      await rolling;
      play.tell('a third deploy begins, for one more region');
      const third = await recorded(play, '1.1.2', { REGIONS: `${REGION}, ${ANOTHER_REGION}` });
      play.expect(third.report, 'The third deploy.yml', false);
      play.check(third.says(/Another run is rolling something out/), 'The third deploy was not told why.');
      checkTwo(play, await both);
    },
  },
  {
    ...COMMON,
    name: 'long-bake',
    about:
      'A bake of hours holds no machine: each run makes the move that is due and ends. Runs of a schedule go on from the record on the service, until it is promoted.',
    variables: { ROLLOUT: '20%:4m 100%:6m', EXTENSION: '10m', ERROR_BUDGET: '10%', WAIT: 'false' },
    story: async (play) => {
      const report = await play.deploy(await play.pushed());
      play.expect(report, 'deploy.yml', true);
      play.check(outcomeOf(report) === 'rolling', `The rollout ended as ${outcomeOf(report)}.`);
      await resumeUntilPromoted(play, report);
    },
  },
];

/** A run with everything that it said. */
interface Recorded {
  report: RunReport;
  waited: boolean;
  says: (pattern: RegExp) => boolean;
}

async function recorded(
  play: Play,
  version: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Recorded> {
  const lines: string[] = [];
  let waited = false;
  const report = await play.deploy(await play.pushed('good', version), {
    variables,
    on: (event) => {
      if (event.type === 'output') lines.push(event.line);
      if (event.type === 'job-waiting') waited = true;
    },
  });
  return { report, waited, says: (pattern) => lines.some((line) => pattern.test(line)) };
}

/** One of the two was promoted; the other one waited, and has written nothing. */
function checkTwo(play: Play, both: readonly Recorded[]): void {
  const [promoted, ...more] = both.filter(({ report }) => report.conclusion === 'success');
  const [refused] = both.filter((each) => each !== promoted);
  play.check(promoted !== undefined && more.length === 0, 'Not one of the two deploys was promoted.');
  play.check(refused?.waited === true, 'The second deploy did not wait for the first one.');
  play.check(
    refused?.says(/was approved, but this deploy would be/) === true,
    'The second deploy was not told why.',
  );
  const candidates = new Set(play.stage.splits.flatMap(({ shares }) => Object.keys(shares)));
  candidates.delete(PRIOR);
  play.check(candidates.size === 1, `The rollouts interleave: ${[...candidates].join(', ')} had traffic.`);
}

const MOST_RUNS = 12;

/** Lets time go by to when there is something to do, and runs what a schedule would run. */
async function resumeUntilPromoted(play: Play, first: RunReport): Promise<void> {
  let last = first;
  for (let run = 0; run < MOST_RUNS && outcomeOf(last) === 'rolling'; run += 1) {
    const due = Date.parse(outputOf(last, 'resume-after'));
    // Visitors come by real time, and they are what is judged: the time is not put forward here.
    await play.stage.clock.sleep(Math.max(0, due - play.stage.clock.now()));
    last = await play.run('resume.yml', { name: 'schedule' });
    play.expect(last, 'resume.yml', true);
  }
  play.check(outcomeOf(last) === 'promoted', `After all runs the rollout is ${outcomeOf(last)}.`);
}
