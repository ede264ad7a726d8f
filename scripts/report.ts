/**
 * Draws a recorded timeline of a rollout as one HTML page.
 *
 *   tsx scripts/report.ts TIMELINE.json PAGE.html
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseTimeline, renderPage } from '../lib/report';

const [timeline, page] = process.argv.slice(2);
if (timeline === undefined || page === undefined) throw new Error('Give two files: TIMELINE.json PAGE.html');
writeFileSync(page, renderPage(parseTimeline(JSON.parse(readFileSync(timeline, 'utf8')))));
