/** Where an image is: the registry's origin, the repository, and a tag or a digest. */
export interface Reference {
  /** `https://host[:port]`, or http on loopback as docker has it. */
  origin: string;
  repository: string;
  /** A tag or `sha256:...`; the digest when the reference has both. */
  version: string;
}

const pattern =
  /^(?<host>[^/@]+)\/(?<repository>[a-z0-9._/-]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Reads `host[:port]/repository[:tag][@digest]`; null when it is no such thing or names no host. */
export function readReference(image: string): Reference | null {
  const { host, repository, tag, digest } = pattern.exec(image)?.groups ?? {};
  if (host === undefined || repository === undefined) return null;
  const scheme = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(host) ? 'http' : 'https';
  return { origin: `${scheme}://${host}`, repository, version: digest ?? tag ?? 'latest' };
}
