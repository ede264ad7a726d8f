import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from '../../../emulators/postgres';
import { writeProject } from './project';

/** A real PostgreSQL, the action, and the checkout that it works on. */
export interface Stage {
  readonly server: Awaited<ReturnType<typeof startPostgres>>;
  readonly workspace: string;
  /** The bundle of the action. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param bundles the folder with the bundles, one folder an action */
export async function setStage(bundles: string, cache: string): Promise<Stage> {
  const [server, workspace] = await Promise.all([startPostgres(), writeProject()]);
  return {
    server,
    workspace,
    entry: join(bundles, 'migrate-db', 'index.js'),
    environment: { GITHUB_WORKSPACE: workspace, NODE_COMPILE_CACHE: cache },
    close: async () => {
      await server.stop();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}
