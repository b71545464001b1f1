import { setImmediate as turn } from 'node:timers/promises';
import { Writable } from 'node:stream';
import { Gate } from '../../src/debate/gate.ts';
import { readMessage, readOwnWords } from '../../src/platforms/slack/view/read.ts';
import type { SlackMessage } from '../../src/platforms/slack/view/blocks.ts';
import { createLog } from '../../src/running/log.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { startOverHttp, startOverSocket, type Bot } from '../platforms/slack/harness.ts';
import type { Acknowledgement, Delivery } from '../standins/slack/delivery.ts';
import { isJson, type Json } from '../standins/json.ts';
import { encode, FORM_BODY, JSON_BODY } from '../standins/slack/signed-http.ts';
import { startSlack, type Slack } from '../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../standins/slack/workspace.ts';
import type { Door } from './door.ts';
import { damaged, mutated } from './hostile.ts';

const gate = Gate.of(realCorpus);
/** A word that is in what people write, and must never be in the log. */
const CANARY = 'canarijaune';

/** The machine's clock, and no waiting. */
export class HurriedTime extends TestTime {
  override readonly now = (): number => Date.now();
  override readonly wait = (_: number, signal?: AbortSignal): Promise<void> =>
    signal?.aborted === true ? Promise.reject(new Error('stopped')) : turn();
}

/** Throws where something left that the gate, asked once more, does not clear. */
export function requireCleared(reading: Parameters<Gate['misquotationsIn']>[0], shown: unknown) {
  const [misquotation] = gate.misquotationsIn(reading);
  if (misquotation === undefined) return;
  throw new Error(`not cleared (${misquotation.code}): ${JSON.stringify(shown).slice(0, 2_000)}`);
}

/** Every gesture there is, as Slack tells them. */
async function deliveriesOf(slack: Slack, bot: Bot): Promise<readonly Delivery[]> {
  const road = slack.http(bot.url);
  const made: Acknowledgement[] = [];
  const make = async (gesture: Promise<Acknowledgement>) => made.push(await gesture);
  for (const [command, text] of COMMANDS) await make(road.command({ command, text }));
  for (const action of ['context', 'next', 'useful', 'summarise', 'share', 'remove']) {
    await road.command({ text: action === 'share' ? 'blogs prive' : 'blogs' });
    await make(road.buttonClick({ actionId: `debat/${action}` }));
  }
  await road.command({ command: '/citation', text: 'blogs en image' });
  await road.command({ command: '/citation', text: 'blogs' });
  await make(road.buttonClick({ actionId: 'debat/picture' }));
  await make(road.command({ text: 'roi' }));
  await make(road.buttonClick({ actionId: 'debat/wrong' }));
  await slack.until(() => slack.views.modalOf(ALICE));
  await make(road.viewClosed());
  await make(road.globalShortcut({ callbackId: 'chercher' }));
  await slack.until(() => slack.views.modalOf(ALICE));
  await make(road.options({ actionId: 'auteur', within: 'modal', typed: 'k' }));
  await make(road.viewSubmission({ values: { sujet: 'roi', lieu: GENERAL } }));
  await make(road.mention({ text: `roi ${CANARY}` }));
  await make(road.mention({ text: 'roi', threadTs: '1700000000.000100' }));
  await make(road.directMessage({ text: '/position kabla ; blogs' }));
  const message = { text: `la fin des blogs ${CANARY}` };
  await make(road.messageShortcut({ callbackId: 'passages_lies', message }));
  await make(road.appHomeOpened());
  await make(road.appHomeOpened({ tab: 'messages' }));
  for (const inner of EVENTS) await make(road.event(inner));
  return made.map(({ delivery }) => delivery);
}

const COMMANDS = [
  ['/debat', `roi ${CANARY}`],
  ['/debat', 'blogs resume'],
  ['/position', 'kabla ; blogs'],
  ['/comparer', 'kabla ; gourvennec ; blogs'],
  ['/carte', ''],
  ['/qui-repond', 'kabla'],
  ['/citation', 'blogs'],
  ['/sources', ''],
  ['/aide-debat', ''],
  ['/abonnement', 'etat'],
] as const;

const EVENTS = [
  { type: 'app_uninstalled' },
  { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } },
  { type: 'message', channel: 'D0', channel_type: 'im', subtype: 'message_changed', ts: '1.1' },
  { type: 'team_access_revoked', team_ids: ['T0'] },
];

/** The same payload as a new one, where it has identifiers: else it would be told apart as a repetition. */
function fresh(delivery: Delivery, seed: number): Json {
  const payload = structuredClone(delivery.payload) as Record<string, unknown>;
  if ('event_id' in payload) payload['event_id'] = `Ev${seed}`;
  if ('trigger_id' in payload) payload['trigger_id'] = `${seed}.1`;
  const { event } = payload;
  if (isJson(event) && 'ts' in event) payload['event'] = { ...event, ts: `${seed}.000100` };
  return payload;
}

/** What the log has, as the operator reads it. */
function logged({ log, faults }: Bot): string {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString();
      done();
    },
  });
  const written = createLog(stream);
  for (const { level, fields, event } of log) written[level](fields, event);
  for (const fault of faults) written.error({ fault }, 'a request was not answered');
  return text;
}

/** What was sent to people since the last look. */
class Sent {
  readonly #slack: Slack;
  #calls = 0;
  #responses = 0;

  constructor(slack: Slack) {
    this.#slack = slack;
  }

