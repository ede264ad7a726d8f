import { main } from '../../../lib/runner';
import { PROVIDERS } from './providers';
import { post, run } from './run';

main({ run: (runner) => run(runner, PROVIDERS), post: (runner) => post(runner, PROVIDERS) });
