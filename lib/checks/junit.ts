import type { ChecksResult, StepResult } from './result';

/** JUnit's XML: a suite a journey, a testcase a step. A flaky step passes with its note in system-out. */
export function junitOf({ steps }: ChecksResult): string {
  const journeys = [...new Set(steps.map(({ journey }) => journey))];
  const suites = journeys.map((journey) =>
    suiteOf(
      journey,
      steps.filter((step) => step.journey === journey),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="smoke-test">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(journey: string, steps: readonly StepResult[]): string {
  const count = (outcome: StepResult['outcome']): number =>
    steps.filter((step) => step.outcome === outcome).length;
  const millis = steps.reduce((sum, step) => sum + (step.millis ?? 0), 0);
  const counts = `tests="${steps.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
  const cases = steps.map((step) => caseOf(journey, step));
  return [
    `  <testsuite name="${escaped(journey)}" ${counts} time="${seconds(millis)}">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function caseOf(journey: string, { step, outcome, millis = 0, failure, note }: StepResult): string {
  const attributes = `classname="${escaped(journey)}" name="${escaped(step)}" time="${seconds(millis)}"`;
  const details = [
    ...(failure
      ? [
          `<failure type="${failure.kind}" message="${escaped(failure.message)}">${escaped(failure.curl ?? '')}</failure>`,
        ]
      : []),
    ...(outcome === 'skipped' ? [`<skipped message="${escaped(note ?? '')}"/>`] : []),
    ...(outcome === 'flaky' ? ['<system-out>flaky: it passed when it was sent once more</system-out>'] : []),
  ];
  return details.length === 0
    ? `    <testcase ${attributes}/>`
    : `    <testcase ${attributes}>${details.join('')}</testcase>`;
}

const seconds = (millis: number): string => (millis / 1000).toFixed(3);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
