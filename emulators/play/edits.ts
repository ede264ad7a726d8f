/**
 * The life of an edit: one that is open per user and app, gone after a while, after another one, after any commit and
 * after any change in the Console. Source: https://developers.google.com/android-publisher/edits
 */
import { randomInt } from 'node:crypto';
import { Refused } from '../gcs/refusal';
import { appOf, closeEdits, copyOf } from './state';
import type { Edit, PlayState } from './state';
import type { Route } from './route';

export const insertEdit: Route = ({ service, app, user }) => {
  const { state, clock, editLifetimeMs } = service;
  for (const edit of state.edits.values())
    if (edit.packageName === app.packageName && edit.user === user && edit.end === 'open')
      edit.end = 'deleted';
  const id = `${randomInt(1, 2 ** 47)}`.padStart(20, '0');
  const edit: Edit = {
    ...copyOf(app),
    ...{ id, packageName: app.packageName, user, end: 'open', expires: clock.now() + editLifetimeMs },
  };
  state.edits.set(id, edit);
  return editView(edit);
};

export const getEdit: Route = (asked) => editView(editOf(asked.service, asked.params['edit'] ?? ''));

export const deleteEdit: Route = ({ service, params }) => {
  editOf(service, params['edit'] ?? '').end = 'deleted';
  return undefined;
};

/** @throws Refused where it is not open any more, in the words that Google has for it */
export function editOf({ state, clock }: { state: PlayState; clock: { now(): number } }, id: string): Edit {
  const edit = state.edits.get(id);
  if (!edit) throw new Refused(404, 'Edit not found.', { reason: 'notFound' });
  if (edit.end === 'committed')
    throw new Refused(400, 'This edit has already been successfully committed, please create a new Edit.', {
      reason: 'badRequest',
    });
  if (edit.end === 'deleted') throw new Refused(400, 'This Edit has been deleted.', { reason: 'badRequest' });
  if (clock.now() > edit.expires)
    throw new Refused(400, 'This edit has expired please create a new Edit.', {
      reason: 'failedPrecondition',
    });
  return edit;
}

/** Something was changed in the Console. */
export function changeInConsole(state: PlayState, packageName: string, change: () => void): void {
  appOf(state, packageName, '');
  closeEdits(state, packageName);
  change();
}

const editView = ({ id, expires }: Edit): object => ({
  id,
  expiryTimeSeconds: String(Math.floor(expires / 1000)),
});
