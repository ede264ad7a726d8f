import type { Runner } from '../../../lib/runner';
import type { Committed, Serving } from './commit';
import type { Judgement } from './gate/gate';
import type { Inputs } from './inputs';
import type { Manifest } from './manifest/model';

/** What a step has done, and the manifest that serves now. */
export interface Done extends Serving, Partial<Pick<Committed, 'wrote'>> {
  result:
    'published' | 'promoted' | 'rolled-back' | 'renewed' | 'pruned' | 'unchanged' | 'status' | 'planned';
  /** What a dry run would make of it. */
  plan?: Manifest;
  judgement?: Judgement;
  /** Paths that were taken away. */
  removed?: string[];
  /** Versions that left the manifest. */
  versions?: string[];
}

const HEADLINE: Readonly<Record<Done['result'], string>> = {
  published: 'Published',
  promoted: 'Promoted',
  'rolled-back': 'Brought back',
  renewed: 'Renewed',
  pruned: 'Tidied up',
  unchanged: 'Nothing to do',
  status: 'Status',
  planned: 'Planned',
};

/** Writes outputs, summary and a line of the log. */
export function report(runner: Runner, inputs: Inputs, place: string, done: Done): void {
  const { manifest, sha256, result } = done;
  const { stable, canary, previous } = manifest.channels;
  const outputs = {
    result,
    sequence: manifest.sequence,
    'manifest-sha256': sha256,
    manifest: `${place}/manifest.json`,
    stable: stable ?? '',
    canary: canary ?? '',
    previous: previous ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  runner.log.info(`${HEADLINE[result]}: ${inputs.modelId}, sequence ${manifest.sequence}.`);
  summarise(runner, inputs, place, done);
}

function summarise({ summary }: Runner, { modelId }: Inputs, place: string, done: Done): void {
  const { manifest, result, judgement, plan, removed = [], versions = [] } = done;
  summary.heading(`${HEADLINE[result]}: ${modelId}`);
  if (judgement) summary.list(judgement.reasons);
  summary.table(['channel', 'version', 'rate', 'size'], channelRows(manifest));
  const { percent } = manifest.rollout;
  const share = percent === 100 ? 'everybody' : `${percent} % of the installations`;
  summary.paragraph(
    `${place}/manifest.json is at sequence ${manifest.sequence}; ${share} take stable. It is trusted until ${manifest.expires}.`,
  );
  if (plan) summary.list(differences(manifest, plan));
  if (versions.length > 0) summary.paragraph(`Left out: ${versions.join(', ')}.`);
  if (removed.length > 0)
    summary.details(`${removed.length} objects removed`, (section) => section.list(removed));
}

/** What changes, in sentences. */
function differences(before: Manifest, after: Manifest): string[] {
  const moved = (['stable', 'canary'] as const)
    .filter((channel) => before.channels[channel] !== after.channels[channel])
    .map(
      (channel) =>
        `${channel}: ${before.channels[channel] ?? 'none'} → ${rateOf(after, after.channels[channel])}`,
    );
  const { percent } = after.rollout;
  return [...moved, `${percent} % of the installations take stable`, `trusted until ${after.expires}`];
}

function rateOf({ versions }: Manifest, name: string | null): string {
  const found = versions.find(({ version }) => version === name);
  if (!found) return name ?? 'none';
  const { n, correct, metric } = found.evaluation;
  return `${found.version} (${percentOf(correct, n)} ${metric} of ${n})`;
}

const percentOf = (part: number, whole: number): string => `${Number(((100 * part) / whole).toFixed(2))} %`;

function channelRows({ channels, versions }: Manifest): string[][] {
  return Object.entries(channels).map(([channel, name]) => {
    const version = versions.find((each) => each.version === name);
    if (!version) return [channel, 'none', '', ''];
    const { n, correct, metric } = version.evaluation;
    const rate = `${percentOf(correct, n)} ${metric} of ${n}`;
    return [channel, version.version, rate, `${version.blob.size} bytes`];
  });
}
