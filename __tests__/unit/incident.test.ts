import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMessage } from '../../emulators/webhook/payload';
import { incidentOf, logsLink, messageOf, recoveryOf } from '../../lib/notify';
import type { Setback } from '../../lib/notify';
import { ATTACKS } from './report-hostile';

const NOW = Date.parse('2026-11-20T12:30:00.000Z');
const MINUTE = 60_000;

const setbackOf = (overrides: Partial<Setback> = {}): Setback => ({
  project: 'my-project',
  service: 'shop',
  reason: 'Orders were lost.',
  run: 'https://github.com/acme/shop/actions/runs/42',
  owner: 'acme/shop-team',
  now: NOW,
  nextUpdate: NOW + 60 * MINUTE,
  regions: [
    {
      region: 'europe-west1',
      result: 'rolled-back',
      bad: 'shop-c0ffee1-1a2b3c4d',
      good: 'shop-9f3c1d2-4be01a77',
      since: NOW - 20 * MINUTE,
      restoredAt: NOW - MINUTE,
      numbers: {
        candidate: { requests: 330, failures: 9 },
        stable: { requests: 330, failures: 0 },
        compared: 321,
        candidateSlower: 12,
      },
      logUri: 'https://console.cloud.google.com/logs/viewer?project=my-project',
    },
    { region: 'us-central1', result: 'failed', bad: '', good: '', fault: 'It could not be reached.' },
  ],
  ...overrides,
});

/** With what only keeps Markdown quiet taken out: as it is read. */
const readable = (markdown: string): string => markdown.replaceAll(/\\(?=[^\w\s])|\u200b/g, '');

describe('the issue of an incident', () => {
  const incident = incidentOf(setbackOf());

  test('says what failed where, when, why, with which numbers, and what is due next', () => {
    const body = readable(incident.body);
    expect(incident.title).toBe('shop was brought back in europe-west1, but not in us-central1');
    expect(body).toContain('Why: Orders were lost.');
    expect(body).toContain(
      '| europe-west1 | rolled-back | shop-c0ffee1-1a2b3c4d | shop-9f3c1d2-4be01a77 | 2026-11-20 12:29:00 |',
    );
    expect(body).toContain('| the revision that was brought back | 330 | 9 | 2.7 % |');
    expect(body).toContain('It was the slower one in 12 of 321 pairs of requests.');
    expect(body).toContain('us-central1 could not be brought back: It could not be reached.');
    expect(body).toContain('Next update due: 2026-11-20 13:30:00 UTC.');
    expect(body).toContain('(https://github.com/acme/shop/actions/runs/42)');
  });

  test('mentions the owner, and has the headings of a root-cause analysis', () => {
    expect(incident.body).toContain('\n\nOwner: @acme/shop-team\n');
    const headings = [...incident.body.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'What visitors noticed',
      'What happened',
      'Root cause',
      'Why nothing found it earlier',
      'What changes',
    ]);
  });

  test('does not repeat the headings where the issue is open already', () => {
    expect(incident.update).not.toContain('###');
    expect(incident.update).toContain('europe-west1');
  });

  test('is found again by project and service, whatever the region', () => {
    const [region] = setbackOf().regions;
    if (!region) throw new Error('there is no region');
    const elsewhere = incidentOf(setbackOf({ regions: [{ ...region, region: 'asia-east1' }] }));
    expect([incident.key, elsewhere.key]).toEqual(['rollback/my-project/shop', 'rollback/my-project/shop']);
  });

  test('ends with a last word that names the revision that is good', () => {
    const word = readable(
      recoveryOf({ revision: 'shop-new', run: 'https://github.com/a/b/actions/runs/1', now: NOW }),
    );
    expect(word).toContain('The revision shop-new has all the traffic since 2026-11-20 12:30:00 UTC');
  });
});

describe('the link to the log', () => {
  const range = {
    project: 'my-project',
    service: 'shop',
    region: 'europe-west1',
    from: NOW - MINUTE,
    to: NOW,
  };

  test('asks for one revision in one range of time', () => {
    const url = new URL(logsLink({ ...range, revision: 'shop-1' }));
    const [, query = '', time = ''] = url.pathname.split(';').map((part) => decodeURIComponent(part));
    expect(query.split('\n')).toEqual([
      'query=resource.type="cloud_run_revision"',
      'resource.labels.service_name="shop"',
      'resource.labels.location="europe-west1"',
      'resource.labels.revision_name="shop-1"',
    ]);
    expect(time).toBe('timeRange=2026-11-20T12:29:00.000Z/2026-11-20T12:30:00.000Z');
    expect(url.searchParams.get('project')).toBe('my-project');
  });

  test('is one address whatever the name of the revision', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'grapheme' })), (revision) => {
        const link = logsLink({ ...range, revision: revision.toWellFormed() });
        expect(link).toMatch(
          /^https:\/\/console\.cloud\.google\.com\/logs\/query;query=[\w%.~-]+;timeRange=[\w%.~-]+\?project=my-project$/,
        );
      }),
    );
  });
});

