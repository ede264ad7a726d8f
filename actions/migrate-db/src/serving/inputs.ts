import { parseRegions, readProject, readServiceName } from '../../../../lib/places';
import type { ServiceReference } from '../../../../lib/places';
import type { Environment, InputReader } from '../../../../lib/runner';

/** The inputs `service`, `region` and `project`: who must not lose the schema that it needs. Waves of a rollout are regions here. */
export function readServed(input: InputReader, environment: Environment): ServiceReference[] {
  if (input.text('service') === undefined) return [];
  const service = readServiceName(input);
  const regions = input.parsed('region', parseRegions, { required: true, otherwise: [] });
  const project = readProject(input, environment);
  return regions.map((region) => ({ project, region, service }));
}
