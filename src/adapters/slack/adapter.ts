import { App, webApi } from '@slack/bolt';
import type { Logger } from '@slack/bolt';
import type { Reply } from '../../debate/reply.ts';
import type { Gate } from '../../debate/gate.ts';
import { BotError } from '../../errors.ts';
import type { Address } from '../../request.ts';
import type { Adapter } from '../adapter.ts';
import { boltLogger, clientOptions } from './client.ts';
import { commandNames } from './command-names.ts';
import { Composer } from './composer.ts';
import { Counters } from '../counters.ts';
import { post } from './deliver.ts';
import { PLATFORM } from './desk.ts';
import type { Desk } from './desk.ts';
import { listen } from './events.ts';
import { toBotError } from './faults.ts';
import { identify } from './identity.ts';
import type { Identity } from './identity.ts';
import { ACKNOWLEDGEMENT_GRACE_MS, WORK_GRACE_MS } from './limits.ts';
import { remembering } from '../recent.ts';
import { Renderer } from './render.ts';
import { apiUrlOf } from './settings.ts';
import type { SlackSettings } from './settings.ts';
import { SignedHttp } from './signed-http.ts';
import type { Health } from './signed-http.ts';
import { SocketMode } from './socket.ts';
import type { Way } from './way.ts';
import { Work } from '../work.ts';

/** What Slack needs of the rest of the program. */
export interface SlackParts extends Omit<Desk, 'composer' | 'names'> {
  readonly settings: SlackSettings;
  readonly gate: Gate;
}

/** Slack: one workspace's app, reached through a WebSocket, signed HTTP or both. */
export class Slack implements Adapter {
  readonly platform = PLATFORM;
  readonly #parts: SlackParts;
  readonly #composer: Composer;
  readonly #logger: Logger;
  readonly #client: webApi.WebClient;
  readonly #counters = new Counters();
  readonly #work = new Work(this.#counters);
  readonly #stopping = new AbortController();
  readonly #http: SignedHttp | null;
  readonly #ways: readonly Way[];
  #identity: Identity | null = null;
  #stopped: Promise<void> | null = null;

  constructor(given: SlackParts) {
    const settings = { ...given.settings, apiUrl: apiUrlOf(given.settings.apiUrl) };
    const parts = { ...given, settings };
    const { corpus, gate, reportFault, log } = parts;
    const names = commandNames(settings.commandPrefix);
    this.#parts = parts;
    this.#composer = new Composer(new Renderer(corpus, names), corpus, gate, reportFault);
    this.#logger = boltLogger(log);
    this.#client = new webApi.WebClient(settings.botToken, this.#clientOptions());
    this.#http = this.#makeHttp();
    this.#ways = [...(this.#http === null ? [] : [this.#http]), ...this.#makeSocket()];
    const dispatch = remembering(parts.dispatch, corpus, parts.time, this.#stopping.signal);
    const desk = { ...parts, dispatch, composer: this.#composer, names };
    listen(this.#makeApp(), desk, this.#work);
  }

  /** The port of its HTTP endpoint, once it is started; null where it has none. */
  get port(): number | null {
    return this.#http?.port ?? null;
  }

  async start(): Promise<void> {
    const { settings, log, time } = this.#parts;
    const { signal } = this.#stopping;
    this.#identity = await identify(settings, this.#logger, log, time, signal);
    for (const way of this.#ways) await way.open();
    const { appToken, signingSecret } = settings;
    const ways = { socketMode: appToken !== null, signedHttp: signingSecret !== null };
    log.info({ ...ways, port: this.port }, 'Slack can ask now');
  }

  /** Throws a BotError, `retryable` when the same post may succeed later. */
  async post({ channel }: Address, reply: Reply): Promise<void> {
    if (channel === null) throw new TypeError('a post needs a channel');
    const answer = { asked: null, query: '', reply, audience: 'everyone' } as const;
    const ownership = { shownTo: 'everyone', isOwned: false, sharedBy: null } as const;
    const { message, shownTo } = this.#composer.answer(answer, ownership);
    if (shownTo !== 'everyone') throw new BotError('misquotation', 'the gate refused a post');
    try {
      await post(this.#client, { channel, threadTs: null }, message);
    } catch (error) {
      throw toBotError(error, 'chat.postMessage');
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { time } = this.#parts;
    this.#stopping.abort();
    // What is not acknowledged yet needs its connection; what goes on afterwards does not.
    await this.#work.settled(ACKNOWLEDGEMENT_GRACE_MS, time);
    await Promise.all(this.#ways.map((way) => way.close()));
    await this.#work.settled(WORK_GRACE_MS, time);
  }

  #makeApp(): App {
    return new App({
      // A new object each time: Bolt writes into it, and gives a request without a team no token.
      authorize: ({ teamId = this.#identity?.teamId ?? '' }) =>
        Promise.resolve({ ...this.#identity, botToken: this.#parts.settings.botToken, teamId }),
      receiver: {
        init: (app) => {
          for (const way of this.#ways) way.init(app);
        },
        start: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
      clientOptions: this.#clientOptions(),
      logger: this.#logger,
      convoStore: false,
    });
  }

  #makeHttp(): SignedHttp | null {
    const { settings, time, log } = this.#parts;
    const { signingSecret, port, host } = settings;
    if (signingSecret === null && port === null) return null;
    const health = () => this.#health();
    const counters = this.#counters;
    return new SignedHttp({ signingSecret, port, host, time, counters, log, health });
  }

  #makeSocket(): SocketMode[] {
    const { settings, time, log } = this.#parts;
    const { appToken, apiUrl } = settings;
    if (appToken === null) return [];
    const [counters, logger] = [this.#counters, this.#logger];
    return [new SocketMode({ appToken, apiUrl, time, counters, log, boltLogger: logger })];
  }

  #clientOptions(): webApi.WebClientOptions {
    return clientOptions(this.#parts.settings.apiUrl, this.#logger);
  }

  #health(): Health {
    const isReady = this.#identity !== null && this.#ways.every((way) => way.isOpen());
    return { isReady, counts: this.#counters.snapshot() };
  }
}
