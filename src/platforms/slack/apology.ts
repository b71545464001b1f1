import { RespondError } from '@slack/bolt';
import type { RespondFn, webApi } from '@slack/bolt';
import type { Cleared } from '../../debate/gate.ts';
import { sentences } from '../../messages/slack.ts';
import type { SlackMessage } from './blocks.ts';
import { post, respondWith, whisper } from './deliver.ts';
import type { Desk } from './desk.ts';
import { isTokenFault, readFault, toBotError } from './faults.ts';
import { persist, unlessRefused } from './persistence.ts';

/** How a person can still be told of something that failed. */
export interface Roads {
  /** What was being done, for the log. */
  readonly doing: string;
  readonly client: webApi.WebClient;
  readonly person: string;
  /** Where the person waits for an answer; null outside any channel. */
  readonly channel: string | null;
  readonly threadTs: string | null;
  readonly respond?: RespondFn | undefined;
}

/** Tells the operator of a fault, and the person by the first road that is open. Never rejects. */
export async function apologise(desk: Desk, roads: Roads, error: unknown): Promise<void> {
  const reference = desk.reportFault(toBotError(error, roads.doing));
  const fault = readFault(error);
  if (fault !== null && isTokenFault(fault)) return;
  const apology = apologyFor(desk, error, reference);
  for (const tell of openRoads(roads, error, apology)) {
    try {
      await persist(tell, desk.time, unlessRefused);
      return;
    } catch (closed) {
      const code = readFault(closed)?.code ?? 'unknown';
      desk.log.warn({ reference, code }, 'a person could not be told of a fault this way');
    }
  }
}

function apologyFor({ composer }: Desk, error: unknown, reference: string): Cleared<SlackMessage> {
  if (error instanceof RespondError) return composer.sentence(sentences.tooLate(reference));
  const fault = readFault(error);
  if (fault === null) return composer.fault(reference);
  const { code, outcome } = fault;
  return composer.sentence(
    outcome === 'refused' ? sentences.notPosted(code, reference) : sentences.unconfirmed(reference),
  );
}

function openRoads(
  { client, person, channel, threadTs, respond }: Roads,
  error: unknown,
  apology: Cleared<SlackMessage>,
): (() => Promise<unknown>)[] {
  const isDirect = channel === null || channel.startsWith('D');
  return [
    ...(respond === undefined || error instanceof RespondError
      ? []
      : [() => respondWith(respond, apology, { shownTo: 'asker', threadTs })]),
    ...(isDirect ? [] : [() => whisper(client, { channel, person, threadTs }, apology)]),
    // A person's id stands for the direct conversation with them, which `chat:write` opens.
    () => post(client, { channel: person, threadTs: null }, apology),
  ];
}
