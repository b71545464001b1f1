import type { RespondFn, webApi } from '@slack/bolt';
import type { Answer } from '../../request.ts';
import { readyWithin } from '../time.ts';
import type { Composed } from './composer.ts';
import { amend, post, respondWith } from './deliver.ts';
import type { Desk } from './desk.ts';
import { readFault, toBotError } from './faults.ts';
import { SUMMARY_AT_ONCE_MS } from './limits.ts';
import { persist, unlessRefused } from './persistence.ts';
import type { Circumstances } from './render.ts';

/** An answer as it can be shown now, and the whole of it while its summary is being made. */
export interface Begun {
  readonly answer: Answer;
  /** Null where `answer` is the whole of it. Never rejects. */
  readonly rest: Promise<Answer> | null;
}

/** Begins what completes an answer; one whose summary was made before is whole at once. */
export async function begin(
  { time }: Pick<Desk, 'time'>,
  answer: Answer,
  isAmendable = true,
): Promise<Begun> {
  if (answer.complete === undefined) return { answer, rest: null };
  if (!isAmendable && answer.asked?.options.resume === undefined) {
    return { answer: withOffer(answer), rest: null };
  }
  const rest = answer.complete();
  const whole = await readyWithin(rest, SUMMARY_AT_ONCE_MS, time);
  return whole === null ? { answer, rest } : { answer: whole, rest: null };
}

/** The passages at once, with a button for the summary: for a message that can't be amended. */
function withOffer({ complete: _, ...answer }: Answer): Answer {
  const { reply } = answer;
  if (!('summary' in reply)) return answer;
  return { ...answer, reply: { ...reply, summary: { kind: 'offered' } } };
}

/** The message of an answer; a summary that the gate refuses does not take its passages with it. */
export function composeWhole(
  { composer }: Pick<Desk, 'composer'>,
  whole: Answer,
  circumstances: Circumstances,
): Composed {
  const composed = composer.answer(whole, circumstances);
  const { reply } = whole;
  if (!composed.isRefused || !('summary' in reply) || reply.summary.kind !== 'given')
    return composed;
  const summary = { kind: 'withheld', reason: 'nothing verified' } as const;
  return composer.answer({ ...whole, reply: { ...reply, summary } }, circumstances);
}

/**
 * Puts the whole of an answer in the place of its beginning, unless somebody changed the message since.
 * Where that fails, what stands there stays, and only the operator is told. Never rejects.
 */
export async function complete(
  desk: Desk,
  { rest, isLatest }: { readonly rest: Promise<Answer>; readonly isLatest: () => boolean },
  circumstances: Circumstances,
  replace: (composed: Composed) => Promise<void>,
): Promise<void> {
  const whole = await rest;
  try {
    // The same message twice is one message: an edit may be repeated whatever became of it.
    await persist(
      async () => {
        if (!isLatest()) return;
        const composed = composeWhole(desk, whole, circumstances);
        if (!composed.isRefused) await replace(composed);
      },
      desk.time,
      unlessRefused,
    );
  } catch (error) {
    const fault = toBotError(error, 'completing an answer');
    desk.log.warn({ fault }, 'an answer stays without its summary');
  }
}

/** The roads to a place. */
export interface Roads {
  readonly client: webApi.WebClient;
  readonly respond: RespondFn;
  /** Null where the bot must not post: the response_url knows where it belongs. */
  readonly channel: string | null;
  readonly threadTs: string | null;
  readonly owner: string;
}

/**
 * Shows an answer as one message. What came through a response_url cannot be amended
 * (slackapi/bolt-js#2287), so that what is still to be completed is posted; where the bot may not post,
 * the answer waits until it is whole.
 */
export async function publish(
  desk: Desk,
  { client, respond, channel, threadTs, owner }: Roads,
  { answer, rest }: Begun,
  circumstances: Circumstances,
  whenShown: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const respondTo = (given: Answer) =>
    persist(() => {
      const { message, shownTo } = composeWhole(desk, given, circumstances);
      return respondWith(respond, message, { shownTo, threadTs, owner });
    }, desk.time);
  if (rest === null || channel === null) {
    await respondTo(rest === null ? answer : await rest);
    await whenShown();
    return;
  }
  const posted = persist(async () => {
    const { message, isRefused } = desk.composer.answer(answer, circumstances);
    return isRefused ? null : await post(client, { channel, threadTs, owner }, message);
  }, desk.time);
  const ts = await posted.catch((error: unknown) => nullIfRefused(desk, error));
  if (ts === null) await respondTo(await rest);
  await whenShown();
  if (ts !== null) {
    const isLatest = desk.changes.mark({ channel, ts });
    await complete(desk, { rest, isLatest }, circumstances, ({ message }) =>
      amend(client, { channel, ts, owner }, message),
    );
  }
}

/** Mostly the bot was not invited: the response_url needs no membership. */
function nullIfRefused({ log }: Desk, error: unknown): null {
  const fault = readFault(error);
  if (fault?.outcome !== 'refused') throw error;
  log.info({ code: fault.code }, 'an answer could not be posted and waits for its summary');
  return null;
}
