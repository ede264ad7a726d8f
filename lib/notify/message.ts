import { setbackInWords, utc } from './setback';
import type { RegionSetback, Setback } from './setback';

interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: false;
}

interface Markup {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

type Block =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: PlainText | Markup }
  | { type: 'context'; elements: PlainText[] };

/**
 * A message as Slack's incoming webhooks take it, and many others after them.
 * Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, https://docs.slack.dev/reference/block-kit/blocks
 */
export interface Message {
  /** Shown where blocks are not. */
  text: string;
  blocks: Block[];
}

/** Slack's limits, in characters: a header, the text of a section; and in blocks, of which there may be 50. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;
const MOST_REGIONS = 40;

/** The setback as a message. Texts from outside are plain text, which Slack takes literally. */
export function messageOf(setback: Setback, links: { issue?: string } = {}): Message {
  const { reason, regions, run, now, nextUpdate, owner } = setback;
  const words = setbackInWords(setback);
  const whose = owner === undefined ? '' : ` Owner: ${owner.replace(/^@/, '')}.`;
  return {
    text: inert(`${words}. ${reason}`, LONGEST_SECTION),
    blocks: [
      { type: 'header', text: plain(words, LONGEST_HEADER) },
      { type: 'section', text: plain(`Why: ${reason}`, LONGEST_SECTION) },
      ...regions
        .slice(0, MOST_REGIONS)
        .map((region): Block => ({ type: 'section', text: plain(regionInWords(region), LONGEST_SECTION) })),
      ...linkBlock([
        ['The run', run],
        ['The incident', links.issue ?? ''],
      ]),
      {
        type: 'context',
        elements: [
          plain(`${utc(now)} UTC. Next update due ${utc(nextUpdate)} UTC.${whose}`, LONGEST_SECTION),
        ],
      },
    ],
  };
}

function regionInWords({ region, result, bad, good, fault }: RegionSetback): string {
  if (result === 'rolled-back')
    return `${region}: from ${bad} back to ${good}.${fault === undefined ? '' : ` ${fault}`}`;
  if (result === 'unchanged') return `${region}: nothing to bring back, ${good} serves.`;
  if (result === 'raised') return `${region}: somebody else gave ${bad} its traffic; ${good} served before.`;
  return `${region}: NOT brought back. ${fault ?? ''}`.trim();
}

/** Addresses under words of ours; only http and https ones. */
function linkBlock(links: readonly (readonly [string, string])[]): Block[] {
  const sound = links.flatMap(([words, url]) => {
    const address = URL.parse(url);
    if (address === null || !['http:', 'https:'].includes(address.protocol)) return [];
    const bare = address.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
    return [`<${bare.replaceAll('&', '&amp;')}|${words}>`];
  });
  if (sound.length === 0) return [];
  return [{ type: 'section', text: { type: 'mrkdwn', text: sound.join('  ·  '), verbatim: true } }];
}

/** Slack refuses an empty text. */
const plain = (text: string, longest: number): PlainText => ({
  type: 'plain_text',
  text: cut(withoutMentions(text), longest) || '–',
  emoji: false,
});

/** Text for a field in which Slack looks for its own markup: `<!channel>`, `<@U1>`, `<https://...>`. */
const inert = (text: string, longest: number): string =>
  cut(withoutMentions(text), longest / 6)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Others who take such messages look for `@everyone` in plain text as well: a mark that nobody sees parts it. */
const withoutMentions = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').replaceAll('@', '@\u200b');

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
