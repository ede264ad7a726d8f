/** Stands in for `node:perf_hooks`: a request in memory takes no time, and a schedule must not depend on this machine's. */
export const performance = { now: (): number => 0 };
