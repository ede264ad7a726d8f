import { readDirectives } from './directives';
import type { Directives } from './directives';
import { Knowledge } from './knowledge';
import { locksOf } from './locks';
import { DIRECTIVE, SYNTAX, UNUSED_IGNORE } from './meta-rules';
import type { MetaRule } from './meta-rules';
import type { Finding, LintContext, MigrationFile } from './model';
import { loadParser } from './parse';
import type { Parse, Parsed } from './parse';
import { rewritesOf } from './rewrites';
import type { Fault, Rule } from './rule';
import { RULES } from './rules';
import type { SourceText } from './source-text';
import type { Statement } from './statement';
import { inTransactions } from './transactions';
import { weigh } from './weigh';

/** Longest piece of a statement that a finding quotes, in characters. */
const LONGEST_QUOTE = 160;

export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));

/**
 * Reads the SQL of pending migrations, in the order in which they will be applied, and says what is dangerous about
 * them. Connects to nothing and never throws for what a file holds: SQL that cannot be read is a finding.
 */
export async function lintMigrations(
  files: readonly MigrationFile[],
  context: LintContext,
): Promise<Finding[]> {
  if (files.length === 0) return [];
  return lintWith(await loadParser(), files, context);
}

/** The same with a parser that is loaded already. Pure. */
export function lintWith(parse: Parse, files: readonly MigrationFile[], context: LintContext): Finding[] {
  const knowledge = new Knowledge(context);
  return files.flatMap((file) => lintFile(parse(file.sql, file.lineOffset), file, knowledge));
}

function lintFile(parsed: Parsed, file: MigrationFile, knowledge: Knowledge): Finding[] {
  const { source } = parsed;
  if (!parsed.ok) {
    const fault = {
      at: parsed.offset,
      why: `PostgreSQL cannot read this: ${parsed.message}.`,
      remedy: 'Correct it; nothing behind it was looked at.',
    };
    return [aboutFile(file, source, SYNTAX, fault)];
  }
  const statements = inTransactions(parsed.statements, file.transactional);
  const directives = readDirectives(parsed.comments, parsed.statements, source, RULE_IDS);
  knowledge.beginFile(file, statements.length);
  const found = statements.flatMap((statement) => {
    const findings = lintStatement(statement, file, source, directives, knowledge);
    knowledge.learn(statement);
    return findings;
  });
  return settle(found, directives, file, source);
}

/** A finding, and the statement that an ignore comment would have to be about. */
interface Placed {
  readonly finding: Finding;
  readonly statement: number;
}

function lintStatement(
  statement: Statement,
  file: MigrationFile,
  source: SourceText,
  { contract }: Directives,
  knowledge: Knowledge,
): Placed[] {
  return RULES.filter(({ about }) => about !== 'shape' || contract === undefined).flatMap((rule) =>
    rule
      .find(statement, knowledge)
      .filter(({ tables }) => rule.about === 'text' || !isSpared(tables, knowledge))
      .map((fault) => ({
        statement: statement.start,
        finding: findingOf(rule, fault, statement, file, source, knowledge),
      })),
  );
}

function isSpared(tables: readonly string[], knowledge: Knowledge): boolean {
  return tables.length > 0 && tables.every((table) => knowledge.isNew(table));
}

function findingOf(
  rule: Rule,
  fault: Fault,
  statement: Statement,
  file: MigrationFile,
  source: SourceText,
  knowledge: Knowledge,
): Finding {
  const { severity, note } =
    rule.about === 'lock'
      ? weigh(rule.severity, fault.tables, knowledge)
      : { severity: rule.severity, note: '' };
  return {
    rule: rule.id,
    severity,
    file: file.path,
    ...source.positionOf(fault.at ?? statement.start),
    statement: quoted(statement.text),
    locks: locksOf(statement, knowledge),
    rewrites: rewritesOf(statement, knowledge),
    why: note === '' ? fault.why : `${fault.why} ${note}`,
    remedy: fault.remedy,
    safe: fault.safe ?? '',
  };
}

/** Takes out what is ignored for a reason, and adds what is wrong with the comments. */
function settle(
  found: readonly Placed[],
  directives: Directives,
  file: MigrationFile,
  source: SourceText,
): Finding[] {
  const { ignores, faults } = directives;
  const isIgnored = ({ finding, statement }: Placed): boolean =>
    ignores.some((ignore) => ignore.rule === finding.rule && ignore.statement === statement);
  const unused = ignores.filter(
    (ignore) =>
      !found.some((each) => each.finding.rule === ignore.rule && each.statement === ignore.statement),
  );
  return [
    ...found.filter((each) => !isIgnored(each)).map(({ finding }) => finding),
    ...faults.map((fault) => aboutFile(file, source, DIRECTIVE, fault)),
    ...unused.map(({ at, rule }) =>
      aboutFile(file, source, UNUSED_IGNORE, {
        at,
        why: `Nothing of ${rule} is found in the statement that this comment is about.`,
        remedy: 'Take the comment out, or move it right above its statement.',
      }),
    ),
  ].sort((one, other) => one.line - other.line || one.column - other.column);
}

/** A finding on a place of a file rather than on a statement. */
export function aboutFile(
  file: MigrationFile,
  source: SourceText,
  { id, severity }: MetaRule,
  { at, why, remedy }: { at: number; why: string; remedy: string },
): Finding {
  const line =
    source.slice(source.lineStartOf(at), Math.min(source.length, at + LONGEST_QUOTE)).split('\n')[0] ?? '';
  return {
    rule: id,
    severity,
    file: file.path,
    ...source.positionOf(at),
    statement: quoted(line),
    locks: [],
    rewrites: [],
    why,
    remedy,
    safe: '',
  };
}

function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
