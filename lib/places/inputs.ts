import type { Environment, InputReader } from '../runner';
import { parseRegions, parseServices, SERVICE } from './names';
import type { ServiceReference } from './reference';

/** The input `service`, one name. */
export const readServiceName = (input: InputReader): string =>
  input.text('service', { required: true, pattern: SERVICE.pattern, describe: SERVICE.meant });

/**
 * The input `project`: the one that an earlier step has set, where it is left out.
 * @param needed whether there has to be one; '' where there is none
 */
export function readProject(input: InputReader, environment: Environment, needed = true): string {
  const given = input.text('project', {
    pattern: /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    describe: 'the id of a Google Cloud project, such as my-project-123',
  });
  const project = given ?? environment.project;
  if (project === undefined && needed) {
    input.fault(
      'project',
      'It is not given, and no earlier step has set GOOGLE_CLOUD_PROJECT.',
      'Give the id of the project, or log in with google-github-actions/auth before this step.',
    );
  }
  return project ?? '';
}

/** Every service of the input `service` in every region of the input `region`, both of them lists. */
export function readPlaces(input: InputReader, environment: Environment): ServiceReference[] {
  const services = input.parsed('service', parseServices, { required: true, otherwise: [] });
  const regions = input.parsed('region', parseRegions, { required: true, otherwise: [] });
  const project = readProject(input, environment);
  return services.flatMap((service) => regions.map((region) => ({ service, region, project })));
}
