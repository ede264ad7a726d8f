import { createHash } from 'node:crypto';
import type { protos } from '@google-cloud/run';
import type { Template } from './model';

type Container = protos.google.cloud.run.v2.IContainer;
type Variable = protos.google.cloud.run.v2.IEnvVar;

/** What a deploy wants of the next revision; all else stays as it is. */
export interface WantedTemplate {
  /** With its digest: `host/repository@sha256:...`. */
  image: string;
  variables: Readonly<Record<string, string>>;
  /** `merge` keeps the variables that are not named, `replace` drops them. References to secrets have a mode of their own. */
  variablesMode: 'merge' | 'replace';
  /** Variables that get a secret's version. */
  secrets?: Readonly<Record<string, SecretVersionReference>>;
  /** The same for references to secrets; `merge` when left out. */
  secretsMode?: 'merge' | 'replace';
}

/** What a variable gets its value from. */
export interface SecretVersionReference {
  /** The secret's name, or projects/P/secrets/S where it is another project's. */
  secret: string;
  /** A number, `latest`, or another alias. */
  version: string;
}

/** The container that gets the requests: the one with a port, else the first. */
const ingress = (containers: Container[]): number =>
  Math.max(
    0,
    containers.findIndex((container) => (container.ports ?? []).length > 0),
  );

function withVariables(existing: Variable[], wanted: WantedTemplate): Variable[] {
  const set = wantedVariables(existing, wanted);
  const names = new Set(set.map(({ name }) => name));
  const kept = existing.filter((variable) => !names.has(variable.name) && isKept(variable, wanted));
  const before = new Map(existing.map((variable, index) => [variable.name, index]));
  const place = (variable: Variable): number => before.get(variable.name) ?? existing.length;
  // The order stays, since Cloud Run makes a new revision for a mere change of order.
  return [...kept, ...set].sort((a, b) => place(a) - place(b));
}

const isKept = (
  { valueSource }: Variable,
  { variablesMode, secretsMode = 'merge' }: WantedTemplate,
): boolean => (valueSource == null ? variablesMode : secretsMode) === 'merge';

/** A variable that stays as it is is kept as it was read: the client library adds fields of its own to it. */
function wantedVariables(existing: Variable[], { variables, secrets = {} }: WantedTemplate): Variable[] {
  const plain = Object.entries(variables).map(
    ([name, value]) => existing.find(isSetTo(name, value)) ?? { name, value },
  );
  const secret = Object.entries(secrets).map(
    ([name, reference]) =>
      existing.find(isSetFrom(name, reference)) ?? { name, valueSource: { secretKeyRef: { ...reference } } },
  );
  return [...plain, ...secret];
}

const isSetTo = (name: string, value: string) => (variable: Variable) =>
  variable.name === name && (variable.value ?? '') === value && variable.valueSource == null;

const isSetFrom =
  (name: string, { secret, version }: SecretVersionReference) =>
  ({ name: present, valueSource }: Variable): boolean =>
    present === name &&
    valueSource?.secretKeyRef?.secret === secret &&
    (valueSource.secretKeyRef.version || 'latest') === version;

/** The template of the next revision: the present one with what is wanted put in, and without a name. */
export function renderTemplate(present: Template | undefined, wanted: WantedTemplate): Template {
  const { revision: _, ...rest } = present ?? {};
  const containers = rest.containers?.length ? rest.containers : [{}];
  const target = ingress(containers);
  return {
    ...rest,
    containers: containers.map((container, index) =>
      index === target
        ? { ...container, image: wanted.image, env: withVariables(container.env ?? [], wanted) }
        : container,
    ),
  };
}

/** The two templates make the same revision, whatever its name. */
export function sameTemplate(one: Template, other: Template): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** Sha-256 in hex over the canonical form of a template, its name left out. */
export function fingerprint(template: Template): string {
  const { revision: _, ...rest } = template;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** What the client library adds to whatever it has read: which field of a `oneof` is the one that is set. */
const ONEOF_NAMES: ReadonlySet<string> = new Set(['values', 'volumeType', 'probeType']);

/** JSON with sorted keys and without what is not set: absent, null and empty are one to Cloud Run. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (ONEOF_NAMES.has(key)) return undefined;
    if (part === null || part === '' || (Array.isArray(part) && part.length === 0)) return undefined;
    if (typeof part !== 'object' || Array.isArray(part)) return part;
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  });
}

/** The longest name that Cloud Run gives a revision. */
const LONGEST_NAME = 63;

/**
 * The name of the revision that a template makes: `<service>-<commit>-<hash of the template>`. The same commit with the
 * same configuration finds its revision again; a changed configuration gets a new name.
 */
export function revisionName(service: string, commit: string, template: Template): string {
  const tail = [commit.slice(0, 7), fingerprint(template).slice(0, 8)]
    .filter((part) => part !== '')
    .join('-');
  // Cloud Run wants the whole service name in front, so a long one leaves less room for the rest.
  const room = LONGEST_NAME - service.length - 1;
  return `${service}-${tail.slice(0, room).replace(/-$/, '')}`;
}

/** Cloud Run never tries a failed revision again: the same template needs a new name, `-a2`, `-a3` and so on. */
export function nextAttempt(name: string): string {
  const [, base = name, attempt = '1'] = /^(.*)-a(\d+)$/.exec(name) ?? [];
  const suffix = `-a${Number(attempt) + 1}`;
  return `${base.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
}
