/**
 * The invisible line by which we find again what we have written. Only what a bot wrote counts: anybody can copy a
 * marker into a text of their own.
 */
export function markerOf(key: string): string {
  // Two dashes would end the comment of HTML early.
  return `<!-- sluice:${key.replaceAll(/[^\w./:@]+/g, '-')} -->`;
}

interface Written {
  body?: string | null;
  user: { type: string } | null;
}

export function isOurs({ body, user }: Written, marker: string): boolean {
  return user?.type === 'Bot' && (body ?? '').startsWith(marker);
}
