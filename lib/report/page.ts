import { createHash } from 'node:crypto';
import { head } from './head';
import { Markup, clipped, markup, shown } from './markup';
import { rolloutSection } from './rollout-section';
import { factSection, migrationSection, returnSection, runSection } from './run-sections';
import { STYLE } from './style';
import type { Timeline } from './timeline';
import { verdictSection } from './verdict-section';
import { headline } from './words';

/** The browser runs and loads nothing but the one style sheet, which it knows by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The most regions that are drawn. */
const MOST_REGIONS = 40;

/**
 * One page that tells a rollout from its start to its end. It is whole in itself: no script, nothing to load, and
 * well-formed as XML too. Whatever the names and texts in the timeline hold, they are shown as text.
 */
export function renderPage(timeline: Timeline): string {
  const title = clipped(shown(`${timeline.service}: ${headline(timeline)}`), 200);
  const page = markup`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body>
        <main>
          ${head(timeline)}
          ${timeline.regions.slice(0, MOST_REGIONS).map((region) => rolloutSection(region, timeline))}
          ${verdictSection(timeline)} ${returnSection(timeline)} ${runSection(timeline)}
          ${migrationSection(timeline)} ${factSection(timeline)}
          <footer>All times are UTC.</footer>
        </main>
      </body>
    </html> `;
  return page.source;
}
