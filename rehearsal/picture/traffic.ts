import { onOneLine } from './foreign';
import type { Split } from './telling';

export type Role = 'stable' | 'candidate' | 'other';

export interface Share {
  revision: string;
  role: Role;
  percent: number;
}

/** How the requests of one service are split. */
export interface ServiceTraffic {
  /** Its short name; null on a stage that has only one. */
  service: string | null;
  /** Those with traffic and those with a role, the stable revision first. */
  shares: readonly Share[];
}

interface Roles {
  stable: string;
  candidate: string | null;
  shares: Readonly<Record<string, number>>;
}

/** Knows which revision is on trial: the one that came last, beside the one that had most of the traffic until then. */
export class Traffic {
  readonly #services = new Map<string | null, Roles>();

  get services(): ServiceTraffic[] {
    return [...this.#services].map(([service, roles]) => ({ service, shares: sharesOf(roles) }));
  }

  take({ shares: given, service }: Split): ServiceTraffic {
    const name = service === undefined ? null : onOneLine(service.slice(service.lastIndexOf('/') + 1));
    const shares = Object.fromEntries(
      Object.entries(given).map(([revision, percent]) => [onOneLine(revision), percent]),
    );
    const roles = rolesAfter(this.#services.get(name), shares);
    this.#services.set(name, roles);
    return { service: name, shares: sharesOf(roles) };
  }
}

function rolesAfter(before: Roles | undefined, shares: Readonly<Record<string, number>>): Roles {
  if (!before) {
    const [stable = '', candidate = null] = byPercent(shares);
    return { stable, candidate, shares };
  }
  const newcomer = Object.keys(shares).find((name) => name !== before.stable && name !== before.candidate);
  if (newcomer === undefined) return { ...before, shares };
  return { stable: byPercent(before.shares)[0] ?? before.stable, candidate: newcomer, shares };
}

const byPercent = (shares: Readonly<Record<string, number>>): string[] =>
  Object.entries(shares)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);

function sharesOf({ stable, candidate, shares }: Roles): Share[] {
  const others = byPercent(shares).filter((name) => name !== stable && name !== candidate);
  const share = (revision: string, role: Role): Share => ({ revision, role, percent: shares[revision] ?? 0 });
  return [
    ...(stable === '' ? [] : [share(stable, 'stable')]),
    ...(candidate === null ? [] : [share(candidate, 'candidate')]),
    ...others.map((name) => share(name, 'other')),
  ];
}

/** `mathapp-prior 95 %, mathapp-c0ffee1-1a2b3c4d 5 %` */
export function trafficInWords({ service, shares }: ServiceTraffic): string {
  const parts = shares
    .filter(({ percent }) => percent > 0)
    .map(({ revision, percent }) => `${revision} ${percent} %`);
  return `traffic${service === null ? '' : ` of ${service}`}: ${parts.join(', ') || 'nobody'}`;
}
