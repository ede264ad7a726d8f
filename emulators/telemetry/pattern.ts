/**
 * A regular expression that a filter or a query was given; undefined when it is none. Google reads RE2's syntax,
 * this JavaScript's.
 */
export function patternOf(text: string, where: 'whole' | 'anywhere'): RegExp | undefined {
  try {
    return new RegExp(where === 'whole' ? `^(?:${text})$` : text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
