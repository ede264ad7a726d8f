/**
 * The panels of a region's chart, one below the other on one time axis. Shapes are drawn in a nested image that is
 * stretched to whatever width there is, texts and signs beside it by percent: so nothing is distorted, on any screen.
 */
import { coordinate, placeOf, roundUp, ticksOf } from './axis';
import type { Span } from './axis';
import { signsOf } from './events';
import type { Moment } from './events';
import { Markup, markup } from './markup';
import { ROLES } from './series';
import type { Role, Slice, Step } from './series';
import { SLICES } from './series';
import { clockTime, count, dateAndTime, latency, percent } from './words';

/** The width of the stretched drawing, in its own units. */
const WIDTH = 1000;

interface Frame {
  span: Span;
  moments: readonly Moment[];
}

interface Panel {
  title: string;
  /** Pixels. */
  height: number;
  /** The labels of the scale, from 0 at the bottom to 1 at the top. */
  scale: readonly { at: number; label: string }[];
  /** In the stretched drawing. */
  shapes: Markup | readonly Markup[];
  /** Beside it, placed by percent. */
  marks?: readonly Markup[];
  /** For those who cannot see it. */
  summary: string;
}

function drawn(
  { title, height, scale, shapes, marks = [], summary }: Panel,
  { span, moments }: Frame,
): Markup {
  const y = (at: number): string => coordinate((1 - at) * (height - 2) + 1);
  return markup`<p class="panel-title">${title}</p>
    <svg class="scale" width="100%" height="${height}" aria-hidden="true">
      ${scale.map(({ at, label }) => markup`<text x="100%" y="${y(at)}" dy="${dropOf(at)}">${label}</text>`)}
    </svg>
    <svg class="plot" width="100%" height="${height}" role="img" aria-label="${summary}">
      ${scale.map(({ at }) => markup`<line class="grid" x1="0" x2="100%" y1="${y(at)}" y2="${y(at)}" />`)}
      <svg width="100%" height="${height}" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">
        ${shapes}
      </svg>
      ${marks}
      ${moments.map((moment) => markup`<line class="moment ${moment.tone}" x1="${across(moment.time, span)}" x2="${across(moment.time, span)}" y1="0" y2="100%" />`)}
    </svg>`;
}

/** Labels at the edges stand inside them. */
const dropOf = (at: number): string => (at >= 1 ? '0.8em' : at <= 0 ? '0' : '0.35em');

const percentAcross = (place: number): string => `${coordinate(place * 100)}%`;
const across = (time: number, span: Span): string => percentAcross(placeOf(time, span));

const SHARE_HEIGHT = 150;

/** Who had which share of the traffic: the candidate below, so that it is seen to grow from nothing. */
export function sharePanel(steps: readonly Step[], frame: Frame): Markup {
  const layers: { role: Role; below: readonly Role[] }[] = [
    { role: 'candidate', below: [] },
    { role: 'other', below: ['candidate'] },
    { role: 'stable', below: ['candidate', 'other'] },
  ];
  const last = steps.at(-1);
  return drawn(
    {
      title: 'Share of traffic',
      height: SHARE_HEIGHT,
      scale: [0, 0.5, 1].map((at) => ({ at, label: percent(at) })),
      shapes: layers.map(
        ({ role, below }) =>
          markup`<path class="area ${role}" d="${layerPath(steps, frame.span, role, below)}" />`,
      ),
      summary: `Share of traffic over time. At the end the candidate has ${percent(last?.shares.candidate ?? 0)}.`,
    },
    frame,
  );
}

/** One layer of the stack: along its upper edge to the end, and back along its lower one. */
function layerPath(steps: readonly Step[], span: Span, role: Role, below: readonly Role[]): Markup {
  const y = (share: number): string => coordinate((1 - Math.min(1, share)) * (SHARE_HEIGHT - 2) + 1);
  const x = (time: number): string => coordinate(placeOf(time, span) * WIDTH);
  const corners = steps.flatMap((step, index) => {
    const [from, to] = [x(step.time), x(steps[index + 1]?.time ?? span.to)];
    const lower = below.reduce((sum, each) => sum + step.shares[each], 0);
    const upper = lower + step.shares[role];
    return [{ from, to, lower: y(lower), upper: y(upper) }];
  });
  if (corners.length === 0) return new Markup('');
  const there = corners.map(({ from, to, upper }) => `${from} ${upper} ${to} ${upper}`);
  const back = corners.toReversed().map(({ from, to, lower }) => `${to} ${lower} ${from} ${lower}`);
  return new Markup(`M${there.join(' L')} L${back.join(' L')}Z`);
}

const ERROR_HEIGHT = 72;
/** A scale that ends below this would make a single failure look like a disaster. */
const SMALLEST_RATE = 0.02;

/** The share of failed requests in each slice of time. Slices in which none failed leave a mark at the bottom. */
export function errorPanel(slices: Record<Role, Slice[]>, frame: Frame): Markup {
  const rate = ({ errors, requests }: Slice): number => errors / requests;
  const all = ROLES.flatMap((role) => slices[role]);
  const top = Math.min(1, roundUp(Math.max(SMALLEST_RATE, ...all.map(rate))));
  const shown = ROLES.filter((role) => slices[role].length > 0);
  const width = 0.8 / SLICES / Math.max(1, shown.length);
  const bar = (role: Role, slice: Slice): Markup => {
    const height = Math.max(1.5, (rate(slice) / top) * (ERROR_HEIGHT - 2));
    const x = slice.place + (shown.indexOf(role) - shown.length / 2) * width;
    return markup`<rect
      class="bar ${role}"
      x="${percentAcross(x)}"
      width="${percentAcross(width)}"
      y="${coordinate(ERROR_HEIGHT - height)}"
      height="${coordinate(height)}"
      ><title>${sliceInWords(role, slice, frame.span)}</title></rect
    >`;
  };
  const failed = all.reduce((sum, { errors }) => sum + errors, 0);
  return drawn(
    {
      title: 'Failed requests',
      height: ERROR_HEIGHT,
      scale: [0, 1].map((at) => ({ at, label: percent(at * top) })),
      shapes: [],
      marks: shown.flatMap((role) => slices[role].map((slice) => bar(role, slice))),
      summary: `Share of failed requests over time, up to ${percent(top)}: ${count(failed)} failed in all.`,
    },
    frame,
  );
}

