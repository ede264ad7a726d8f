/**
 * What `@google-cloud/sql` is inside our bundles: nothing. The Cloud SQL connector needs that client for tunnels through
 * the SQL Data API only, which no action opens, and it is 7.5 MB.
 */
export const v1beta4 = {};
