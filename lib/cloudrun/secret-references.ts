/**
 * References to secrets in a template. A reference to `latest` is looked up whenever an instance starts, so that going
 * back to a revision would not bring its secrets back: a deploy pins each to a version's number, and remembers on the
 * template what was asked for, so that the next deploy follows it anew.
 */
import type { protos } from '@google-cloud/run';
import { z } from 'zod';
import { shortName } from '../places';
import type { Template } from './model';

type Container = protos.google.cloud.run.v2.IContainer;
type Variable = protos.google.cloud.run.v2.IEnvVar;
type Volume = protos.google.cloud.run.v2.IVolume;
type Item = protos.google.cloud.run.v2.IVersionToPath;

/** One variable, or one file of a volume, that a secret's version is put into. */
export interface SecretReference {
  /** Where it stands in the template: `web/env/DATABASE_URL`, `volume/keys/api.json`. */
  place: string;
  /** The secret's name, or projects/P/secrets/S where it is another project's. */
  secret: string;
  /** A number, `latest`, or another alias. */
  version: string;
}

/** The annotation of the template that says, place by place, what was asked for and the number it was pinned to. */
const ANNOTATION = 'sluice.dev/secret-versions';

const memory = z.record(z.string(), z.tuple([z.string(), z.string().regex(/^\d+$/)]));

/** A version by its number stays what it is. */
export const isPinnedVersion = ({ version }: Pick<SecretReference, 'version'>): boolean =>
  /^\d+$/.test(version);

/** Every reference to a secret, in the order of the template. */
export function secretReferences(template: Template): SecretReference[] {
  const found: SecretReference[] = [];
  mapped(template, (reference) => {
    found.push(reference);
    return reference.version;
  });
  return found;
}

/**
 * The template with versions by number, and the memory of what they stand for.
 * @param numberOf the number to pin a reference to; undefined leaves it as it is
 */
export function withSecretVersions(
  template: Template,
  numberOf: (reference: SecretReference) => string | undefined,
): Template {
  const asked: Record<string, [string, string]> = {};
  const next = mapped(template, (reference) => {
    const number = isPinnedVersion(reference) ? undefined : numberOf(reference);
    if (number === undefined) return reference.version;
    asked[reference.place] = [reference.version, number];
    return number;
  });
  const places = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1));
  if (places.length === 0) return next;
  const annotations = { ...next.annotations, [ANNOTATION]: JSON.stringify(Object.fromEntries(places)) };
  return { ...next, annotations };
}

/** The template as it was asked for, before its secrets were pinned. A version that somebody has changed since stays. */
export function withoutSecretVersions(template: Template): Template {
  const asked = remembered(template);
  const { [ANNOTATION]: ours, ...annotations } = template.annotations ?? {};
  if (ours === undefined) return template;
  return mapped({ ...template, annotations }, ({ place, version }) => {
    const [alias, number] = asked[place] ?? [];
    return alias !== undefined && number === version ? alias : version;
  });
}

/** The number that a reference was pinned to in this template, undefined where it was not. */
export const numberRemembered = (template: Template, place: string): string | undefined =>
  remembered(template)[place]?.[1];

/** Text from outside: what is no memory of ours says nothing. */
function remembered({ annotations }: Template): Readonly<Record<string, [string, string]>> {
  try {
    const parsed = memory.safeParse(JSON.parse(annotations?.[ANNOTATION] ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

type VersionFor = (reference: SecretReference) => string;

function mapped(template: Template, versionFor: VersionFor): Template {
  const { containers, volumes } = template;
  return {
    ...template,
    ...(containers ? { containers: containers.map((each, index) => mappedIn(each, index, versionFor)) } : {}),
    ...(volumes ? { volumes: volumes.map((each) => mappedVolume(each, versionFor)) } : {}),
  };
}

function mappedIn(container: Container, index: number, versionFor: VersionFor): Container {
  const { env, name } = container;
  if (!env) return container;
  const where = name ?? '';
  const variables = env.map((variable) => mappedVariable(variable, where || String(index), versionFor));
  return { ...container, env: variables };
}

function mappedVariable(variable: Variable, container: string, versionFor: VersionFor): Variable {
  const reference = variable.valueSource?.secretKeyRef;
  if (!reference?.secret) return variable;
  const present = { secret: reference.secret, version: reference.version || 'latest' };
  const version = versionFor({ place: `${container}/env/${variable.name ?? ''}`, ...present });
  if (version === present.version) return variable;
  return { ...variable, valueSource: { ...variable.valueSource, secretKeyRef: { ...reference, version } } };
}

/** A volume that names no files has one, named like the secret, with its latest version. */
function mappedVolume(volume: Volume, versionFor: VersionFor): Volume {
  const { secret: source } = volume;
  const secret = source?.secret;
  if (!source || !secret) return volume;
  const given = source.items ?? [];
  // How the file of another project's secret is named is not documented: such a volume stays as it is.
  if (given.length === 0 && secret.includes('/')) return volume;
  const before: Item[] = given.length > 0 ? given : [{ path: shortName(secret), version: 'latest' }];
  const items = before.map((item) => {
    const version = item.version || 'latest';
    const next = versionFor({ place: `volume/${volume.name ?? ''}/${item.path ?? ''}`, secret, version });
    return next === version ? item : { ...item, version: next };
  });
  const isChanged = items.some((item, index) => item !== before[index]);
  return isChanged ? { ...volume, secret: { ...source, items } } : volume;
}
