/** Comments that speak to the linter. */
import type { Comment, ParsedStatement } from './parse';
import type { SourceText } from './source-text';

/** `-- sluice: ignore RULE because REASON` */
export interface Ignore {
  readonly rule: string;
  readonly reason: string;
  /** UTF-8 offset of the comment. */
  readonly at: number;
  /** The statement that it is about, by its offset; undefined where there is none. */
  readonly statement: number | undefined;
}

/** `-- sluice: phase: contract`, or `-- sluice: phase: contract after COMMIT` */
export interface Contract {
  /** UTF-8 offset of the comment. */
  readonly at: number;
  /** The last commit that needs the old shape, where the file names it. */
  readonly after: string | undefined;
}

export interface Directives {
  /** The file says `phase: contract`. */
  readonly contract: Contract | undefined;
  readonly ignores: readonly Ignore[];
  /** What the linter cannot follow, and why. */
  readonly faults: readonly { readonly at: number; readonly why: string; readonly remedy: string }[];
}

const FORMS =
  'Write `-- sluice: ignore RULE because REASON`, `-- sluice: phase: contract after COMMIT` or `-- sluice: no-transaction`.';

/** Reads them all; what is meant for other parts of this action is let be. */
export function readDirectives(
  comments: readonly Comment[],
  statements: readonly ParsedStatement[],
  source: SourceText,
  rules: ReadonlySet<string>,
): Directives {
  const ignores: Ignore[] = [];
  const faults: { at: number; why: string; remedy: string }[] = [];
  let contract: Contract | undefined;
  for (const comment of comments) {
    const said = /^(?:--|\/\*)\s*sluice:\s*([^]*?)\s*(?:\*\/)?$/.exec(comment.text)?.[1];
    if (said === undefined || said === 'no-transaction') continue;
    const at = comment.start;
    const phase = /^phase:\s*contract(?:\s+after\s+(\S+))?$/.exec(said);
    if (phase) contract = { at, after: phase[1] };
    else if (!/^ignore\b/.test(said))
      faults.push({ at, why: `"${said}" is nothing that the linter knows.`, remedy: FORMS });
    else {
      const [named = '', ...because] = said.replace(/^ignore/, '').split(/\bbecause\b/);
      const reason = because.join('because');
      const names = named.split(/[\s,]+/).filter((name) => name !== '');
      const wrong = faultOf(names, reason, rules);
      if (wrong !== undefined) faults.push({ at, ...wrong });
      else {
        const statement = statementFor(comment, statements, source);
        ignores.push(...names.map((rule) => ({ rule, reason, at, statement })));
      }
    }
  }
  return { contract, ignores, faults };
}

function faultOf(
  names: readonly string[],
  reason: string,
  rules: ReadonlySet<string>,
): { why: string; remedy: string } | undefined {
  const unknown = names.filter((name) => !rules.has(name));
  if (names.length === 0) return { why: 'It names no rule.', remedy: FORMS };
  if (unknown.length > 0) {
    return { why: `There is no rule ${unknown.join(', ')}.`, remedy: 'Name the rule as the finding does.' };
  }
  if (reason.trim() !== '') return undefined;
  return {
    why: 'It gives no reason.',
    remedy: `Write \`-- sluice: ignore ${names.join(', ')} because\` and say why it is safe here.`,
  };
}

/** The statement around it, else the one that ends on its line before it, else the next one. */
function statementFor(
  { start }: Comment,
  statements: readonly ParsedStatement[],
  source: SourceText,
): number | undefined {
  const line = source.lineStartOf(start);
  const around = statements.find((each) => each.start <= start && start < each.end);
  const before = statements.findLast((each) => each.end <= start && each.end >= line);
  const next = statements.find((each) => each.start >= start);
  return (around ?? before ?? next)?.start;
}
