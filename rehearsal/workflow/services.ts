/** The containers beside a job: started before its first step, and gone after its last. */
import type { Expressions } from './expressions';
import type { Fault } from './faults';
import { child, entriesOf, literalText, literalTexts } from './template';
import type { Template, ValueMap } from './template';

/** Stands in for a container image that jobs may have beside them. */
export interface ServiceStandIn {
  /** Variables of the container that it honours. Any other one is refused by name before the run. */
  env: readonly string[];
  /** The ports that it listens on, as inside of the container. */
  ports: readonly string[];
  /** @returns once it can be used */
  start(env: Readonly<Record<string, string>>): Promise<RunningService>;
}

export interface RunningService {
  /** By the port inside of the container: where it is on this machine. */
  ports: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Stand-ins by the image's name, without tag and digest, such as `postgres`. */
export type ServiceStandIns = Readonly<Record<string, ServiceStandIn>>;

/** What is there of a service that the rehearsal understands; options are for Docker, and waiting is done anyway. */
const known = ['image', 'env', 'ports', 'options'];

/** Everything in a job's services that the rehearsal does not do, as far as it can be seen before the run. */
export function refusedInServices(services: Template | undefined, standIns: ServiceStandIns): Fault[] {
  return entriesOf(services).flatMap(({ value, at }) => {
    if (value.kind !== 'mapping')
      return [{ at, message: 'The rehearsal wants a service as a mapping with `image`.' }];
    const image = child(value, 'image');
    const named = literalText(image);
    const standIn = named === undefined ? undefined : standIns[imageName(named)];
    const missing = named !== undefined && named !== '' && !standIn;
    return [
      ...value.entries
        .filter(({ key }) => !known.includes(key))
        .map((entry) => ({
          at: entry.at,
          message: `The rehearsal does not support '${entry.key}' of a service.`,
        })),
      ...(missing ? [{ at: image?.at ?? at, message: noStandIn(named, standIns) }] : []),
      ...refusedPorts(child(value, 'ports')),
    ];
  });
}

/** A port of the machine may be taken by somebody else's: which one it is stands in the `job` context. */
function refusedPorts(ports: Template | undefined): Fault[] {
  return ports === undefined
    ? []
    : literalTexts(ports)
        .filter((port) => port.includes(':'))
        .map((port) => ({
          at: ports.at,
          message: `The rehearsal chooses the ports of this machine: write '${port.split(':').at(-1) ?? ''}' and take 'job.services.NAME.ports'.`,
        }));
}

const noStandIn = (image: string, standIns: ServiceStandIns): string =>
  `The rehearsal has no local equivalent of the service image '${image}'; it has ${Object.keys(standIns).join(', ') || 'none'}.`;

/** `docker.io/library/postgres:18@sha256:...` -> `postgres` */
const imageName = (image: string): string =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');

/** The services of a running job. */
export interface Services {
  /** The part of the `job` context. */
  context: ValueMap;
  close(): Promise<void>;
}

/**
 * Starts those whose image is not empty, as GitHub does.
 * @throws Error that names an image, a variable or a port that has no local equivalent
 */
export async function startServices(
  services: Template | undefined,
  {
    expressions,
    contexts,
    standIns,
  }: { expressions: Expressions; contexts: ValueMap; standIns: ServiceStandIns },
): Promise<Services> {
  const running: RunningService[] = [];
  const context: ValueMap = {};
  const close = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.close()));
  };
  try {
    for (const { key, value } of entriesOf(services)) {
      const image = expressions.text(child(value, 'image'), { contexts });
      if (image === '') continue;
      const standIn = standIns[imageName(image)];
      if (!standIn) throw new Error(noStandIn(image, standIns));
      const env = expressions.texts(child(value, 'env'), { contexts });
      refuseUnknown(key, 'variable', Object.keys(env), standIn.env);
      const wanted = literalTexts(child(value, 'ports')).map((port) => port.replace(/\/tcp$/, ''));
      refuseUnknown(key, 'port', wanted, standIn.ports);
      const service = await standIn.start(env);
      running.push(service);
      const ports = Object.fromEntries(wanted.map((port) => [port, String(service.ports[port] ?? '')]));
      context[key] = { id: key, network: 'host', ports };
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { context, close };
}

function refuseUnknown(
  service: string,
  what: string,
  given: readonly string[],
  known: readonly string[],
): void {
  const unknown = given.filter((each) => !known.includes(each));
  if (unknown.length === 0) return;
  throw new Error(
    `The rehearsal's equivalent of the service '${service}' does not support the ${what} '${unknown.join("', '")}'.`,
  );
}
