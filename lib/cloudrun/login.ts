import { backoff, connectionFault, isTransientStatus } from '../backoff';
import type { GoogleAuth, Patience } from '../google';
import { UserError } from '../runner';

/**
 * Sees to it that the step is logged in for the next minutes: a token that ends within five of them is renewed. Whoever
 * moves traffic forward must be able to bring it back.
 * @throws UserError where the login cannot be renewed
 */
export async function renewLogin(
  auth: Pick<GoogleAuth, 'getAccessToken'>,
  patience: Patience,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      // The library renews what ends soon, and else gives what it has.
      await auth.getAccessToken();
      return;
    } catch (error) {
      if (!mayPass(error) || tried >= patience.tries) throw notRenewed(error);
      await patience.clock.sleep(backoff(tried, patience.random), patience.signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  if (connectionFault(error) !== undefined) return true;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : NaN;
  return isTransientStatus(status);
}

const notRenewed = (cause: unknown): UserError =>
  new UserError(
    `The login to Google Cloud could not be renewed, so the traffic is not moved any further: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      remedy:
        'See that the job still has `permissions: id-token: write` and that its service account still trusts this workflow; then run this again: it goes on from what is there.',
      cause,
    },
  );
