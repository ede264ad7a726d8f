import type { CloudRun } from '../emulators/cloudrun';
import { priorOf, SERVICE, serviceName } from './places';

/** The token of somebody who may do everything, and has set up the services long ago. */
export const OPERATOR = 'operator';

const PINNED = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';
const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';

/** What somebody deployed long ago. */
export interface PriorDeploy {
  project: string;
  region: string;
  image: string;
  traffic: 'pinned' | 'latest';
  /** Where it is not the first example's. */
  service?: string;
  /** Beside what the example always needs. */
  environment?: Readonly<Record<string, string>>;
}

/** An entry of a service's traffic table, as the API has it. */
export interface TrafficTarget {
  type?: string;
  revision?: string;
  percent?: number;
  tag?: string;
}

/** What is read of a service. */
export interface SeenService {
  uri: string;
  traffic: TrafficTarget[];
  annotations?: Record<string, string>;
  etag: string;
}

/** A person with the cloud's own tools, who knows nothing of any rollout. */
export class Operator {
  private readonly cloudRun: CloudRun;

  constructor(cloudRun: CloudRun) {
    this.cloudRun = cloudRun;
  }

  /** Deploys a version for the first time. @returns the service's URL */
  async deploy(prior: PriorDeploy, database: string): Promise<string> {
    const { project, region, image, traffic, service = SERVICE, environment = {} } = prior;
    const revision = priorOf(service);
    const env = [
      { name: 'JWT_SECRET', value: 'rehearsal-only-secret' },
      { name: 'DATABASE_URL', value: database },
      ...Object.entries(environment).map(([name, value]) => ({ name, value })),
    ];
    await this.send('POST', `projects/${project}/locations/${region}/services?serviceId=${service}`, {
      template: { revision, containers: [{ image, env, ports: [{ containerPort: 8080 }] }] },
    });
    await this.cloudRun.idle();
    if (traffic === 'pinned')
      await this.move(project, region, [{ type: PINNED, revision, percent: 100 }], service);
    return (await this.see(project, region, service)).uri;
  }

  see(project: string, region: string, service = SERVICE): Promise<SeenService> {
    return this.send('GET', serviceName(project, region, service)) as Promise<SeenService>;
  }

  /** Replaces the traffic table, as `gcloud run services update-traffic` does: nothing else is written. */
  async move(
    project: string,
    region: string,
    traffic: readonly TrafficTarget[],
    service = SERVICE,
  ): Promise<void> {
    await this.send('PATCH', `${serviceName(project, region, service)}?updateMask=traffic`, { traffic });
    await this.cloudRun.idle();
  }

  /** Gives each of these revisions its percent and leaves the tags where they are. */
  async split(project: string, region: string, shares: Readonly<Record<string, number>>): Promise<void> {
    const { traffic } = await this.see(project, region);
    const tags = traffic.filter(({ tag }) => tag !== undefined && tag !== '');
    await this.move(project, region, [
      ...tags.map(({ type = PINNED, revision = '', tag = '' }) => ({ type, revision, tag })),
      ...Object.entries(shares).map(([revision, percent]) => ({ type: PINNED, revision, percent })),
    ]);
  }

  /** What `terraform apply` does with a service whose traffic is declared as all of it to LATEST. */
  async assertLatest(project: string, region: string): Promise<void> {
    await this.move(project, region, [{ type: LATEST, percent: 100 }]);
  }

  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${OPERATOR}` };
    const url = `${this.cloudRun.url}/v2/${path}`;
    const response = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The emulated Cloud Run refused the operator's ${method} ${url}: ${text}`);
    return JSON.parse(text);
  }
}
