import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startWebhook } from '../../emulators/webhook';
import type { Webhook } from '../../emulators/webhook';
import { runPost } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';
import { fault, openBed, pinned, place, recordOn, serving } from './deploy-cloudrun-bed';
import type { Bed, Entries, Inputs } from './deploy-cloudrun-bed';
import { bundleRollback, deployed } from './rollback-bed';
import { everything, headOf, jobClaims, startBed as startGitHubBed } from './github-bed';
import type { Bed as GitHubBed } from './github-bed';

let entries: Entries;
let bed: Bed;
let hub: GitHubBed;
let webhook: Webhook;
let asked: unknown[] = [];
beforeAll(async () => {
  entries = await bundleRollback();
});
beforeEach(async () => {
  asked = [];
  // What the service's record says whenever somebody is told anything.
  const onCall = (): void => {
    asked.push(recordStatus());
  };
  const clock = scaledClock(60);
  const github = { clock, hooks: { onCall } };
  bed = await openBed(entries);
  [hub, webhook] = await Promise.all([startGitHubBed(github), startWebhook({ clock, onCall })]);
  await bed.create();
  await deployed(bed);
});
afterEach(async () => {
  expect(hub.github.violations).toEqual([]);
  await Promise.all([bed.close(), hub.github.close(), webhook.close()]);
});
afterAll(() => entries.rollback.remove());

const RUN = 'https://github.com/acme/shop/actions/runs/42';
const telling = (): Inputs => ({
  'github-token': hub.github.tokens.forJob(everything, jobClaims()).token,
  'notify-url': webhook.url,
  owner: 'acme/shop-team',
  reason: 'Orders were lost.',
});
const env = (): Record<string, string> => ({ GITHUB_API_URL: hub.github.url });
const back = (inputs: Inputs = {}): Promise<StepResult> =>
  bed.rollback({ ...telling(), ...inputs }, { env: env() });

const warnings = ({ annotations }: StepResult): string[] =>
  annotations.filter(({ name }) => name === 'warning').map(({ message }) => message);

/** The traffic is back, the step ended well, and these are its warnings. */
async function expectBack(result: StepResult): Promise<string[]> {
  expect([fault(result), result.exitCode, result.outputs['result']]).toEqual(['', 0, 'rolled-back']);
  expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  return warnings(result);
}

describe('once the traffic is back', () => {
  test('an incident is opened, and a message is sent that leads to it', async () => {
    const result = await back();
    expect(await expectBack(result)).toEqual([]);
    const [issue, ...others] = hub.github.state.issues;
    expect([issue?.title, issue?.labels, others]).toEqual([
      'app was brought back in europe-west1',
      ['incident'],
      [],
    ]);
    expect(issue?.body).toContain('Orders were lost');
    expect(issue?.body).toContain('Owner: @acme/shop-team');
    expect(issue?.body).toContain('### Root cause');
    expect(issue?.body).toMatch(
      /\[The whole log of app-new\]\(https:\/\/console\.cloud\.google\.com\/logs\/viewer/,
    );
    expect(issue?.body).toMatch(/\(https:\/\/console\.cloud\.google\.com\/logs\/query;query=[^)]*app-new/);
    const [message] = webhook.state.messages;
    expect(message?.text).toBe('app was brought back in europe-west1. Orders were lost.');
    expect(JSON.stringify(message?.blocks)).toContain(`/issues/${issue?.number ?? 0}|The incident>`);
    expect(result.summary).toContain('Incident #');
  });

  test('the open incident is added to when it happens again', async () => {
    await back();
    await bed.update({ traffic: [pinned('app-new', 100)] }, ['traffic']);
    await back({ reason: 'Once more.' });
    const [issue, ...others] = hub.github.state.issues;
    expect(others).toEqual([]);
    expect(issue?.comments.map(({ body }) => body.includes('Once more'))).toEqual([true]);
  });

  test('nobody is told where there was nothing to bring back', async () => {
    await back();
    const result = await back();
    expect(result.outputs['result']).toBe('unchanged');
    expect([hub.github.state.issues[0]?.comments, webhook.state.messages.length]).toEqual([[], 1]);
  });

  test('the deployment of the run that deployed is reported as failed, with this run as its log', async () => {
    const octokit = hub.github.state.deployments;
    const created = { ...jobClaims(), runId: 42 };
    const { token } = hub.github.tokens.forJob(everything, created);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const url = `${hub.github.url}/repos/acme/shop/deployments`;
    for (const run of ['https://github.com/acme/shop/actions/runs/41', RUN]) {
      const body = JSON.stringify({
        ref: headOf(hub.github),
        environment: 'production',
        auto_merge: false,
        required_contexts: [],
        payload: { run },
      });
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
    }
    const result = await back({ environment: 'production' });
    expect(await expectBack(result)).toEqual([]);
    expect(
      octokit.map(({ payload, statuses }) => [payload, statuses.map(({ state, logUrl }) => [state, logUrl])]),
    ).toEqual([
      [{ run: RUN }, [['failure', RUN]]],
      [{ run: 'https://github.com/acme/shop/actions/runs/41' }, []],
    ]);
  });
});

describe('whoever cannot be told', () => {
  test('does not make the rollback fail: neither GitHub', async () => {
    hub.arm({ kind: 'status', status: 500, call: /issues/, times: 50 });
    const [warning = '', ...others] = await expectBack(await back());
    expect([warning, others]).toEqual([
      expect.stringMatching(/not everybody was told[\s\S]*Opening an issue/),
      [],
    ]);
    expect(webhook.state.messages).toHaveLength(1);
  });

  test('nor a missing permission, which is named', async () => {
    const { token } = hub.github.tokens.forJob({ contents: 'read' }, jobClaims());
    const [warning] = await expectBack(await back({ 'github-token': token }));
    expect(warning).toMatch(/issues: (read|write)/);
  });

  test('nor a webhook that is gone, of which no part is said', async () => {
    webhook.state.revoked = true;
    const result = await back();
    expect(await expectBack(result)).toEqual([expect.stringMatching(/answered 404 \(no_service\)/)]);
    const said = [result.stdout.replaceAll(/^::add-mask::.*$/gm, ''), result.stderr, result.summary].join(
      '\n',
    );
    expect(said).not.toContain(new URL(webhook.url).pathname);
    expect(hub.github.state.issues).toHaveLength(1);
  });

  test('nor both, and the way back is over before either is asked', async () => {
    hub.arm({ kind: 'reset-before', call: /.*/, times: 100 });
    webhook.faults.add({ kind: 'status', status: 503, call: /.*/, times: 100 });
    expect(await expectBack(await back())).toHaveLength(2);
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked)).toEqual(new Set(['rolled-back']));
  });
});

