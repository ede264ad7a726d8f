/** A request that a Cloud Run service has answered: what its metrics count and its request log tells. */
export interface ServedRequest {
  project: string;
  location: string;
  /** The service's id, without the path. */
  service: string;
  /** The revision's name without the path; null when traffic led to none. */
  revision: string | null;
  /**
   * The instance that took it; null when none did, which metrics leave out and the log reports. Left out, there was
   * one if there was a revision.
   */
  instance?: string | null;
  status: number;
  /** From the request's arrival to the response's end. */
  milliseconds: number;
  /** When it was answered, in emulated milliseconds since the epoch. */
  at: number;
  /** `GET` when left out. */
  method?: string;
  /** Where it was sent, such as a tag's URL, without the path; the service's own URL on run.app when left out. */
  origin?: string;
  /** Path and query; `/` when left out. */
  path?: string;
  /** Of the caller; the log has no such field when it is left out. */
  userAgent?: string;
}

/** Whether an instance of a revision took the request. */
export function reachedInstance({ revision, instance }: ServedRequest): boolean {
  return revision !== null && instance !== null;
}

/** The labels of the `cloud_run_revision` that Cloud Run attributes a request to. */
export function revisionLabels(request: ServedRequest): Record<string, string> {
  return {
    project_id: request.project,
    location: request.location,
    service_name: request.service,
    revision_name: request.revision ?? '',
    configuration_name: request.service,
  };
}
