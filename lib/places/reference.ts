/** A service, by the three names that make its resource name. */
export interface ServiceReference {
  project: string;
  region: string;
  service: string;
}

/** `projects/p/locations/r/services/s` */
export const serviceName = (at: ServiceReference): string =>
  `projects/${at.project}/locations/${at.region}/services/${at.service}`;

/** The last part of a resource name: `.../revisions/mathapp-00002-abc` is `mathapp-00002-abc`. */
export const shortName = (resource: string): string => resource.slice(resource.lastIndexOf('/') + 1);
