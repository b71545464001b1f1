import type { Clock, Identifiers } from './identifiers.ts';
import { contentIn } from './content.ts';
import { isJson, parsed, textIn, type Json } from './json.ts';
import type { Message, Messages, Road } from './messages.ts';
import { SlackRefusal } from './refusal.ts';
import { jsonReply, type Reply } from './reply.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const MAXIMUM_USES = 5;
const LIFE_MS = 30 * 60 * 1000;

export interface Audience {
  readonly channel: string;
  readonly user: string;
}

export interface Address extends Audience {
  /**
   * The message whose button was clicked. A command has none, so `replace_original` has nothing to
   * replace there and Slack posts a second message (slackapi/bolt-js#2287, slackapi/bolt-python#1268).
   */
  readonly original?: Message;
}

export interface ResponseUse {
  readonly url: string;
  readonly body: Json;
  readonly status: number;
  readonly message?: Message;
}

interface Issued extends Address {
  readonly url: string;
  readonly issuedAt: number;
  uses: number;
}

interface Surroundings {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly messages: Messages;
}

/** The addresses Slack hands out with commands and interactions, good for five messages in half an hour. */
export class ResponseUrls {
  readonly #surroundings: Surroundings;
  readonly #issued = new Map<string, Issued>();
  readonly uses: ResponseUse[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  issue(address: Address): string {
    const { baseUrl, clock, identifiers } = this.#surroundings;
    const path = `/response/${identifiers.next('R')}`;
    const url = baseUrl + path;
    this.#issued.set(path, { ...address, url, issuedAt: clock(), uses: 0 });
    return url;
  }

  /** What Slack answers to a POST; `ok` as text where it posted. */
  answer(path: string, text: string): Reply {
    const issued = this.#issued.get(path);
    if (issued === undefined) return jsonReply(404, { ok: false, error: 'invalid_url' });
    const body = parsed(text);
    if (!isJson(body)) return jsonReply(400, { ok: false, error: 'invalid_payload' });
    const outcome = this.#use(issued, body);
    this.uses.push({ url: issued.url, body, ...outcome.record, status: outcome.reply.status });
    return outcome.reply;
  }

  #use(issued: Issued, body: Json): { reply: Reply; record: { message?: Message } } {
    const { clock } = this.#surroundings;
    const isExpired = clock() - issued.issuedAt > LIFE_MS;
    if (isExpired || issued.uses >= MAXIMUM_USES) {
      const error = isExpired ? 'expired_url' : 'used_url';
      return { reply: jsonReply(404, { ok: false, error }), record: {} };
    }
    try {
      const message = this.#carryOut(issued, body);
      issued.uses += 1;
      return { reply: { status: 200, body: 'ok' }, record: message ? { message } : {} };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      const refusal = { ok: false, error: error.error, ...error.details };
      return { reply: jsonReply(400, refusal), record: {} };
    }
  }

  #carryOut(issued: Issued, body: Json): Message | undefined {
    const { messages } = this.#surroundings;
    const original = issued.original && messages.find(issued.channel, issued.original.ts);
    if (body['delete_original'] === true) return original && messages.delete(original);
    if (body['replace_original'] === true && original !== undefined) {
      return messages.edit(original, contentIn(body));
    }
    return postFor(messages, issued, body, 'response_url');
  }
}

/** Posts what an acknowledgement or a response carries: to the one who asked, unless it says `in_channel`. */
export function postFor(messages: Messages, audience: Audience, body: Json, road: Road): Message {
  const threadTs = textIn(body, 'thread_ts');
  return messages.post({
    ...contentIn(body),
    channel: audience.channel,
    road,
    unfurls: { links: body['unfurl_links'], media: body['unfurl_media'] },
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(body['response_type'] === 'in_channel' ? {} : { onlyFor: audience.user }),
  });
}
