import { defaultSettings, emptyState, type PairTable, type VerdictState } from '../../lib/verdict';
import { looksWithin } from '../../lib/verdict/scores';
import { bands, slowerTwin, type Loser } from '../../lib/verdict/slower';
import type { ProbePair } from './streams/stream';

/**
 * The state that `observe` gives for pairs under the default settings, counted in place. A verdict on pairs rests on counts
 * alone, and there are millions of pairs to simulate. The tests hold it against `observe`, pair by pair.
 */
export class PairCounts {
  readonly state: VerdictState = emptyState();
  private readonly table: PairTable = { neither: 0, candidateOnly: 0, stableOnly: 0, both: 0 };

  constructor() {
    this.state.coins['failed'] = { pairs: this.table };
  }

  /**
   * Adds a pair.
   * @returns whether the fail score can be higher than before. It rises only with a bad outcome of the candidate, or when
   *   stable's failure rate comes back below the budget; so there is no need to look at any other time.
   */
  add(pair: ProbePair): boolean {
    const wasWithin = this.isStableWithin();
    this.state.pairs += 1;
    this.table[cellOf(pair)] += 1;
    const isCandidateSlower = this.addLatency(pair);
    return pair.candidate.failed || isCandidateSlower || (!wasWithin && this.isStableWithin());
  }

  private isStableWithin(): boolean {
    const failures = this.table.stableOnly + this.table.both;
    return looksWithin({ requests: this.state.pairs, failures }, defaultSettings.errorBudget);
  }

  private addLatency({ candidate, stable }: ProbePair): boolean {
    if (candidate.failed || stable.failed) return false;
    this.state.compared += 1;
    let isCandidateSlower = false;
    for (const [index, band] of bands.entries()) {
      const loser = slowerTwin(candidate.millis, stable.millis, defaultSettings, band);
      this.addLead(index, loser);
      if (loser === 'candidate') isCandidateSlower = true;
    }
    return isCandidateSlower;
  }

  private addLead(index: number, loser: Loser): void {
    const lead = this.state.slower[index];
    if (lead && loser === 'candidate') lead.candidateSlower += 1;
    if (lead && loser === 'stable') lead.stableSlower += 1;
  }
}

function cellOf({ candidate, stable }: ProbePair): keyof PairTable {
  if (candidate.failed) return stable.failed ? 'both' : 'candidateOnly';
  return stable.failed ? 'stableOnly' : 'neither';
}
