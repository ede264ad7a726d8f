/**
 * Who may do what with an app, by the names of `AppLevelPermission`. When Google looks at them is not described: here it
 * is when a track is changed, a file sent, or a figure asked for.
 * Source: https://developers.google.com/android-publisher/api-ref/rest/v3/grants
 */
import { bearerOf } from '../gcs/exchange';
import type { Asked } from '../gcs/exchange';
import { Refused } from '../gcs/refusal';

/** What whoever shows a token may do; undefined where nobody knows the token. */
export type PermissionsOf = (token: string | undefined) => ReadonlySet<string> | 'all' | undefined;

/** Who asks, and what they may do. */
export interface Caller {
  /** The bearer token stands for the user. */
  user: string;
  permissions: ReadonlySet<string> | 'all';
}

const PRODUCTION = 'CAN_MANAGE_PUBLIC_APKS';
const TESTING = 'CAN_MANAGE_TRACK_APKS';
const QUALITY = 'CAN_VIEW_APP_QUALITY';
const INFORMATION = 'CAN_VIEW_NON_FINANCIAL_DATA';

/** @throws Refused where nobody knows the token, or whoever shows it has no right to the app at all */
export function callerOf(permissionsOf: PermissionsOf, asked: Asked): Caller {
  const user = bearerOf(asked);
  const permissions = permissionsOf(user);
  if (user === undefined || permissions === undefined)
    throw new Refused(401, 'Request is missing required authentication credential.', { reason: 'required' });
  const caller = { user, permissions };
  demandOneOf(caller, [PRODUCTION, TESTING, QUALITY, INFORMATION]);
  return caller;
}

/** Tracks of other form factors are called `wear:production`. @throws Refused */
export const demandRelease = (caller: Caller, track: string): void => {
  demandOneOf(caller, [/(^|:)production$/.test(track) ? PRODUCTION : TESTING]);
};

/** @throws Refused */
export const demandUpload = (caller: Caller): void => {
  demandOneOf(caller, [TESTING, PRODUCTION]);
};

/** @throws Refused */
export const demandQuality = (caller: Caller): void => {
  demandOneOf(caller, [QUALITY]);
};

function demandOneOf({ permissions }: Caller, wanted: readonly string[]): void {
  if (permissions === 'all' || wanted.some((each) => permissions.has(each))) return;
  throw new Refused(403, 'The caller does not have permission', { reason: 'forbidden' });
}
