import type { ServiceReference } from '../../../../lib/cloudrun/model';
import { Refusal } from '../../../../lib/runner';
import type { Environment, InputReader } from '../../../../lib/runner';

const REGION = /^[a-z]+-[a-z]+\d+$/;

/** The inputs `service`, `region` and `project`: who must not lose the schema that it needs. */
export function readServed(input: InputReader, environment: Environment): ServiceReference[] {
  const service = input.text('service', {
    pattern: /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/,
    describe: 'the name of a Cloud Run service, such as shop',
  });
  const regions = input.parsed('region', regionsIn);
  const project =
    input.text('project', {
      pattern: /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
      describe: 'the id of a Google Cloud project, such as my-project-123',
    }) ?? environment.project;
  if (service === undefined) return [];
  if (regions === undefined) input.fault('region', '`service` needs it.', 'Give the region, or several.');
  if (project === undefined)
    input.fault(
      'project',
      'It is not given, and no earlier step has set GOOGLE_CLOUD_PROJECT.',
      'Give the id of the project, or log in with google-github-actions/auth before this step.',
    );
  return (regions ?? []).map((region) => ({ project: project ?? '', region, service }));
}

/** By comma, bar, blank or line: waves of a rollout are regions here. */
function regionsIn(text: string): string[] | Refusal {
  const regions = text.split(/[\s,|]+/).filter((region) => region !== '');
  const wrong = regions.find((region) => !REGION.test(region));
  if (wrong === undefined && regions.length > 0) return [...new Set(regions)];
  return new Refusal(
    `"${(wrong ?? '').slice(0, 80)}" is not a region.`,
    'Write regions such as europe-west1.',
  );
}
