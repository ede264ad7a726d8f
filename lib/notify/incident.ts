import type { Incident } from '../github';
import { MarkdownSummary } from '../runner';
import type { Summary } from '../runner';
import { logsLink } from './logs-link';
import { incidentKey, setbackInWords, utc } from './setback';
import type { RegionSetback, RolloutNumbers, Setback } from './setback';

/** What whoever looks into it fills in. */
const TEMPLATE: readonly (readonly [heading: string, hint: string])[] = [
  ['What visitors noticed', 'Who was affected, how, and for how long?'],
  ['What happened', 'The steps with their times in UTC: merged, deployed, noticed, brought back.'],
  ['Root cause', 'Not who, but what: which change, and why it had this effect.'],
  ['Why nothing found it earlier', 'Which test, check or step of the rollout could have?'],
  ['What changes', 'Each with an owner and a date.'],
];

/**
 * GitHub refuses a body of more than 65,536 characters. Texts grow by up to five times when they are made inert, so with
 * these bounds in characters, and on rows and details of regions, it never comes to that.
 */
const LONGEST_REASON = 2_000;
const LONGEST_FAULT = 300;
const LONGEST_NAME = 63;
const MOST_ROWS = 20;
const MOST_DETAILS = 10;

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;

/** What a fault means, by how it ended: what is back may still answer with errors. */
const FAULTS: Readonly<Record<RegionSetback['result'], string>> = {
  'rolled-back': 'was brought back, but is not well',
  unchanged: 'is where it was, but is not well',
  failed: 'could not be brought back',
  raised: 'was given more traffic by somebody else, and is not well',
};

/** Where Cloud Run's own links to logs lead. */
const CONSOLE = 'https://console.cloud.google.com/';

/** Milliseconds of log before and after, where the moment is not known exactly. */
const AROUND = 600_000;

/**
 * The issue that is opened for a setback, or what is added to the one that is open. Whatever comes from outside is text
 * in it: no markup, no mention but the owner's, no reference and no closing keyword comes to life.
 */
export function incidentOf(setback: Setback): Incident {
  const facts = factsOf(setback);
  const template = new MarkdownSummary();
  for (const [heading, hint] of TEMPLATE) template.heading(heading, 3).paragraph(`(${hint})`);
  return {
    key: incidentKey(setback),
    title: setbackInWords(setback),
    body: `${facts}\n\n${template.toString()}`,
    update: facts,
    labels: ['incident'],
  };
}

/** The last word to an incident whose service serves a newer revision well. */
export function recoveryOf({ revision, run, now }: { revision: string; run: string; now: number }): string {
  const word = new MarkdownSummary();
  word.paragraph(
    `The revision ${revision} has all the traffic since ${utc(now)} UTC, after a rollout that was judged good.`,
  );
  if (run !== '') word.link('The run that deployed it', run);
  return word.toString();
}

function factsOf(setback: Setback): string {
  const { regions, reason, run, now, nextUpdate, owner } = setback;
  const page = new MarkdownSummary();
  page.paragraph(`${setbackInWords(setback)}, as of ${utc(now)} UTC.`);
  page.paragraph(`Why: ${cut(reason, LONGEST_REASON)}`);
  page.table(
    ['Region', 'Result', 'Lost its traffic', 'Has the traffic', 'Restored (UTC)'],
    regions
      .slice(0, MOST_ROWS)
      .map(({ region, result, bad, good, restoredAt }) => [
        region,
        result,
        cut(bad, LONGEST_NAME) || 'not known',
        cut(good, LONGEST_NAME) || 'not known',
        restoredAt === undefined ? '–' : utc(restoredAt),
      ]),
  );
  for (const region of regions.slice(0, MOST_DETAILS)) addRegion(page, region, setback);
  if (run !== '') page.link('The run that brought it back', run);
  page.paragraph(`Next update due: ${utc(nextUpdate)} UTC.`);
  const mention = owner === undefined ? '' : `\n\nOwner: @${owner.replace(/^@/, '')}`;
  return `${page.toString()}${mention}`;
}

function addRegion(page: Summary, region: RegionSetback, { project, service, now }: Setback): void {
  const { numbers, bad, fault, logUri = '' } = region;
  if (fault !== undefined)
    page.paragraph(`${region.region} ${FAULTS[region.result]}: ${cut(fault, LONGEST_FAULT)}`);
  const isBack = region.result !== 'raised';
  if (numbers && numbers.candidate.requests > 0)
    addNumbers(page, region.region, numbers, isBack ? 'the revision that was brought back' : 'the candidate');
  if (bad === '') return;
  const name = cut(bad, LONGEST_NAME);
  const [from, to] = [(region.since ?? now) - AROUND, (region.restoredAt ?? now) + AROUND];
  page.link(
    `What ${name} logged in ${region.region}${isBack ? ' until it was brought back' : ''}`,
    logsLink({ project, service, region: region.region, revision: name, from, to }),
  );
  if (logUri.startsWith(CONSOLE)) page.link(`The whole log of ${name}`, logUri);
}

function addNumbers(
  page: Summary,
  region: string,
  { candidate, stable, compared, candidateSlower }: RolloutNumbers,
  who: string,
): void {
  const row = (name: string, { requests, failures }: RolloutNumbers['candidate']): string[] => [
    name,
    String(requests),
    String(failures),
    requests === 0 ? '–' : `${Number(((failures / requests) * 100).toPrecision(2))} %`,
  ];
  page.paragraph(`The numbers of the rollout in ${region}:`);
  page.table(['', 'Requests', 'Failed', 'Rate'], [row(who, candidate), row('the one beside it', stable)]);
  if (compared > 0)
    page.paragraph(`It was the slower one in ${candidateSlower} of ${compared} pairs of requests.`);
}
