/**
 * Crashes and "application not responding" by version and day.
 * Source: https://developers.google.com/play/developer/reporting/reference/rest/v1beta1/vitals.crashrate/query
 */
import { z } from 'zod';
import { demandQuality } from './access';
import { invalid } from './release-shape';
import type { Known, Route } from './route';
import type { VitalsDay } from './state';

/** Days are those of Los Angeles, and of nowhere else. */
const ZONE = 'America/Los_Angeles';

const date = z.looseObject({
  year: z.number(),
  month: z.number(),
  day: z.number(),
  timeZone: z.looseObject({ id: z.literal(ZONE) }).optional(),
});

const query = z.strictObject({
  timelineSpec: z.strictObject({ aggregationPeriod: z.literal('DAILY'), startTime: date, endTime: date }),
  dimensions: z.array(z.literal('versionCode')).length(1),
  metrics: z.array(z.string()).min(1),
  pageSize: z.number().int().min(1).max(100_000).default(1000),
  pageToken: z.string().default(''),
});

type Metric = (day: VitalsDay) => number;

const METRICS: Readonly<Record<string, Readonly<Record<string, Metric>>>> = {
  crashRateMetricSet: {
    crashRate: ({ users, crashed }) => crashed / users,
    userPerceivedCrashRate: ({ users, crashed }) => crashed / users,
    distinctUsers: ({ users }) => users,
  },
  anrRateMetricSet: {
    anrRate: ({ users, unresponsive }) => unresponsive / users,
    userPerceivedAnrRate: ({ users, unresponsive }) => unresponsive / users,
    distinctUsers: ({ users }) => users,
  },
};

export const getMetricSet: Route = ({ app, params, ...caller }) => {
  demandQuality(caller);
  const { freshUntil } = app;
  const freshness = { aggregationPeriod: 'DAILY', latestEndTime: freshUntil && dateView(freshUntil) };
  return {
    name: `apps/${app.packageName}/${params['set'] ?? ''}`,
    freshnessInfo: { freshnesses: freshUntil === undefined ? [] : [freshness] },
  };
};

/** The end is not part of the period, and cannot lie beyond what is fresh. */
export const queryMetricSet: Route = (known) => {
  demandQuality(known);
  const read = query.safeParse(known.body);
  if (!read.success) throw invalid(`Invalid JSON payload received. ${z.prettifyError(read.error)}`);
  const { timelineSpec, metrics, pageSize, pageToken } = read.data;
  const available = METRICS[known.params['set'] ?? ''] ?? {};
  const chosen = metrics.map((name) => {
    const metric = available[name];
    if (!metric) throw invalid(`Metric ${name} is not part of this metric set.`);
    return { name, metric };
  });
  const days = daysIn(known, timelineSpec);
  const start = Number(pageToken);
  const rows = days.slice(start, start + pageSize).map((day) => rowOf(day, chosen));
  const next = start + pageSize;
  return { rows, ...(next < days.length ? { nextPageToken: String(next) } : {}) };
};

function daysIn({ app }: Known, spec: z.infer<typeof query>['timelineSpec']): VitalsDay[] {
  const [start, end] = [dayOf(spec.startTime), dayOf(spec.endTime)];
  if (start >= end) throw invalid('The start time must be before the end time.');
  if (app.freshUntil === undefined || end > app.freshUntil)
    throw invalid(`Data is available until ${app.freshUntil ?? 'no day'} only.`);
  return app.vitals.filter(({ day, users }) => users > 0 && day >= start && day < end);
}

function rowOf(day: VitalsDay, chosen: readonly { name: string; metric: Metric }[]): object {
  return {
    aggregationPeriod: 'DAILY',
    startTime: dateView(day.day),
    dimensions: [{ dimension: 'versionCode', int64Value: String(day.versionCode) }],
    metrics: chosen.map(({ name, metric }) => ({
      metric: name,
      decimalValue: { value: String(metric(day)) },
    })),
  };
}

const dayOf = ({ year, month, day }: z.infer<typeof date>): string =>
  [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

function dateView(day: string): object {
  const [year, month, date] = day.split('-').map(Number);
  return { year, month, day: date, timeZone: { id: ZONE } };
}
