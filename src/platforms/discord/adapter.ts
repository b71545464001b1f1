import { createHash } from 'node:crypto';
import type { REST } from 'discord.js';
import { debateShownAt, type Address, type Debates, type Dispatch } from '../../ask/request.ts';
import type { Illustrate } from '../../ask/request.ts';
import { Composer, illustrating } from '../../conversation/composer.ts';
import { Consenting } from '../../conversation/consenting.ts';
import { Conversation } from '../../conversation/conversation.ts';
import { Proposing } from '../../conversation/proposing.ts';
import { Hearing } from '../../conversation/hearing.ts';
import type { Adapter } from '../../conversation/exchange.ts';
import type { OpenDebate } from '../../debate/debates.ts';
import type { Reply } from '../../debate/reply.ts';
import { BotError, type ReportFault } from '../../errors.ts';
import { sentences } from '../../messages/discord.ts';
import type { Claims, Feedback, Log, Meter, Notes, Time } from '../../ports.ts';
import type { Drafts, Proposals as AllProposals } from '../../proposing/proposal.ts';
import type { Consents } from '../../proposing/thread.ts';
import { Counters, readyWithin, Refusals, Work, waitsAtStart } from '../../running/work.ts';
import { Listeners } from './events.ts';
import {
  FIRST_RESPONSE_TIMEOUT_MS,
  LONGEST_NONCE,
  MENUS_WITHIN_MS,
  WORK_GRACE_MS,
} from './limits.ts';
import { Proposals } from './proposals.ts';
import { applicationOf, register } from './register.ts';
import { Sender } from './transport/deliver.ts';
import { Gateway, type GatewayParts } from './transport/gateway.ts';
import {
  faults,
  makeRest,
  PLATFORM,
  readFault,
  toBotError,
  type DiscordSettings,
} from './transport/rest.ts';
import { DiscordThreads } from './threads.ts';
import { Servers, type TenancyStore } from './transport/servers.ts';
import type { DiscordMessage } from './view/components.ts';
import { Renderer } from './view/render.ts';

/** What Discord needs of the rest of the program. */
export interface DiscordParts {
  readonly settings: DiscordSettings;
  readonly dispatch: Dispatch;
  readonly debates: Debates;
  readonly claims: Claims;
  readonly feedback: Feedback;
  readonly meter?: Meter;
  readonly notes: Notes;
  readonly tenancies: TenancyStore;
  /** Absent where nothing lasts. */
  readonly drafts?: Drafts;
  readonly proposals?: Pick<AllProposals, 'by' | 'all'>;
  readonly consents?: Consents;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
  /** Absent where no pictures are drawn. */
  readonly illustrate?: Illustrate;
  readonly ws?: GatewayParts['ws'];
  readonly pulseMs?: number;
}

/** Discord: one application, in as many sessions as it needs. */
export class Discord implements Adapter {
  readonly platform = PLATFORM;
  readonly #parts: DiscordParts;
  readonly #rest: REST;
  readonly #sender: Sender;
  readonly #composer: Composer<DiscordMessage>;
  readonly #proposals: Proposals;
  readonly #consenting: Consenting<DiscordMessage>;
  readonly #servers: Servers;
  readonly #gateway: Gateway;
  readonly #counters = new Counters();
  readonly #work = new Work(this.#counters);
  readonly #stopping = new AbortController();
  #stopped: Promise<void> | null = null;

