import { advancingClock } from '../emulators/clock';
import type { AdvancingClock } from '../emulators/clock';

/** The one time in which a stage and all processes on it live. */
export class StageTime {
  readonly clock: AdvancingClock;
  private readonly scale: number;
  /** The real moment, in milliseconds, at which real and emulated time agree. */
  private origin = Date.now();

  constructor(scale: number) {
    this.scale = scale;
    this.clock = advancingClock(scale);
  }

  /** What a process that begins now has to be told to agree about the time. */
  environment(): Record<string, string> {
    return { SLUICE_TIME_SCALE: String(this.scale), SLUICE_TIME_ORIGIN: String(this.origin) };
  }

  /** Puts the time forward; a real clock cannot be, so that time is sat out. */
  async pass(ms: number): Promise<void> {
    if (this.scale === 1) {
      await this.clock.sleep(ms);
      return;
    }
    this.clock.advance(ms);
    // Time is origin + (real - origin) * scale: an earlier origin is a later time.
    this.origin -= ms / (this.scale - 1);
  }
}
