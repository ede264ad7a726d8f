import { describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateDocs, withTables } from '../../scripts/docs';

const README =
  '# Deploy\n\n<!-- inputs -->\nold\n<!-- /inputs -->\n\n<!-- outputs --><!-- /outputs -->\n\nMore.\n';

const ACTION = `
inputs:
  image:
    description: The image by digest.
    required: true
  rollout:
    description: |
      Steps, as a|b.

      See below.
    default: 5%:10m 100%
outputs:
  url:
    description: The service's address.
`;

describe('the tables', () => {
  test('show what action.yml says and leave the rest of the page alone', () => {
    expect(withTables(README, ACTION)).toBe(
      [
        '# Deploy\n\n<!-- inputs -->\n\n<!-- prettier-ignore-start -->\n\n| Input | Description | Required | Default |',
        '| --- | --- | --- | --- |',
        '| `image` | The image by digest. | yes |  |',
        '| `rollout` | Steps, as a\\|b.<br><br>See below. | no | `5%:10m 100%` |',
        '\n<!-- prettier-ignore-end -->\n\n<!-- /inputs -->\n\n<!-- outputs -->\n\n<!-- prettier-ignore-start -->\n\n| Output | Description |',
        '| --- | --- |',
        "| `url` | The service's address. |",
        '\n<!-- prettier-ignore-end -->\n\n<!-- /outputs -->\n\nMore.\n',
      ].join('\n'),
    );
  });

  test('do not change a second time', () => {
    const once = withTables(README, ACTION);
    expect(withTables(once, ACTION)).toBe(once);
  });

  test('are refused where a description is missing', () => {
    expect(() => withTables(README, 'inputs:\n  image:\n    required: true\n')).toThrow(
      '`image` has no description',
    );
    expect(() => withTables(README, 'outputs:\n  url:\n')).toThrow('`url` has no description');
  });

  test('need their markers', () => {
    expect(() => withTables('# Deploy\n', ACTION)).toThrow('<!-- inputs -->');
  });
});

test('a check finds a README that is out of date and does not touch it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sluice-docs-'));
  const readme = join(root, 'actions/deploy/README.md');
  try {
    await mkdir(join(root, 'actions/deploy'), { recursive: true });
    await writeFile(join(root, 'actions/deploy/action.yml'), ACTION);
    expect(await updateDocs(root, { check: true })).toEqual(['actions/deploy/README.md does not exist.']);
    await writeFile(readme, README);
    expect(await updateDocs(root, { check: true })).toEqual([expect.stringContaining('is out of date')]);
    expect(await readFile(readme, 'utf8')).toBe(README);
    expect(await updateDocs(root, { check: false })).toEqual([]);
    expect(await updateDocs(root, { check: true })).toEqual([]);
  } finally {
    await rm(root, { recursive: true });
  }
});
