/** An element of an SVG as text. Attributes are escaped; what is inside is text of elements already, or escaped by `text`. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...inside: readonly string[]
): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(shown(value))}"`);
  const start = `<${name}${list.join('')}`;
  return inside.length === 0 ? `${start}/>` : `${start}>${inside.join('')}</${name}>`;
}

/** Text as it may stand inside an element. */
export const text = (content: string): string => escape(content);

/** Tenths of a pixel are enough, and keep the files small and alike on every machine. */
const shown = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;

function escape(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * The colours in light and in dark mode: those of Okabe and Ito, which people who do not see all colours can tell apart.
 * The first is ours.
 */
const style = `
text { font: 14px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; }
.quiet { fill: #59636e; }
.page { fill: #ffffff; }
.grid { stroke: #d1d9e0; }
.axis { stroke: #59636e; }
.limit { stroke: #c0392b; stroke-dasharray: 6 4; stroke-width: 2; }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.c0 { stroke: #0072b2; } .c1 { stroke: #c75000; } .c2 { stroke: #00805c; } .c3 { stroke: #a8427f; }
.c4 { stroke: #8a6d00; } .c5 { stroke: #24292f; stroke-dasharray: 7 4; } .c6 { stroke: #6e7781; stroke-dasharray: 3 3; }
.faint { fill: none; stroke-width: 1.3; opacity: 0.6; stroke-linejoin: round; stroke-dasharray: none; }
.f0 { fill: #0072b2; } .f1 { fill: #c75000; } .f2 { fill: #00805c; } .f3 { fill: #a8427f; }
.f4 { fill: #8a6d00; } .f5 { fill: #24292f; } .f6 { fill: #848d97; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .quiet { fill: #9198a1; }
  .page { fill: #0d1117; }
  .grid { stroke: #3d444d; }
  .axis { stroke: #9198a1; }
  .limit { stroke: #ff7b72; }
  .c0 { stroke: #56b4e9; } .c1 { stroke: #f0883e; } .c2 { stroke: #2fbf95; } .c3 { stroke: #e191c0; }
  .c4 { stroke: #e3c04b; } .c5 { stroke: #f0f6fc; } .c6 { stroke: #b1bac4; }
  .f0 { fill: #56b4e9; } .f1 { fill: #f0883e; } .f2 { fill: #2fbf95; } .f3 { fill: #e191c0; }
  .f4 { fill: #e3c04b; } .f5 { fill: #f0f6fc; } .f6 { fill: #848d97; }
}
`;

/** A whole picture. `description` is what somebody hears who cannot see it. */
export function picture(
  size: { width: number; height: number },
  title: string,
  description: string,
  ...inside: readonly string[]
): string {
  const { width, height } = size;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
  };
  return `${element(
    'svg',
    attributes,
    element('title', {}, text(title)),
    element('desc', {}, text(description)),
    element('style', {}, text(style)),
    element('rect', { class: 'page', width, height }),
    element('text', { class: 'title', x: 16, y: 28 }, text(title)),
    ...inside,
  )}\n`;
}
