import { once } from 'node:events';
import {
  WebSocketManager,
  WebSocketShardEvents,
  type OptionalWebSocketManagerOptions,
  type SessionInfo,
} from '@discordjs/ws';
import {
  GatewayCloseCodes,
  GatewayIntentBits,
  GatewayOpcodes,
  Routes,
  type GatewayDispatchPayload,
  type REST,
  type RESTGetAPIGatewayBotResult,
} from 'discord.js';
import { BotError } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { type Counters, Refusals, readyWithin, waitsAtStart } from '../../../running/work.ts';
import { CLOSING_MS, READY_WITHIN_MS } from '../limits.ts';
import { Pulse } from './pulse.ts';
import { TolerantSharding } from './sharding.ts';
import { isTokenFault, readFault, REMEDIES, type DiscordSettings } from './rest.ts';

/** What the connection needs. */
export interface GatewayParts {
  readonly settings: DiscordSettings;
  readonly rest: REST;
  /** Takes what the gateway tells, and never throws. */
  readonly hear: (packet: GatewayDispatchPayload) => void;
  readonly time: Time;
  readonly counters: Counters;
  readonly log: Log;
  /** The library's own options for its gateway: tests wait less between two sessions. */
  readonly ws?: Partial<OptionalWebSocketManagerOptions> | undefined;
  /** Between two questions whether Discord is there: tests wait less. */
  readonly pulseMs?: number | undefined;
}

