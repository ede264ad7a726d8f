import { formatDuration, UserError } from '../../../../lib/runner';
import { listUploads } from './api';
import type { Build, BuildName } from './api';
import type { Session } from './session';
import { findBuild } from './upload';

/** Milliseconds between two looks at what Apple does, which takes minutes. */
const INTERVAL = 15_000;

/**
 * Waits until Apple has processed a build.
 * @param upload the delivery that it comes from, where it is known
 * @throws UserError where Apple refuses the build, or the deadline goes by
 */
export async function processed(
  session: Session,
  name: BuildName,
  upload: string | undefined,
): Promise<Build> {
  const { ports, task } = session;
  const until = ports.clock.now() + task.deadline;
  for (;;) {
    const build = await findBuild(session, name);
    if (build && isUsable(build, name)) return build;
    if (!build && upload !== undefined) await demandNoFailure(session, name, upload);
    if (ports.clock.now() >= until) throw late(name, task.deadline);
    await ports.clock.sleep(INTERVAL, ports.signal);
  }
}

function isUsable(found: Build, { version, build }: BuildName): boolean {
  if (found.expired)
    throw new UserError(`Build ${build} of ${version} has expired, and its number is used for good.`, {
      remedy: 'Build the app with a higher build number.',
    });
  if (found.processing === 'FAILED' || found.processing === 'INVALID')
    throw new UserError(`Apple found build ${build} of ${version} to be ${found.processing.toLowerCase()}.`, {
      remedy:
        'Read what Apple has written to the account holder, and build the app with a higher build number.',
    });
  return found.processing === 'VALID';
}

async function demandNoFailure({ wire, app }: Session, name: BuildName, upload: string): Promise<void> {
  const found = (await listUploads(wire, app, name)).find(({ id }) => id === upload);
  if (found?.state !== 'FAILED') return;
  const why = found.errors.join(' ') || 'it gives no reason';
  throw new UserError(`Apple refused ${name.version} (${name.build}): ${why}`, {
    remedy: /90189|redundant|already been used/i.test(why)
      ? 'Build the app with a higher build number.'
      : 'Put right what Apple names, build the app, and run this again.',
  });
}

const late = ({ version, build }: BuildName, deadline: number): UserError =>
  new UserError(`Apple still processes ${version} (${build}) after ${formatDuration(deadline)}.`, {
    remedy: 'Run this again later: nothing is uploaded twice. A longer `deadline` waits longer.',
  });
