import type { RunEvent } from '../workflow/events';

/** A change of the traffic split. */
export interface Split {
  /** Milliseconds since the epoch, on the stage's clock. */
  at: number;
  /** Percent by the name of the revision; revisions without traffic are left out. */
  shares: Record<string, number>;
  /** The service whose traffic it is, for a stage with more than one; its full resource name will do. */
  service?: string;
}

/** What became of one request of the visitors. */
export interface ServedRequest {
  /** Null when no revision was there to take it. */
  revision: string | null;
  failed: boolean;
  /** Real milliseconds. */
  milliseconds: number;
  /** The tag on whose URL it came. Only null, the service's own URL, counts as a visitor's. */
  tag: string | null;
}

/** Shows people how a rehearsal goes. What it is told may be foreign text: whatever could move a cursor is taken out. */
export interface Telling {
  /** Begins a scenario; ends the one before if nobody did. */
  scenario(name: string, about: string): void;
  event(event: RunEvent): void;
  split(split: Split): void;
  served(served: ServedRequest): void;
  /** Anything else that is worth a line. */
  line(text: string): void;
  /**
   * Ends the scenario with its closing lines. That it ended as it should, or not, is said by the telling itself:
   * `lines` need not.
   */
  end(lines: readonly string[], ok: boolean): void;
  /** Leaves the output to somebody else for a while, such as a question at a gate, and tells afterwards what came. */
  aside<Answer>(during: () => Promise<Answer>): Promise<Answer>;
  /** Gives the terminal back. Nothing may be told afterwards. */
  close(): void;
}
