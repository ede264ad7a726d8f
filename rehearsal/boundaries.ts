import type { RunEvent } from './workflow/events';

/** A point of a deploy. */
export interface Boundary {
  name: string;
  when: (event: RunEvent) => boolean;
  /** The candidate has come to have this share of the traffic. */
  percent?: number;
}

/** Where a deploy can be cancelled: between its jobs, within the last one before and while traffic moves. */
export const BOUNDARIES: readonly Boundary[] = [
  {
    name: 'as the plan begins',
    when: (event) => event.type === 'job-started' && event.job.endsWith('/plan'),
  },
  { name: 'after the plan', when: (event) => event.type === 'job-finished' && event.job.endsWith('/plan') },
  { name: 'at the gate', when: (event) => event.type === 'gate-opened' },
  {
    name: 'as the production job begins',
    when: (event) => event.type === 'job-started' && event.job.endsWith('/production'),
  },
  {
    name: 'after the candidate was made',
    when: (event) => event.type === 'step-finished' && event.step === 'Candidate',
  },
  { name: 'while the candidate has 5 %', when: () => false, percent: 5 },
];
