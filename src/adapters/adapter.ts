import type { Reading } from '../debate/reading.ts';
import type { Reply } from '../debate/reply.ts';
import type { Address, Answer } from '../request.ts';

/** One platform on which people ask and read. */
export interface Adapter {
  readonly platform: string;
  /** Begins to take requests; resolves when the platform can be answered. */
  start: () => Promise<void>;
  /** Sends a reply nobody asked for just now, such as the daily quotation. */
  post: (to: Address, reply: Reply) => Promise<void>;
  /** Takes no more requests, finishes those begun, and lets go of the platform. */
  stop: () => Promise<void>;
}

/** How a platform writes an answer, and how what it wrote is read back for the outgoing gate. */
export interface Rendering<Payload> {
  readonly render: (answer: Answer) => Payload;
  /** Finds in a payload, and in nothing else, all that a person will see of it. */
  readonly read: (payload: Payload) => Reading;
}

/** « Only one of us does this »: asked by everyone who might, true for one. */
export interface Claims {
  /** True the first time `key` is claimed within `ttlMs`, by whatever process; false after. */
  claim: (key: string, ttlMs: number) => Promise<boolean>;
}

/** Why somebody marked an answer as bad; `utile` is the other button. */
export const VERDICTS = [
  'utile',
  'citation inexacte',
  'mauvais auteur',
  'hors sujet',
  'résumé infidèle',
  'autre',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Counts what people think of answers: how often, never who. */
export interface Feedback {
  count: (verdict: Verdict, platform: string) => Promise<void>;
}

/** The operator's log: one structured line an event, with no message text and no secret. */
export interface Log {
  info: (fields: object, event: string) => void;
  warn: (fields: object, event: string) => void;
  error: (fields: object, event: string) => void;
}
