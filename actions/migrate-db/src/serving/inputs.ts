import { parseRegions, readProject, readServiceName } from '../../../../lib/places';
import type { ServiceReference } from '../../../../lib/places';
import type { Environment, InputReader } from '../../../../lib/runner';

/** The inputs `service`, `region` and `project`: who must not lose the schema that it needs. Waves of a rollout are regions here. */
export function readServed(input: InputReader, environment: Environment): ServiceReference[] {
  const isAsked = input.text('service') !== undefined;
  const regions = input.parsed(
    'region',
    parseRegions,
    isAsked ? { required: true, otherwise: [] } : { default: [] },
  );
  const project = readProject(input, environment, isAsked);
  if (!isAsked) return [];
  const service = readServiceName(input);
  return regions.map((region) => ({ project, region, service }));
}
