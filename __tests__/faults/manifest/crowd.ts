import type { SuiteOptions } from '../suites';
import { faultsOf } from './inspect';
import { publish, wasPromised, wasRefusedClearly } from './publisher';
import type { Stage } from './stage';

const PUBLISHERS = 200;
/** As many processes as this machine can hold at a time; every one of them wants the manifest as soon as it runs. */
const AT_ONCE = 25;

/**
 * Two hundred publishers want one manifest. Each is told that its model is out, or why it is not; and whoever was told so
 * finds it there.
 * @returns what is wrong
 */
export async function crowd(stage: Stage, options: SuiteOptions): Promise<string[]> {
  await stage.reset();
  await publish(stage, { version: '1.0.0', correct: 500_000, first: true }, options);
  const waiting = Array.from({ length: PUBLISHERS }, (_, index) => index + 1);
  const [promised, faults]: [string[], string[]] = [['1.0.0'], []];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const version = `1.${next}.0`;
      const result = await publish(stage, { version, correct: 500_000 + next }, options);
      if (wasPromised(result)) promised.push(version);
      else if (!wasRefusedClearly(result)) faults.push(`${version} ended without a word: ${result.stdout}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  options.tell(`${promised.length - 1} of ${PUBLISHERS} publishers committed, the others were refused`);
  return [...faults, ...(await faultsOf(stage, promised))];
}
