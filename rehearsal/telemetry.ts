/** What Monitoring and Logging learn: every request that the front has served, and the hour before. */
import { startLogging } from '../emulators/logging';
import { startMonitoring } from '../emulators/monitoring';
import type { Lateness, PermissionsOf } from '../emulators/monitoring';
import type { Clock } from '../emulators/clock';
import type { Platform } from '../emulators/cloudrun';
import type { Front } from '../emulators/front/front';
import type { ServedRequest } from '../emulators/telemetry/served-request';

/** Emulated Monitoring and Logging, fed with one and the same requests. */
export interface Telemetry {
  environment: Readonly<Record<string, string>>;
  record(request: ServedRequest): void;
  /** Follows the addresses of tags, for the request log to name them. */
  watched(platform: Platform): Platform;
  /** From now on everything that the front serves is told. */
  follow(front: Front): void;
  close(): Promise<void>;
}

/** How Monitoring and Logging are started. */
export interface TelemetrySettings {
  clock: Clock;
  permissionsOf: PermissionsOf;
  /** Makes some points of the metrics later than announced. */
  late?: Lateness | undefined;
}

export async function startTelemetry({ clock, permissionsOf, late }: TelemetrySettings): Promise<Telemetry> {
  const [monitoring, logging] = await Promise.all([
    startMonitoring({ clock, permissionsOf, ...(late ? { late } : {}) }),
    startLogging({ clock, permissionsOf }),
  ]);
  const addresses = new Map<string, string>();
  const record = (request: ServedRequest): void => {
    monitoring.record(request);
    logging.record(request);
  };
  return {
    environment: {
      SLUICE_MONITORING_ENDPOINT: monitoring.url,
      SLUICE_LOGGING_ENDPOINT: logging.url,
    },
    record,
    watched: (platform) => ({
      ...platform,
      route: async (service) => {
        const routed = await platform.route(service);
        addresses.set(service.name, routed.uri);
        for (const [tag, uri] of Object.entries(routed.tagUris)) addresses.set(`${service.name} ${tag}`, uri);
        return routed;
      },
    }),
    follow: (front) =>
      front.onResponse(({ service: name, tag, revision, status, milliseconds, at, method, path }) => {
        const [, project = '', , location = '', , service = ''] = name.split('/');
        const origin = addresses.get(tag === null ? name : `${name} ${tag}`);
        record({
          ...{ project, location, service, revision, status, milliseconds, at, method, path },
          ...(origin === undefined ? {} : { origin }),
        });
      }),
    close: async () => {
      await Promise.all([monitoring.close(), logging.close()]);
    },
  };
}
