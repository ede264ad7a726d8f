/** The milliseconds of a duration in proto3 JSON, `60s`; 0 when it is left out. */
export function durationMs(duration: string): number {
  return duration === '' ? 0 : Math.round(Number(duration.slice(0, -1)) * 1000);
}

/** Milliseconds since the epoch of a timestamp in proto3 JSON; undefined when it is left out. */
export function momentOf(timestamp: string): number | undefined {
  return timestamp === '' ? undefined : Date.parse(timestamp);
}
