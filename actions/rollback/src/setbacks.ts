/** What people are told, service by service. Pure. */
import type { RegionSetback, RolloutNumbers, Setback } from '../../../lib/notify';
import type { RolloutState } from '../../../lib/rollout';
import { defaultSettings, judge } from '../../../lib/verdict';
import type { Ending } from './bring-back';
import type { Inputs } from './inputs';

/**
 * The services of which something was brought back, or was to be. Where nothing had to be done, nobody is told.
 * @param now Unix time in milliseconds
 */
export function setbacksOf(endings: readonly Ending[], inputs: Inputs, now: number): Setback[] {
  const services = Map.groupBy(endings, ({ at }) => at.service);
  return [...services].flatMap(([service, ofService]) => {
    if (!ofService.some(isSetback)) return [];
    const { owner, nextUpdate } = inputs.telling;
    return [
      {
        service,
        project: ofService[0]?.at.project ?? '',
        reason: reasonOf(ofService, inputs),
        run: inputs.run,
        ...(owner === undefined ? {} : { owner }),
        now,
        nextUpdate: now + nextUpdate,
        regions: ofService.map(regionOf),
      },
    ];
  });
}

/** What a rollout brought back by itself, it knows best why. */
export const reasonOf = (endings: readonly Ending[], { reason }: Inputs): string =>
  endings.find(
    ({ isEarlier, isRaised, before }) =>
      isRaised === true || (isEarlier === true && before?.cause !== 'asked'),
  )?.before?.why ?? reason;

const isSetback = ({ result, plan, isRaised }: Ending): boolean =>
  result === 'rolled-back' || plan?.do === 'bring-back' || isRaised === true;

function regionOf(ending: Ending): RegionSetback {
  const { at, result, plan, before, restoredAt, logUri, fault, isRaised } = ending;
  const candidate = isRaised ? (before?.candidate ?? '') : '';
  const bad = plan?.do === 'bring-back' ? plan.bad : candidate;
  const ours = before !== undefined && before.candidate === bad ? before : undefined;
  return {
    region: at.region,
    result: isRaised ? 'raised' : result,
    bad,
    good: (isRaised ? before?.stable : plan?.good) ?? '',
    ...(ours ? { since: Date.parse(ours.stepStartedAt), numbers: numbersOf(ours) } : {}),
    ...(restoredAt === undefined ? {} : { restoredAt }),
    ...(logUri === undefined ? {} : { logUri }),
    ...(fault === undefined ? {} : { fault: faultInWords(fault) }),
  };
}

/** What the rollout had counted; of how the requests failed, which every rollout counts. */
function numbersOf({ verdict, settings = defaultSettings }: RolloutState): RolloutNumbers {
  const { coins, compared, candidateSlower } = judge(verdict, settings).counts;
  const nothing = { requests: 0, failures: 0 };
  const { candidate = nothing, stable = nothing } = coins.find(({ name }) => name === 'failed') ?? {};
  return { candidate, stable, compared, candidateSlower };
}

/** A fault in one or two sentences, with what to do about it. */
export function faultInWords(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return 'remedy' in fault ? `${fault.message} ${String(fault.remedy)}` : fault.message;
}
