/** versions.json: what a semantic version is, and which of two is higher. */
import semver from 'semver';

/** From the lowest to the highest. */
const ASCENDING = [
  '0.0.0-0',
  '0.0.0',
  '0.0.1',
  '1.0.0-0',
  '1.0.0-9',
  '1.0.0-10',
  '1.0.0--',
  '1.0.0-1a',
  '1.0.0-A',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.1.0',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0-a.b.c',
  '2.0.0',
  '10.0.0',
  '999999999.0.0',
];
const EQUAL = [
  ['1.0.0', '1.0.0+1'],
  ['1.0.0+a', '1.0.0+b'],
  ['1.0.0-rc.1+a', '1.0.0-rc.1'],
] as const;
const INVALID = [
  '',
  '1',
  '1.0',
  'v1.0.0',
  '1.0.0.0',
  '01.0.0',
  '1.00.0',
  '1.0.0-',
  '1.0.0-01',
  '1.0.0-a..b',
  '1.0.0+',
  '1.0.0+a+b',
  ' 1.0.0',
  '1.0.0\n',
  '-1.0.0',
  '1.0.0-ä',
  '１.0.0',
];

/** The file's content, once npm's own package agrees with it. */
export function versions(): unknown {
  for (const [index, version] of ASCENDING.entries())
    for (const lower of ASCENDING.slice(0, index)) agree(lower, version, -1);
  for (const [one, other] of EQUAL) agree(one, other, 0);
  return { ascending: ASCENDING, equal: EQUAL, invalid: INVALID };
}

function agree(one: string, other: string, order: -1 | 0): void {
  if (semver.compare(one, other) !== order) throw new Error(`semver does not order ${one} and ${other} so`);
}
