/** The top of the page: how it ended, why, and the few numbers that everybody asks for first. */
import { markup } from './markup';
import type { Markup } from './markup';
import { highestShare, totalsOf } from './series';
import type { Timeline } from './timeline';
import { OUTCOMES, count, dateAndTime, duration, headline, percent, slowestReturn, timeOf } from './words';

export function head(timeline: Timeline): Markup {
  const { service, environment, outcome, startedAt } = timeline;
  const { word, tone } = OUTCOMES[outcome.result];
  const rest = headline(timeline).slice(word.length);
  const where = [environment, timeline.regions.map(({ region }) => region).join(', ')].filter(Boolean);
  return markup`<header>
    <p class="kicker">
      <strong><bdi>${service}</bdi></strong
      >${where.map((each) => markup` · <bdi>${each}</bdi>`)} · ${dateAndTime(timeOf(startedAt))}
    </p>
    <h1><span class="${tone}">${word}</span>${rest}</h1>
    <p class="why text">${outcome.why}</p>
    <dl class="figures">${figures(timeline)}</dl>
  </header>`;
}

function figures({ regions, startedAt, endedAt }: Timeline): Markup[] {
  const back = slowestReturn(regions);
  const share = regions.reduce((most, region) => Math.max(most, highestShare(region)), 0);
  const totals = regions.map(totalsOf);
  return [
    ...(back === undefined
      ? []
      : [figure('from the decision to restored traffic', back === 'never' ? 'not yet' : duration(back))]),
    figure('of the traffic at most on the candidate', percent(share)),
    failures('candidate', totals),
    failures('stable', totals),
    figure('from start to end', duration(timeOf(endedAt) - timeOf(startedAt))),
  ];
}

function failures(role: 'candidate' | 'stable', totals: readonly ReturnType<typeof totalsOf>[]): Markup {
  const errors = totals.reduce((sum, total) => sum + total[role].errors, 0);
  const requests = totals.reduce((sum, total) => sum + total[role].requests, 0);
  const rate = requests > 0 ? ` (${percent(errors / requests)})` : '';
  return figure(`failed on ${role}${rate}`, count(errors), `of ${count(requests)}`);
}

const figure = (meaning: string, value: string, more = ''): Markup =>
  markup`<div>
    <dt>${meaning}</dt>
    <dd>${value} <small>${more}</small></dd>
  </div>`;
