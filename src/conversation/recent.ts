import { LRUCache } from 'lru-cache';
import type { Corpus } from '../debate/passage.ts';
import type { Answer, Dispatch, Request } from '../ask/request.ts';
import type { Time } from '../ports.ts';

/** For so long, at most, and no longer: nobody's question is kept. */
const MEMORY_MS = 60_000;
/** A page and its question are about 10 kB. */
const MOST_ANSWERS = 200;
const LONGEST_KEY = 400;

/**
 * Works a question out once for all who ask it within the same minute: a whole channel that presses
 * one button, a page turned back, help. Answers depend on nothing but the question and the corpus, save
 * the quotation of the day, which depends on the date, subscriptions, which depend on the place, and
 * faults, which may have passed.
 */
export function remembering(
  dispatch: Dispatch,
  corpus: Corpus,
  clock: Pick<Time, 'now'>,
): Dispatch {
  const answers = new LRUCache<string, Answer>({
    max: MOST_ANSWERS,
    ttl: MEMORY_MS,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: clock,
  });
  return async (request) => {
    // The corpus may be read again at any time: what left it must not come back.
    const key = `${corpus.hash} ${keyOf(request)}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = await dispatch(request);
    if (key.length <= LONGEST_KEY && isLasting(answer)) answers.set(key, answer);
    return answer;
  };
}

function keyOf({ command, input }: Request): string {
  const asked = 'text' in input ? `typed ${input.text}` : `chosen ${JSON.stringify(input.options)}`;
  return `${command} ${asked}`;
}

/** A summary is made on the account of the workspace that asks for it. */
function isLasting({ asked, reply, complete }: Answer): boolean {
  if (asked?.command === 'abonnement' || complete !== undefined) return false;
  if (reply.kind === 'citation') return reply.day === null;
  return reply.kind !== 'notice' || reply.notice.code !== 'fault';
}
