/** What Google Play says no with, in words that say what to do. */
import { UserError } from '../../../../lib/runner';
import { isEditGone, PlayRefusal } from './refusal';

/**
 * Errors that no later try will change, by what they say: Play has one code for most of them. Sources: the issues of
 * fastlane, gradle-play-publisher, upload-google-play and tramlinehq/store-quirks.
 */
const KNOWN: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [
    /only releases with status draft/i,
    'This app was never published. Finish its first release in the Play Console, and until then set `draft: true`.',
  ],
  [
    /version code.*already been used/i,
    'Build with a higher version code: one that was uploaded once is taken for good.',
  ],
  [
    /does not allow any existing users to upgrade/i,
    'Build with a higher version code than the one that people have on this track.',
  ],
  [
    /in review/i,
    'A review is running, and was left alone. Wait until it has ended, or withdraw it in the Play Console, and run this again.',
  ],
  [
    /first release of a track/i,
    'Release it to everybody on this track; stages and halts are for the releases after it.',
  ],
  [/package name|wrong package/i, 'Correct `package-name`, or give the file of this app.'],
  [
    /package not found|applicationNotFound/i,
    'Correct `package-name`; an app must be made in the Play Console, with its first bundle, before the API knows it.',
  ],
  [/track not found/i, 'Correct `track`; custom tracks are made in the Play Console.'],
  [
    /not signed|signature|upload certificate/i,
    'Sign the release build with the upload key that the Play Console shows.',
  ],
  [/debuggable/i, 'Upload the release build, not the debug one.'],
];

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Give `play-credentials`, or log in before this step with google-github-actions/auth as a service account and give the job `permissions: id-token: write`.',
  403: 'Invite the service account in the Play Console under "Users and permissions", with the right to release to this track (for the crash gate: to view app information). It can take a day until that counts.',
  404: 'Correct what the message names.',
  429: 'The quota of the API is used up: wait and run this again, it goes on from where it stands.',
};

/** A refusal as an error that says what to do; every other error as it is. */
export function explained(error: unknown, what: string): unknown {
  if (!(error instanceof PlayRefusal)) return error;
  const said = error.message.trim().replace(/\.$/, '');
  return new UserError(`${what} failed: ${said}.`, { remedy: remedyFor(error), cause: error });
}

function remedyFor(error: PlayRefusal): string {
  if (/edit has expired/i.test(error.message))
    return 'Uploading took longer than an edit stays open, again and again: run this again where the network is faster.';
  if (isEditGone(error))
    return 'Somebody else keeps publishing this app, in another job or in the Play Console: let one finish, and run this again. A `concurrency` group for the app keeps jobs apart.';
  const [, known] = KNOWN.find(([pattern]) => pattern.test(error.message)) ?? [];
  if (known !== undefined) return known;
  const remedy = BY_STATUS[error.status];
  if (remedy !== undefined) return remedy;
  return error.transient
    ? 'Google Play could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.'
    : 'Put right what the message names, and run this again; nothing was committed.';
}
