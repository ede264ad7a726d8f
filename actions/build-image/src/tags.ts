/** The grammar of `tags`, a part of docker/metadata-action's: lines become tags. Pure. */
import { isTag } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import { bumpIn, semverTag } from './semver-tag';
import type { Surroundings } from './surroundings';
import { attributesOf } from './tag-attributes';
import type { Attributes } from './tag-attributes';
import { releaseIn } from './versions';
import type { Bump, ReleaseNumber } from './versions';

/** The tags of an image, the most telling one first. */
export interface TagSet {
  readonly tags: readonly string[];
  /** The first tag, or ''. */
  readonly version: string;
  /** There where a rule counts on from the repository's tags, which have to be read before its tag is known. */
  readonly counting?: Counting;
}

/** What is left to do once the number of the release is known: `tagsFrom` the same lines with it. */
export interface Counting {
  readonly bump: Bump;
  readonly lines: readonly string[];
}

interface Rule {
  /** As in docker/metadata-action: of several tags the one of the highest priority is the version. */
  readonly priority: number;
  /** What it may be given besides what every rule may. */
  readonly attributes: readonly string[];
  /** The tag without prefix and suffix; undefined where the run gives none. */
  readonly tag: (attributes: Attributes, around: Surroundings, number?: ReleaseNumber) => string | undefined;
  readonly prefix?: string;
}

const COMMON = ['type', 'enable', 'priority', 'prefix', 'suffix'];

const RULES: Readonly<Record<string, Rule>> = {
  semver: { priority: 900, attributes: ['value', 'pattern', 'bump'], tag: semverTag },
  ref: { priority: 600, attributes: ['event'], tag: refTag },
  raw: { priority: 200, attributes: ['value'], tag: rawTag },
  sha: { priority: 100, attributes: ['format'], tag: shaTag, prefix: 'sha-' },
};

/** Stands in for the number that is not known yet, to see what the rules would make of it. */
const EXAMPLE: ReleaseNumber = { version: '1.2.3', newest: true };

/**
 * @param lines one tag or rule each
 * @param number what rules with `bump` give; they give nothing without it
 * @throws UserError that names the line
 */
export function tagsFrom(lines: readonly string[], around: Surroundings, number?: ReleaseNumber): TagSet {
  const read = lines.map((line) => ({ ...attributesOf(line), line }));
  const found = read.flatMap((attributes) => tagOf(attributes, around, number) ?? []);
  const ranked = found.sort((one, other) => other.priority - one.priority).map(({ tag }) => tag);
  const tags = [...new Set(ranked)];
  const bump = bumpAmong(read, around);
  return { tags, version: tags[0] ?? '', ...(bump === undefined ? {} : { counting: { bump, lines } }) };
}

type Line = Attributes & { readonly line: string };

function tagOf(
  attributes: Line,
  around: Surroundings,
  number?: ReleaseNumber,
): { tag: string; priority: number } | undefined {
  const { line } = attributes;
  const rule = ruleOf(attributes);
  if (!isEnabled(attributes)) return undefined;
  const core = rule.tag(attributes, around, number);
  if (core === undefined) return undefined;
  const tag = `${attributes['prefix'] ?? rule.prefix ?? ''}${core}${attributes['suffix'] ?? ''}`;
  if (isTag(tag)) return { tag, priority: priorityOf(attributes, rule) };
  throw new UserError(`\`${line}\` gives the tag "${tag}", which is none.`, {
    remedy: 'A tag has at most 128 letters, digits, `_`, `.` and `-`, and does not begin with `.` or `-`.',
  });
}

/** One of the lines has to leave behind the tag that the next release counts on from. */
function bumpAmong(read: readonly Line[], around: Surroundings): Bump | undefined {
  const counting = read.filter((line) => isEnabled(line) && bumpIn(line) !== undefined);
  const [bump, ...others] = new Set(counting.map(bumpIn));
  if (bump === undefined) return undefined;
  const lines = counting.map(({ line }) => `\`${line}\``).join(' and ');
  if (others.length > 0) {
    throw new UserError(`${lines} raise different parts of the version.`, {
      remedy: 'Write the same bump in all of them.',
    });
  }
  const tags = counting.flatMap((line) => tagOf(line, around, EXAMPLE)?.tag ?? []);
  if (tags.some((tag) => releaseIn(tag))) return bump;
  throw new UserError(`${lines} would give ${tags.join(' and ')}, from which nobody can count on.`, {
    remedy: 'Let one of them give the whole version, such as 1.2.3 or v1.2.3: `type=semver,bump=minor`.',
  });
}

function ruleOf({ line, type = '' }: Line): Rule {
  const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
  if (!rule) {
    const what =
      type === '' ? `\`${line}\` has no type.` : `\`${line}\` has the type "${type}", which is not known.`;
    throw new UserError(what, { remedy: `Write one of: ${Object.keys(RULES).join(', ')}.` });
  }
  const known = [...COMMON, ...rule.attributes];
  const unknown = Object.keys(attributesOf(line)).find((key) => !known.includes(key));
  if (unknown === undefined) return rule;
  throw new UserError(`\`${line}\` has the attribute "${unknown}", which type=${type} does not have.`, {
    remedy: `It has: ${known.join(', ')}.`,
  });
}

function isEnabled({ line, enable = 'true' }: Line): boolean {
  if (enable === 'true' || enable === 'false') return enable === 'true';
  throw new UserError(`\`${line}\` has enable=${enable}.`, { remedy: 'Write enable=true or enable=false.' });
}

function priorityOf({ line, priority }: Line, rule: Rule): number {
  if (priority === undefined) return rule.priority;
  if (/^\d+$/.test(priority)) return Number(priority);
  throw new UserError(`\`${line}\` has priority=${priority}.`, { remedy: 'Write a whole number.' });
}

function rawTag({ value = '' }: Attributes): string {
  return value;
}

function shaTag({ format = 'short', line = '' }: Attributes, { commit }: Surroundings): string | undefined {
  if (format === 'long') return commit;
  if (format === 'short') return commit?.slice(0, 7);
  throw new UserError(`\`${line}\` has format=${format}.`, { remedy: 'Write format=short or format=long.' });
}

/** The name of the branch, the tag or, as `pr-7`, the pull request; what a tag cannot hold becomes a hyphen. */
function refTag({ event, line = '' }: Attributes, { ref }: Surroundings): string | undefined {
  if (event !== undefined && !['branch', 'tag', 'pr'].includes(event)) {
    throw new UserError(`\`${line}\` has event=${event}.`, {
      remedy: 'Write event=branch, event=tag or event=pr, or leave it out for all of them.',
    });
  }
  const [, kind = '', name = ''] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(ref) ?? [];
  const found = { heads: 'branch', tags: 'tag', pull: 'pr' }[kind];
  if (found === undefined || (event !== undefined && event !== found)) return undefined;
  return found === 'pr'
    ? `pr-${name.split('/')[0] ?? ''}`
    : name.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
}
