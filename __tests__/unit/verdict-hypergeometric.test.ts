import { describe, expect, test } from '@jest/globals';
import { logHypergeometric, logMeanOfPower, type Margins, support } from '../../lib/verdict/hypergeometric';

const margins = (candidateRequests: number, stableRequests: number, failures: number): Margins => ({
  candidateRequests,
  stableRequests,
  failures,
});

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i += 1) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** C(n_c, x) C(n_b, m - x) / C(n_c + n_b, m) in whole numbers: exact up to the one division at the end. */
function exactly(x: number, { candidateRequests, stableRequests, failures }: Margins): number {
  const digits = 10n ** 30n;
  const numerator = choose(candidateRequests, x) * choose(stableRequests, failures - x);
  return Number((numerator * digits) / choose(candidateRequests + stableRequests, failures)) / Number(digits);
}

function range([from, to]: [number, number]): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('hypergeometric probabilities', () => {
  test.each([
    ['the lady tasting tea, all cups right (Fisher 1935)', 4, margins(4, 4, 4), 1 / 70],
    ['the lady tasting tea, one pair wrong (Fisher 1935)', 3, margins(4, 4, 4), 16 / 70],
    [
      'four green marbles of ten drawn (Wikipedia, "Hypergeometric distribution")',
      4,
      margins(5, 45, 10),
      0.003964583058,
    ],
    ['five green marbles of ten drawn (the same)', 5, margins(5, 45, 10), 0.0001189374917],
    ['a lottery of 6 in 49', 6, margins(6, 43, 6), 1 / 13_983_816],
  ])('%s', (_name, x, given, published) => {
    expect(Math.abs(Math.exp(logHypergeometric(x, given)) - published)).toBeLessThan(1e-12);
  });

  test('agree with whole-number arithmetic to 1e-9 of themselves, for every table of up to 9 requests an arm and some large ones', () => {
    const small = range([0, 9]).flatMap((c) =>
      range([0, 9]).flatMap((s) => range([0, c + s]).map((m) => margins(c, s, m))),
    );
    for (const given of [...small, margins(300, 300, 15), margins(60, 540, 40), margins(1000, 700, 333)]) {
      for (const x of range(support(given))) {
        const exact = exactly(x, given);
        // Thirty digits are kept above: what is smaller than 1e-18 is no longer known to 1e-9 there.
        if (exact > 1e-18)
          expect(Math.abs(Math.exp(logHypergeometric(x, given)) / exact - 1)).toBeLessThan(1e-9);
      }
    }
  });

  test('of a million requests an arm sum to 1', () => {
    const given = margins(1_000_000, 1_000_000, 4000);
    const sum = range(support(given)).reduce((total, x) => total + Math.exp(logHypergeometric(x, given)), 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
  });

  test('are zero outside what the margins allow', () => {
    expect(logHypergeometric(5, margins(4, 4, 6))).toBe(-Infinity);
    expect(logHypergeometric(1, margins(4, 4, 6))).toBe(-Infinity);
  });
});

describe('the mean of psi to the candidate’s failures', () => {
  test('agrees with the sum over all tables of up to 7 requests an arm', () => {
    for (const c of range([1, 7]))
      for (const s of range([1, 7]))
        for (const m of range([0, c + s])) {
          const given = margins(c, s, m);
          const mean = range(support(given)).reduce((sum, x) => sum + exactly(x, given) * 5 ** x, 0);
          expect(Math.abs(Math.exp(logMeanOfPower(5, given)) / mean - 1)).toBeLessThan(1e-9);
        }
  });

  test.each([150, 200, 201, 260])(
    'agrees with the sum over all outcomes to 1e-9, on either side of the change of method: %i failures',
    (m) => {
      for (const [c, s] of [
        [600, 5400],
        [100, 180],
        [1_000_000, 1_000_000],
      ] as const) {
        const given = margins(c, s, m);
        for (const psi of [2, 5, 20]) {
          const terms = range(support(given)).map((x) => logHypergeometric(x, given) + x * Math.log(psi));
          const largest = Math.max(...terms);
          const sum = terms.reduce((total, term) => total + Math.exp(term - largest), 0);
          expect(Math.abs(logMeanOfPower(psi, given) / (largest + Math.log(sum)) - 1)).toBeLessThan(1e-9);
        }
      }
    },
  );

  test.each([0, 1, 1000, 500_000, 1_000_000, 1_999_999, 2_000_000])(
    'is a finite number with %i failures of two million',
    (m) => {
      for (const psi of [2, 5, 20]) {
        const value = logMeanOfPower(psi, margins(1_000_000, 1_000_000, m));
        expect(Number.isFinite(value)).toBe(true);
        // Between what the mean number of failures gives (Jensen) and what the largest possible number gives.
        expect(value).toBeGreaterThanOrEqual((m / 2) * Math.log(psi) * (1 - 1e-9) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.min(m, 1_000_000) * Math.log(psi) * (1 + 1e-9) + 1e-9);
      }
    },
  );
});
