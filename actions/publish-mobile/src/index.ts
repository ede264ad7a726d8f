import { main } from '../../../lib/runner';
import { run } from './run';

main({ run });
