import type { Environment, InputReader } from '../runner';
import type { ServiceReference } from './model';

/** The inputs `service`, `region` and `project`, alike in every action that works on a Cloud Run service. */
export function readServiceReference(input: InputReader, environment: Environment): ServiceReference {
  const service = readServiceName(input);
  const region = input.text('region', {
    required: true,
    pattern: /^[a-z]+-[a-z]+\d+$/,
    describe: 'one region, such as europe-west1',
  });
  return { service, region, project: readProject(input, environment) };
}

/** The input `service`. */
export const readServiceName = (input: InputReader): string =>
  input.text('service', {
    required: true,
    pattern: /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/,
    describe:
      'the name of a Cloud Run service: lower-case letters, digits and hyphens, fewer than 50 of them',
  });

/** The input `project`: the one that an earlier step has set, where it is left out. */
export function readProject(input: InputReader, environment: Environment): string {
  const given = input.text('project', {
    pattern: /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    describe: 'the id of a Google Cloud project, such as my-project-123',
  });
  const project = given ?? environment.project;
  if (project === undefined) {
    input.fault(
      'project',
      'It is not given, and no earlier step has set GOOGLE_CLOUD_PROJECT.',
      'Give the id of the project, or log in with google-github-actions/auth before this step.',
    );
  }
  return project ?? '';
}
