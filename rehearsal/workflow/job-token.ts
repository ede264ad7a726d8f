import { randomBytes } from 'node:crypto';
import { workflowRef } from './contexts';
import type { Instance } from './instance';
import type { Permissions } from './model';
import type { JobToken } from './options';

/** Has the job's token made for what it may do, and hides it. */
export async function tokenFor(
  { workflow, path: id, name }: Instance,
  permissions: Permissions,
  environment: string | null,
): Promise<JobToken> {
  const { context } = workflow.run;
  const { permissionsToken, root } = context.options;
  const token: JobToken = (await permissionsToken?.(permissions, {
    id,
    name,
    environment,
    workflowRef: workflowRef({ source: root, file: context.options.file }),
    workflowSha: root.sha,
    jobWorkflowRef: workflowRef(workflow.workflow),
    jobWorkflowSha: workflow.workflow.source.sha,
  })) ?? { token: `ghs_${randomBytes(18).toString('hex')}` };
  for (const secret of [token.token, ...(token.secrets ?? [])]) context.masks.add(secret);
  return token;
}

/** A called workflow sees the secrets of its environment only if all secrets were passed on to it. */
export function secretsFor(
  instance: Instance,
  environment: string | null,
  token: string,
): Record<string, string> {
  const { workflow } = instance;
  const own = workflow.environmentSecrets ? environmentSettings(instance, environment)?.secrets : undefined;
  for (const value of Object.values(own ?? {})) workflow.run.context.masks.add(value);
  return { ...workflow.secrets, ...own, GITHUB_TOKEN: token };
}

/** What only jobs that name the environment see. */
export function environmentSettings({ workflow }: Instance, environment: string | null) {
  return environment === null ? undefined : workflow.run.context.options.environments?.[environment];
}
