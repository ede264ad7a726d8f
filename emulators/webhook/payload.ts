/** What an incoming webhook of Slack takes, and the word with which it refuses the rest. */

/** Why a message is refused, as Slack answers it. */
export type Refusal = 'invalid_payload' | 'no_text' | 'invalid_blocks' | 'invalid_blocks_format';

export interface Received {
  text: string;
  blocks: readonly Record<string, unknown>[];
}

const MOST_BLOCKS = 50;
const LIMITS: Readonly<Record<string, number>> = { header: 150, section: 3_000, context: 3_000 };

/** Reads the body of a request: the message, or the refusal. Source: https://docs.slack.dev/reference/block-kit/blocks */
export function readMessage(contentType: string, body: string): Received | Refusal {
  if (!/^application\/json\b/.test(contentType)) return 'invalid_payload';
  const message = parsed(body);
  if (!isObject(message)) return 'invalid_payload';
  const { text = '', blocks = [] } = message;
  if (typeof text !== 'string') return 'invalid_payload';
  if (!Array.isArray(blocks) || blocks.length > MOST_BLOCKS) return 'invalid_blocks_format';
  if (text === '' && blocks.length === 0) return 'no_text';
  return blocks.every(isBlock) ? { text, blocks } : 'invalid_blocks';
}

function isBlock(block: unknown): block is Record<string, unknown> {
  if (!isObject(block) || typeof block['type'] !== 'string') return false;
  const longest = LIMITS[block['type']];
  if (longest === undefined) return false;
  if (block['type'] !== 'context') return isText(block['text'], longest, block['type'] === 'header');
  const { elements } = block;
  return (
    Array.isArray(elements) && elements.length <= 10 && elements.every((each) => isText(each, longest, false))
  );
}

/** Slack counts characters, and takes only plain text for a header. */
function isText(value: unknown, longest: number, plainOnly: boolean): boolean {
  if (!isObject(value) || typeof value['text'] !== 'string') return false;
  const kinds = plainOnly ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!kinds.includes(String(value['type']))) return false;
  if (value['type'] === 'mrkdwn' && 'emoji' in value) return false;
  return value['text'].length > 0 && value['text'].length <= longest;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
