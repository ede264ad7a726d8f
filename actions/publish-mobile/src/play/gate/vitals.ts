/**
 * Crashes and "application not responding" by version and day.
 * Source: https://developers.google.com/play/developer/reporting/reference/rest/v1beta1/vitals.crashrate
 */
import { z } from 'zod';
import { PlayRefusal } from '../refusal';
import { patiently, valueIn } from '../wire';
import type { Request, Wire } from '../wire';

export type Metric = 'crash' | 'anr';

/** One version on one day. */
export interface VersionDay {
  /** 2026-11-20, a day of Los Angeles. */
  day: string;
  versionCode: number;
  users: number;
  /** Users whom it happened to at least once. */
  hit: number;
}

export interface Vitals {
  /** The first day that is not complete yet; undefined while there are no figures at all. */
  freshUntil: string | undefined;
  days: Readonly<Record<Metric, readonly VersionDay[]>>;
}

const ZONE = 'America/Los_Angeles';
const PAGE = 10_000;
const DAY = 86_400_000;

/** Rates as people meet them: crashes in the background do not count. */
const RATES: Readonly<Record<Metric, string>> = {
  crash: 'userPerceivedCrashRate',
  anr: 'userPerceivedAnrRate',
};

const date = z.looseObject({ year: z.number(), month: z.number(), day: z.number() });

const metricSet = z.looseObject({
  freshnessInfo: z
    .looseObject({
      freshnesses: z
        .array(z.looseObject({ aggregationPeriod: z.string(), latestEndTime: date.optional() }))
        .default([]),
    })
    .default({ freshnesses: [] }),
});

const answer = z.looseObject({
  rows: z
    .array(
      z.looseObject({
        startTime: date,
        dimensions: z.array(z.looseObject({ dimension: z.string(), int64Value: z.string().optional() })),
        metrics: z.array(
          z.looseObject({
            metric: z.string(),
            decimalValue: z.looseObject({ value: z.string() }).optional(),
          }),
        ),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

type Row = z.infer<typeof answer>['rows'][number];

/** @param days how many days back from where the figures are fresh */
export async function readVitals(wire: Wire, packageName: string, days: number): Promise<Vitals> {
  const crash = await readMetric(wire, packageName, 'crash', days);
  const anr = await readMetric(wire, packageName, 'anr', days);
  // Whichever is behind decides how fresh the whole is.
  const [freshUntil] = [crash.freshUntil, anr.freshUntil].sort((one = '', other = '') =>
    one.localeCompare(other),
  );
  return { freshUntil, days: { crash: crash.days, anr: anr.days } };
}

async function readMetric(
  wire: Wire,
  packageName: string,
  metric: Metric,
  days: number,
): Promise<{ freshUntil: string | undefined; days: VersionDay[] }> {
  const url = `${wire.base}/v1beta1/apps/${encodeURIComponent(packageName)}/${metric}RateMetricSet`;
  const { freshnessInfo } = read(metricSet, await call(wire, { method: 'GET', url }));
  const daily = freshnessInfo.freshnesses.find((each) => each.aggregationPeriod === 'DAILY');
  if (!daily?.latestEndTime) return { freshUntil: undefined, days: [] };
  const freshUntil = textOf(daily.latestEndTime);
  const rows = await readRows(wire, `${url}:query`, {
    timelineSpec: {
      aggregationPeriod: 'DAILY',
      startTime: dateOf(shifted(freshUntil, -days)),
      endTime: dateOf(freshUntil),
    },
    dimensions: ['versionCode'],
    metrics: [RATES[metric], 'distinctUsers'],
    pageSize: PAGE,
  });
  return { freshUntil, days: rows.map((row) => dayIn(row, RATES[metric])) };
}

async function readRows(wire: Wire, url: string, query: object): Promise<Row[]> {
  const rows: Row[] = [];
  for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
    const body = Buffer.from(JSON.stringify(pageToken === '' ? query : { ...query, pageToken }));
    const headers = { 'content-type': 'application/json' };
    const page: z.infer<typeof answer> = read(
      answer,
      await call(wire, { method: 'POST', url, headers, body }),
    );
    rows.push(...page.rows);
    pageToken = page.nextPageToken === '' ? undefined : page.nextPageToken;
  }
  return rows;
}

function dayIn({ startTime, dimensions, metrics }: Row, rate: string): VersionDay {
  const valueOf = (name: string): number =>
    Number(metrics.find(({ metric }) => metric === name)?.decimalValue?.value ?? 0);
  const code = dimensions.find(({ dimension }) => dimension === 'versionCode')?.int64Value ?? 0;
  const users = valueOf('distinctUsers');
  return { day: textOf(startTime), versionCode: Number(code), users, hit: valueOf(rate) * users };
}

const call = (wire: Wire, request: Request): Promise<unknown> =>
  patiently(async () => valueIn(await wire.send(request)), wire.patience);

function read<T>(shape: z.ZodType<T>, value: unknown): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new PlayRefusal(0, 'An answer of the Play Developer Reporting API is not as its description has it');
}

const textOf = ({ year, month, day }: z.infer<typeof date>): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

function dateOf(text: string): object {
  const [year, month, day] = text.split('-').map(Number);
  return { year, month, day, timeZone: { id: ZONE } };
}
