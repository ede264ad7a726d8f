/** When the old shape may go: not while a revision that needs it still has traffic. */
import { readDirectives } from './directives';
import { RULE_IDS, aboutFile } from './lint';
import { CONTRACT_TOO_EARLY } from './meta-rules';
import type { Finding, MigrationFile } from './model';
import { loadParser } from './parse';

/** A revision that visitors may still reach. */
export interface ServingRevision {
  readonly name: string;
  /** Share of the traffic, from 0 to 100; a tag alone is 0. */
  readonly percent: number;
  /** The commit it was built from; undefined where nothing says. */
  readonly commit: string | undefined;
}

/**
 * Whether a revision needs the shape that a file takes away; undefined where that cannot be told.
 * @param after the last commit that needs the old shape, as the file names it; undefined where it names none
 */
export type NeedsOldShape = (revision: ServingRevision, after: string | undefined) => boolean | undefined;

/** Who may still need the schema as it is. */
export interface Serving {
  readonly revisions: readonly ServingRevision[];
  readonly needsOldShape: NeedsOldShape;
}

/**
 * Goes by the history of the branch that is deployed: what was built from the named commit, or from one before it, needs
 * the old shape.
 * @param history commits, the newest first
 */
export function neededUpTo(history: readonly string[]): NeedsOldShape {
  const ageOf = (commit: string | undefined): number =>
    commit === undefined ? -1 : history.findIndex((each) => each.startsWith(commit));
  return ({ commit }, after) => {
    const [age, last] = [ageOf(commit), ageOf(after)];
    return age === -1 || last === -1 ? undefined : age >= last;
  };
}

/**
 * What stands against the contract files among these: an error for each revision that needs the old shape, or of which
 * nobody can say that it does not. A revision without traffic and without a tag is not to be among `serving`.
 */
export async function contractFindings(
  files: readonly MigrationFile[],
  serving: readonly ServingRevision[],
  needsOldShape: NeedsOldShape,
): Promise<Finding[]> {
  if (files.length === 0 || serving.length === 0) return [];
  const parse = await loadParser();
  return files.flatMap((file) => {
    const parsed = parse(file.sql, file.lineOffset);
    if (!parsed.ok) return [];
    const { contract } = readDirectives(parsed.comments, parsed.statements, parsed.source, RULE_IDS);
    if (contract === undefined) return [];
    return serving.flatMap((revision) => {
      const needs = needsOldShape(revision, contract.after);
      if (needs === false) return [];
      const fault = {
        at: contract.at,
        ...(needs === true ? stillNeeded(revision) : unknown(revision, contract.after)),
      };
      return [aboutFile(file, parsed.source, CONTRACT_TOO_EARLY, fault)];
    });
  });
}

const inWords = ({ name, percent, commit }: ServingRevision): string =>
  `${name} (${percent > 0 ? `${percent} % of the traffic` : 'reached by a tag'}${commit === undefined ? '' : `, commit ${commit.slice(0, 12)}`})`;

const stillNeeded = (revision: ServingRevision): { why: string; remedy: string } => ({
  why: `The revision ${inWords(revision)} needs what this file takes away, and still serves.`,
  remedy:
    'Roll out a revision that does not need it, to all of the traffic, and take tags from the old one; then run this.',
});

function unknown(revision: ServingRevision, after: string | undefined): { why: string; remedy: string } {
  const why = `Nobody can say whether the revision ${inWords(revision)} needs what this file takes away.`;
  if (after === undefined) {
    return { why, remedy: 'Name the last commit that needs it: `-- sluice: phase: contract after COMMIT`.' };
  }
  if (revision.commit === undefined) {
    return {
      why,
      remedy:
        'Deploy with deploy-cloudrun, or with the label `commit-sha`, so that a revision says what it was built from.',
    };
  }
  return {
    why,
    remedy: `Make sure that ${after} and ${revision.commit.slice(0, 12)} are in the history that is checked out (\`fetch-depth: 0\`).`,
  };
}
