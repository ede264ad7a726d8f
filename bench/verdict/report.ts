import type { Case, Figures } from './cases';
import type { CaseFigures } from './figures';

/** The rules in the order of the columns. */
const columns = [
  ['flagger', 'Flagger'],
  ['argo', 'Argo'],
  ['releaseManager', 'Release M.'],
  ['kayenta', 'Kayenta'],
  ['fisherEachLook', 'Fisher'],
  ['mannWhitneyEachLook', 'M.-Whitney'],
  ['anyMinute', 'any minute'],
  ['fixedInterval', 'interval'],
] as const;

/**
 * The table for people: for each case the share of rollouts that were rolled back, and where that was right the minute by
 * which half of them were; at the budget, the share that passed.
 */
export function table(cases: readonly Case[], figures: readonly CaseFigures[]): string {
  const head = ['case', 'Sluice', ...columns.map(([, name]) => name)];
  const rows = cases.map((each, index) => row(each, figures[index]));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return [head, ...rows].map((cells) => align(cells, widths)).join('\n');
}

function row({ title, candidate }: Case, figures?: CaseFigures): string[] {
  if (!figures) return [title];
  const others = columns.map(([key]) => figures.peers[key]);
  return [title, ...[figures, ...others].map((each) => (each ? cell(each, candidate) : ''))];
}

function cell({ falseFail, falsePass, power, medianMinutes }: Figures, candidate: Case['candidate']): string {
  if (candidate === 'atBudget') return percent(falsePass);
  if (candidate !== 'worse') return percent(falseFail);
  return medianMinutes === null ? percent(power) : `${percent(power)} @${medianMinutes}`;
}

/** A share as a percentage with a digit more where it is small. */
export const percent = (share: number | null): string =>
  share === null ? '-' : `${(100 * share).toFixed(share < 0.1 || share > 0.9 ? 1 : 0)} %`;

function align(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((content, column) =>
      column === 0 ? content.padEnd(widths[column] ?? 0) : content.padStart(widths[column] ?? 0),
    )
    .join('  ');
}