  check(): void {
    const calls = this.#slack.calls();
    for (const { args } of calls.slice(this.#calls)) this.#checkShown(args);
    this.#calls = calls.length;
    const responses = this.#slack.responses();
    for (const { body } of responses.slice(this.#responses)) this.#checkShown(body);
    this.#responses = responses.length;
  }

  checkAcknowledgement(payload: unknown): void {
    if (isJson(payload)) this.#checkShown(payload);
  }

  #checkShown(shown: Json): void {
    const { text, blocks, view, options, errors, prompts } = shown;
    if (Array.isArray(blocks) || typeof text === 'string') {
      // What was sent is what the renderer made.
      const message = { text: text ?? '', blocks: blocks ?? [] } as SlackMessage;
      requireCleared(readMessage(message), shown);
    }
    const own = [view, options, errors, prompts].filter((each) => each !== undefined);
    if (own.length > 0) requireCleared(readOwnWords(own), own);
  }
}

const REFUSALS = new Set([200, 400, 401, 404, 413]);

/** Everything that ends a siege of Slack: what left, what was logged, and one sound question. */
async function finish(slack: Slack, bot: Bot): Promise<void> {
  const road = slack.http(bot.url);
  const { status } = await fetch(`${bot.url}/health`);
  if (status !== 200) throw new Error(`health is ${status}`);
  const { message, refusal } = await road.command({ text: 'roi' });
  if (message === undefined) throw new Error(`a sound question is not answered: ${refusal ?? ''}`);
  await bot.stop();
  new Sent(slack).check();
  const text = logged(bot);
  const { botToken, signingSecret } = slack.credentials;
  for (const secret of [botToken, signingSecret, CANARY]) {
    if (text.includes(secret)) throw new Error(`the log holds ${secret}`);
  }
  const strange = bot.faults.find((fault) => !isForeseen(fault));
  if (strange !== undefined) throw new Error('a mistake of ours', { cause: strange });
  await slack.stop();
}

/**
 * A fault that the program has a name for, or what comes of a member that is not what the platform says
 * it is: it was reported, and the person told. Anything else is a mistake of ours.
 */
export function isForeseen(fault: unknown): boolean {
  // An identifier with half a character stands in no address.
  const names = ['BotError', 'MisquotationError', 'TypeError', 'URIError'];
  if (!(fault instanceof Error)) return false;
  // Somebody whose identifier is thousands of characters long cannot be mentioned beside a quotation.
  return names.includes(fault.name) || fault.message.endsWith('has no room in a message');
}

/** Signed requests, whose members, bytes and headers are not what Slack sends. */
export const slackOverHttp: Door = {
  name: 'slack over HTTP',
  strikes: 150,
  open: async () => {
    const slack = await startSlack();
    const bot = await startOverHttp(slack, { time: new HurriedTime() });
    const deliveries = await deliveriesOf(slack, bot);
    const road = slack.http(bot.url);
    const sent = new Sent(slack);
    return {
      strike: async (seed) => {
        const delivery = deliveries[seed % deliveries.length];
        if (delivery === undefined) throw new Error('nothing to send');
        const payload = writable(delivery, mutated(fresh(delivery, seed), seed));
        const [type, body] = encode({ ...delivery, payload });
        const bytes = seed % 7 === 0 ? damaged(Buffer.from(body), Buffer.from(type), seed) : null;
        const told = seed % 11 === 0 ? (type === JSON_BODY ? FORM_BODY : JSON_BODY) : type;
        const signed = road.sign(
          told,
          bytes === null ? body : Buffer.from(bytes).toString('latin1'),
        );
        const { status, body: answer } = await road.send(signed);
        if (!REFUSALS.has(status)) {
          const { fault } =
            bot.log.findLast(({ fields }) => fields['fault'] !== undefined)?.fields ?? {};
          throw new Error(`answered with ${status}`, { cause: fault });
        }
        sent.check();
        sent.checkAcknowledgement(answer === '' ? null : parsedOrText(answer));
      },
      close: () => finish(slack, bot),
    };
  },
};

/** A command is a form: what is no text is written as one. */
function writable({ kind }: Delivery, payload: Json): Json {
  if (kind !== 'slash_commands' || !isJson(payload)) return payload;
  const entries = Object.entries(payload).map(([name, value]) => [
    name.toWellFormed(),
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  // Its own `__proto__` stays one.
  return Object.fromEntries(entries) as Json;
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

/** Envelopes, and frames that are none. */
export const slackOverSocket: Door = {
  name: 'slack over Socket Mode',
  strikes: 60,
  open: async () => {
    const slack = await startSlack();
    const { signingSecret } = slack.credentials;
    const settings = { signingSecret, port: 0 };
    const bot = await startOverSocket(slack, { time: new HurriedTime(), settings });
    const deliveries = await deliveriesOf(slack, bot);
    const sent = new Sent(slack);
    return {
      strike: async (seed) => {
        const delivery = deliveries[seed % deliveries.length];
        if (delivery === undefined) throw new Error('nothing to send');
        const payload = mutated(fresh(delivery, seed), seed);
        const envelope = { envelope_id: `e${seed}`, type: delivery.kind, payload };
        const isOdd = seed % 3 === 0;
        const text = JSON.stringify(isOdd ? mutated(envelope, seed + 1) : envelope);
        slack.socket.say(
          seed % 5 === 0
            ? Buffer.from(damaged(Buffer.from(text), Buffer.from(text), seed)).toString()
            : text,
        );
        await turn();
        // A frame may ask the client to come back: then it is heard again soon.
        await slack.socket.waitForConnections(1);
        const { message, refusal } = await slack.socket.command({ text: 'roi' });
        if (message === undefined) throw new Error(`not answered: ${refusal ?? 'with nothing'}`);
        sent.check();
      },
      close: () => finish(slack, bot),
    };
  },
};
