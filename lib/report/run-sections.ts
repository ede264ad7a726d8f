/** What surrounds the traffic: what was brought back, the jobs and gates of the run, the database, and the facts. */
import { coordinate, placeOf, spanOf } from './axis';
import type { Span } from './axis';
import { markup, link } from './markup';
import type { Markup } from './markup';
import type { Timeline } from './timeline';
import { clockTime, duration, timeOf } from './words';

export function returnSection({ regions }: Timeline): Markup | undefined {
  const rows = regions.flatMap(({ region, bringBack }) => (bringBack ? [{ region, ...bringBack }] : []));
  if (rows.length === 0) return undefined;
  return markup`<section>
    <h2>Brought back</h2>
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th>Region</th>
            <th>From</th>
            <th>To</th>
            <th>Decided</th>
            <th>Restored</th>
            <th class="number">Took</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ region, from, to, decidedAt, restoredAt }) =>
              markup`<tr>
                <td><bdi>${region}</bdi></td>
                <td class="wide" data-of="from"><bdi class="name">${from}</bdi></td>
                <td class="wide" data-of="to"><bdi class="name">${to}</bdi></td>
                <td data-of="decided"><time>${clockTime(timeOf(decidedAt))}</time></td>
                <td data-of="restored"><time>${restoredAt === undefined ? 'not yet' : clockTime(timeOf(restoredAt))}</time></td>
                <td class="number" data-of="took">
                  ${restoredAt === undefined ? '–' : duration(timeOf(restoredAt) - timeOf(decidedAt))}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** A bar of the run's timeline. */
interface Bar {
  name: string;
  said: string;
  from: number;
  to: number;
  kind: string;
}

/** The most bars that anybody would read. */
const MOST_BARS = 60;

export function runSection(timeline: Timeline): Markup | undefined {
  const end = timeOf(timeline.endedAt);
  const bars = [...jobBars(timeline, end), ...gateBars(timeline, end)].sort(
    (one, other) => one.from - other.from,
  );
  if (bars.length === 0) return undefined;
  const span = spanOf(bars.flatMap(({ from, to }) => [from, to]));
  return markup`<section>
    <h2>Jobs and gates</h2>
    <div class="bars">${bars.slice(0, MOST_BARS).map((bar) => barRow(bar, span))}</div>
  </section>`;
}

const jobBars = ({ jobs }: Timeline, end: number): Bar[] =>
  jobs.map(({ name, result, startedAt, endedAt }) => {
    const [from, to] = [timeOf(startedAt), endedAt === undefined ? end : timeOf(endedAt)];
    const said =
      result === 'skipped' ? result : `${result === 'success' ? '' : `${result}, `}${duration(to - from)}`;
    return { name, said, from, to, kind: `job ${result}` };
  });

const gateBars = ({ gates }: Timeline, end: number): Bar[] =>
  gates.map(({ environment, askedAt, answeredAt, answer, by }) => {
    const [from, to] = [timeOf(askedAt), answeredAt === undefined ? end : timeOf(answeredAt)];
    const who = by === undefined ? '' : ` by ${by}`;
    return {
      name: `Gate: ${environment}`,
      said: `${answer}${who}, ${duration(to - from)}`,
      from,
      to,
      kind: `gate ${answer}`,
    };
  });

function barRow({ name, said, from, to, kind }: Bar, span: Span): Markup {
  const [x, end] = [placeOf(from, span) * 100, placeOf(to, span) * 100];
  const width = Math.max(0.4, end - x);
  return markup`<div>
    <span class="text">${name}</span
    ><svg width="100%" height="14" aria-hidden="true">
      <rect class="track" y="6" width="100%" height="2" />
      <rect
        class="${kind}"
        x="${coordinate(Math.min(x, 99.6))}%"
        y="1"
        width="${coordinate(width)}%"
        height="12"
        rx="3"
      /></svg
    ><span class="said text">${said}</span>
  </div>`;
}

export function migrationSection({ migration }: Timeline): Markup | undefined {
  if (!migration) return undefined;
  return markup`<section>
    <h2>Database</h2>
    <p class="lead text">${migration.result}: ${migration.summary}</p>
    <dl class="facts">
      ${migration.steps.slice(0, 100).map(
        ({ name, detail }) =>
          markup`<dt class="text">${name}</dt>
            <dd class="text">${detail}</dd>`,
      )}
    </dl>
  </section>`;
}

export function factSection({ facts }: Timeline): Markup | undefined {
  if (facts.length === 0) return undefined;
  const value = (fact: Timeline['facts'][number]): Markup =>
    fact.url === undefined ? markup`<bdi class="name">${fact.value}</bdi>` : link(fact.value, fact.url);
  return markup`<section>
    <h2>What was rolled out</h2>
    <dl class="facts">
      ${facts.slice(0, 40).map(
        (fact) =>
          markup`<dt class="text">${fact.name}</dt>
            <dd>${value(fact)}</dd>`,
      )}
    </dl>
  </section>`;
}
