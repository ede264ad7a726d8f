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

/** Below zero where the first is the older one; for build numbers as well, which are made alike. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = compareNumbers(left[index] ?? '0', right[index] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Without leading zeros the longer number is the larger one. */
const compareNumbers = (one: string, other: string): number =>
  one.length === other.length ? Number(one > other) - Number(one < other) : one.length - other.length;

/** As text, since a build number may be longer than a number can be exact. */
const numbersOf = (version: string): string[] =>
  version.split('.').map((number) => number.replace(/^0+(?=\d)/, ''));
