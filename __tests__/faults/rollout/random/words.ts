/** A schedule in words, in the order in which things happen. */
import { regionsOf } from './place';
import type { Strike } from './process';
import type { Deploy, Event, Schedule } from './schedule';

export function inWords(schedule: Schedule): string[] {
  const { waves, prior, deploys, events, seed } = schedule;
  const lines = [
    ...deploys.map((deploy, index) => ({ at: deploy.at, line: deployInWords(deploy, index + 1) })),
    ...events.map((event) => ({ at: event.at, line: eventInWords(event, regionsOf(waves)) })),
  ].sort((one, other) => one.at - other.at);
  return [
    `The service in ${waves}; all traffic goes to ${prior === 'latest' ? 'LATEST' : 'a revision by its name'}; luck ${seed}.`,
    ...lines.map(({ at, line }) => `Minute ${at / 10}: ${line}.`),
  ];
}

function deployInWords(deploy: Deploy, number: number): string {
  const { behaviour, strikes, later, cleansUp, again, whenBusy, resumedEvery } = deploy;
  return [
    `run ${number} deploys a ${behaviour} image (when-busy: ${whenBusy})`,
    ...(resumedEvery === undefined
      ? []
      : [`it does not wait, and is resumed every ${resumedEvery / 10} minutes`]),
    ...strikes.map(strikeInWords),
    ...later.map((strike) => `afterwards ${strikeInWords(strike)}`),
    ...(cleansUp ? ['a job cleans up after it'] : []),
    ...(again === undefined ? [] : [`where it fails it is run again after ${again / 10} minutes`]),
  ].join('; ');
}

const strikeInWords = ({ on, nth, kind }: Strike): string => `${kind} at ${on} ${nth}`;

function eventInWords(event: Event, regions: readonly string[]): string {
  switch (event.do) {
    case 'intervene':
      return `somebody ${event.act} in ${regions[event.region % regions.length] ?? ''}`;
    case 'cancel':
      return `run ${event.run} is cancelled`;
    case 'watch':
      return ['the watchdog comes by', ...event.strikes.map(strikeInWords)].join('; ');
    case 'roll-back':
      return 'somebody asks for a rollback';
  }
}
