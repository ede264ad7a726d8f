import { liveTelling } from './live';
import { plainTelling } from './plain';
import type { Telling } from './telling';

export { askAtGate } from './ask';
export type { GateQuestion } from './ask';
export { realTime } from './clock';
export type { OnlookersClock } from './clock';
export { liveTelling } from './live';
export { plainTelling } from './plain';
export type { ServedRequest, Split, Telling } from './telling';

/** A live picture where there is a terminal that can show one, plain lines elsewhere. */
export function tellingFor(out: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): Telling {
  const isLive = out.isTTY && environment['TERM'] !== 'dumb' && !environment['CI'];
  return isLive ? liveTelling(out) : plainTelling(out);
}
