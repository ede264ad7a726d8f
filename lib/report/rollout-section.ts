/** One region's rollout: traffic, failures and latency on one time axis, and what happened when. */
import { spanOf } from './axis';
import type { Span } from './axis';
import { momentTime, momentsOf } from './events';
import { markup } from './markup';
import type { Markup } from './markup';
import { errorPanel, latencyPanel, sharePanel, signRow, timeRow } from './panels';
import { ROLES, slicesOf, stepsOf } from './series';
import type { Role, Slice } from './series';
import type { Region, Timeline } from './timeline';
import { timeOf } from './words';

export function rolloutSection(region: Region, { notes, endedAt, outcome }: Timeline): Markup {
  const span = spanOfRegion(region, outcome.result === 'running' ? [endedAt] : []);
  const moments = momentsOf(region, notes, span);
  const frame = { span, moments };
  const slices = slicesOf(region, span);
  const measured = ROLES.some((role) => slices[role].length > 0);
  return markup`<section>
    <h2>Traffic in <bdi>${region.region}</bdi></h2>
    ${legend(region, slices)}
    <figure class="chart">
      ${signRow(frame)} ${sharePanel(stepsOf(region, span), frame)}
      ${measured ? [errorPanel(slices, frame), latencyPanel(slices, frame)] : []} ${timeRow(frame)}
    </figure>
    <ol class="moments">
      ${moments.map((moment) => markup`<li><b class="${moment.tone}">${moment.number}</b><time>${momentTime(moment)}</time><span class="text">${moment.text}</span></li>`)}
    </ol>
    ${measured ? [] : markup`<p class="lead">No requests were measured.</p>`}
  </section>`;
}

/** From the first to the last that is known of the region, with a little room for what holds at the end. */
function spanOfRegion({ splits, measurements, verdicts, bringBack }: Region, more: readonly string[]): Span {
  const instants = [...splits, ...measurements, ...verdicts].map(({ at }) => at);
  const ends = [bringBack?.decidedAt, bringBack?.restoredAt].filter((each) => each !== undefined);
  const span = spanOf([...instants, ...ends, ...more].map(timeOf));
  return { from: span.from, to: span.to + (span.to - span.from) * 0.03 };
}

function legend(region: Region, slices: Record<Role, Slice[]>): Markup {
  const others = region.splits.some(({ shares }) =>
    Object.entries(shares).some(
      ([revision, percent]) => percent > 0 && revision !== region.candidate && revision !== region.stable,
    ),
  );
  const entry = (role: Role, name: string): Markup =>
    markup`<span><i class="${role}"></i>${role} <bdi class="name">${name}</bdi></span>`;
  return markup`<p class="legend">
    ${entry('candidate', region.candidate)} ${region.stable === '' ? [] : entry('stable', region.stable)}
    ${others || slices.other.length > 0 ? entry('other', 'revisions of others') : []}
    <span>measured by <bdi>${region.measuredBy}</bdi></span>
  </p>`;
}