describe('a job that comes after the deploy of its own run', () => {
  const after = (): Promise<StepResult> => back({ only: 'this-run', reason: 'The job failed.' });
  const bodies = (): string[] => hub.github.state.issues.map(({ title, body }) => `${title}\n${body ?? ''}`);

  test('tells of what the deploy has brought back by itself, for the reason that the deploy gave', async () => {
    const why = 'It fails more often.';
    await deployed(bed, { status: 'rolled-back', cause: 'failed', why, run: RUN });
    await bed.update({ traffic: [pinned('app-old', 100)] }, ['traffic']);
    const writes = bed.run.calls.filter(({ write }) => write).length;
    expect(await expectBack(await after())).toEqual([]);
    expect(bed.run.calls.filter(({ write }) => write)).toHaveLength(writes);
    expect(bodies()).toEqual([
      expect.stringMatching(/app was brought back in europe-west1\n[^]*It fails more often/),
    ]);
    expect(webhook.state.messages).toHaveLength(1);
  });

  test('tells of a candidate that somebody else gave the traffic to, and leaves it there', async () => {
    await deployed(bed, { status: 'held', raised: true, step: 0, why: 'Somebody raised it.', run: RUN });
    const result = await after();
    expect([fault(result), result.outputs['result']]).toEqual(['', 'unchanged']);
    expect(serving(await bed.get())).toEqual({ 'app-new': 100 });
    const [body = ''] = bodies();
    expect(body).toMatch(/^app serves a candidate in europe-west1 that somebody else gave the traffic to/);
    expect(body).toContain('Somebody raised it.');
    expect(body).not.toMatch(/brought back in/);
  });

  test('tells nothing of a hold, nor of what another run has brought back', async () => {
    await deployed(bed, { status: 'held', step: 0, run: RUN });
    await after();
    await deployed(bed, { status: 'rolled-back', cause: 'failed', run: `${RUN}1` });
    await after();
    expect([hub.github.state.issues, webhook.state.messages]).toEqual([[], []]);
  });
});

test('a step that dies after the write is finished by its post step, which tells people once', async () => {
  const inputs = { ...place, ...telling() };
  const main = await bed.rollback(inputs, {
    env: env(),
    onSpawn: (child) => {
      const dying = setInterval(() => {
        if (
          !bed.run.calls.some(
            ({ method, write }) => write && method.includes('Update') && bed.run.calls.length > 0,
          )
        )
          return;
        if (recordStatus() !== 'rolled-back') return;
        clearInterval(dying);
        child.kill('SIGKILL');
      }, 2);
    },
  });
  expect(main.signal).toBe('SIGKILL');
  const env2 = {
    ...env(),
    SLUICE_CLOUD_RUN_ENDPOINT: bed.run.url,
    SLUICE_TIME_SCALE: '300',
    SLUICE_SEED: '7',
  };
  const post = await runPost({ entry: [entries.rollback.path], inputs, env: env2 }, main);
  expect([fault(post), serving(await bed.get())]).toEqual(['', { 'app-old': 100 }]);
  expect(recordOn(await bed.get())).toMatchObject({ status: 'rolled-back' });
  expect([hub.github.state.issues.length, webhook.state.messages.length]).toEqual([1, 1]);
});

/** What the record on the service says at this moment. */
function recordStatus(): unknown {
  const service = bed.run.state.services.get('projects/demo-project/locations/europe-west1/services/app');
  const text = service?.spec.annotations?.['sluice.dev/rollout'] ?? '{}';
  return (JSON.parse(text) as { status?: unknown }).status;
}
