import type { Served } from '../front/traffic-log';
import type { ServedRequest } from './served-request';

/** What the front tells of a request, as Monitoring and Logging take it. */
export function requestFrom(served: Served): ServedRequest {
  const [, project = '', , location = '', , service = ''] = served.service.split('/');
  const { revision, instance, status, milliseconds, at, method, path, userAgent } = served;
  return {
    ...{ project, location, service, revision, instance, status, milliseconds, at, method, path },
    origin: `http://${served.host}`,
    ...(userAgent === null ? {} : { userAgent }),
  };
}
