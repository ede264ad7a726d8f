/** What a line of `tags` says, by attribute; `line` is the whole of it where a message names it. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** `type=sha,format=long`; a line without `=` is a tag as it is. */
export function attributesOf(line: string): Attributes {
  if (!/^[a-z]+=/.test(line)) return { type: 'raw', value: line };
  return Object.fromEntries(
    line.split(',').map((part): [string, string] => {
      const [key = '', ...value] = part.split('=');
      return [key.trim(), value.join('=').trim()];
    }),
  );
}
