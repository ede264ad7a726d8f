/** Preloaded into a step: writes down which inputs it asks for, one name a line, in the order in which it asks. */
import { writeFileSync } from 'node:fs';

const asked = new Set<string>();
const file = process.env['RECORDED_INPUTS'] ?? '';

process.env = new Proxy(process.env, {
  get: (variables, name) => {
    if (typeof name !== 'string') return undefined;
    if (name.startsWith('INPUT_')) asked.add(name.slice('INPUT_'.length).toLowerCase());
    return variables[name];
  },
});

process.on('exit', () => {
  writeFileSync(file, [...asked].join('\n'));
});
