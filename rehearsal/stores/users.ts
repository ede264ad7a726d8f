/** The people with the app at Google Play: who has which version, and what they meet. */
import type { Clock } from '../../emulators/clock';
import type { App, Release } from '../../emulators/play';

interface Settings {
  users: number;
  crashing: Readonly<Record<string, number>>;
  clock: Clock;
}

const DAY = 86_400_000;

/** A day of Los Angeles ends eight hours after that of Greenwich, in winter. */
const BEHIND_GREENWICH = 8 * 3_600_000;

/** Days before the rehearsal that figures are there for. */
const PAST_DAYS = 10;

/** Of those who could have a newer version, this share gets it in a day. */
const UPDATING = 0.6;

/** Shares of the users with a crash, and whose app does not respond, on a day. */
const CRASHING = 0.004;
const UNRESPONSIVE = 0.001;

export class AppUsers {
  private readonly app: App;
  private readonly settings: Settings;
  /** Shares of the users by version code. */
  private readonly shares = new Map<string, number>();

  /** @param app whose releases people get, and whose figures are kept there */
  constructor(app: App, settings: Settings) {
    this.app = app;
    this.settings = settings;
    for (let ago = PAST_DAYS; ago > 0; ago -= 1) this.live(settings.clock.now() - ago * DAY);
  }

  /** The day that ends now is lived through. */
  dayEnds(): void {
    this.live(this.settings.clock.now());
  }

  private live(at: number): void {
    this.update();
    const { users, crashing } = this.settings;
    const day = new Date(at - BEHIND_GREENWICH).toISOString().slice(0, 10);
    for (const [code, share] of this.shares) {
      const own = Math.round(users * share);
      const crashed = Math.round(own * (crashing[code] ?? CRASHING));
      const unresponsive = Math.round(own * UNRESPONSIVE);
      this.app.vitals.push({ day, versionCode: Number(code), users: own, crashed, unresponsive });
    }
    // Google Play is a day behind: the figures of this day are told when the next one is over.
    this.app.freshUntil = day;
  }

  /** Some of those who could have a newer release get it; nobody gets a halted one, and nobody goes back. */
  private update(): void {
    for (const { status, userFraction = 1, versionCodes: [code = ''] = [] } of this.releases()) {
      if (this.shares.size === 0) this.shares.set(code, 1);
      else if (status !== 'halted') this.give(code, userFraction);
    }
  }

  /** Those that people can have, the oldest first. */
  private releases(): Release[] {
    const released = (this.app.tracks.get('production') ?? []).filter(({ status }) => status !== 'draft');
    const codeOf = ({ versionCodes: [code = '0'] = [] }: Release): number => Number(code);
    return released.sort((one, other) => codeOf(one) - codeOf(other));
  }

  /** Takes the version some of the way to this share of the users, from those who have an older one. */
  private give(code: string, share: number): void {
    const has = this.shares.get(code) ?? 0;
    const older = [...this.shares].filter(([other]) => Number(other) < Number(code));
    const left = older.reduce((sum, [, each]) => sum + each, 0);
    const taken = UPDATING * Math.min(share - has, left);
    if (taken <= 0) return;
    for (const [other, each] of older) this.shares.set(other, each * (1 - taken / left));
    this.shares.set(code, has + taken);
  }
}
