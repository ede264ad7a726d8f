/** The words of this action: what a migration tool knows, what is planned from it, and how an apply can end. */

export const TOOLS = ['prisma', 'alembic', 'django', 'node-pg-migrate', 'flyway', 'sql', 'command'] as const;
export type ToolName = (typeof TOOLS)[number];

/** One change of the database that has not been made yet. */
export interface Migration {
  /** As the tool calls it; unique among its migrations. */
  readonly id: string;
  /** Path below the workspace; undefined where the tool does not tell. */
  readonly file: string | undefined;
  /** What will be sent; undefined where the tool can only tell by doing it. */
  readonly sql: string | undefined;
  /** Line of the file on which `sql` begins, counted from 1; left out where no file holds it, for a tool has made it from code. */
  readonly line?: number;
  /** SHA-256 of what decides what happens (file, else SQL), in hex. */
  readonly checksum: string;
  /** Takes effect with its record in one transaction, or not at all. */
  readonly transactional: boolean;
}

/** One that has been made. */
export interface Applied {
  readonly id: string;
  /** Of the file as it is today; undefined where there is none any more, or the tool does not tell. */
  readonly checksum: string | undefined;
}

/** Why nothing may be applied now. */
export interface Obstacle {
  /** `dirty`: a migration began and did not end; `drifted`: what is there is not what the files say. */
  readonly kind: 'dirty' | 'drifted';
  /** In a sentence. */
  readonly what: string;
  /** What brings it in order: commands, or a sentence in the imperative. */
  readonly resolve: readonly string[];
  /** Id of the migration that is half done, where that is what it is. */
  readonly migration?: string;
}

/** Where a database stands, as the tool sees it. */
export interface Standing {
  /** In the order in which they will be applied. */
  readonly pending: readonly Migration[];
  /** Oldest first. */
  readonly applied: readonly Applied[];
  readonly obstacles: readonly Obstacle[];
}

/** How a tool's own apply came to its end. */
export type ToolEnd =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The first line that says why. */
      readonly reason: string;
      /** SQLSTATE, where one is known. */
      readonly code: string | undefined;
      /** What failed took effect whole with its record or not at all, so that what the tool's records say is the truth. */
      readonly clean: boolean;
    };

/** What became of a migration that was begun, as it is proved by the schema. */
export interface Settlement {
  readonly migration: string;
  readonly as: 'applied' | 'rolled-back';
}

/** A migration tool on one database. Reading changes nothing; secrets reach the tool through its environment alone. */
export interface MigrationTool {
  readonly name: ToolName;
  /** @throws UserError where the tool cannot read its project */
  pending(): Promise<Standing>;
  /** Applies what is pending in `standing`, and nothing that has come after it was read where the tool allows that. */
  apply(standing: Standing): Promise<ToolEnd>;
  /** What the tool itself still finds wrong, a sentence each; called when nothing is pending. */
  verify(): Promise<readonly string[]>;
  /**
   * Puts on record what became of a migration that a killed run has begun: all of it took effect, or nothing.
   * A tool without it keeps its record and the change in one transaction, or needs a person.
   */
  settle?(settlement: Settlement): Promise<void>;
  /** How somebody goes on by hand from a state in which a migration is half done: commands. */
  resolveHint(standing: Standing): readonly string[];
}

/** A database, so that it is told from every other one. */
export interface Identity {
  /** Of the cluster; '' where this role may not ask for it. Copies of files keep it, logical copies do not. */
  readonly systemIdentifier: string;
  readonly database: string;
  /** host:port, or the folder of a socket; never a password. */
  readonly endpoint: string;
  readonly user: string;
  /** Such as 150018. */
  readonly serverVersion: number;
}

/** A table that a plan may touch. */
export interface TableSize {
  /** schema.name */
  readonly table: string;
  /** The planner's estimate; -1 where the table was never analysed. */
  readonly rows: number;
  /** With indexes and TOAST. */
  readonly bytes: number;
}

/** What would be done, bound by its hash. */
export interface MigrationPlan {
  /** 16 hex digits over database, tool, pending migrations and schema. */
  readonly hash: string;
  readonly tool: ToolName;
  readonly identity: Identity;
  readonly standing: Standing;
  /** SHA-256 of the schema as it is now, in hex. */
  readonly fingerprint: string;
  /** What has changed in the schema since the last run, past the migrations; in words. */
  readonly drift?: readonly string[];
  /** Tables by name, schema.name. */
  readonly sizes: readonly TableSize[];
}

/** How an apply ended, as far as it is known to be true. */
export type Outcome = 'unchanged' | 'applied' | 'partial' | 'unknown';

/** A lock that a rehearsal has seen taken. */
export interface LockTaken {
  /** Migration or statement that held it. */
  readonly by: string;
  /** schema.name */
  readonly relation: string;
  /** Such as AccessExclusiveLock. */
  readonly mode: string;
  /** Milliseconds. */
  readonly heldFor: number;
}
