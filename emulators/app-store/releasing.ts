import type { Resource } from './records';
import type { PhasedState, ReleaseTimes, Service, Verdict } from './service';
import { setVersionState, siblingsOf, versionState } from './version-states';

/** What a version gets from the time that passes, and from Apple's people. */
export interface Fate {
  /** Ends the reviews that are running. */
  review(verdict: Verdict): void;
  /** Lets days go by for reviews and phased releases, and for nothing else. */
  passDays(days: number): void;
}

/** Time that a phased release has run for, and since when it runs again; in emulated milliseconds. */
interface Run {
  before: number;
  since: number | undefined;
}

const DAYS = 7;

/** What Apple does by itself about versions in the time that goes by; looked at before every call. */
export class Releasing implements ReleaseTimes {
  readonly #noticed = new Map<Resource, number>();
  readonly #reviews = new Map<Resource, number>();
  readonly #distributed = new Map<Resource, number>();
  readonly #runs = new Map<Resource, Run>();
  #ahead = 0;

  pass(service: Service, milliseconds: number): void {
    this.#ahead += milliseconds;
    this.catchUp(service);
  }

  #now({ clock }: Service): number {
    return clock.now() + this.#ahead;
  }

  notice(service: Service, version: Resource): void {
    this.#noticed.set(version, this.#now(service));
  }

  beginReview(service: Service, submission: Resource): void {
    this.#reviews.set(submission, this.#now(service));
  }

  release(service: Service, version: Resource): void {
    setVersionState(version, 'PROCESSING_FOR_DISTRIBUTION');
    this.#distributed.set(version, this.#now(service));
  }

  setPhases(service: Service, phases: Resource, state: PhasedState): void {
    const now = this.#now(service);
    const run = this.#runs.get(phases) ?? { before: 0, since: undefined };
    const before = run.before + (run.since === undefined ? 0 : now - run.since);
    this.#runs.set(phases, { before, since: state === 'ACTIVE' ? now : undefined });
    phases.attributes['phasedReleaseState'] = state;
    phases.attributes['startDate'] ??= new Date(now).toISOString();
  }

  startOn({ phaseDayMs }: Service, phases: Resource, day: number): void {
    this.#runs.set(phases, { before: (day - 1) * phaseDayMs, since: undefined });
  }

  catchUp(service: Service): void {
    const now = this.#now(service);
    for (const [version, since] of this.#noticed) if (now - since >= service.noticeMs) this.#notice(version);
    for (const [submission, since] of this.#reviews) this.#review(service, submission, now - since);
    for (const version of service.records.list('appStoreVersions')) this.#releaseScheduled(service, version);
    for (const [version, since] of this.#distributed)
      if (now - since >= service.distributeMs) {
        this.#distributed.delete(version);
        this.#out(service, version);
      }
    for (const [phases, run] of this.#runs) this.#runDays(service, phases, run);
  }

  #notice(version: Resource): void {
    this.#noticed.delete(version);
    if (['PREPARE_FOR_SUBMISSION', 'DEVELOPER_REJECTED'].includes(versionState(version)))
      setVersionState(version, 'READY_FOR_REVIEW');
  }

  #review(service: Service, submission: Resource, passed: number): void {
    if (!['WAITING_FOR_REVIEW', 'IN_REVIEW'].includes(String(submission.attributes['state']))) return;
    const share = passed / service.reviewMs;
    if (share >= 1) this.decide(service, submission, 'approved');
    else if (share >= 0.5) this.#start(service, submission);
  }

  #start(service: Service, submission: Resource): void {
    submission.attributes['state'] = 'IN_REVIEW';
    for (const version of versionsIn(service, submission)) setVersionState(version, 'IN_REVIEW');
  }

  /** What was rejected stays in the submission, which waits for what is to be done about it. */
  decide(service: Service, submission: Resource, verdict: Verdict): void {
    const isApproved = verdict === 'approved';
    submission.attributes['state'] = isApproved ? 'COMPLETE' : 'UNRESOLVED_ISSUES';
    for (const item of service.records.related(submission, 'items'))
      item.attributes['state'] = isApproved ? 'APPROVED' : 'REJECTED';
    for (const version of versionsIn(service, submission))
      if (isApproved) this.#approve(service, version);
      else setVersionState(version, verdict === 'rejected' ? 'REJECTED' : 'METADATA_REJECTED');
  }

  #approve(service: Service, version: Resource): void {
    if (version.attributes['releaseType'] === 'AFTER_APPROVAL') this.release(service, version);
    else setVersionState(version, 'PENDING_DEVELOPER_RELEASE');
  }

  #releaseScheduled(service: Service, version: Resource): void {
    const { releaseType, earliestReleaseDate } = version.attributes;
    const waits = versionState(version) === 'PENDING_DEVELOPER_RELEASE' && releaseType === 'SCHEDULED';
    if (waits && Date.parse(String(earliestReleaseDate)) <= this.#now(service))
      this.release(service, version);
  }

  #out(service: Service, version: Resource): void {
    for (const other of siblingsOf(service, version))
      if (versionState(other) === 'READY_FOR_DISTRIBUTION')
        setVersionState(other, 'REPLACED_WITH_NEW_VERSION');
    setVersionState(version, 'READY_FOR_DISTRIBUTION');
    for (const phases of service.records.related(version, 'appStoreVersionPhasedRelease'))
      this.setPhases(service, phases, 'ACTIVE');
  }

  #runDays(service: Service, phases: Resource, { before, since }: Run): void {
    const ran = before + (since === undefined ? 0 : this.#now(service) - since);
    phases.attributes['currentDayNumber'] = Math.min(Math.floor(ran / service.phaseDayMs) + 1, DAYS);
    if (since !== undefined && ran >= DAYS * service.phaseDayMs) this.setPhases(service, phases, 'COMPLETE');
  }
}

export const fateOf = (service: Service): Fate => ({
  review: (verdict) => {
    for (const submission of service.records.list('reviewSubmissions'))
      if (['WAITING_FOR_REVIEW', 'IN_REVIEW'].includes(String(submission.attributes['state'])))
        service.releasing.decide(service, submission, verdict);
  },
  passDays: (days) => {
    service.releasing.pass(service, days * service.phaseDayMs);
  },
});

const versionsIn = ({ records }: Service, submission: Resource): Resource[] =>
  records.related(submission, 'items').flatMap((item) => records.related(item, 'appStoreVersion'));
