/** Which lines of the log are meant. */
export interface LogRange {
  project: string;
  service: string;
  region: string;
  revision: string;
  /** Unix time in milliseconds. */
  from: number;
  to: number;
}

/** The page of the Logs Explorer that shows what a revision has logged between two moments. */
export function logsLink({ project, service, region, revision, from, to }: LogRange): string {
  const query = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name=${JSON.stringify(service)}`,
    `resource.labels.location=${JSON.stringify(region)}`,
    `resource.labels.revision_name=${JSON.stringify(revision)}`,
  ].join('\n');
  const range = `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
  return `https://console.cloud.google.com/logs/query;query=${encoded(query)};timeRange=${encoded(range)}?project=${encoded(project)}`;
}

/** Brackets and quotes, too, which would end a link in Markdown. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
