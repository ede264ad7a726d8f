import { formatReference } from '../../../lib/registry';
import type { Runner } from '../../../lib/runner';
import type { Built } from './build';
import type { Inputs } from './model';
import type { Named } from './naming';
import { previousDigest } from './plan';
import type { TagStep } from './plan';

/** How a build ended. */
export interface BuildResult {
  readonly built: Built;
  readonly steps: readonly TagStep[];
  readonly labels: Readonly<Record<string, string>>;
}

/** What all forms of the outcome have in common. */
interface Outcome {
  readonly image: string;
  readonly digest: string;
  readonly result: 'pushed' | 'unchanged';
  readonly version: string;
}

/** Writes outputs and summary. */
export function report({ setOutput, summary, log }: Runner, named: Named, done: BuildResult): void {
  const { inputs, reason } = named;
  const outcome = outcomeOf(inputs, done);
  const outputs = { ...outcome, ...detailsOf(inputs, outcome, done) };
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  const { title, headline } = wordsOf(inputs.backend, outcome);
  log.info(headline);
  summary.heading(`${title}: ${formatReference(inputs.repository)}`);
  summary.paragraph(headline);
  if (reason !== undefined) summary.paragraph(reason);
  summary.table(['name', 'what happened'], done.steps.map(rowOf));
  if (inputs.backend === 'retag') return;
  summary.details('Labels', (section) => {
    section.table(['label', 'value'], Object.entries(done.labels));
  });
}

function wordsOf(
  backend: Inputs['backend'],
  { result, image, version }: Outcome,
): { title: string; headline: string } {
  if (result === 'unchanged') {
    const what = `Nothing was uploaded: the registry has ${image} and all of its tags already`;
    return { title: 'Unchanged', headline: `${what}${version === '' ? '' : `, ${version} among them`}.` };
  }
  return backend === 'retag'
    ? { title: `Released ${version}`, headline: `Released ${image} as ${version}.` }
    : { title: 'Pushed', headline: `Pushed ${image}.` };
}

function outcomeOf({ repository, version }: Inputs, { built, steps }: BuildResult): Outcome {
  const { digest } = built.manifest;
  const isUnchanged = built.uploaded !== true && steps.every((step) => step.do === 'keep');
  const image = formatReference({ ...repository, digest });
  return { image, digest, result: isUnchanged ? 'unchanged' : 'pushed', version };
}

function detailsOf(
  inputs: Inputs,
  outcome: Outcome,
  { built, steps, labels }: BuildResult,
): Record<string, string | object> {
  const { configDigest } = built;
  const tags = inputs.tags.map((tag) => formatReference({ ...inputs.repository, tag }));
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const previous = previousDigest(steps) ?? '';
  const annotations = inputs.backend === 'append' ? inputs.annotations : {};
  return {
    tags: tags.join('\n'),
    labels: pairs.join('\n'),
    metadata: {
      'containerimage.digest': outcome.digest,
      ...(configDigest === undefined ? {} : { 'containerimage.config.digest': configDigest }),
      'image.name': tags.join(','),
    },
    'previous-digest': previous,
    json: { ...outcome, tags, labels, annotations, previousDigest: previous },
  };
}

function rowOf(step: TagStep): [string, string] {
  if (step.do === 'move') return [step.version, `moved from ${step.from}`];
  return [step.version, step.do === 'keep' ? 'unchanged' : 'new'];
}
