import { cells, cutInside, padEnd } from './cells';
import { inSeconds } from './clock';
import type { JobRow, JobState } from './jobs';
import { span } from './line';
import type { Line, Look } from './line';

const MARKS: Readonly<Record<JobState, { mark: string; look: Look }>> = {
  waiting: { mark: '○', look: 'quiet' },
  'at-gate': { mark: '?', look: 'asking' },
  running: { mark: '●', look: 'busy' },
  success: { mark: '✓', look: 'good' },
  failure: { mark: '✗', look: 'bad' },
  cancelled: { mark: '■', look: 'bad' },
  skipped: { mark: '–', look: 'quiet' },
};

interface Branch {
  label: string;
  row: JobRow | null;
  children: Branch[];
}

interface Twig {
  /** The lines of the tree and the name. */
  stem: string;
  label: string;
  row: JobRow | null;
}

/** The jobs as a small tree, each with how it stands in words; a row may be cut at its end. */
export function drawJobs(jobs: readonly JobRow[], now: number, width: number): Line[] {
  const twigs = twigsOf(treeOf(jobs));
  const longest = Math.max(0, ...twigs.map(({ stem, label }) => cells(stem) + 2 + cells(label)));
  const column = Math.min(longest, Math.floor(width * 0.45));
  return twigs.map(({ stem, label, row }) => {
    const room = column - cells(stem) - 2;
    if (!row) return [span(stem, 'quiet'), span(cutInside(label, room + 2), 'heading')];
    const { mark, look } = MARKS[row.state];
    const { state, detail } = stateInWords(row, now);
    return [
      span(stem, 'quiet'),
      span(`${mark} `, look),
      span(padEnd(cutInside(label, room), room)),
      span('  '),
      span(state, look),
      span(detail === '' ? '' : `  ${detail}`, state.startsWith('failed') ? 'plain' : 'quiet'),
    ];
  });
}

/** Jobs of the same workflow stand together, under the name of the job that calls it. */
function treeOf(jobs: readonly JobRow[]): Branch[] {
  const root: Branch = { label: '', row: null, children: [] };
  for (const row of jobs) {
    const labels = labelsOf(row, jobs);
    const parent = labels.slice(0, -1).reduce((branch, label) => {
      const known = branch.children.find((child) => child.row === null && child.label === label);
      if (known) return known;
      const added: Branch = { label, row: null, children: [] };
      branch.children.push(added);
      return added;
    }, root);
    parent.children.push({ label: labels.at(-1) ?? '', row, children: [] });
  }
  return root.children;
}

/** A name has a part for each part of the path, unless there is a slash in one; a nameless job learns from its sisters. */
function labelsOf(row: JobRow, jobs: readonly JobRow[]): string[] {
  const ids = row.path === '' ? ['all jobs'] : row.path.split('/');
  const names = row.name?.split(' / ');
  if (names?.length === ids.length) return names;
  const group = ids.slice(0, -1);
  const sister = jobs.find(
    ({ path, name }) =>
      name?.split(' / ').length === ids.length && path.startsWith(`${group.join('/')}/`) && group.length > 0,
  );
  const parents = sister?.name?.split(' / ').slice(0, -1) ?? group;
  return [...parents, (group.length === 0 ? row.name : names?.at(-1)) ?? ids.at(-1) ?? ''];
}

function twigsOf(branches: readonly Branch[], before: string | null = null): Twig[] {
  return branches.flatMap(({ label, row, children }, index) => {
    const last = index === branches.length - 1;
    const stem = before === null ? '' : `${before}${last ? '└─ ' : '├─ '}`;
    const below = before === null ? '' : `${before}${last ? '   ' : '│  '}`;
    return [{ stem, label, row }, ...twigsOf(children, below)];
  });
}

function stateInWords(row: JobRow, now: number): { state: string; detail: string } {
  const { state, startedAt, endedAt, step, waitsFor } = row;
  const lasted = startedAt === null ? '' : inSeconds((endedAt ?? now) - startedAt);
  switch (state) {
    case 'waiting':
      return { state: 'waits for its turn', detail: waitsFor ?? '' };
    case 'at-gate':
      return { state: 'waits for approval', detail: waitsFor ?? '' };
    case 'running':
      return { state: `running ${lasted}`, detail: step ?? '' };
    case 'success':
      return { state: `done in ${lasted}`, detail: '' };
    case 'failure':
      return { state: lasted === '' ? 'failed' : `failed after ${lasted}`, detail: step ?? '' };
    case 'cancelled':
      return { state: lasted === '' ? 'cancelled' : `cancelled after ${lasted}`, detail: '' };
    case 'skipped':
      return { state: 'skipped', detail: '' };
  }
}
