/** Which of the calls of a run are disturbed. Pure. */
import { SECOND_REGION } from './place';
import type { RecordedCall } from './record';

/** Chooses among the calls of an undisturbed run, in the order in which they came. */
export type Choice = (calls: readonly RecordedCall[]) => readonly RecordedCall[];

export const everyCall: Choice = (calls) => calls;
/** For a run that is there for another one to begin with. */
export const nothing: Choice = () => [];

export const beforeSecondWrite: Choice = (calls) => {
  const [, second] = calls.filter(isWrite);
  return calls.slice(0, second ? calls.indexOf(second) : calls.length);
};

/** Every write, and the call that its region has answered before it. */
export const everyWrite: Choice = (calls) => withCallsBefore(calls, calls.filter(isWrite));

/** What a second wave adds: all its writes, with the calls before them, and the one that ends the first. */
export const secondWave: Choice = (calls) => {
  const added = withCallsBefore(calls, calls.filter(isWriteInSecondRegion));
  const ending = lastWrites(calls);
  return calls.filter((call) => added.includes(call) || ending.includes(call));
};

/** The last write of each region, with which all are promoted or brought back. */
export const lastWrites: Choice = (calls) => {
  const regions = new Set(calls.map(({ region }) => region));
  return [...regions].flatMap(
    (region) => calls.findLast((call) => isWrite(call) && call.region === region) ?? [],
  );
};

/** Every call with which people are told. */
export const everyTelling: Choice = (calls) => calls.filter(({ sort }) => sort === 'telling');

const isWrite = ({ sort }: RecordedCall): boolean => sort === 'write';

const isWriteInSecondRegion = (call: RecordedCall): boolean => isWrite(call) && call.region === SECOND_REGION;

/** With each write the call that its region has answered before it: the write is made from that. */
function withCallsBefore(
  calls: readonly RecordedCall[],
  wanted: readonly RecordedCall[],
): readonly RecordedCall[] {
  const before = wanted.map((write) =>
    calls.slice(0, calls.indexOf(write)).findLast(({ region }) => region === write.region),
  );
  return calls.filter((call) => wanted.includes(call) || before.includes(call));
}
