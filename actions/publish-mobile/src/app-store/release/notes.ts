import { UserError } from '../../../../../lib/runner';
import { converge } from '../converge';
import type { Session } from '../session';
import type { StoreVersion } from './model';
import { listLocalizations } from './read';
import type { Localization } from './read';

/**
 * Writes what is new, in the languages that the version's page has. Languages are made in App Store Connect: one needs a
 * description as well. What somebody has written there stays where there is no note for it.
 * @throws UserError where a language would be left without, which Apple refuses for an update
 */
export async function writeReleaseNotes(session: Session, version: StoreVersion): Promise<void> {
  const { wire, material, ports } = session;
  const page = await listLocalizations(wire, version.id);
  const isOnPage = (language: string): boolean => page.some(({ locale }) => locale === language);
  const extra = [...material.notes.keys()].filter((language) => !isOnPage(language));
  if (extra.length > 0)
    ports.log.warning(
      `The page of ${version.version} has no ${extra.join(', ')}, and the notes in it were left out.`,
    );
  refuseMissing(session, version, page);
  for (const localization of page) {
    const text = material.notes.get(localization.locale);
    if (text !== undefined) await writeNote(session, version, localization, text);
  }
}

function refuseMissing(
  { material }: Session,
  { version }: StoreVersion,
  page: readonly Localization[],
): void {
  const missing = page.filter(
    ({ locale, whatsNew }) => (material.notes.get(locale) ?? whatsNew).trim() === '',
  );
  if (missing.length === 0) return;
  const languages = missing.map(({ locale }) => locale).join(', ');
  throw new UserError(`Nobody has written what is new in ${version} in ${languages}.`, {
    remedy: `Put a file whatsnew-${missing[0]?.locale ?? 'en-US'} (and so on) into the folder \`notes\`: Apple wants one in every language of the page.`,
  });
}

async function writeNote(
  { wire, done }: Session,
  version: StoreVersion,
  { id, locale }: Localization,
  text: string,
): Promise<void> {
  const { changed } = await converge(wire, {
    look: async () => {
      const now = (await listLocalizations(wire, version.id)).find((each) => each.id === id);
      return now?.whatsNew === text ? true : undefined;
    },
    act: () =>
      wire.write({
        method: 'PATCH',
        path: `/v1/appStoreVersionLocalizations/${id}`,
        data: { type: 'appStoreVersionLocalizations', id, attributes: { whatsNew: text } },
      }),
  });
  if (changed) done(`Wrote what is new in ${locale}.`);
}
