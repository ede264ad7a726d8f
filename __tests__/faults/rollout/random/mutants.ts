/** Bugs that may be planted in the sources before they are bundled, to see whether the schedules find them. */
export interface Mutant {
  name: string;
  /** From the repository's root. */
  file: string;
  /** A text that is there once. */
  from: string;
  to: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'restores-a-snapshot',
    file: 'lib/rollout/bring-back.ts',
    from: 'const kept = withoutOtherCandidate(next, service, back);',
    to: 'const kept = [{ revision: back.stable, percent: 100 }];',
  },
  {
    name: 'ignores-people',
    file: 'lib/rollout/standing.ts',
    from: "return isRaised(service, state) ? 'raised' : 'moved';",
    to: "return 'as-left';",
  },
  {
    name: 'takes-every-lease-for-over',
    file: 'actions/deploy-cloudrun/src/claims.ts',
    from: 'const isOver = Date.parse(state.leaseUntil) < now;',
    to: 'const isOver = true;',
  },
  {
    name: 'writes-blindly',
    file: 'lib/cloudrun/client.ts',
    from: '        name,\n        etag,',
    to: '        name,',
  },
  {
    name: 'watchdog-sleeps',
    file: 'actions/rollback/src/plan.ts',
    from: "if (only !== 'abandoned') return undefined;",
    to: "if (only === 'abandoned') return 'the watchdog sleeps';",
  },
  {
    name: 'aborts-in-words-only',
    file: 'lib/rollout/controller.ts',
    from: 'return await this.abort(decision);',
    to: 'return this.group.ended(decision.result, decision.why);',
  },
  {
    name: 'brings-back-one-region',
    file: 'lib/rollout/controller.ts',
    from: 'const back = this.group.named(regions);',
    to: 'const back = this.group.named(regions.slice(0, 1));',
  },
  {
    name: 'commits-too-early',
    file: 'lib/rollout/machine.ts',
    from: 'steps[last]?.observe === 0 && members.length === 1;',
    to: 'steps[last]?.observe === 0;',
  },
  {
    name: 'leaves-the-tag',
    file: 'lib/rollout/withdraw.ts',
    from: 'if (!hasFailed) return undefined;',
    to: 'return undefined;',
  },
  {
    name: 'lets-latest-float',
    file: 'actions/deploy-cloudrun/src/starting-state.ts',
    from: 'pinned(declaredTraffic(service), service.latestReadyRevision ?? plan.stable)',
    to: 'declaredTraffic(service)',
  },
];

/** @throws RangeError where there is no such mutant */
export function mutantNamed(name: string | undefined): Mutant | undefined {
  if (name === undefined) return undefined;
  const mutant = MUTANTS.find((each) => each.name === name);
  if (mutant) return mutant;
  throw new RangeError(
    `There is no mutant "${name}". Give one of: ${MUTANTS.map((each) => each.name).join(', ')}.`,
  );
}
