import { UserError } from '../../../../lib/runner';
import { AppStoreRefusal } from './refusal';

/** What to do about a refusal, by what it says. */
const KNOWN: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [
    /ATTRIBUTE\.INVALID\.DUPLICATE|already been used/i,
    'The build number is used: build the app with a higher one.',
  ],
  [
    /another build is in review/i,
    'One build of a version is reviewed at a time: wait for that review, or take the other build out of it in App Store Connect.',
  ],
  [
    /not assignable/i,
    'See in TestFlight what the build still lacks, such as an answer about encryption; then run this again.',
  ],
  [
    /'whatsNew'/,
    'Put a note in every language of the version into the folder `notes`: Apple wants one for an update.',
  ],
  [
    /cannot create a new version/i,
    'Another version is under way: release it, or take it back in App Store Connect; then run this again.',
  ],
  [
    /not in (a )?valid state|cannot be reviewed|cannot be edited/i,
    'See in App Store Connect what the version lacks, or who has changed it; then run this again.',
  ],
  [/agreement/i, 'The account holder has to accept the newest agreement in App Store Connect.'],
];

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'See to it that `app-store-key`, `app-store-key-id` and `app-store-issuer-id` belong together, that the key was not revoked, and that the clock of this machine is right.',
  403: 'Give the API key the role App Manager, or Developer for uploads only, and access to this app.',
  404: 'Somebody has taken it away meanwhile: run this again.',
};

/** A refusal as an error that ends with what to do; any other error as it is. */
export function explained(error: unknown, what: string): unknown {
  if (!(error instanceof AppStoreRefusal)) return error;
  const said = error.message.trim().replace(/\.$/, '');
  return new UserError(`${what} failed: ${said}.`, { remedy: remedyFor(error), cause: error });
}

function remedyFor(error: AppStoreRefusal): string {
  const text = [...error.codes, error.message].join(' ');
  const [, known] = KNOWN.find(([pattern]) => pattern.test(text)) ?? [];
  const remedy = known ?? BY_STATUS[error.status];
  if (remedy !== undefined) return remedy;
  return error.transient
    ? 'App Store Connect could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.'
    : 'Put right what the message names, and run this again.';
}
