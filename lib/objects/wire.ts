import type { File, Storage } from '@google-cloud/storage';
import type { GoogleAuth, Patience } from '../google';

/** How to reach one bucket. */
export interface Connection {
  readonly bucket: string;
  /** The API's base URL, without a slash at the end: `https://storage.googleapis.com`, or an emulator's. */
  readonly endpoint: string;
  readonly auth: GoogleAuth;
  readonly patience: Patience;
  /** Bytes of an upload that are sent, and kept for another try, at a time; a multiple of 256 KiB. Downloads go by it as well. */
  readonly chunkBytes: number;
}

/** A connection with Google's client, which is loaded with the first call: most steps never need it. */
export interface Wire extends Connection {
  /** An object, or one generation of it, in Google's client. */
  file(name: string, generation?: string): Promise<File>;
  storage(): Promise<Storage>;
  /** `gs://bucket/name`, for messages. */
  at(name: string): string;
}

/** Longer than this without a beginning of an answer, a call has failed, in milliseconds. */
const TIMEOUT = 60_000;

export function wireTo(connection: Connection): Wire {
  let loaded: Promise<Storage> | undefined;
  const storage = (): Promise<Storage> => (loaded ??= load(connection));
  return {
    ...connection,
    storage,
    file: async (name, generation) => {
      const bucket = (await storage()).bucket(connection.bucket);
      return bucket.file(name, generation === undefined ? {} : { generation });
    },
    at: (name) => `gs://${connection.bucket}/${name}`,
  };
}

async function load({ endpoint, auth }: Connection): Promise<Storage> {
  const { Storage: Client } = await import('@google-cloud/storage');
  const storage = new Client({
    apiEndpoint: endpoint,
    authClient: auth,
    // Without this the client would send no credentials to an endpoint other than Google's.
    useAuthWithCustomEndpoint: true,
    timeout: TIMEOUT,
    // Our own retries know what is safe to repeat, and wait through the clock port.
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  // The client would let STORAGE_EMULATOR_HOST redirect what is meant for this endpoint.
  storage.apiEndpoint = endpoint;
  storage.baseUrl = `${endpoint}/storage/v1`;
  return storage;
}
