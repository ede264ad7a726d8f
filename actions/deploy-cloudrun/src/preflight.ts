/** Everything that one service is asked before anything is written. */
import type { Revision, Service, Session } from '../../../lib/cloudrun';
import type { Runner } from '../../../lib/runner';
import { openSecrets } from '../../../lib/secrets';
import { caveatsOf } from './caveats';
import { checkedPlan } from './checked-plan';
import type { Inputs } from './inputs';
import { planDeploy } from './plan';
import type { DeployPlan } from './plan';
import { askedTemplate, withPinnedSecrets } from './wanted-template';
import type { WantedTemplate } from './wanted-template';

/** What is known of one service, and what will be done with it. */
export interface Preflight {
  service: Service | undefined;
  plan: DeployPlan;
  /** The revision that serves, as it runs; undefined where none does. */
  stable: Revision | undefined;
  /** What the next revision is made from; undefined where one that exists is wanted. */
  wanted: (WantedTemplate & { asked: WantedTemplate['template'] }) | undefined;
  warnings: string[];
}

/**
 * Plans one service: looks up its secrets and its revisions, and decides. Writes nothing.
 * @param inputs with `at` being this service
 * @param service as it was read just now
 * @throws UserError when the service is in a state in which going on would take something away from somebody
 */
export async function preflight(
  runner: Runner,
  { cloudRun }: Pick<Session, 'cloudRun'>,
  inputs: Inputs,
  service: Service | undefined,
): Promise<Preflight> {
  const wanted = await wantedOf(runner, inputs, service);
  const planned = planDeploy(service, inputs, runner.environment.sha ?? '', wanted?.template);
  const [stable, candidate] = await revisionsOf(cloudRun, planned, service);
  const plan = service ? checkedPlan(planned, { stable, candidate, service, inputs }) : planned;
  const template = wanted?.template ?? service?.template ?? {};
  return {
    service,
    plan,
    stable,
    wanted,
    warnings: [...floating(plan, wanted), ...caveatsOf(plan, template)],
  };
}

async function wantedOf(
  runner: Runner,
  inputs: Inputs,
  service: Service | undefined,
): Promise<Preflight['wanted']> {
  const asked = askedTemplate(service, inputs);
  if (!asked) return undefined;
  const secrets = () => openSecrets(runner);
  return { asked, ...(await withPinnedSecrets(asked, service, { at: inputs.at, secrets })) };
}

/** Stable is looked at wherever something may be brought back to it; the candidate where it exists already. */
async function revisionsOf(
  cloudRun: Session['cloudRun'],
  plan: DeployPlan,
  service: Service | undefined,
): Promise<[Revision | undefined, Revision | undefined]> {
  if (!service || plan.do === 'create' || plan.do === 'nothing') return [undefined, undefined];
  const exists = plan.do === 'resume' || !plan.template;
  return Promise.all([
    cloudRun.getRevision(plan.stable),
    exists ? cloudRun.getRevision(plan.candidate) : undefined,
  ]);
}

function floating({ do: action }: DeployPlan, wanted: WantedTemplate | undefined): string[] {
  if (!wanted || wanted.floating.length === 0 || action === 'nothing' || action === 'resume') return [];
  const names = wanted.floating.join(', ');
  return [
    `The version of the secret ${names} could not be looked up, so it is taken when an instance starts, and a rollback does not bring the earlier one back. Grant roles/secretmanager.viewer on it to the accounts that plan and deploy, or name a version by its number in \`secrets\`.`,
  ];
}
