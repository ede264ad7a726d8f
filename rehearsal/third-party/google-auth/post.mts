import { rm } from 'node:fs/promises';
import { getBooleanInput, getState, info } from '@actions/core';

const file = getState('credentials');
if (file !== '' && getBooleanInput('cleanup_credentials')) {
  await rm(file, { force: true });
  info(`Removed exported credentials at "${file}".`);
}
