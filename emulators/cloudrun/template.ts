import { invalidArgument } from '../proto/status';
import { checkRevisionName } from './names';
import type { Container, RevisionTemplate, Volume } from './resources';

const reservedNamespaces = [
  'run.googleapis.com',
  'cloud.googleapis.com',
  'serving.knative.dev',
  'autoscaling.knative.dev',
];
const reservedVariables: ReadonlySet<string> = new Set([
  'PORT',
  'K_SERVICE',
  'K_REVISION',
  'K_CONFIGURATION',
]);

/** Refuses the namespaces that were v1's system annotations and labels; v2 has fields for them. */
export function checkKeys(entries: Readonly<Record<string, string>> | undefined, field: string): void {
  for (const key of Object.keys(entries ?? {})) {
    const [namespace = ''] = key.split('/');
    if (
      key.includes('/') &&
      reservedNamespaces.some((name) => namespace === name || namespace.endsWith(`.${name}`))
    ) {
      throw invalidArgument(
        field,
        `Invalid key "${key}": the namespace ${namespace} is reserved for system use.`,
      );
    }
  }
}

/** Refuses a template that Cloud Run would. */
export function checkTemplate(serviceId: string, template: RevisionTemplate | undefined): void {
  const containers = template?.containers ?? [];
  if (!template || containers.length === 0) {
    throw invalidArgument(
      'service.template.containers',
      'A revision template must have at least one container.',
    );
  }
  if (template.revision) checkRevisionName(serviceId, template.revision);
  checkKeys(template.annotations, 'service.template.annotations');
  checkKeys(template.labels, 'service.template.labels');
  for (const [index, container] of containers.entries()) {
    checkContainer(container, `service.template.containers[${index}]`, template.volumes ?? []);
  }
  if (containers.length > 1 && containers.filter(({ ports }) => ports && ports.length > 0).length !== 1) {
    throw invalidArgument(
      'service.template.containers',
      'Exactly one of several containers must expose a port.',
    );
  }
  for (const volume of template.volumes ?? []) checkVolume(volume);
}

function checkContainer(container: Container, field: string, volumes: readonly Volume[]): void {
  if (!container.image) throw invalidArgument(`${field}.image`, 'A container must have an image.');
  for (const { name } of container.env ?? []) {
    if (!name) throw invalidArgument(`${field}.env`, 'An environment variable must have a name.');
    if (reservedVariables.has(name)) {
      throw invalidArgument(`${field}.env`, `The following reserved env names were provided: ${name}.`);
    }
  }
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = volumes.find((candidate) => candidate.name === name);
    if (!volume) throw invalidArgument(`${field}.volume_mounts`, `No volume is named '${name ?? ''}'.`);
    if (volume.cloudSqlInstance && mountPath !== '/cloudsql') {
      throw invalidArgument(`${field}.volume_mounts`, 'A Cloud SQL volume must be mounted at /cloudsql.');
    }
  }
}

/** A mode is a number as POSIX means it: 0440 is 288. More than 0777, 511, are no permissions. */
function checkVolume({ name, secret }: Volume): void {
  const modes = [secret?.defaultMode, ...(secret?.items ?? []).map(({ mode }) => mode)];
  for (const mode of modes) {
    if (mode !== undefined && (mode < 0 || mode > 0o777)) {
      throw invalidArgument(
        'service.template.volumes',
        `Volume '${name ?? ''}': mode ${mode} is not in 0 to 511 (0777).`,
      );
    }
  }
}

/** The template as it is stored: with the values that Cloud Run fills in. Filling in twice changes nothing. */
export function withTemplateDefaults(template: RevisionTemplate, project: string): RevisionTemplate {
  const containers = template.containers ?? [];
  const serving = servingContainer(containers);
  return {
    ...template,
    timeout: template.timeout ?? '300s',
    serviceAccount: template.serviceAccount ?? `${project}-compute@developer.gserviceaccount.com`,
    maxInstanceRequestConcurrency: template.maxInstanceRequestConcurrency ?? 80,
    scaling: { ...template.scaling, maxInstanceCount: template.scaling?.maxInstanceCount ?? 100 },
    containers: containers.map((container) => withContainerDefaults(container, container === serving)),
  };
}

/** The container that requests go to: the only one, or the one of several that has a port. */
export function servingContainer(containers: readonly Container[]): Container | undefined {
  return containers.find(({ ports }) => ports && ports.length > 0) ?? containers[0];
}

function withContainerDefaults(container: Container, serving: boolean): Container {
  const limits = { cpu: '1000m', memory: '512Mi' };
  // CPU during requests only is the default of a container without `resources`; with them, leaving it out is false.
  const resources = container.resources
    ? { ...container.resources, limits: { ...limits, ...container.resources.limits } }
    : { limits, cpuIdle: true, startupCpuBoost: true };
  if (!serving) return { ...container, resources };
  const ports = container.ports ?? [{ name: 'http1', containerPort: 8080 }];
  const port = ports[0]?.containerPort ?? 8080;
  const probe = { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcpSocket: { port } };
  return { ...container, resources, ports, startupProbe: container.startupProbe ?? probe };
}
