import { isJson, parsed, type Json } from '../json.ts';
import type { Reply } from '../serving.ts';
import { contentIn, edit, postFor, type Message } from './messages.ts';
import { SlackRefusal, type World } from './world.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const MAXIMUM_USES = 5;
const LIFE_MS = 30 * 60 * 1000;

interface Address {
  readonly channel: string;
  readonly user: string;
  /**
   * The message whose button was clicked. A command has none, so `replace_original` has nothing to
   * replace there and Slack posts a second message (slackapi/bolt-js#2287, slackapi/bolt-python#1268).
   */
  readonly original?: Message | undefined;
}

interface Issued extends Address {
  readonly issuedAt: number;
  uses: number;
}

/** The addresses Slack hands out with commands and interactions, good for five messages in half an hour. */
export class ResponseUrls {
  readonly #world: World;
  readonly #issued = new Map<string, Issued>();
  readonly uses: { readonly url: string; readonly body: Json; readonly status: number }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  issue(address: Address): string {
    const path = `/response/${this.#world.next('R')}`;
    this.#issued.set(path, { ...address, issuedAt: this.#world.clock(), uses: 0 });
    return this.#world.baseUrl + path;
  }

  /** What Slack answers to a POST; `ok` as text where it posted. */
  answer(path: string, text: string): Reply {
    const issued = this.#issued.get(path);
    if (issued === undefined) return refusal(404, 'invalid_url');
    const body = parsed(text);
    if (!isJson(body)) return refusal(400, 'invalid_payload');
    const reply = this.#use(issued, body);
    this.uses.push({ url: this.#world.baseUrl + path, body, status: reply.status });
    this.#world.changes.announce();
    return reply;
  }

  #use(issued: Issued, body: Json): Reply {
    if (this.#world.clock() - issued.issuedAt > LIFE_MS) return refusal(404, 'expired_url');
    if (issued.uses >= MAXIMUM_USES) return refusal(404, 'used_url');
    try {
      this.#carryOut(issued, body);
      issued.uses += 1;
      return { status: 200, body: 'ok' };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return refusal(400, error.error, error.details);
    }
  }

  #carryOut(issued: Issued, body: Json): void {
    const { messages } = this.#world;
    const original = issued.original && messages.find(issued.original.id);
    this.#world.files.check(body, 'response_url');
    if (body['delete_original'] === true) {
      if (original !== undefined) messages.delete(original);
    } else if (body['replace_original'] === true && original !== undefined) {
      edit(this.#world, original, contentIn(body));
    } else postFor(this.#world, issued, body, 'response_url');
  }
}

function refusal(status: number, error: string, details: Json = {}): Reply {
  return { status, body: { ok: false, error, ...details } };
}
