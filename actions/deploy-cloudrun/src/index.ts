import { main } from '../../../lib/runner';
import { post } from './net';
import { run } from './run';

main({ run, post });
