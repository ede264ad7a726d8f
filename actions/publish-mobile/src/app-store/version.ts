/**
 * To Apple 1.2 and 1.2.0 are one version: numbers that are not there count as 0. It shows a build under the form in
 * which the version came first. Source: https://github.com/fastlane/fastlane/pull/18547
 */
export function sameVersion(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, index) => index).every(
    (index) => (left[index] ?? '0') === (right[index] ?? '0'),
  );
}

/** As text, since a build number may be longer than a number can be exact. */
const numbersOf = (version: string): string[] =>
  version.split('.').map((number) => number.replace(/^0+(?=\d)/, ''));
