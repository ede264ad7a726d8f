import { serve } from './serve';
import { readSettings } from './settings';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const service = await serve(settings, (error) => {
    console.error(error);
  });
  console.log(`smilesage ${settings.version} listens on ${service.url}`);
  process.once('SIGTERM', () => {
    // Cloud Run allows ten seconds from here to its SIGKILL.
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
