import type { Library } from '../workflow/library';
import type { Step } from '../workflow/model';
import { child, type Template } from '../workflow/template';
import type { Finding } from './findings';
import { expressionsIn, placeOf, referencesIn, type Reference } from './references';

/** Values that GitHub makes itself and nobody can shape: numbers, hashes, its own addresses and paths. */
const harmless: ReadonlySet<string> = new Set([
  'github.action_path',
  'github.api_url',
  'github.event_name',
  'github.graphql_url',
  'github.job',
  'github.repository_id',
  'github.repository_owner_id',
  'github.run_attempt',
  'github.run_id',
  'github.run_number',
  'github.server_url',
  'github.sha',
  'github.workspace',
  'job.status',
  'job.workflow_sha',
  'runner.arch',
  'runner.os',
  'runner.temp',
  'runner.tool_cache',
]);

/** Inputs of others' actions that are programs. */
const scripts: Readonly<Record<string, string>> = { 'actions/github-script': 'script' };

/** Values from outside that become part of a program, where a quote is enough to make them commands. */
export function checkInjection(library: Library, step: Step, text: string): Finding[] {
  const program = programOf(step);
  return expressionsIn(program).flatMap(({ expression, at }) =>
    referencesIn(library, expression)
      .filter((reference) => !isHarmless(reference))
      .map((reference) => ({
        at: placeOf(text, at, reference.text),
        message: `'${reference.text}' becomes a part of the script, and may be a command.`,
        remedy: "Put it into a variable under 'env', and use that in double quotes.",
      })),
  );
}

function programOf(step: Step): Template | undefined {
  if (step.kind === 'run') return step.run;
  const input = scripts[step.uses.split('@')[0]?.toLowerCase() ?? ''];
  return input === undefined ? undefined : child(step.with, input);
}

function isHarmless({ path }: Reference): boolean {
  return harmless.has(path.slice(0, 2).join('.').toLowerCase());
}
