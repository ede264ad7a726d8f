/** Whether a name is among others; case does not matter to GitHub. */
export function isAmong(names: readonly string[], name: string): boolean {
  return names.some((each) => same(each, name));
}

/** Whether GitHub takes two names for one. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What to do about an unknown name: the nearest known one, if one is near, else all that there are. */
export function suggest(name: string, known: readonly string[], whose: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `Did you mean '${nearest}'?`;
  return known.length === 0
    ? `${whose} has none.`
    : `${whose} has ${known.map((each) => `'${each}'`).join(', ')}.`;
}

/** The known name that takes the fewest edits to reach, unless it takes so many that it is another word. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.each : undefined;
}

/** Levenshtein's distance: single characters inserted, removed or replaced. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === from[line - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
