import { LRUCache } from 'lru-cache';
import type { Answer, Dispatch, Request } from '../ask/request.ts';
import type { OpenDebate } from '../debate/debates.ts';
import type { Time } from '../ports.ts';

/** For so long, at most, and no longer: nobody's question is kept. */
const MEMORY_MS = 60_000;
/** A page and its question are about 10 kB. */
const MOST_ANSWERS = 200;
const LONGEST_KEY = 400;

/**
 * Works a question out once for all who ask it within the same minute: a whole channel that presses
 * one button, a page turned back, help. Answers depend on nothing but the question and the corpus, save
 * the quotation of the day, which depends on the date, subscriptions and proposals, which depend on the place
 * and the person, and faults, which may have passed.
 */
export function remembering(
  dispatch: Dispatch,
  debate: OpenDebate,
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
    const key = `${debate.catalogue.hash} ${keyOf(request)}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = await dispatch(request);
    if (key.length <= LONGEST_KEY && isLasting(answer)) answers.set(key, answer);
    return answer;
  };
}

function keyOf({ command, input, spoken }: Request): string {
  const asked = 'text' in input ? `typed ${input.text}` : `chosen ${JSON.stringify(input.options)}`;
  return `${command} ${asked}${spoken === undefined ? '' : ` after ${JSON.stringify(spoken.after)}`}`;
}

/** A summary is made on the account of the workspace that asks for it, and pictures are kept where they are drawn. */
function isLasting({ asked, reply, complete, picture }: Answer): boolean {
  const isKept = asked?.command === 'abonnement' || asked?.command === 'proposer';
  if (isKept || complete !== undefined || picture !== undefined) return false;
  // Without a subject, it changes with the day.
  if (reply.kind === 'citation') return reply.subject !== null;
  return reply.kind !== 'notice' || reply.notice.code !== 'fault';
}
