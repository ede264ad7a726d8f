import type { Count } from './streams/bake';

/**
 * The probability that a candidate with this failure rate has been allowed to pass by each number of requests, when it is
 * asked after every one: exact, by following how many failures those have seen who have not passed yet.
 * @returns at place n the probability for n requests, from 0 to `requests`
 */
export function passedBy(rate: number, requests: number, mayPass: (count: Count) => boolean): number[] {
  /** At place x the probability of x failures and no pass so far. */
  let waiting = [1];
  let passed = 0;
  const result = [0];
  for (let n = 1; n <= requests; n += 1) {
    waiting = oneMore(waiting, rate);
    passed += release(waiting, n, mayPass);
    result.push(passed);
  }
  return result;
}

/** The distribution of failures after one more request; what is too unlikely to matter is dropped at the far end. */
function oneMore(waiting: readonly number[], rate: number): number[] {
  const next = Array.from(
    { length: waiting.length + 1 },
    (_, x) => (waiting[x] ?? 0) * (1 - rate) + (waiting[x - 1] ?? 0) * rate,
  );
  while (next.length > 1 && (next.at(-1) ?? 0) < 1e-15) next.pop();
  return next;
}

/** Takes out those who may pass now. More failures never help, so the first who may not ends the search. */
function release(waiting: number[], requests: number, mayPass: (count: Count) => boolean): number {
  let released = 0;
  for (let failures = 0; failures < waiting.length && mayPass({ requests, failures }); failures += 1) {
    released += waiting[failures] ?? 0;
    waiting[failures] = 0;
  }
  return released;
}
