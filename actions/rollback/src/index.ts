import { main } from '../../../lib/runner';
import { post, run } from './run';

main({ run, post });
