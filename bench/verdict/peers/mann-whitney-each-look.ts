import type { ArmMinute, Minute } from '../streams/stream';
import { standardized, type Sorted } from './mann-whitney';
import { promote, rollback, type Ruling } from './peer';

/** A risk of 5 % for a single look, one-sided. */
const quantile = 1.6448536269514722;

/** The Mann-Whitney test on the error rates of all minutes so far, asked again every minute. */
export function mannWhitneyEachLook(minutes: readonly Minute[]): Ruling {
  const [candidate, stable] = [growing(minutes.length), growing(minutes.length)];
  for (const [index, minute] of minutes.entries()) {
    insert(candidate, minute.candidate);
    insert(stable, minute.stable);
    const excess = standardized(seen(candidate), seen(stable), 0);
    // Where all values are tied the statistic is 0/0, which is not above anything.
    if (excess > quantile) return rollback(index + 1);
  }
  return promote;
}

/** Error rates from the smallest to the largest, with room for those to come. */
interface Growing {
  rates: Sorted;
  count: number;
}

const growing = (room: number): Growing => ({ rates: new Float64Array(room), count: 0 });

const seen = ({ rates, count }: Growing): Sorted => rates.subarray(0, count);

/** A minute without requests has no rate. */
function insert(into: Growing, { requests, failures }: ArmMinute): void {
  if (requests === 0) return;
  const rate = failures / requests;
  let place = into.count;
  while (place > 0 && (into.rates[place - 1] ?? 0) > rate) place -= 1;
  into.rates.copyWithin(place + 1, place, into.count);
  into.rates[place] = rate;
  into.count += 1;
}
