/**
 * What `require('google-gax')` gives inside our bundles: the REST half of the library, and the two things more that the
 * generated clients take from its entry. The entry itself would bring gRPC along, which no action ever uses: 0.9 MB to
 * read from disk, and a third of the time until an action starts.
 */
export * from 'google-gax/fallback';
export * as fallback from 'google-gax/fallback';
export * as loggingUtils from 'google-logging-utils';
// The package exports no name for this file.
export { decodeAnyProtosInArray } from '../../node_modules/google-gax/build/src/util';
