import { describe, expect, test } from '@jest/globals';
import { findings, head, job, sha } from './lint-tree';

describe('hardening', () => {
  test('every job has an end and permissions, and none of them from the workflow', () => {
    expect(findings('on: push', 'jobs:', '  a:', '    runs-on: x', '    steps: [{ run: "true" }]')).toEqual([
      "3:3: The job 'a' has no 'timeout-minutes', so it may hang for six hours. Add the longest time that it may take.",
      "3:3: Neither the job 'a' nor its workflow has 'permissions'. Add 'permissions: {}' to the workflow, and to the job what it needs.",
    ]);
    expect(
      findings(
        'on: push',
        'permissions: { contents: write }',
        'jobs:',
        ...job('a', 'steps: [{ run: "true" }]'),
      ),
    ).toEqual([
      "2:14: The workflow grants 'contents: write' to each of its jobs. Grant it to the job that needs it.",
    ]);
  });

  test.each([
    ['else/where@v1', "'else/where@v1' is not pinned to a commit."],
    [`else/where@${sha}`, `Nothing says which version 'else/where@${sha}' is.`],
    [`else/where@${sha} # see below`, `Nothing says which version 'else/where@${sha}' is.`],
    ['docker://alpine:3', "'docker://alpine:3' is not pinned."],
  ])('%s', (uses, complaint) => {
    const [only, ...others] = findings(...head, ...job('a', 'steps:', `  - uses: ${uses}`));
    expect(only).toContain(complaint);
    expect(others).toEqual([]);
  });

  test('nothing that somebody else can shape becomes a part of a script', () => {
    const steps = job(
      'a',
      'steps:',
      '  - run: |',
      '      echo "${{ github.sha }} ${{ runner.os }}"',
      '      echo "${{ github.head_ref }}"',
      '      echo "${{ github.event[\'issue\'].title || inputs.title }}"',
      `  - uses: actions/github-script@${sha} # v8`,
      '    with: { script: "${{ github.actor }}" }',
    );
    const remedy = "Put it into a variable under 'env', and use that in double quotes.";
    const found = findings(
      'on: { workflow_dispatch: { inputs: { title: { type: string } } } }',
      ...head.slice(1),
      ...steps,
    );
    expect(found).toEqual([
      `10:21: 'github.head_ref' becomes a part of the script, and may be a command. ${remedy}`,
      `11:21: 'github.event['issue'].title' becomes a part of the script, and may be a command. ${remedy}`,
      `11:52: 'inputs.title' becomes a part of the script, and may be a command. ${remedy}`,
      `13:30: 'github.actor' becomes a part of the script, and may be a command. ${remedy}`,
    ]);
  });
});
