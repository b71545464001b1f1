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

/** An answer as it can be shown now, and the one that may take its place. */
export interface Begun {
  readonly answer: Answer;
  /** Null where `answer` stands. Never rejects. */
  readonly rest: Promise<Answer> | null;
}

/** Begins what completes an answer; what can't be amended, and what is complete at once, stands as it is. */
export async function begin(
  { time }: Pick<Desk, 'time'>,
  answer: Answer,
  isAmendable = true,
): Promise<Begun> {
  if (answer.complete === undefined || !isAmendable) return { answer, rest: null };
  const rest = answer.complete();
  const whole = await readyWithin(rest, SUMMARY_AT_ONCE_MS, time);
  return whole === null ? { answer, rest } : { answer: whole, rest: null };
}

/**
 * Puts what completes an answer in its place, unless it is the same or somebody changed the message
 * since. Where that fails, what stands there stays, and only the operator is told. Never rejects.
 */
export async function complete(
  desk: Desk,
  {
    answer,
    rest,
    isLatest,
  }: {
    readonly answer: Answer;
    readonly rest: Promise<Answer>;
    readonly isLatest: () => boolean;
  },
  circumstances: Circumstances,
  replace: (composed: Composed) => Promise<void>,
): Promise<void> {
  const whole = await rest;
  if (whole === answer) return;
  try {
    // The same message twice is one message: an edit may be repeated whatever became of it.
    await persist(
      async () => {
        if (!isLatest()) return;
        const composed = desk.composer.answer(whole, circumstances);
        if (!composed.isRefused) await replace(composed);
      },
      desk.time,
      unlessRefused,
    );
  } catch (error) {
    const fault = toBotError(error, 'completing an answer');
    desk.log.warn({ fault }, 'an answer stays as it was before it was completed');
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
 * (slackapi/bolt-js#2287), so that what may still be completed is posted; where the bot may not post, the
 * answer stands as it is.
 */
export async function publish(
  desk: Desk,
  { client, respond, channel, threadTs, owner }: Roads,
  { answer, rest }: Begun,
  circumstances: Circumstances,
  whenShown: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const respondTo = () =>
    persist(() => {
      const { message, shownTo } = desk.composer.answer(answer, circumstances);
      return respondWith(respond, message, { shownTo, threadTs, owner });
    }, desk.time);
  if (rest === null || channel === null) {
    await respondTo();
    await whenShown();
    return;
  }
  const posted = persist(async () => {
    const { message, isRefused } = desk.composer.answer(answer, circumstances);
    return isRefused ? null : await post(client, { channel, threadTs, owner }, message);
  }, desk.time);
  const ts = await posted.catch((error: unknown) => nullIfRefused(desk, error));
  if (ts === null) await respondTo();
  await whenShown();
  if (ts !== null) {
    const isLatest = desk.changes.mark({ channel, ts });
    await complete(desk, { answer, rest, isLatest }, circumstances, ({ message }) =>
      amend(client, { channel, ts, owner }, message),
    );
  }
}

/** Mostly the bot was not invited: the response_url needs no membership. */
function nullIfRefused({ log }: Desk, error: unknown): null {
  const fault = readFault(error);
  if (fault?.outcome !== 'refused') throw error;
  log.info({ code: fault.code }, 'an answer could not be posted, and will not be completed');
  return null;
}
