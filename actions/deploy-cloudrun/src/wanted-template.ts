/** The template of the next revision: what is there, with what is wanted put in, and every secret at a version by number. */
import {
  isPinnedVersion,
  numberRemembered,
  renderTemplate,
  sameTemplate,
  secretReferences,
  withoutSecretVersions,
  withSecretVersions,
} from '../../../lib/cloudrun';
import type { SecretReference, Service, Template } from '../../../lib/cloudrun';
import type { ServiceReference } from '../../../lib/places';
import { Code, codeOf } from '../../../lib/google';
import type { Secrets } from '../../../lib/secrets';
import type { Inputs } from './inputs';

/** As it was asked for, `latest` being `latest`; undefined where a revision that exists is wanted. */
export function askedTemplate(service: Service | undefined, inputs: Inputs): Template | undefined {
  if ('revision' in inputs.wanted) return undefined;
  const present = service && withoutSecretVersions(service.template);
  return renderTemplate(present, { ...inputs, image: inputs.wanted.image });
}

/** What became of the secrets of a template. */
export interface WantedTemplate {
  template: Template;
  /** `Pin the secret shop-db (latest) to version 7: web/env/DATABASE_URL.`, a line each. */
  pinned: string[];
  /** The secrets whose versions this account may not look up, so that their references stay as they are. */
  floating: string[];
}

/**
 * Pins the secrets of a template, so that a rollback brings them back as well.
 * @param secrets how Secret Manager is reached; not asked for where nothing has to be looked up
 * @throws UserError where a secret, or its version, is not there or cannot be used
 */
export async function withPinnedSecrets(
  asked: Template,
  service: Service | undefined,
  { at, secrets }: { at: ServiceReference; secrets: () => Secrets },
): Promise<WantedTemplate> {
  const moving = secretReferences(asked).filter((reference) => !isPinnedVersion(reference));
  if (moving.length === 0) return { template: asked, pinned: [], floating: [] };
  const names = [...new Set(moving.map((reference) => resourceOf(reference, at)))];
  const opened = secrets();
  const numbers = new Map(
    await Promise.all(names.map(async (name) => [name, await numberOf(opened, name)] as const)),
  );
  const numberFor = (reference: SecretReference): string | undefined =>
    numbers.get(resourceOf(reference, at));
  const unknown = moving.filter((reference) => numberFor(reference) === undefined);
  return {
    template: chosen(asked, service?.template, numberFor),
    pinned: moving.flatMap((reference) => pinnedInWords(reference, numberFor(reference))),
    floating: [...new Set(unknown.map(({ secret }) => secret))],
  };
}

/** Where a version cannot be looked up, the one that the present template has is good enough to see that nothing changes. */
function chosen(
  asked: Template,
  present: Template | undefined,
  numberFor: (reference: SecretReference) => string | undefined,
): Template {
  if (present) {
    const kept = withSecretVersions(
      asked,
      (reference) => numberFor(reference) ?? numberRemembered(present, reference.place),
    );
    if (sameTemplate(kept, present)) return kept;
  }
  return withSecretVersions(asked, numberFor);
}

const pinnedInWords = ({ place, secret, version }: SecretReference, number: string | undefined): string[] =>
  number === undefined ? [] : [`Pin the secret ${secret} (${version}) to version ${number}: ${place}.`];

function resourceOf({ secret, version }: SecretReference, { project }: ServiceReference): string {
  const name = secret.includes('/') ? secret : `projects/${project}/secrets/${secret}`;
  return `${name}/versions/${version}`;
}

/** Undefined where this account may not look versions up. */
async function numberOf(secrets: Secrets, resource: string): Promise<string | undefined> {
  try {
    const name = await secrets.resolve(resource);
    return name.slice(name.lastIndexOf('/') + 1);
  } catch (error) {
    if (error instanceof Error && isDenied(error)) return undefined;
    throw error;
  }
}

const isDenied = (error: Error): boolean =>
  [error, error.cause].some((each) => codeOf(each) === Code.PERMISSION_DENIED);
