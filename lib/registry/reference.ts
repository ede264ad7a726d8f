import { UserError } from '../runner';
import { isDigest } from './digest';
import type { Digest } from './digest';

/** Where images of one name lie. */
export interface Repository {
  /** `docker.io`, `europe-docker.pkg.dev`, `127.0.0.1:5000` */
  readonly registry: string;
  /** `project/team/app` */
  readonly name: string;
}

/** An image: its repository with a tag, a digest or both; the digest decides where both are there. */
export interface Reference extends Repository {
  readonly tag?: string;
  readonly digest?: Digest;
}

const DEFAULT_REGISTRY = 'docker.io';

/** Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const REGISTRY =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const LONGEST_NAME = 255;

/** @returns whether the text may be a tag: at most 128 letters, digits, `_`, `.` and `-`, not beginning with `.` or `-` */
export const isTag = (text: string): boolean => /^\w[\w.-]{0,127}$/.test(text);

/**
 * Reads `[registry/]name[:tag][@digest]` with Docker's defaults: `node` is `docker.io/library/node`. A tag is not made
 * up where none is given.
 * @throws UserError
 */
export function parseReference(text: string): Reference {
  const [place = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !isDigest(digest)))
    throw malformed(text, 'what follows `@` is not sha256: and 64 hexadecimal digits');
  const [, path = '', tag] = /^(.*?)(?::([^/:]*))?$/.exec(place) ?? [];
  if (tag !== undefined && !isTag(tag)) throw malformed(text, `"${tag}" is not a tag`);
  return {
    ...repositoryOf(path, text),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * Reads `[registry/]name`.
 * @throws UserError also where there is a tag or a digest
 */
export function parseRepository(text: string): Repository {
  const { tag, digest, ...repository } = parseReference(text);
  if (tag === undefined && digest === undefined) return repository;
  throw malformed(
    text,
    `it is to be a repository, without \`${tag === undefined ? '@' : ':'}${tag ?? digest ?? ''}\``,
  );
}

function repositoryOf(path: string, text: string): Repository {
  const [first = '', ...rest] = path.split('/');
  const named = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = named ? first : DEFAULT_REGISTRY;
  const short = named ? rest.join('/') : path;
  const name = registry === DEFAULT_REGISTRY && !short.includes('/') ? `library/${short}` : short;
  if (!REGISTRY.test(registry)) throw malformed(text, `"${registry}" is not the host of a registry`);
  if (!NAME.test(name) || name.length > LONGEST_NAME) {
    throw malformed(
      text,
      `"${short}" is not a repository: lower-case letters, digits and . _ - between them`,
    );
  }
  return { registry, name };
}

function malformed(text: string, why: string): UserError {
  return new UserError(`"${text}" is not an image: ${why}.`, {
    remedy: 'Write it like europe-docker.pkg.dev/project/repository/app.',
  });
}

/** `registry/name:tag@digest`, as far as each is there. */
export function formatReference({ registry, name, tag, digest }: Reference): string {
  return `${registry}/${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** What stands behind `/manifests/`: the digest, else the tag, else `latest`. */
export const versionOf = ({ tag, digest }: Reference): string => digest ?? tag ?? 'latest';

/** Whether the registry is on this machine; such a one speaks plain http. */
export function isLocal(registry: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(registry);
}

/** The registry's address without a slash at its end. Docker Hub's is not its name. */
export function addressOf(registry: string): string {
  if (registry === DEFAULT_REGISTRY) return 'https://registry-1.docker.io';
  return `${isLocal(registry) ? 'http' : 'https'}://${registry}`;
}
