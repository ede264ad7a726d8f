/** Semantic versions and their order. Source: https://semver.org/spec/v2.0.0.html, items 2 and 9 to 11. */

const NUMBER = '(?:0|[1-9][0-9]*)';
const IDENTIFIER = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(
  `^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})` +
    `(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const LONGEST = 256;

export const isVersion = (text: string): boolean => text.length <= LONGEST && VERSION.test(text);

/**
 * Compares by precedence; what follows a `+` does not count.
 * @returns less than 0, 0 or more than 0, as a sort wants it
 * @throws RangeError where one of them is no version
 */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (const index of [0, 1, 2]) {
    const order = compareNumbers(left.core[index] ?? '', right.core[index] ?? '');
    if (order !== 0) return order;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** At least as high; never so where it is no version at all. */
export const isAtLeast = (version: string, least: string): boolean =>
  isVersion(version) && compareVersions(version, least) >= 0;

function partsOf(version: string): { core: string[]; prerelease: string[] } {
  const found = isVersion(version) ? VERSION.exec(version) : null;
  if (!found) throw new RangeError(`"${version}" is not a semantic version`);
  const [, major = '', minor = '', patch = '', prerelease] = found;
  return { core: [major, minor, patch], prerelease: prerelease?.split('.') ?? [] };
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  // A version without one is the finished one.
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(left: string, right: string): number {
  const [isNumber, isOtherNumber] = [/^[0-9]+$/.test(left), /^[0-9]+$/.test(right)];
  if (isNumber && isOtherNumber) return compareNumbers(left, right);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return compareText(left, right);
}

/** Without leading zeros the longer number is the larger one, however large it is. */
const compareNumbers = (left: string, right: string): number =>
  left.length === right.length ? compareText(left, right) : left.length - right.length;

/** By the order of ASCII, in any language and on any device. */
const compareText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);
