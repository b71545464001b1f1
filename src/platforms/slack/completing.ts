import type { RespondFn, webApi } from '@slack/bolt';
import type { Answer } from '../../ask/request.ts';
import type { Composed } from './composer.ts';
import { amend, post, respondWith } from './deliver.ts';
import type { Desk } from './desk.ts';
import { readFault, toBotError } from './faults.ts';
import { persist, unlessRefused } from './persistence.ts';
import type { Circumstances } from './render.ts';

/** An answer that is shown, and whether nobody changed its message since. */
export interface Shown {
  readonly answer: Answer;
  readonly isLatest: () => boolean;
}

/**
 * Puts what completes an answer in its place, unless it is the same or somebody changed the message
 * since. Where that fails, what stands there stays, and only the operator is told. Never rejects.
 */
export async function complete(
  desk: Desk,
  { answer, isLatest }: Shown,
  circumstances: Circumstances,
  replace: (composed: Composed) => Promise<void>,
): Promise<void> {
  const whole = (await answer.complete?.()) ?? answer;
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
  readonly owner: string;
}

/**
 * Shows an answer as one message. What came through a response_url cannot be amended
 * (slackapi/bolt-js#2287), so that what may still be completed is posted; where the bot may not post, the
 * answer stands as it is, and no model is asked.
 */
export async function publish(
  desk: Desk,
  roads: Roads,
  answer: Answer,
  circumstances: Circumstances,
): Promise<void> {
  const { client, respond, channel, owner } = roads;
  const ts = await posted(desk, roads, answer, circumstances);
  if (channel === null || ts === null) {
    await persist(() => {
      const { message, shownTo } = desk.composer.answer(answer, circumstances);
      return respondWith(respond, message, { shownTo, owner });
    }, desk.time);
    return;
  }
  const isLatest = desk.changes.mark({ channel, ts });
  await complete(desk, { answer, isLatest }, circumstances, ({ message }) =>
    amend(client, { channel, ts, owner }, message),
  );
}

/** The timestamp of an answer that may be completed; null where it was not posted, and belongs elsewhere. */
async function posted(
  { composer, time, log }: Desk,
  { client, channel, owner }: Roads,
  answer: Answer,
  circumstances: Circumstances,
): Promise<string | null> {
  if (channel === null || answer.complete === undefined) return null;
  try {
    return await persist(async () => {
      const { message, isRefused } = composer.answer(answer, circumstances);
      return isRefused ? null : await post(client, { channel, threadTs: null, owner }, message);
    }, time);
  } catch (error) {
    // Mostly the bot was not invited: the response_url needs no membership.
    const fault = readFault(error);
    if (fault?.outcome !== 'refused') throw error;
    log.info({ code: fault.code }, 'an answer could not be posted, and will not be completed');
    return null;
  }
}
