/** Tells what there is to return to, and what would be done. Writes nothing. */
import type { Session } from '../../../lib/cloudrun';
import { explained } from '../../../lib/google';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { noService } from './bring-back';
import type { Ending } from './bring-back';
import type { Inputs } from './inputs';
import { choicesOf } from './list';
import type { Choice } from './list';
import { checkReady, planRollback } from './plan';
import { planInWords, placeInWords } from './report';
import { revisionOf } from './target';

/** One place, listed and planned. A plan that is refused is told, and is no fault: the list is what was asked for. */
export async function listPlace(runner: Runner, inputs: Inputs, { cloudRun }: Session): Promise<Listed> {
  const { at } = cloudRun;
  try {
    const [service, revisions] = await Promise.all([cloudRun.getService(), cloudRun.listRevisions()]);
    if (!service) throw noService(at);
    const choices = choicesOf(at, service, revisions);
    try {
      const revision = await revisionOf(inputs.target, {
        at,
        service,
        revisions: () => Promise.resolve(revisions),
      });
      const plan = planRollback(service, { ...inputs, at, revision }, runner.clock.now());
      if (plan.do === 'bring-back')
        checkReady(
          revisions.find(({ name }) => name === plan.good),
          plan.good,
          at,
        );
      return { ending: { at, result: 'unchanged', service, plan }, choices, would: planInWords(plan) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const would = `Nothing would be brought back. ${error.message} ${error.remedy}`;
      return { ending: { at, result: 'unchanged', service }, choices, would };
    }
  } catch (error) {
    const fault = explained(error, `Listing the revisions of ${at.service}`);
    return { ending: { at, result: 'failed', fault }, choices: [], would: '' };
  }
}

export interface Listed {
  ending: Ending;
  choices: Choice[];
  /** What a rollback with these inputs would do, in words. */
  would: string;
}

export function reportLists(runner: Runner, listed: readonly Listed[]): void {
  runner.setOutput(
    'revisions',
    listed.flatMap(({ choices }) => choices),
  );
  for (const { ending, choices, would } of listed.filter(({ ending: { fault } }) => fault === undefined)) {
    runner.summary
      .heading(`What can be returned to: ${placeInWords(ending.at)}`)
      .paragraph(would)
      .table(
        ['Revision', 'Traffic', 'Ready', 'Created (UTC)', 'Commit', 'By', 'Tags', 'Image'],
        choices.map(rowOf),
      );
    for (const { revision, run } of choices.filter(({ run: page }) => page !== ''))
      runner.summary.link(`The run that rolled out ${revision}`, run);
    runner.log.info(`${placeInWords(ending.at)}: ${would}`);
    for (const choice of choices) runner.log.info(`  ${lineOf(choice)}`);
  }
}

function rowOf(choice: Choice): string[] {
  const { revision, traffic, ready, created, commit, by, tags, image, lastGood } = choice;
  return [
    lastGood ? `${revision} (the last good one)` : revision,
    `${traffic} %`,
    ready ? 'yes' : 'no',
    created.slice(0, 19).replace('T', ' '),
    commit,
    by,
    tags.join(', '),
    image,
  ];
}

const lineOf = ({ revision, traffic, ready, created, tags, image }: Choice): string =>
  [revision, `${traffic} %`, ready ? 'ready' : 'not ready', created, tags.join(','), image]
    .join('  ')
    .trimEnd();
