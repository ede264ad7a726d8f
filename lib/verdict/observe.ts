import type { Evidence, VerdictState } from './model';
import { observeMinute, observeShare } from './observe-minute';
import { observePair } from './observe-pair';
import { requireSoundSettings, type VerdictSettings } from './settings';

/**
 * Takes one more piece of evidence into account. Pure: the given state stays as it is. The order of the evidence makes
 * no difference, not even in the last bit, as long as the minutes of one source come in theirs. The caller sees to it that no
 * pair is observed twice, and uses the same settings throughout a rollout; minutes that were counted already are
 * known by their source and start, and change nothing.
 *
 * @returns the state after it; the very same state where the evidence was counted before
 * @throws RangeError when the evidence is malformed or belongs to no coin in use, or the settings are unsound.
 */
export function observe(state: VerdictState, evidence: Evidence, settings: VerdictSettings): VerdictState {
  requireSoundSettings(settings);
  switch (evidence.kind) {
    case 'pair':
      return observePair(state, evidence, settings);
    case 'minute':
      return observeMinute(state, evidence, settings);
    case 'share':
      return observeShare(state, evidence, settings);
  }
}