  constructor(parts: DiscordParts) {
    const { settings, log } = parts;
    const [counters, work] = [this.#counters, this.#work];
    this.#parts = parts;
    this.#rest = makeRest(settings);
    const hasty = makeRest(settings, FIRST_RESPONSE_TIMEOUT_MS);
    for (const rest of [this.#rest, hasty]) warnOfRefusals(rest, log);
    this.#sender = new Sender(this.#rest, hasty, parts);
    this.#proposals = new Proposals(parts);
    this.#servers = new Servers({ ...parts, counters });
    const dispatch = illustrating(parts.dispatch, parts);
    this.#composer = new Composer({ ...parts, look: new Renderer() });
    const shared = { ...parts, dispatch, composer: this.#composer, counters, work };
    const said = { ...shared, platform: PLATFORM, faults, sentences };
    const conversation = new Conversation(said);
    const threads = new DiscordThreads(this.#rest, this.#sender);
    this.#consenting = new Consenting({ ...said, conversation, threads });
    const consenting = this.#consenting;
    const listeners = new Listeners({
      ...shared,
      conversation,
      consenting,
      hearing: new Hearing({ ...said, conversation }),
      proposing: new Proposing({ ...said, conversation, consenting }),
      proposals: this.#proposals,
      servers: this.#servers,
      sender: this.#sender,
      rest: this.#rest,
    });
    this.#gateway = new Gateway({ ...parts, rest: this.#rest, counters, hear: listeners.hear });
  }

  /** Rejects with a BotError when Discord hangs up for a reason that only the operator can mend. */
  get broken(): Promise<never> {
    return this.#gateway.broken;
  }

  get isReady(): boolean {
    return this.#gateway.isReady;
  }

  /** How often things happened since the start. */
  counts(): Readonly<Record<string, number>> {
    return this.#counters.snapshot();
  }

  async start(): Promise<void> {
    const { settings, log, time } = this.#parts;
    const application = await this.#identify();
    if (application === null) return;
    await readyWithin(this.#proposals.prepare(), MENUS_WITHIN_MS, time);
    void this.#servers.watch(this.#stopping.signal);
    if (settings.registers) await this.#register(application);
    await this.#gateway.open();
    log.info({ application, messages: settings.hearsMessages }, 'Discord can ask now');
    this.#consenting.resume();
  }

  /** Attempts it once. Throws a BotError whose `outcome` says what became of it. */
  async post({ channel }: Address, reply: Reply, from: OpenDebate): Promise<void> {
    if (channel === null) throw new TypeError('a post needs a channel');
    const outgoing = await this.#composer.post(reply, from);
    try {
      await this.#sender.post(channel, outgoing, { nonce: nonceOf(channel, reply) });
    } catch (error) {
      throw toBotError(error, 'a post');
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.#gateway.close();
    await this.#work.settled(WORK_GRACE_MS, this.#parts.time);
  }

  /** Null when a stop comes first. */
  async #identify(): Promise<string | null> {
    const { time, log } = this.#parts;
    const { signal } = this.#stopping;
    const refusals = new Refusals();
    for (const wait of waitsAtStart()) {
      try {
        return (await applicationOf(this.#rest)).id;
      } catch (error) {
        const isRefused = error instanceof BotError;
        const { code, retryAfterMs } = readFault(error) ?? { code: null, retryAfterMs: 0 };
        if (refusals.stand(isRefused) || (code === null && !isRefused)) throw error;
        const event = isRefused ? 'Discord refuses the token' : 'Discord cannot be reached';
        log.warn({ code, waitMs: wait }, `${event}: trying again`);
        await time.wait(Math.max(wait, retryAfterMs), signal).catch(() => undefined);
      }
      if (signal.aborted) return null;
    }
    return null;
  }

  /** Yesterday's commands still answer: only a fault of configuration keeps the bot from starting. */
  async #register(application: string): Promise<void> {
    const { settings, debates, time, log } = this.#parts;
    const { guildId } = settings;
    try {
      const { catalogue } = await debateShownAt(debates, { platform: PLATFORM });
      const { areSeveral } = debates;
      const wanted = { guildId, examples: catalogue.examples, areSeveral };
      const isChanged = await register(this.#rest, application, wanted, time);
      if (isChanged) log.info({ guild: guildId }, 'the commands were registered');
    } catch (error) {
      if (error instanceof BotError) throw error;
      log.error({ code: readFault(error)?.code }, 'the commands were not registered');
    }
  }
}

function warnOfRefusals(rest: REST, log: Log): void {
  rest.on('invalidRequestWarning', (refusals) => {
    log.warn({ ...refusals }, 'Discord refuses many requests: at 10,000 it bans the address');
  });
}

/** The same for the same day: for a few minutes Discord then gives the first post back instead of a second. */
function nonceOf(channel: string, reply: Reply): string {
  const what = reply.kind === 'citation' ? (reply.day ?? reply.quote.passage.id) : reply.kind;
  const hash = createHash('sha256').update(`${channel} ${what}`).digest('base64url');
  return hash.slice(0, LONGEST_NONCE);
}
