/** The stories about models. */
import { setTimeout as delay } from 'node:timers/promises';
import { COMMIT, NEXT_COMMIT } from '../caller';
import { priorOf } from '../places';
import type { Scenario } from '../scenario';
import { makeModel } from './by-hand';
import type { Use } from './phones';
import type { ModelPlay, Told } from './play';
import { commitWith, EXAMPLE } from './product';

const COMMON = {
  example: EXAMPLE,
  candidate: 'good',
  prior: 'pinned',
  approval: 'approved',
  ending: 'candidate',
  exposed: true,
  // The rollout of the service is another scenario's story.
  variables: { ROLLOUT: '100%' },
} as const;

/** How long the service may take to see another model, in real milliseconds: it looks every second. */
const SERVICE_SEES_WITHIN = 10_000;

/** A better model goes to the testers, is approved, and then to everybody. */
async function better(play: ModelPlay): Promise<void> {
  const root = await commitWith('wider', COMMIT, play.stage.folder);
  succeeded(play, await play.release(root, '1.1.0'), 'release.yml');
  await expectChannels(play, { canary: '1.1.0', stable: '1.0.0' });
  const early = await play.everybodyLaunches(2);
  expectUse(play, early, { canary: '1.1.0', stable: '1.0.0' });
  const deployed = await play.deploy(root, '1.1.0', async (brief) => {
    play.check(brief.includes('stable: 1.0.0 → 1.1.0 (90.9 %'), 'The brief says nothing of the model.');
    await expectChannels(play, { canary: '1.1.0', stable: '1.0.0' });
  });
  succeeded(play, deployed, 'deploy.yml');
  await expectChannels(play, { canary: '1.1.0', stable: '1.1.0', previous: '1.0.0' });
  expectUse(play, await play.everybodyLaunches(2), { canary: '1.1.0', stable: '1.1.0' });
  await expectServiceUses(play, '1.1.0');
}

/** A model that is hardly better is refused with its figures, and nothing has changed. */
async function noBetter(play: ModelPlay): Promise<void> {
  const before = play.bucket.contents();
  const root = await commitWith('blurred', COMMIT, play.stage.folder);
  const told = await play.release(root, '1.1.0');
  refused(play, told, '79.2 % against 78.8 % of 1.0.0');
  play.check(
    JSON.stringify(play.bucket.contents()) === JSON.stringify(before),
    'Something was written for a model that was refused.',
  );
  await expectChannels(play, { canary: null, stable: '1.0.0' });
  expectUse(play, await play.everybodyLaunches(2), { canary: '1.0.0', stable: '1.0.0' });
  await expectServiceUses(play, '1.0.0');
}

/** Somebody else commits between the reading and the writing of a release's publisher; once lower, once higher. */
async function twoPublishers(play: ModelPlay): Promise<void> {
  const { folder } = play.stage;
  const made = await makeModel('wider', folder);
  const asCanary = { channel: 'canary', 'min-improvement': '1pp' };
  play.bucket.atNextCommit(async () => {
    play.tell('a colleague publishes 1.1.0 at this very moment');
    await play.byHand(made, { ...asCanary, version: '1.1.0' });
  });
  const first = await play.release(await commitWith('wider', COMMIT, folder), '1.2.0');
  succeeded(play, first, 'release.yml');
  await expectChannels(play, { canary: '1.2.0', stable: '1.0.0' });
  play.bucket.atNextCommit(async () => {
    play.tell('a colleague publishes 1.4.0 at this very moment');
    await play.byHand(made, { ...asCanary, version: '1.4.0' });
  });
  const second = await play.release(await commitWith('wider', NEXT_COMMIT, folder), '1.3.0');
  refused(play, second, 'Version 1.3.0 is lower than 1.4.0, which canary has');
  await expectChannels(play, { canary: '1.4.0', stable: '1.0.0' });
  await expectNothingLost(play, ['1.0.0', '1.1.0', '1.2.0', '1.4.0']);
  expectUse(play, await play.everybodyLaunches(2), { canary: '1.4.0', stable: '1.0.0' });
}

