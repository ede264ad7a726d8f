import { describe, expect, test } from '@jest/globals';
import { MarkdownSummary } from '../../lib/runner';

function page(build: (summary: MarkdownSummary) => unknown, redact?: (text: string) => string): string {
  const summary = new MarkdownSummary(redact);
  build(summary);
  return summary.toString();
}

describe('text from outside stays text', () => {
  test.each([
    ['HTML', '<img src=x onerror=alert(1)>', /</],
    ['a mention', 'thanks @octocat', /@\w/],
    ['a closing keyword', 'Fixes #1', /fixes #/i],
    ['a closing keyword with a repository', 'closes acme/shop#1', /closes acme/i],
    [
      'a closing keyword with an address',
      'resolved: https://github.com/acme/shop/issues/1',
      /resolved: http/i,
    ],
    ['an issue', 'see #12 and GH-12', /#\d|GH-\d/],
    ['an image', '![x](https://tracker.example/p.png)', /!\[/],
    ['a heading', '# Approved', /^#/m],
    ['a list', 'text\n- [x] approved', /^- /m],
    ['a rule', 'text\n---', /^---/m],
    ['emphasis', '**approved**', /(?<!\\)\*/],
    ['code', '`approved`', /(?<!\\)`/],
    ['text that runs backwards', 'a\u202eb', /\u202e/],
  ])('%s', (_, text, alive) => {
    expect(page((summary) => summary.paragraph(text))).not.toMatch(alive);
    expect(page((summary) => summary.list([text])).slice(2)).not.toMatch(alive);
    expect(
      page((summary) => summary.details(text, () => undefined)).replaceAll(/<\/?(details|summary)>/g, ''),
    ).not.toMatch(/<(?!br>)/);
  });

  test('names of revisions and images remain readable in the source', () => {
    expect(page((summary) => summary.paragraph('api-00012-abc at 25% (v1.2)'))).toBe(
      'api-00012-abc at 25% (v1.2)',
    );
  });

  test('a cell cannot leave its table', () => {
    const table = page((summary) => summary.table(['Revision', 'Share'], [['a | b\n| c |', '5%']]));
    expect(table.split('\n')).toEqual([
      '| Revision | Share |',
      '| --- | --- |',
      String.raw`| a \| b<br>\| c \| | 5% |`,
    ]);
  });

  test('a code block cannot be left, however many backticks are inside', () => {
    const lines = page((summary) => summary.codeBlock('```\n`````\n# out', 'text')).split('\n');
    expect(lines[0]).toBe('``````text');
    expect(lines.at(-1)).toBe('``````');
  });

  test('only http and https addresses are linked, and they stay inside the link', () => {
    expect(page((summary) => summary.link('run', 'javascript:alert(1)'))).toBe('run');
    const link = page((summary) => summary.link('a](b', 'https://example.com/x) [y](z'));
    expect(link.match(/(?<!\\)\]\(/g)).toHaveLength(1);
    expect(link).not.toContain('x)');
  });
});

test('blocks are apart from each other, sections fold', () => {
  const markdown = page((summary) =>
    summary.heading('Rollout').details('Log', (section) => section.paragraph('one').codeBlock('two')),
  );
  expect(markdown).toBe(
    '## Rollout\n\n<details><summary>Log</summary>\n\none\n\n```\ntwo\n```\n\n</details>',
  );
});

test('a secret is gone although escaping would hide it', () => {
  const redact = (text: string): string => text.replaceAll('a_secret*', '***');
  expect(page((summary) => summary.paragraph('x a_secret* y'), redact)).toBe(String.raw`x \*\*\* y`);
});

test('a page of more than 1 MiB is cut between blocks, and says so', () => {
  const markdown = page((summary) => {
    for (let block = 0; block < 30; block++) summary.codeBlock('é'.repeat(60_000));
  });
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1024 * 1024);
  expect(markdown).toContain('This page was cut here');
  expect((markdown.match(/```/g) ?? []).length % 2).toBe(0);
});
