import type { Reading } from '../debate/reading.ts';
import type { Reply } from '../debate/reply.ts';
import type { Address, Answer } from '../ask/request.ts';

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
