import type { ServiceTemplate, TaskTemplate } from './model';

/** A version of a secret, which Cloud Run itself puts into a variable when the task begins. */
export interface SecretVersion {
  /** Its name, or projects/P/secrets/S where it is another project's. */
  secret: string;
  /** A number, or `latest`. */
  version: string;
}

/** What a task runs, beside what it has in common with the service. */
export interface Task {
  /** With its digest: the image that is released. */
  image: string;
  /** The entrypoint in place of the image's own; empty: the image's. */
  command: readonly string[];
  arguments: readonly string[];
  /** Beside the service's own; a variable of the same name replaces it. Not for secret values. */
  variables: Readonly<Record<string, string>>;
  /** Variables that hold secrets; one replaces the service's own of the same name. */
  secrets?: Readonly<Record<string, SecretVersion>>;
  /** Of the task, in milliseconds. */
  timeout: number;
  /** Another identity than the service's. */
  serviceAccount?: string;
}

/**
 * The task that runs beside a service: its variables, secrets, volumes (Cloud SQL among them), network and identity, so
 * that what works for the service works for it. It has no port, and it is never tried again: what it did before it
 * failed is for people to look at.
 */
export function taskBeside(service: ServiceTemplate, task: Task): TaskTemplate {
  const container =
    (service.containers ?? []).find(({ ports }) => (ports ?? []).length > 0) ?? service.containers?.[0];
  const { resources, volumeMounts, env = [] } = container ?? {};
  const set = [
    ...Object.entries(task.variables).map(([name, value]) => ({ name, value })),
    ...Object.entries(task.secrets ?? {}).map(([name, secretKeyRef]) => ({
      name,
      valueSource: { secretKeyRef },
    })),
  ];
  const replaced = new Set(set.map(({ name }) => name));
  const kept = env.filter(({ name }) => !replaced.has(name ?? ''));
  return {
    containers: [
      {
        image: task.image,
        command: [...task.command],
        args: [...task.arguments],
        env: [...kept, ...set],
        // Cloud Run bills a job's CPU while it runs, and knows no idle CPU for it.
        ...(resources?.limits ? { resources: { limits: resources.limits } } : {}),
        ...(volumeMounts ? { volumeMounts } : {}),
      },
    ],
    ...(service.volumes ? { volumes: service.volumes } : {}),
    ...(service.vpcAccess ? { vpcAccess: service.vpcAccess } : {}),
    ...serviceAccountOf(service, task),
    maxRetries: 0,
    timeout: `${Math.ceil(task.timeout / 1000)}s`,
  };
}

function serviceAccountOf(service: ServiceTemplate, task: Task): Pick<TaskTemplate, 'serviceAccount'> {
  const serviceAccount = task.serviceAccount ?? service.serviceAccount;
  return serviceAccount ? { serviceAccount } : {};
}
