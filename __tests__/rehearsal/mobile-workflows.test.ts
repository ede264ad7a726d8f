/** What release.yml does with an app before it has anything to do with a store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { SUITE } from '../../rehearsal/caller';
import { thirdPartyActions } from '../../rehearsal/third-party';
import type { StepReport } from '../../rehearsal/workflow/options';
import { runWorkflow } from '../../rehearsal/workflow/run-workflow';
import { repository } from './fixtures/workflow-repositories';

const artifacts = mkdtempSync(join(tmpdir(), 'artifacts-'));

afterAll(() => {
  rmSync(artifacts, { recursive: true, force: true });
});

const file = '.github/workflows/release.yml';
const caller = (track: string): string => `
on: push
permissions: {}
jobs:
  release:
    permissions: { contents: write, id-token: write }
    uses: sluice-actions/sluice/.github/workflows/release.yml@v1
    with:
      image: none
      project: acme
      workload-identity-provider: none
      builder: none
      mobile-artifacts: app-*
      mobile-files: app.aab
      mobile-track: ${track}
`;

/** Runs the job that publishes, without anything to publish. @returns its steps by name */
async function stepsFor(track: string): Promise<Map<string, StepReport>> {
  const report = await runWorkflow({
    root: repository('octo/app', { [file]: caller(track) }),
    suite: SUITE,
    file,
    event: { name: 'push' },
    thirdParty: thirdPartyActions({ artifacts }),
  });
  const job = report.jobs.find(({ id }) => id === 'release/mobile');
  return new Map(job?.steps.map((step) => [step.name, step]));
}

test.each(['production', 'wear:production'])(
  'a release does not bring an app to the track %s',
  async (track) => {
    const steps = await stepsFor(track);
    expect(steps.get('Testers only')?.result).toBe('failure');
    expect(steps.get('Publish to the testers')?.result).toBe('skipped');
  },
);

test('a release that finds no app says so, and publishes nothing', async () => {
  const steps = await stepsFor('internal');
  expect(steps.get('Testers only')?.result).toBe('skipped');
  expect(steps.get('Fetch')?.result).toBe('success');
  expect(steps.get('Publish to the testers')?.result).toBe('failure');
});