describe('text from outside', () => {
  const attacked = (attack: string): Setback =>
    setbackOf({
      reason: attack,
      regions: [
        {
          region: 'europe-west1',
          result: 'failed',
          bad: attack,
          good: attack,
          fault: attack,
          logUri: `https://x.example/${attack}`,
          since: NOW,
        },
      ],
    });
  const attacks = [
    ...ATTACKS,
    '<!channel> <@U123> <https://evil.example|click>',
    '[click](javascript:alert(1))',
    '![](https://evil.example/pixel.png)',
    '@acme/everybody fixes #12, closes acme/shop#3 and GH-4',
    '| a | b |\n| --- | --- |',
    '</details>\n\n# Resolved',
    '``````',
    'https://evil.example/',
  ];

  test.each(attacks.map((attack) => [attack.slice(0, 30), attack] as const))(
    '%j brings nothing to life in the issue',
    (_, attack) => {
      const { body, title } = incidentOf(attacked(attack));
      const withoutOwner = body.replace('Owner: @acme/shop-team', '');
      expect(withoutOwner).not.toMatch(/(?<![\w])@[A-Za-z]/);
      expect(withoutOwner.replaceAll('<br>', '')).not.toMatch(/<[a-z!/]/i);
      expect(withoutOwner).not.toMatch(/\b(fix|clos|resolv)(es|ed|e)?:?\s+(\S+)?#\d/i);
      expect(withoutOwner).not.toMatch(/^(```|# |!\[)/m);
      for (const [, url] of withoutOwner.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
        expect(url).toMatch(/^https:\/\/(github\.com|console\.cloud\.google\.com)\//);
      expect(title).toBe('shop could not be brought back in europe-west1');
      expect(body.length).toBeLessThan(65_536);
    },
  );

  test.each(attacks.map((attack) => [attack.slice(0, 30), attack] as const))(
    '%j is taken literally by Slack',
    (_, attack) => {
      const message = messageOf(attacked(attack), { issue: 'https://github.com/acme/shop/issues/1' });
      expect(typeof readMessage('application/json', JSON.stringify(message))).toBe('object');
      const markup = message.blocks.flatMap((block) =>
        'text' in block && block.text.type === 'mrkdwn' ? [block.text.text] : [],
      );
      for (const text of [message.text, ...markup])
        for (const [, inside] of text.matchAll(/<([^>]*)>/g))
          expect(inside).toMatch(/^https:\/\/github\.com\/acme\/shop\//);
      expect(JSON.stringify(message)).not.toMatch(/@(everyone|acme|U123)/);
    },
  );
});

describe('the message', () => {
  test('says the same in a header, a reason, a line for each region, and links', () => {
    const { text, blocks } = messageOf(setbackOf(), { issue: 'https://github.com/acme/shop/issues/7' });
    expect(text).toBe('shop was brought back in europe-west1, but not in us-central1. Orders were lost.');
    const said = blocks.map((block) =>
      block.type === 'context' ? block.elements.map(({ text: words }) => words).join() : block.text.text,
    );
    expect(said).toEqual([
      'shop was brought back in europe-west1, but not in us-central1',
      'Why: Orders were lost.',
      'europe-west1: from shop-c0ffee1-1a2b3c4d back to shop-9f3c1d2-4be01a77.',
      'us-central1: NOT brought back. It could not be reached.',
      '<https://github.com/acme/shop/actions/runs/42|The run>  ·  <https://github.com/acme/shop/issues/7|The incident>',
      '2026-11-20 12:30:00 UTC. Next update due 2026-11-20 13:30:00 UTC. Owner: acme/shop-team.',
    ]);
  });

  test('keeps within what Slack takes, however many regions and however long the texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9_000 }), fc.nat(80), (text, count) => {
        const regions = Array.from({ length: count + 1 }, () => ({
          region: 'europe-west1',
          result: 'failed' as const,
          bad: text,
          good: text,
          fault: text,
        }));
        const message = messageOf(setbackOf({ reason: text, regions, run: text, owner: 'ada' }));
        expect(readMessage('application/json', JSON.stringify(message))).toMatchObject({
          blocks: expect.any(Array),
        });
      }),
      { numRuns: 30 },
    );
  });
});