/** While the release manager reads, a newer model comes to the testers: only what was approved may go to everybody. */
async function overtaken(play: ModelPlay): Promise<void> {
  const { folder } = play.stage;
  const root = await commitWith('wider', COMMIT, folder);
  const made = await makeModel('wider', folder);
  succeeded(play, await play.release(root, '1.1.0'), 'release.yml');
  const { report, lines } = await play.deploy(root, '1.1.0', async () => {
    play.tell('a colleague publishes 1.2.0 to the testers');
    await play.byHand(made, { channel: 'canary', 'min-improvement': '1pp', version: '1.2.0' });
  });
  const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ id }) => id);
  play.check(
    failed.join() === 'production/report',
    `These jobs have failed: ${failed.join(', ') || 'none'}.`,
  );
  play.check(
    lines.some((line) => line.includes('canary of smile has 1.2.0, and not 1.1.0')),
    'The step does not say why.',
  );
  play.check(play.stage.splits.at(-1)?.shares[priorOf(EXAMPLE)] !== 100, 'The service was brought back.');
  await expectChannels(play, { canary: '1.2.0', stable: '1.0.0' });
  expectUse(play, await play.everybodyLaunches(2), { canary: '1.2.0', stable: '1.0.0' });
}

/** All scenarios about models. */
export const models: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'better-model',
    about:
      'A better model is published to the testers, approved with the release, and only then for everybody: phones and the service take it.',
    models: better,
  },
  {
    ...COMMON,
    name: 'model-no-better',
    about:
      'A model is better by 0.4 points, and one was asked for. It is refused, and everybody keeps the old one.',
    models: noBetter,
  },
  {
    ...COMMON,
    name: 'two-publishers',
    about:
      'While a release publishes a model, a colleague does too, twice. Whoever is told that it is published finds it; the other one is refused.',
    models: twoPublishers,
  },
  {
    ...COMMON,
    name: 'model-overtaken',
    about:
      'While a model waits for its approval, testers get a newer one. Nobody has approved that: the service is rolled out, and everybody keeps the old model.',
    models: overtaken,
  },
];

function succeeded(play: ModelPlay, { report, lines }: Told, file: string): void {
  const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ name }) => name);
  const last = lines.filter((line) => line.includes('::error')).at(-1) ?? '';
  play.check(
    report.conclusion === 'success',
    `${file} ended with ${report.conclusion} (${failed.join(', ')}) ${last}`,
  );
}

/** Only the publishing has failed, and said why. */
function refused(play: ModelPlay, { report, lines }: Told, why: string): void {
  const failed = report.jobs.filter(({ result }) => result === 'failure').map(({ id }) => id);
  play.check(failed.join() === 'release/model', `These jobs have failed: ${failed.join(', ') || 'none'}.`);
  play.check(lines.join('\n').includes(why), `The refusal does not say: ${why}.`);
}

type Channels = Record<string, string | null>;

async function expectChannels(play: ModelPlay, wanted: Channels): Promise<void> {
  const { channels } = await play.bucket.manifest();
  for (const [channel, version] of Object.entries(wanted)) {
    const found = channels[channel as keyof typeof channels];
    play.check(found === version, `${channel} has ${found ?? 'no model'}, and not ${version ?? 'none'}.`);
  }
}

/** Every version that somebody was told of is there, every change is in the history, and none has the number of another. */
async function expectNothingLost(play: ModelPlay, wanted: readonly string[]): Promise<void> {
  const { sequence, versions } = await play.bucket.manifest();
  const found = versions.map(({ version }) => version);
  play.check(
    found.join() === wanted.join(),
    `The manifest has ${found.join(', ')}, and not ${wanted.join(', ')}.`,
  );
  play.check(sequence === wanted.length, `The sequence is ${sequence} after ${wanted.length} changes.`);
  const kept = new Set(play.bucket.sequences());
  for (let each = 1; each <= sequence; each += 1)
    play.check(kept.has(each), `The manifest ${each} is not in the history.`);
}

function expectUse(play: ModelPlay, uses: readonly Use[], wanted: Record<Use['channel'], string>): void {
  const others = uses.filter(({ channel, version }) => version !== wanted[channel]);
  const told = others.map(({ channel, version, looked }) => `${version} on ${channel} (${looked})`);
  play.check(others.length === 0, `Some phones have another model: ${[...new Set(told)].join(', ')}.`);
}

async function expectServiceUses(play: ModelPlay, version: string): Promise<void> {
  const until = Date.now() + SERVICE_SEES_WITHIN;
  let found = await servedModel(play);
  while (found !== version && Date.now() < until) {
    await delay(200);
    found = await servedModel(play);
  }
  play.check(found === version, `The service uses ${found}, and not ${version}.`);
}

async function servedModel({ service }: ModelPlay): Promise<string> {
  const response = await fetch(new URL('/health', service));
  return ((await response.json()) as { model: { version: string } }).model.version;
}
