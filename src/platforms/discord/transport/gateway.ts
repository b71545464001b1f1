import {
  Client,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Routes,
  Status,
  type ClientOptions,
  type REST,
  type RESTGetAPIGatewayBotResult,
} from 'discord.js';
import { BotError } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { type Counters, growingWaits, readyWithin } from '../../../running/work.ts';
import { takeDispatches, type Hear } from './events.ts';
import { isTokenFault, readFault, restOptions, type DiscordSettings } from './rest.ts';
import { CLOSING_MS, READY_WITHIN_MS } from '../limits.ts';

/** What the connection needs. */
export interface GatewayParts {
  readonly settings: DiscordSettings;
  readonly rest: REST;
  readonly hear: Hear;
  readonly time: Time;
  readonly counters: Counters;
  readonly log: Log;
  /** The library's own options for its gateway: tests wait less between two sessions. */
  readonly ws?: ClientOptions['ws'];
}

const SHORTEST_WAIT_AT_START_MS = 1_000;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, 'DISCORD_TOKEN was refused: copy it again from « Bot »'],
  [GatewayCloseCodes.InvalidShard, 'DISCORD_SHARDS was refused: leave it to auto'],
  [GatewayCloseCodes.ShardingRequired, 'DISCORD_SHARDS is too small for so many servers: set auto'],
  [GatewayCloseCodes.InvalidAPIVersion, 'the version of the gateway is gone: update the bot'],
  [GatewayCloseCodes.InvalidIntents, 'the intents were refused: update the bot'],
  [GatewayCloseCodes.DisallowedIntents, 'the intents were refused: set DISCORD_MESSAGES=off'],
]);

/** The WebSocket to Discord, kept by discord.js, which resumes by itself after a drop. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #stopping = new AbortController();
  readonly #broken = Promise.withResolvers<never>();
  #client: Client | null = null;
  #connected: Promise<void> = Promise.resolve();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    // Nobody need be listening yet when it breaks.
    this.#broken.promise.catch(() => undefined);
  }

  /** Rejects with a BotError when Discord hangs up for a reason that only the operator can mend. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  /** Whether every shard is connected now: a lost one is not, until its session is resumed. */
  get isReady(): boolean {
    const shards = this.#client?.ws.shards;
    if (shards === undefined || shards.size === 0) return false;
    return shards.every(({ status }) => status === Status.Ready);
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
    await Promise.race([opened, aborted(signal)]);
  }

  /**
   * The library's own farewell never ends while a shard waits for Discord, and leaves a connection that
   * is being made to fail with nobody listening: so the shards are given a moment to come to rest.
   */
  async close(): Promise<void> {
    this.#stopping.abort();
    const farewell = this.#connected.catch(() => undefined).then(() => this.#client?.destroy());
    await readyWithin(farewell, CLOSING_MS, this.#parts.time);
    void this.#client?.destroy();
  }

  async #connect(): Promise<void> {
    for (const wait of growingWaits(SHORTEST_WAIT_AT_START_MS)) {
      const client = this.#makeClient();
      this.#client = client;
      try {
        const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
        await client.login(this.#parts.settings.token);
        await ready;
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        if (isRefusal(error)) throw refusal(GatewayCloseCodes.AuthenticationFailed);
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
      log.warn({ code, waitMs }, 'Discord cannot be reached: trying again');
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

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #makeClient(): Client {
    const { settings, log, hear, ws, counters } = this.#parts;
    const ignoreFrame = (fault: unknown) => {
      counters.count('frames not understood');
      log.warn({ name: (fault as Error).name }, 'a frame from Discord was not understood');
    };
    const client = new Client({
      intents: intentsOf(settings),
      allowedMentions: { parse: [], repliedUser: false },
      shards: 'auto',
      ...(settings.shards === null ? {} : shardsOf(settings.shards)),
      rest: restOptions(settings.apiUrl),
      ws: { ...ws, buildStrategy: takeDispatches(hear, ignoreFrame) },
    });
    client.on(Events.Error, (error) => {
      log.error({ name: error.name }, 'the connection to Discord reported an error');
    });
    this.#listenToShards(client);
    return client;
  }

  #listenToShards(client: Client): void {
    const { counters, log } = this.#parts;
    client.on(Events.ShardReady, (shard) => {
      counters.count('session begun');
      log.info({ shard }, 'a shard is ready');
    });
    client.on(Events.ShardResume, (shard, replayed) => {
      counters.count('session resumed');
      log.info({ shard, replayed }, 'a shard has resumed');
    });
    client.on(Events.ShardReconnecting, () => counters.count('connection lost'));
    client.on(Events.ShardError, ({ name }, shard) => {
      log.warn({ shard, name }, 'a shard reported an error');
    });
    // Told only where the library gives up; any other drop is resumed.
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      log.error({ shard, code }, 'Discord hung up for good');
      this.#broken.reject(refusal(code));
    });
  }
}

function intentsOf({ hearsMessages }: DiscordSettings): number[] {
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  return hearsMessages ? [Guilds, GuildMessages, DirectMessages] : [Guilds];
}

function shardsOf(count: number): Pick<ClientOptions, 'shards' | 'shardCount'> {
  return { shards: Array.from({ length: count }, (_, id) => id), shardCount: count };
}

function isRefusal(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  const fault = readFault(error);
  return code === 'TokenInvalid' || (fault !== null && isTokenFault(fault));
}

function refusal(code: number): BotError {
  return new BotError('configuration', REMEDIES.get(code) ?? `Discord hung up with ${code}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