const LATENCY_HEIGHT = 84;

/** The latency of what succeeded: the slowest twentieth as a line, the middle as a thin one. */
export function latencyPanel(slices: Record<Role, Slice[]>, frame: Frame): Markup {
  const values = ROLES.flatMap((role) => slices[role].flatMap(({ p50 = 0, p95 = 0 }) => [p50, p95]));
  const top = roundUp(Math.max(1, ...values));
  const line = (role: Role, of: 'p50' | 'p95'): Markup =>
    markup`<path class="line ${of} ${role}" d="${linePath(slices[role], of, top)}" />`;
  const dot = (role: Role, { place, p95 = 0 }: Slice): Markup =>
    markup`<circle
      class="dot ${role}"
      cx="${percentAcross(place)}"
      cy="${coordinate((1 - p95 / top) * (LATENCY_HEIGHT - 2) + 1)}"
      r="2"
    />`;
  return drawn(
    {
      title: 'Latency: 95th percentile, and thin the median',
      height: LATENCY_HEIGHT,
      scale: [0, 0.5, 1].map((at) => ({ at, label: at === 0 ? '0' : latency(at * top) })),
      shapes: ROLES.flatMap((role) => [line(role, 'p50'), line(role, 'p95')]),
      marks: ROLES.flatMap((role) => isolated(slices[role]).map((slice) => dot(role, slice))),
      summary: `Latency over time, up to ${latency(top)}.`,
    },
    frame,
  );
}

/** Over more empty slices than this a line would say what nobody has measured. */
const LONGEST_GAP = 4 / SLICES;

function linePath(slices: readonly Slice[], of: 'p50' | 'p95', top: number): Markup {
  const timed = slices.filter((slice) => slice[of] !== undefined);
  const points = timed.map((slice, index) => {
    const before = timed[index - 1];
    const goesOn = before && slice.place - before.place <= LONGEST_GAP;
    const y = (1 - (slice[of] ?? 0) / top) * (LATENCY_HEIGHT - 2) + 1;
    return `${goesOn ? 'L' : 'M'}${coordinate(slice.place * WIDTH)} ${coordinate(y)}`;
  });
  return new Markup(points.join(' '));
}

/** Slices that no line leads to or from. */
function isolated(slices: readonly Slice[]): Slice[] {
  const timed = slices.filter(({ p95 }) => p95 !== undefined);
  const near = (one: Slice | undefined, other: Slice): boolean =>
    one !== undefined && Math.abs(one.place - other.place) <= LONGEST_GAP;
  return timed.filter((slice, index) => !near(timed[index - 1], slice) && !near(timed[index + 1], slice));
}

function sliceInWords(role: Role, { place, requests, errors, p95 }: Slice, span: Span): string {
  const time = clockTime(span.from + place * (span.to - span.from));
  const slow = p95 === undefined ? '' : `, p95 ${latency(p95)}`;
  return `${time} ${role}: ${count(errors)} of ${count(requests)} failed (${percent(errors / requests)})${slow}`;
}

const SIGN_HEIGHT = 24;

/** The numbers of the moments, above their lines. */
export function signRow({ span, moments }: Frame): Markup {
  const sign = ({ place, label, tone }: ReturnType<typeof signsOf>[number]): Markup => {
    const half = label.length > 2 ? 17 : 10;
    const shift = place < 0.02 ? half : place > 0.98 ? -half : 0;
    return markup`<svg x="${percentAcross(place)}" y="0" overflow="visible">
      <rect class="sign ${tone}" x="${shift - half}" y="1" width="${half * 2}" height="20" rx="10" />
      <text class="sign-label" x="${shift}" y="15">${label}</text>
    </svg>`;
  };
  return markup`<svg class="signs" width="100%" height="${SIGN_HEIGHT}" aria-hidden="true">
    ${signsOf(moments, span).map(sign)}
  </svg>`;
}

const A_DAY = 86_400_000;

/** The time axis; on a narrow screen every other label is hidden. */
export function timeRow({ span }: Frame): Markup {
  const ticks = ticksOf(span);
  const step = (ticks[1] ?? span.to) - (ticks[0] ?? span.from);
  const label = (time: number): string => {
    if (step >= A_DAY) return dateAndTime(time).replace(/ \d{4}.*/, '');
    return step >= 60_000 ? clockTime(time).slice(0, 5) : clockTime(time);
  };
  const tick = (time: number, index: number): Markup => {
    const place = placeOf(time, span);
    const anchor = place < 0.04 ? 'start' : place > 0.96 ? 'end' : 'middle';
    return markup`<text
      class="${index % 2 === 1 ? 'odd' : 'even'}"
      x="${percentAcross(place)}"
      y="14"
      text-anchor="${anchor}"
      >${label(time)}</text
    >`;
  };
  return markup`<svg class="times" width="100%" height="20" aria-hidden="true">${ticks.map(tick)}</svg>`;
}
