import { cells, cut, padEnd, wrap } from './cells';
import { inSeconds } from './clock';
import { drawJobs } from './draw-jobs';
import { drawStrays, drawTraffic } from './draw-traffic';
import { fitted, span } from './line';
import type { Line, Look } from './line';
import type { Gate, Note, Picture } from './picture';

/** How much room there is, in cells. */
export interface Room {
  width: number;
  height: number;
}

const BRIEF_LINES = 12;
const NOTE_LINES = 3;
const OUTCOMES: Readonly<Record<Picture['outcome'], Line>> = {
  playing: [],
  'as-it-should': [span('✓ as it should be', 'good')],
  wrong: [span('✗ not as it should be', 'bad')],
};

/** With fewer lines than that, only what matters most is drawn. */
const ROOMY = 20;

/** Draws the picture: no line is wider, and there are no more of them, than there is room for. Pure. */
export function draw(picture: Picture, room: Room): Line[] {
  const { width, height } = room;
  const roomy = height >= ROOMY;
  const spaced = (lines: readonly Line[]): Line[] =>
    roomy && lines.length > 0 ? [[], ...lines] : [...lines];
  const heading = drawHeading(picture, width).slice(0, roomy ? undefined : 1);
  const traffic = [
    ...picture.services.flatMap((service) => spaced(drawTraffic(service, picture.figures, width))),
    ...drawStrays(picture.services, picture.figures),
  ];
  const notes = spaced(drawNotes(picture, width).slice(roomy ? 0 : -2));
  const spare = Math.max(0, height - heading.length - traffic.length - notes.length);
  const gateLeast = picture.gates.length > 0 ? 3 : 0;
  const most = Math.max(1, spare - gateLeast - (roomy ? 1 : 0));
  const jobs = spaced(shortened(drawJobs(picture.jobs, picture.now, width), most));
  const gates = spaced(drawGates(picture.gates, { width, height: spare - jobs.length - (roomy ? 1 : 0) }));
  return [...heading, ...jobs, ...gates, ...traffic, ...notes]
    .slice(0, height)
    .map((line) => fitted(line, width));
}

function drawHeading({ name, about, elapsed, outcome }: Picture, width: number): Line[] {
  const time = inSeconds(elapsed);
  const title = cut(name, width - cells(time) - 2);
  const result = OUTCOMES[outcome];
  const between = width - cells(title) - cells(time) - result.reduce((sum, { text }) => sum + cells(text), 2);
  return [
    [span(title, 'heading'), span('  '), ...result, span(padEnd('', between)), span(time, 'quiet')],
    ...wrap(about, width)
      .slice(0, 3)
      .map((line) => [span(line, 'quiet')]),
  ];
}

/** As many lines as fit; of too many jobs those count that came last. */
function shortened(lines: readonly Line[], height: number): Line[] {
  if (lines.length <= height) return [...lines];
  const left = lines.length - height + 1;
  return [[span(`… ${left} more`, 'quiet')], ...lines.slice(left)];
}

/** The first gate with the beginning of its brief, as far as there is room; two lines of it at least. */
function drawGates(gates: readonly Gate[], { width, height }: Room): Line[] {
  const [first, ...others] = gates;
  if (!first) return [];
  const also =
    others.length === 0 ? '' : `, and so does ${others.map((gate) => gate.environment).join(', ')}`;
  const brief = first.brief.flatMap((line) => wrap(line, width - 2));
  const most = Math.max(2, Math.min(BRIEF_LINES, height - 1));
  const shown = brief.length <= most ? brief : brief.slice(0, most - 1);
  const hidden = brief.length - shown.length;
  return [
    [span('Gate', 'heading'), span('  '), span(`${first.environment} waits for approval${also}`, 'asking')],
    ...shown.map((line) => [span('│ ', 'asking'), span(line)]),
    ...(hidden > 0 ? [[span('│ ', 'asking'), span(`… ${hidden} more lines`, 'quiet')]] : []),
  ];
}

/** What was said last; an error stays in sight until there is another. */
function drawNotes({ notes, problem }: Picture, width: number): Line[] {
  const pinned = problem === null || notes.includes(problem) ? [] : [problem];
  const shown = [...pinned, ...notes.slice(pinned.length - 3)];
  return shown.flatMap((note) => drawNote(note, width));
}

const NOTE_LOOKS: Readonly<Record<Note['level'], Look>> = {
  info: 'plain',
  notice: 'plain',
  warning: 'asking',
  error: 'bad',
};

function drawNote({ at, level, text }: Note, width: number): Line[] {
  const time = `${inSeconds(at).padStart(7)}  `;
  const words = level === 'info' ? text : `${level}: ${text}`;
  const lines = wrap(words, width - cells(time));
  const last = lines.length > NOTE_LINES ? '…' : '';
  return lines.slice(0, NOTE_LINES).map((line, index) => {
    const end = index === NOTE_LINES - 1 ? last : '';
    return [
      span(index === 0 ? time : padEnd('', cells(time)), 'quiet'),
      span(cut(line + end, width - cells(time)), NOTE_LOOKS[level]),
    ];
  });
}
