/** What happens to an app in its stories, and where it has to be afterwards. */
import type { Play } from '../play';
import { APP } from '../stores';
import type { Stores } from '../stores';
import type { RunReport } from '../workflow/options';

/** The version that the example's pubspec.yaml has. */
export const NEXT = { version: '1.4.0', build: '42' } as const;

/** On a track at Google Play: the version before, which everybody has. */
export const BEFORE = `${APP.build} completed`;

/** In the App Store: people can have it. */
export const OUT = 'READY_FOR_DISTRIBUTION';

const DAY = 86_400_000;

/** A run, and what its steps have printed. */
export interface Told {
  report: RunReport;
  lines: readonly string[];
}

export function storesOf({ stage }: Play): Stores {
  if (!stage.stores) throw new Error('This story needs stores.');
  return stage.stores;
}

/** Testers get the app, and nobody else. @returns the service's image */
export async function release(play: Play): Promise<string> {
  const image = await play.pushed();
  const report = await play.run('release-app.yml', { name: 'workflow_dispatch', inputs: { image } });
  play.expect(report, 'release-app.yml', true);
  expectTrack(play, 'internal', [`${NEXT.build} completed`]);
  const testers = storesOf(play).testers(NEXT.build).join(', ');
  play.check(testers === 'Friends, Team', `In TestFlight ${testers || 'nobody'} can have it.`);
  expectNoUsers(play);
  return image;
}

/** The service and the build are deployed, which somebody approves. @param atGate looks on before the answer */
export async function deploy(play: Play, image: string, atGate: () => void): Promise<Told> {
  const lines: string[] = [];
  const inputs = { image, 'app-build': NEXT.build, 'app-version': NEXT.version };
  const report = await play.run(
    'deploy.yml',
    { name: 'workflow_dispatch', inputs },
    {
      on: (event) => {
        if (event.type === 'gate-opened') atGate();
        if (event.type === 'output') lines.push(event.line);
      },
    },
  );
  const brief = report.gates.map((gate) => gate.brief).join('\n');
  play.check(
    brief.includes(`build ${NEXT.build} goes from internal to 1% of the users of production`),
    'The brief says nothing of the app.',
  );
  return { report, lines };
}

/** After the approval, and not before, the first users get the app. */
export async function releaseAndDeploy(play: Play): Promise<void> {
  const { report } = await deploy(play, await release(play), () => {
    expectNoUsers(play);
  });
  play.expect(report, 'deploy.yml', true);
  expectTrack(play, 'production', [BEFORE, `${NEXT.build} inProgress 0.01`]);
  expectVersion(play, 'WAITING_FOR_REVIEW INACTIVE');
}

/** A run of mobile-rollout.yml. */
export interface Rollout {
  report: RunReport;
  outputs: Readonly<Record<string, string>>;
}

/** Runs what the schedule runs. */
export const rollOut = (play: Play): Promise<Rollout> => runRollout(play, { name: 'schedule' });

/** Somebody presses the button. */
export const haltByHand = (play: Play): Promise<Rollout> =>
  runRollout(play, { name: 'workflow_dispatch', inputs: { halt: true } });

async function runRollout(play: Play, event: Parameters<Play['run']>[1]): Promise<Rollout> {
  const stores = storesOf(play);
  const report = await play.run('mobile-rollout.yml', event);
  const outputs = report.jobs.find(({ id }) => id === 'rollout/rollout')?.outputs ?? {};
  const tracks = stores.releases('production').join(', ');
  play.tell(
    `Google Play: ${tracks}; the gate says ${outputs['gate'] || 'nothing'}. App Store: ${stores.version(NEXT.version)}.`,
  );
  return { report, outputs };
}

export async function passDay(play: Play): Promise<void> {
  await play.stage.pass(DAY);
  storesOf(play).dayEnds();
}

export const isOnProduction = (play: Play, wanted: string): boolean =>
  storesOf(play).releases('production').includes(wanted);

export function expectTrack(play: Play, track: string, wanted: readonly string[]): void {
  const found = storesOf(play).releases(track);
  play.check(
    String(found) === String(wanted),
    `${track} has ${found.join(', ')}, and not ${wanted.join(', ')}.`,
  );
}

export function expectVersion(play: Play, wanted: string): void {
  const found = storesOf(play).version(NEXT.version);
  play.check(found === wanted, `${NEXT.version} in the App Store is ${found}, and not ${wanted}.`);
}

/** Nothing wider than testers. */
function expectNoUsers(play: Play): void {
  expectTrack(play, 'production', [BEFORE]);
  expectVersion(play, 'nowhere');
}
