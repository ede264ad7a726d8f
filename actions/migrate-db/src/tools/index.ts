import { join } from 'node:path';
import type { RunProcess } from '../../../../lib/processes';
import type { ToolInputs } from '../inputs';
import type { MigrationTool, ToolName } from '../model';
import { alembicTool } from './alembic';
import { commandTool } from './command';
import { djangoTool } from './django';
import { flywayTool } from './flyway';
import { nodePgMigrateTool } from './node-pg-migrate';
import { prismaTool } from './prisma';
import { sqlTool } from './sql';
import type { Workbench } from './workbench';

export type { Workbench } from './workbench';

/** Makes the port that starts programs, in a folder and until a signal is aborted. */
export type OpenProcesses = (folder: string, signal: AbortSignal) => RunProcess;

const tools: Readonly<Record<ToolName, (inputs: ToolInputs, bench: Workbench) => MigrationTool>> = {
  prisma: prismaTool,
  alembic: alembicTool,
  django: djangoTool,
  'node-pg-migrate': nodePgMigrateTool,
  flyway: flywayTool,
  sql: ({ migrations = 'migrations' }, bench) =>
    sqlTool({ ...bench, folder: join(bench.folder, migrations) }),
  command: commandTool,
};

/** The tool that the caller uses, on the database of the workbench. */
export const openTool = (inputs: ToolInputs, bench: Workbench): MigrationTool =>
  tools[inputs.name](inputs, bench);
