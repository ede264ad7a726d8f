/** What happens to a build in TestFlight, after Apple has processed it. */
import { z } from 'zod';
import { UserError } from '../../../../lib/runner';
import { attributesOf, linkTo, listGroups } from './api';
import type { Build, Group, Platform } from './api';
import { converge } from './converge';
import type { Session } from './session';
import { findBuild } from './upload';

const HELD: ReadonlySet<string> = new Set(['MISSING_EXPORT_COMPLIANCE', 'IN_EXPORT_COMPLIANCE_REVIEW']);

/** Says about encryption, notes and groups what was asked for, as far as it is not so yet. */
export async function distribute(session: Session, build: Build): Promise<void> {
  const { task } = session;
  const groups = await wantedGroups(session, task.groups);
  await declareEncryption(session, build);
  await writeNotes(session, build);
  if (groups.length === 0) return;
  await demandCleared(session, build);
  if (groups.some(({ internal }) => !internal)) await submitForBetaReview(session, build);
  await addToGroups(session, build, groups);
}

/**
 * Says about encryption what was asked for.
 * @throws UserError where nobody has said what Apple wants to know
 */
export async function clearForExport(session: Session, build: Build): Promise<void> {
  await declareEncryption(session, build);
  await demandCleared(session, build);
}

async function demandCleared(session: Session, build: Build): Promise<void> {
  const { externalState, internalState } = (await again(session, build)) ?? build;
  if (HELD.has(internalState) || HELD.has(externalState)) throw held(build);
}

/** @throws UserError where one of them is not there, before anything is changed */
async function wantedGroups({ wire, app }: Session, names: readonly string[]): Promise<Group[]> {
  if (names.length === 0) return [];
  const groups = await listGroups(wire, app);
  const missing = names.filter((name) => !groups.some((group) => group.name === name));
  if (missing.length === 0) return groups.filter(({ name }) => names.includes(name));
  const there = groups.map(({ name }) => name).join(', ') || 'none';
  throw new UserError(`TestFlight has no group ${missing.join(', ')}.`, {
    remedy: `Correct \`groups\`, or make the group in App Store Connect. There are: ${there}.`,
  });
}

const again = (session: Session, { version, build, platform }: Build): Promise<Build | undefined> =>
  findBuild(session, { version, build, platform: platform as Platform });

/** Said once for a build; what was said otherwise before is not changed. */
async function declareEncryption(session: Session, build: Build): Promise<void> {
  const { wire, task, material, done } = session;
  const wanted = task.usesNonExemptEncryption ?? material.artifact?.usesNonExemptEncryption;
  if (wanted === undefined || build.usesNonExemptEncryption === wanted) return;
  if (build.usesNonExemptEncryption !== undefined)
    throw new UserError(
      `App Store Connect has another answer about the encryption of build ${build.build}.`,
      {
        remedy: 'Correct `encryption`, or build the app with a higher build number: the answer is for good.',
      },
    );
  const { changed } = await converge(wire, {
    look: async () => (await again(session, build))?.usesNonExemptEncryption,
    act: () =>
      wire.write({
        method: 'PATCH',
        path: `/v1/builds/${build.id}`,
        data: { type: 'builds', id: build.id, attributes: { usesNonExemptEncryption: wanted } },
      }),
  });
  if (changed) done(`Said that the build uses ${wanted ? '' : 'no '}encryption that is not exempt.`);
}

const held = ({ build }: Build): UserError =>
  new UserError(`Build ${build} goes to nobody before its encryption is cleared for export.`, {
    remedy:
      'Set ITSAppUsesNonExemptEncryption in the Info.plist, or `encryption: exempt` where that is so; else give the documents in App Store Connect.',
  });

const localization = z.looseObject({ locale: z.string(), whatsNew: z.string().nullish() });

async function writeNotes(session: Session, build: Build): Promise<void> {
  const { wire, material, done } = session;
  const path = `/v1/builds/${build.id}/betaBuildLocalizations`;
  const find = async (language: string): Promise<{ id: string; text: string } | undefined> => {
    const { data } = await wire.list(path);
    const all = data.map((each) => ({ id: each.id, ...attributesOf(localization, each) }));
    const found = all.find(({ locale }) => locale === language);
    return found && { id: found.id, text: found.whatsNew ?? '' };
  };
  for (const [language, text] of material.notes) {
    const { changed } = await converge(wire, {
      look: async () => ((await find(language))?.text === text ? true : undefined),
      act: async () => {
        await writeNote(session, build, { language, text, id: (await find(language))?.id });
      },
    });
    if (changed) done(`Wrote what to test in ${language}.`);
  }
}

function writeNote(
  { wire }: Session,
  build: Build,
  { language, text, id }: { language: string; text: string; id: string | undefined },
): Promise<void> {
  const type = 'betaBuildLocalizations';
  if (id !== undefined)
    return wire.write({
      method: 'PATCH',
      path: `/v1/${type}/${id}`,
      data: { type, id, attributes: { whatsNew: text } },
    });
  const relationships = { build: linkTo('builds', build.id) };
  const data = { type, attributes: { locale: language, whatsNew: text }, relationships };
  return wire.write({ method: 'POST', path: `/v1/${type}`, data });
}

/** Testers outside the team get a build that Apple has looked at. A review that is there is left alone, whatever it says. */
async function submitForBetaReview({ wire, done }: Session, build: Build): Promise<void> {
  const type = 'betaAppReviewSubmissions';
  const { changed } = await converge(wire, {
    look: async () => (await wire.list(`/v1/${type}`, { 'filter[build]': build.id })).data[0],
    act: () =>
      wire.write({
        method: 'POST',
        path: `/v1/${type}`,
        data: { type, relationships: { build: linkTo('builds', build.id) } },
      }),
  });
  if (changed) done('Submitted the build for beta review.');
}

/** A group that gets every build by itself takes none one by one. */
async function addToGroups(session: Session, build: Build, groups: readonly Group[]): Promise<void> {
  const { wire, done } = session;
  for (const { id, name, takesAll } of groups) {
    if (takesAll) continue;
    const { changed } = await converge(wire, {
      look: async () => ((await again(session, build))?.groups.includes(id) ? true : undefined),
      act: () =>
        wire.write({
          method: 'POST',
          path: `/v1/builds/${build.id}/relationships/betaGroups`,
          data: [{ type: 'betaGroups', id }],
        }),
    });
    if (changed) done(`Gave the build to ${name}.`);
  }
}
