import type { RestApi } from '../google';
import { EnvironmentVariable } from '../runner';

/** Cloud Run over plain HTTP, for whoever has no other use for its client library. */
export const CLOUD_RUN: RestApi = {
  name: 'Cloud Run',
  url: 'https://run.googleapis.com',
  variable: EnvironmentVariable.cloudRunEndpoint,
  timeout: 30_000,
};
