/** An action for the tests of `main`: what it does is said by its input `behaviour`. */
import { createServer } from 'node:net';
import { Interrupted, main, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';

const PLANTED = 'bad answer\n::set-output name=planted::1\n##[error]planted';

/** Ready to be interrupted: the test waits for this line before it sends a signal. */
async function waitForSignal({ log, clock, signal }: Runner): Promise<void> {
  log.info('ready');
  await clock.sleep(60_000, signal);
}

const behaviours: Record<string, (runner: Runner) => Promise<void> | never> = {
  async succeed({ environment, setOutput, state, summary }) {
    setOutput('url', 'https://shop.example');
    setOutput('shares', { stable: 95, candidate: 5 });
    setOutput('lines', 'one\ntwo');
    setOutput('run', environment.runUrl ?? '');
    state.set('revision', 'api-00012');
    summary.heading('Deployed');
    await Promise.resolve();
  },
  async keepASocketOpen() {
    await new Promise<void>((resolve) => createServer().listen(0, '127.0.0.1', resolve));
  },
  userError({ summary }) {
    summary.paragraph('Nothing was changed.');
    throw new UserError('There is no service "shop".', {
      remedy: 'Create it, or correct `service`.',
      file: 'deploy.yml',
      line: 7,
    });
  },
  crash() {
    throw new Error(PLANTED);
  },
  async uncaught() {
    setImmediate(() => {
      throw new Error('thrown in a callback');
    });
    await new Promise(() => undefined);
  },
  async rejected({ clock, signal }) {
    void Promise.reject(new Error('nobody awaits this'));
    await clock.sleep(60_000, signal);
  },
  async neverEnds() {
    await new Promise(() => undefined);
  },
  secret({ secret, log }) {
    secret('correct horse');
    log.info(`token=${Buffer.from('user:correct horse').toString('base64')} correct horse`);
    throw new Error('the password "correct horse" was refused');
  },
  async interrupted(runner) {
    runner.summary.paragraph('Half way.');
    const hook = (name: string) => async (): Promise<void> => {
      await runner.clock.sleep(5);
      runner.log.info(`hook ${name} ended`);
    };
    runner.onAbort(hook('first'));
    runner.onAbort(hook('second'));
    runner.onAbort(hook('removed'))();
    await waitForSignal(runner);
  },
  async secondSignal(runner) {
    runner.onAbort(async () => {
      const second = new Promise((resolve) => process.once('SIGTERM', resolve));
      runner.log.info('hook waits');
      await second;
      runner.log.info('hook ended');
    });
    await waitForSignal(runner);
  },
  async lateHook(runner) {
    try {
      await waitForSignal(runner);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      runner.onAbort(async () => {
        await runner.clock.sleep(5);
        runner.log.info('late hook ended');
      });
    }
  },
};

main({
  async run(runner) {
    await behaviours[runner.inputs.get('behaviour')]?.(runner);
  },
  async post({ state, log, setOutput }) {
    log.info(`post of ${state.get('revision')}`);
    setOutput('restored', true);
    await Promise.resolve();
  },
});
