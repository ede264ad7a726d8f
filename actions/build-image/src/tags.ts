/** The grammar of `tags`, a part of docker/metadata-action's: lines become tags. Pure. */
import parseVersion from 'semver/functions/parse';
import { isTag } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import type { Surroundings } from './surroundings';

/** The tags of an image, the most telling one first. */
export interface TagSet {
  readonly tags: readonly string[];
  /** The first tag, or ''. */
  readonly version: string;
}

type Attributes = Readonly<Record<string, string | undefined>>;

interface Rule {
  /** As in docker/metadata-action: of several tags the one of the highest priority is the version. */
  readonly priority: number;
  /** What it may be given besides what every rule may. */
  readonly attributes: readonly string[];
  /** The tag without prefix and suffix; undefined where the run gives none. */
  readonly tag: (attributes: Attributes, around: Surroundings) => string | undefined;
  readonly prefix?: string;
}

const COMMON = ['type', 'enable', 'priority', 'prefix', 'suffix'];

const RULES: Readonly<Record<string, Rule>> = {
  semver: { priority: 900, attributes: ['value', 'pattern'], tag: semverTag },
  ref: { priority: 600, attributes: ['event'], tag: refTag },
  raw: { priority: 200, attributes: ['value'], tag: rawTag },
  sha: { priority: 100, attributes: ['format'], tag: shaTag, prefix: 'sha-' },
};

/**
 * @param lines one tag or rule each
 * @throws UserError that names the line
 */
export function tagsFrom(lines: readonly string[], around: Surroundings): TagSet {
  const found = lines.flatMap((line) => tagOf(line, around) ?? []);
  const ranked = found.sort((one, other) => other.priority - one.priority).map(({ tag }) => tag);
  const tags = [...new Set(ranked)];
  return { tags, version: tags[0] ?? '' };
}

function tagOf(line: string, around: Surroundings): { tag: string; priority: number } | undefined {
  const attributes = attributesOf(line);
  const rule = ruleOf(line, attributes);
  if (!isEnabled(line, attributes)) return undefined;
  const core = rule.tag({ ...attributes, line }, around);
  if (core === undefined) return undefined;
  const tag = `${attributes['prefix'] ?? rule.prefix ?? ''}${core}${attributes['suffix'] ?? ''}`;
  if (isTag(tag)) return { tag, priority: priorityOf(line, attributes, rule) };
  throw new UserError(`\`${line}\` gives the tag "${tag}", which is none.`, {
    remedy: 'A tag has at most 128 letters, digits, `_`, `.` and `-`, and does not begin with `.` or `-`.',
  });
}

/** `type=sha,format=long`; a line without `=` is a tag as it is. */
function attributesOf(line: string): Attributes {
  if (!/^[a-z]+=/.test(line)) return { type: 'raw', value: line };
  return Object.fromEntries(
    line.split(',').map((part): [string, string] => {
      const [key = '', ...value] = part.split('=');
      return [key.trim(), value.join('=').trim()];
    }),
  );
}

function ruleOf(line: string, attributes: Attributes): Rule {
  const { type = '' } = attributes;
  const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
  if (!rule) {
    const what =
      type === '' ? `\`${line}\` has no type.` : `\`${line}\` has the type "${type}", which is not known.`;
    throw new UserError(what, { remedy: `Write one of: ${Object.keys(RULES).join(', ')}.` });
  }
  const known = [...COMMON, ...rule.attributes];
  const unknown = Object.keys(attributes).find((key) => !known.includes(key));
  if (unknown === undefined) return rule;
  throw new UserError(`\`${line}\` has the attribute "${unknown}", which type=${type} does not have.`, {
    remedy: `It has: ${known.join(', ')}.`,
  });
}

function isEnabled(line: string, { enable = 'true' }: Attributes): boolean {
  if (enable === 'true' || enable === 'false') return enable === 'true';
  throw new UserError(`\`${line}\` has enable=${enable}.`, { remedy: 'Write enable=true or enable=false.' });
}

function priorityOf(line: string, { priority }: Attributes, rule: Rule): number {
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

/** A prerelease gives its whole version only: 1.2.0-rc.1 must not become 1.2. */
function semverTag(
  { value, pattern = '{{version}}', line = '' }: Attributes,
  { ref }: Surroundings,
): string | undefined {
  const text = value ?? /^refs\/tags\/(.+)$/.exec(ref)?.[1];
  if (text === undefined) return undefined;
  const version = parseVersion(text);
  if (!version) {
    throw new UserError(`\`${line}\` is given "${text}", which is not a semantic version.`, {
      remedy: 'Write a version such as v1.2.3.',
    });
  }
  if (pattern === '{{raw}}') return text;
  const parts: Attributes = {
    version: version.version,
    major: String(version.major),
    minor: String(version.minor),
    patch: String(version.patch),
  };
  const filled = pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => parts[name] ?? whole);
  if (filled.includes('{{')) {
    throw new UserError(`\`${line}\` has a pattern with an unknown part.`, {
      remedy: `The parts are: ${Object.keys(parts).join(', ')}, and raw alone.`,
    });
  }
  return version.prerelease.length > 0 ? version.version : filled;
}
