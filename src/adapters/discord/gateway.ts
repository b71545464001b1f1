import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options } from 'discord.js';
import type { ClientOptions, GatewayDispatchPayload } from 'discord.js';
import { BotError } from '../../errors.ts';
import type { Log } from '../adapter.ts';
import type { Counters } from '../counters.ts';
import { growingWaits } from '../time.ts';
import type { Time } from '../time.ts';
import { isTokenFault, readFault } from './faults.ts';
import { CLOSING_MS, LONGEST_WAIT_MS, READY_WITHIN_MS } from './limits.ts';
import { restOptions } from './rest.ts';
import type { DiscordSettings } from './settings.ts';

/** What the connection needs. */
export interface GatewayParts {
  readonly settings: DiscordSettings;
  readonly hear: (packet: GatewayDispatchPayload) => void;
  readonly time: Time;
  readonly counters: Counters;
  readonly log: Log;
  /** The library's own options for its gateway: tests wait less between two sessions. */
  readonly ws?: ClientOptions['ws'];
}

const SHORTEST_WAIT_AT_START_MS = 1_000;
/** The library holds back nothing that is used here while servers are missing: two seconds are plenty. */
const SERVERS_WITHIN_MS = 2_000;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, 'DISCORD_TOKEN was refused: copy it again from « Bot »'],
  [GatewayCloseCodes.InvalidShard, 'DISCORD_SHARDS was refused: leave it to auto'],
  [GatewayCloseCodes.ShardingRequired, 'DISCORD_SHARDS is too small for so many servers: set auto'],
  [GatewayCloseCodes.InvalidIntents, 'the intents were refused: update the bot'],
  [GatewayCloseCodes.DisallowedIntents, 'the intents were refused: set DISCORD_MESSAGES=off'],
]);

/**
 * The WebSocket to Discord, kept by discord.js, which resumes by itself after a drop. Events are taken as
 * they travel (`raw`; in discord.js 15, the dispatch event of `client.ws`): before the library queues
 * them for servers that are missing, and without the structures it would keep of them in memory.
 */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #stopping = new AbortController();
  readonly #broken = Promise.withResolvers<never>();
  #client: Client | null = null;
  #isReady = false;
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

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when every shard is ready, however long that takes; rejects with a BotError where it never will be. */
  async open(): Promise<void> {
    const { log, time } = this.#parts;
    const { signal } = this.#stopping;
    const timer = new AbortController();
    const late = time.deadline(READY_WITHIN_MS, timer.signal).then(() => {
      log.error({ afterMs: READY_WITHIN_MS }, 'a shard is not ready: Discord is still being tried');
    });
    late.catch(() => undefined);
    try {
      this.#connected = this.#connect();
      await Promise.race([this.#connected, this.broken, aborted(signal)]);
    } finally {
      timer.abort();
    }
  }

  /**
   * The library's own farewell never ends while a shard waits for Discord, and leaves a connection that
   * is being made to fail with nobody listening: so the shards are given a moment to come to rest.
   */
  async close(): Promise<void> {
    this.#stopping.abort();
    const timer = new AbortController();
    const late = this.#parts.time.deadline(CLOSING_MS, timer.signal).catch(() => undefined);
    const farewell = this.#connected.catch(() => undefined).then(() => this.#client?.destroy());
    await Promise.race([farewell, late]);
    timer.abort();
    void this.#client?.destroy();
  }

  async #connect(): Promise<void> {
    const { settings, log, time } = this.#parts;
    for (const wait of growingWaits(SHORTEST_WAIT_AT_START_MS, LONGEST_WAIT_MS)) {
      const client = this.#makeClient();
      this.#client = client;
      try {
        const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
        await client.login(settings.token);
        await ready;
        this.#isReady = true;
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        if (isRefusal(error)) throw refusal(GatewayCloseCodes.AuthenticationFailed);
        // Of what the library throws here without a code, a shard has told the reason before.
        const code = readFault(error)?.code ?? (error as Error).name;
        log.warn({ code, waitMs: wait }, 'Discord cannot be reached: trying again');
        await time.wait(wait, this.#stopping.signal).catch(() => undefined);
      }
      if (this.#isStopping()) return;
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #makeClient(): Client {
    const { settings, log, ws = {} } = this.#parts;
    const client = new Client({
      intents: intentsOf(settings),
      allowedMentions: { parse: [], repliedUser: false },
      shards: 'auto',
      ...(settings.shards === null ? {} : shardsOf(settings.shards)),
      makeCache: Options.cacheWithLimits(NOTHING_KEPT),
      waitGuildTimeout: SERVERS_WITHIN_MS,
      rest: restOptions(settings.apiUrl),
      ws,
    });
    client.on(Events.Error, (error) => {
      log.error({ name: error.name }, 'the connection to Discord reported an error');
    });
    this.#listenToShards(client);
    // discord.js emits it and says so in its guide, but not in its types.
    (client as unknown as NodeJS.EventEmitter).on(RAW, (packet: GatewayDispatchPayload) => {
      this.#parts.hear(packet);
      forgetSoon(client);
    });
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
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      if (!REMEDIES.has(code)) return;
      this.#isReady = false;
      log.error({ shard, code }, 'Discord hung up for good');
      this.#broken.reject(refusal(code));
    });
  }
}

const RAW: string = Events.Raw;

function intentsOf({ hearsMessages }: DiscordSettings): number[] {
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  return hearsMessages ? [Guilds, GuildMessages, DirectMessages] : [Guilds];
}

function shardsOf(count: number): Pick<ClientOptions, 'shards' | 'shardCount'> {
  return { shards: Array.from({ length: count }, (_, id) => id), shardCount: count };
}

/** What is not kept in the first place. */
const NOTHING_KEPT = {
  MessageManager: 0,
  GuildMemberManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: { maxSize: 0, keepOverLimit: (user: { id: string; client: Client }) => isOwn(user) },
  VoiceStateManager: 0,
} as const;

function isOwn({ id, client }: { readonly id: string; readonly client: Client }): boolean {
  return id === client.user?.id;
}

const forgetting = new WeakSet<Client>();

/**
 * Nothing of a server is used, and 20 channels of one take 20 KB: once the library has done with an event
 * it forgets the servers and channels it met. Limits of their own would print a warning each.
 */
function forgetSoon(client: Client): void {
  if (forgetting.has(client)) return;
  forgetting.add(client);
  setImmediate(() => {
    forgetting.delete(client);
    client.guilds.cache.clear();
    client.channels.cache.clear();
  });
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