/** The sessions with Discord, kept by discord.js, which resumes by itself after a drop. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #stopping = new AbortController();
  readonly #broken = Promise.withResolvers<never>();
  #manager: WebSocketManager | null = null;
  #connected: Promise<void> = Promise.resolve();
  /** Shards whose session goes on now, and how many there are once all were ready. */
  readonly #ready = new Set<number>();
  #shards = Infinity;
  readonly #pulse: Pulse;
  #sequenceOf: (shard: number) => number | null = () => null;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#pulse = new Pulse((shard) => this.#ask(shard), parts.pulseMs);
    // Nobody need be listening yet when it breaks.
    this.#broken.promise.catch(() => undefined);
  }

  /** Rejects with a BotError when Discord hangs up for a reason that only the operator can mend. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  /** Whether every shard is connected now: a lost one is not, until its session is resumed. */
  get isReady(): boolean {
    return this.#ready.size >= this.#shards && this.#pulse.isSteady;
  }

  /** Resolves when every shard is ready, however long that takes; rejects with a BotError where it never will be. */
  async open(): Promise<void> {
    const { log, time } = this.#parts;
    const { signal } = this.#stopping;
    this.#connected = this.#connect();
    const opened = Promise.race([this.#connected.then(() => true), this.broken]);
    if ((await readyWithin(opened, READY_WITHIN_MS, time, signal)) !== null) return;
    if (signal.aborted) return;
    log.error({ afterMs: READY_WITHIN_MS }, 'a shard is not ready: Discord is still being tried');
    await Promise.race([opened, once(signal, 'abort')]);
  }

  /**
   * The library's own farewell never ends while a shard waits for Discord, and leaves a connection that
   * is being made to fail with nobody listening: so the shards are given a moment to come to rest.
   */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pulse.stop();
    const farewell = this.#connected.catch(() => undefined).then(() => this.#manager?.destroy());
    await readyWithin(farewell, CLOSING_MS, this.#parts.time);
    void this.#manager?.destroy();
  }

  async #connect(): Promise<void> {
    const refusals = new Refusals();
    for (const wait of waitsAtStart()) {
      this.#ready.clear();
      this.#manager = this.#makeManager();
      try {
        await this.#manager.connect();
        this.#shards = await this.#manager.getShardCount();
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        const fault = readFault(error);
        if (refusals.stand(fault !== null && isTokenFault(fault))) {
          throw refusal(GatewayCloseCodes.AuthenticationFailed);
        }
        await this.#waitAfter(error, wait);
      }
      if (this.#isStopping()) return;
    }
  }

  async #waitAfter(error: unknown, wait: number): Promise<void> {
    const { log, time } = this.#parts;
    const fault = readFault(error);
    const untilMs = fault === null ? await this.#untilSessionsMayBegin() : null;
    const waitMs = untilMs ?? Math.max(wait, fault?.retryAfterMs ?? 0);
    if (untilMs === null) {
      // Of what the library throws here without a code, a shard has told the reason before.
      const code = fault?.code ?? (error as Error).name;
      log.warn({ code, waitMs }, 'Discord does not take the bot yet: trying again');
    }
    await time.wait(waitMs, this.#stopping.signal).catch(() => undefined);
  }

  /**
   * The library refuses to spend more sessions than Discord allows in a day; null where that is not why.
   * https://docs.discord.com/developers/events/gateway#session-start-limit-object
   */
  async #untilSessionsMayBegin(): Promise<number | null> {
    const { log, rest, settings } = this.#parts;
    try {
      const found = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
      const { remaining, reset_after: waitMs } = found.session_start_limit;
      const needed = settings.shards ?? found.shards;
      if (remaining >= needed) return null;
      const told = { needed, remaining, waitMs };
      log.error(told, 'Discord lets no more sessions begin today: waiting');
      return waitMs;
    } catch {
      return null;
    }
  }

  /** A heartbeat beside the library's own: Discord answers it at once. */
  async #ask(shard: number): Promise<void> {
    await this.#manager?.send(shard, { op: GatewayOpcodes.Heartbeat, d: this.#sequenceOf(shard) });
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #makeManager(): WebSocketManager {
    const { settings, rest, ws } = this.#parts;
    const sessions = new Map<number, SessionInfo | null>();
    const manager = new WebSocketManager({
      token: settings.token,
      intents: intentsOf(settings),
      rest,
      shardCount: settings.shards,
      // The library would keep those of all bots of a process in one place.
      retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
      updateSessionInfo: (shard, session) => void sessions.set(shard, session),
      buildStrategy: (manager) => new TolerantSharding(manager, this.#parts),
      ...ws,
    });
    this.#sequenceOf = (shard) => sessions.get(shard)?.sequence ?? null;
    this.#listenTo(manager, (shard) => sessions.get(shard)?.sequence ?? 0);
    return manager;
  }

  #listenTo(manager: WebSocketManager, lastHeardBy: (shard: number) => number): void {
    const { counters, hear, log } = this.#parts;
    const heardBefore = new Map<number, number>();
    const { Dispatch, HeartbeatComplete } = WebSocketShardEvents;
    manager.on(Dispatch, ({ data, shardId }) => {
      this.#pulse.heard(shardId);
      hear(data);
    });
    manager.on(HeartbeatComplete, ({ shardId }) => {
      this.#pulse.heard(shardId);
    });
    manager.on(WebSocketShardEvents.Hello, ({ shardId: shard }) => {
      heardBefore.set(shard, lastHeardBy(shard));
    });
    manager.on(WebSocketShardEvents.Ready, ({ shardId: shard }) => {
      this.#ready.add(shard);
      counters.count('session begun');
      log.info({ shard }, 'a shard is ready');
    });
    manager.on(WebSocketShardEvents.Resumed, ({ shardId: shard }) => {
      this.#ready.add(shard);
      counters.count('session resumed');
      const replayed = lastHeardBy(shard) - (heardBefore.get(shard) ?? 0);
      log.info({ shard, replayed }, 'a shard has resumed');
    });
    manager.on(WebSocketShardEvents.Error, ({ error: { name }, shardId: shard }) => {
      log.warn({ shard, name }, 'a shard reported an error');
    });
    manager.on(WebSocketShardEvents.Closed, ({ code, shardId: shard }) => {
      this.#ready.delete(shard);
      this.#pulse.forget(shard);
      if (!REMEDIES.has(code)) {
        counters.count('connection lost');
        return;
      }
      // Any other drop is resumed.
      log.error({ shard, code }, 'Discord hung up for good');
      this.#broken.reject(refusal(code));
    });
  }
}

/** Any combination of intents is one, though the enumeration names only single ones. */
function intentsOf({ hearsMessages }: DiscordSettings): GatewayIntentBits {
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  const intents: unknown = hearsMessages ? Guilds | GuildMessages | DirectMessages : Guilds;
  return intents as GatewayIntentBits;
}

function refusal(code: number): BotError {
  return new BotError('configuration', REMEDIES.get(code) ?? `Discord hung up with ${code}`);
}
