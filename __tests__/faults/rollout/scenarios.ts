import type { ActionName } from './action';
import {
  beforeSecondWrite,
  everyCall,
  everyTelling,
  everyWrite,
  lastWrites,
  nothing,
  secondWave,
} from './choices';
import type { Choice } from './choices';
import {
  BAD_IMAGE,
  BAD_IN_SECOND_REGION,
  BROKEN_IMAGE,
  GOOD_IMAGE,
  NEXT_IMAGE,
  REGION,
  SECOND_REGION,
  TWO_WAVES,
} from './place';
import type { Prior } from './place';

/** What has led to where a scenario begins. */
export interface Beginning {
  /** The name of an earlier scenario. */
  after: string;
  /** The candidate's share up to which its writes are made, in percent; all of them when left out. */
  at?: number;
  /** What becomes of the leases on its records; what they say when left out. */
  lease?: 'over' | 'running';
}

/** A run that is disturbed: which action, and what there was before. */
export interface Scenario {
  name: string;
  action: ActionName;
  /** The image that is deployed, or was; '' where the record tells. */
  image: string;
  /** What it is given beside that. */
  inputs: Readonly<Record<string, string>>;
  /** The id of its workflow run. */
  run: string;
  /** The regions that it names, in their order. */
  regions: readonly string[];
  prior: Prior;
  /** Undefined where there is no candidate yet. */
  begins: Beginning | undefined;
  /** How the main step ends when nothing disturbs it. */
  exitCode: number;
  /** The shares of the candidate, in percent, that are a good end; the same in all regions. */
  ends: readonly number[];
  /** It is refused, and must write nothing. */
  isRefused?: true;
  /** It has to leave one open incident behind. */
  tells?: true;
  /** Which of its calls are disturbed. */
  disturbed: Choice;
}

const ROLLOUT = {
  action: 'deploy-cloudrun',
  image: GOOD_IMAGE,
  inputs: { region: REGION },
  run: '42',
  regions: [REGION],
  prior: 'pinned',
  begins: undefined,
  exitCode: 0,
  ends: [0, 100],
} as const;

const ROLLBACK = { ...ROLLOUT, action: 'rollback', ends: [0], disturbed: everyCall } as const;

const IN_TWO_WAVES = {
  ...ROLLOUT,
  inputs: { region: TWO_WAVES },
  regions: [REGION, SECOND_REGION],
} as const;

/** By another run than the one before it. */
const NEXT = { ...ROLLOUT, image: NEXT_IMAGE, run: '43', disturbed: beforeSecondWrite } as const;

/** Every run that a fault is injected into. */
export const SCENARIOS: readonly Scenario[] = [
  { ...ROLLOUT, name: 'rollout', disturbed: everyCall },
  { ...ROLLBACK, name: 'rollback at 25 %', begins: { after: 'rollout', at: 25 } },
  { ...ROLLBACK, name: 'rollback after promotion', begins: { after: 'rollout', at: 100 } },
  {
    ...ROLLOUT,
    name: 'rollout of a bad candidate',
    image: BAD_IMAGE,
    exitCode: 1,
    ends: [0],
    disturbed: everyCall,
  },
  {
    ...ROLLOUT,
    name: 'rollout of a candidate that does not start',
    image: BROKEN_IMAGE,
    exitCode: 1,
    ends: [0],
    disturbed: everyCall,
  },
  // What comes after the first write is the same whatever there was before.
  { ...ROLLOUT, name: 'rollout over LATEST', prior: 'latest', disturbed: beforeSecondWrite },
  {
    ...ROLLBACK,
    name: 'rollback at 25 % that began over LATEST',
    prior: 'latest',
    begins: { after: 'rollout over LATEST', at: 25 },
  },
  { ...IN_TWO_WAVES, name: 'rollout in two waves', disturbed: secondWave },
  {
    ...IN_TWO_WAVES,
    name: 'rollout that is bad in the second wave',
    image: BAD_IN_SECOND_REGION,
    exitCode: 1,
    ends: [0],
    disturbed: lastWrites,
  },
  {
    ...NEXT,
    name: 'rollout while another run is at work',
    begins: { after: 'rollout', at: 25, lease: 'running' },
    exitCode: 1,
    ends: [25],
    isRefused: true,
  },
  {
    ...NEXT,
    name: 'rollout after a run that died',
    begins: { after: 'rollout', at: 25, lease: 'over' },
  },
  {
    ...ROLLOUT,
    name: 'rollout that does not stay',
    inputs: { region: REGION, wait: 'false' },
    ends: [5, 25],
    disturbed: nothing,
  },
  {
    ...ROLLOUT,
    name: 'rollout that is resumed',
    image: '',
    inputs: { region: REGION, resume: 'true' },
    run: '43',
    begins: { after: 'rollout that does not stay', lease: 'running' },
    disturbed: everyWrite,
  },
  {
    ...ROLLBACK,
    name: 'rollback that opens an incident',
    begins: { after: 'rollout', at: 25 },
    tells: true,
    disturbed: everyTelling,
  },
];
