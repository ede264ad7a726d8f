/** Whether anybody will be asked before production is touched, and what the brief says of it. */
import type { Protection } from '../../../lib/github';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';

/** The gate that the caller named, as GitHub describes it; undefined where none was named. */
export async function readGate(runner: Runner, { gate }: Inputs): Promise<Protection | undefined> {
  if (!gate) return undefined;
  // Only a plan before a gate needs GitHub's client; every other start is spared it.
  const { connectGitHub, readProtection } = await import('../../../lib/github');
  const { clock, random, signal, environment } = runner;
  const github = connectGitHub({
    token: gate.token,
    repository: environment.repository ?? '',
    patience: { clock, random, signal, tries: 5 },
  });
  return readProtection(github, gate.environment);
}

/**
 * The gate in words.
 * @throws UserError where nobody would be asked, unless the caller has said that this is meant
 */
export function gateInWords(protection: Protection, { gate }: Inputs): string {
  const { environment, reviewers, waitMinutes, branches } = protection;
  if (reviewers.length === 0 && !gate?.ungated) {
    throw new UserError(`The environment ${environment} has no reviewers: nobody would be asked.`, {
      remedy: `Add required reviewers to it (Settings, Environments), or set \`ungated: true\` to deploy without being asked. GitHub offers none to private repositories of the Free, Pro and Team plans.`,
    });
  }
  const asked =
    reviewers.length === 0
      ? 'Nobody is asked: the environment has no reviewers, and the caller has said that this is meant.'
      : `One of ${reviewers.join(', ')} has to approve.`;
  const waits = waitMinutes > 0 ? ` It waits ${waitMinutes} minutes.` : '';
  const from =
    branches === 'any' ? ' Any branch may deploy to it.' : ` Only ${branches} branches may deploy to it.`;
  return `${asked}${waits}${from}`;
}
