import type { Question, QuestionKind } from './questions';

export interface User {
  id: string;
  email: string;
  passwordHash: string;
}

export interface Session {
  id: string;
  userId: string;
  level: number;
  questions: Question[];
  /** Milliseconds since the epoch. */
  createdAt: number;
}

export interface Result {
  score: number;
  total: number;
}

/** The reads that change nothing, which any number of replicas may serve. */
export interface Reads {
  questionKinds(level: number): Promise<QuestionKind[]>;
  /** Days of practice as YYYY-MM-DD, latest first. */
  practiceDays(userId: string): Promise<string[]>;
}

/** Where users and their sessions are kept. Every method is atomic: several revisions of the service share one store. */
export interface Repository extends Reads {
  /** @returns false when the e-mail address is taken */
  addUser(user: User): Promise<boolean>;
  findUser(email: string): Promise<User | null>;
  addSession(session: Session): Promise<void>;
  /** Records an answer, replacing an earlier one. */
  answer(
    of: { sessionId: string; userId: string },
    number: number,
    answer: number,
  ): Promise<'recorded' | 'unknown session' | 'unknown question' | 'already submitted'>;
  /** Scores the session and marks the day as practised; a second call gives the first one's result. */
  submit(of: { sessionId: string; userId: string }, now: number): Promise<Result | null>;
  /** @returns false when there is no such session of this user */
  deleteSession(of: { sessionId: string; userId: string }): Promise<boolean>;
  /** @throws when the store cannot be reached */
  ping(): Promise<void>;
}
