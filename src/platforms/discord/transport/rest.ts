import {
  DefaultRestOptions,
  REST,
  DiscordAPIError,
  GatewayCloseCodes,
  HTTPError,
  RateLimitError,
} from 'discord.js';
import { CALL_TIMEOUT_MS, REFUSALS_WORTH_TELLING } from '../limits.ts';
import { BotError, type Obstacle, type Outcome } from '../../../errors.ts';
import { NOT_REACHED, type Fault, type FaultReader } from '../../../conversation/exchange.ts';
import { sentences } from '../../../messages/discord.ts';
import { wholeOf } from '../../../running/work.ts';

export const PLATFORM = 'discord';

/** How the bot reaches Discord. */
export interface DiscordSettings {
  readonly token: string;
  /** With or without `/v10`. */
  readonly apiUrl: string;
  /** Where commands are registered; null for everywhere. */
  readonly guildId: string | null;
  /** Whether commands are registered at start when they differ. */
  readonly registers: boolean;
  /** Whether mentions and direct messages are answered. */
  readonly hearsMessages: boolean;
  /** How many sessions share the servers; null for as many as Discord recommends. */
  readonly shards: number | null;
}

/**
 * Why Discord hangs up for good, and what the operator can do.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
export const REMEDIES: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, 'DISCORD_TOKEN was refused: copy it again from « Bot »'],
  [GatewayCloseCodes.InvalidShard, 'DISCORD_SHARDS was refused: leave it to auto'],
  [GatewayCloseCodes.ShardingRequired, 'DISCORD_SHARDS is too small for so many servers: set auto'],
  [GatewayCloseCodes.InvalidAPIVersion, 'the version of the gateway is gone: update the bot'],
  [GatewayCloseCodes.InvalidIntents, 'the intents were refused: update the bot'],
  [GatewayCloseCodes.DisallowedIntents, 'the intents were refused: set DISCORD_MESSAGES=off'],
]);

/**
 * How Discord is reached. The client itself repeats a POST whose answer was lost, which posts twice, and
 * waits out a 429 for ever: it is told to do neither, and `repeat` decides.
 */
export function makeRest(
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
  timeout = CALL_TIMEOUT_MS,
): REST {
  const rest = new LastingRest({
    // discord.js writes the version behind it.
    api: apiUrl.replace(/\/+$/u, '').replace(/\/v\d+$/u, ''),
    retries: 0,
    timeout,
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: REFUSALS_WORTH_TELLING,
    makeRequest: async (url, init) => {
      const response = await wholeOf(await DefaultRestOptions.makeRequest(url, init));
      return response.status === TOO_MANY_REQUESTS ? withExactWait(response) : response;
    },
  });
  return rest.setToken(token);
}

/** The library forgets the token after one 401, which may be a hiccup of Discord's: it would be mute from then on. */
class LastingRest extends REST {
  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token);
  }
}

const TOO_MANY_REQUESTS = 429;

type Whole = Awaited<ReturnType<typeof wholeOf<Headers>>>;

/**
 * The library reads headers alone, and only whole seconds stand there: the body of a 429 says how long to
 * wait and for whom. https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
 */
async function withExactWait(response: Whole): Promise<Whole> {
  const headers = new Headers(response.headers);
  const said: unknown = await response.json().catch(() => null);
  if (typeof said !== 'object' || said === null) return response;
  const seconds = 'retry_after' in said ? Number(said.retry_after) : Number.NaN;
  if (seconds >= 0) headers.set('Retry-After', String(seconds));
  if ('global' in said && said.global === true) headers.set('X-RateLimit-Global', 'true');
  return { ...response, headers };
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  closedToMessages: 50_007,
  notATextChannel: 50_008,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  archivedThread: 50_083,
  lockedThread: 160_005,
} as const;

/**
 * The person waits no longer, the token's fifteen minutes are over, or the message was deleted, by someone
 * who wants no answer: there is nobody left to tell.
 */
const TOO_LATE: ReadonlySet<Fault['code']> = new Set([
  CODES.unknownMessage,
  CODES.unknownInteraction,
  CODES.unknownWebhook,
  CODES.invalidWebhookToken,
]);

const UNAUTHORISED = 401;

/** Why nothing will succeed in a channel until someone changes it. */
const OBSTACLES: ReadonlyMap<Fault['code'], Obstacle> = new Map([
  [CODES.unknownChannel, 'gone'],
  [CODES.unknownGuild, 'gone'],
  [CODES.archivedThread, 'archived'],
  [CODES.lockedThread, 'archived'],
  [CODES.missingAccess, 'not invited'],
  [CODES.missingPermissions, 'forbidden'],
  [CODES.closedToMessages, 'forbidden'],
  [CODES.notATextChannel, 'forbidden'],
]);

/** Reads an error that a call to Discord threw; null when it is a fault of our own. */
export function readFault(error: unknown): Fault | null {
  if (error instanceof RateLimitError) {
    return { code: 429, outcome: 'rate limited', retryAfterMs: Math.max(0, error.retryAfter) };
  }
  if (error instanceof DiscordAPIError) {
    // A code of 0 says nothing: the status says more.
    return refused(Number(error.code) || error.status);
  }
  if (error instanceof HTTPError) return unknown(error.status);
  // What another server did may be its cause.
  if (!(error instanceof Error) || error instanceof BotError) return null;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return unknown(error.name);
  const code = codeOf(error) ?? codeOf(error.cause);
  if (code === null) return null;
  return NOT_REACHED.has(code) ? { code, outcome: 'not reached', retryAfterMs: 0 } : unknown(code);
}

/** Whether the token itself is refused: no call will succeed until someone mends the configuration. */
export function isTokenFault({ code }: Fault): boolean {
  return code === UNAUTHORISED;
}

function isTooLate({ code }: Fault): boolean {
  return TOO_LATE.has(code);
}

/** A fault of Discord as the operator's log holds it: without texts, tokens and addresses. */
export function toBotError(error: unknown, doing: string): unknown {
  const fault = readFault(error);
  if (fault === null) return error;
  const retryable = fault.outcome !== 'refused' || isTokenFault(fault);
  const outcome = outcomeOf(fault);
  return new BotError('platform', `Discord: ${doing}: ${fault.code}`, { retryable, outcome });
}

/** How faults of Discord are read. */
export const faults: FaultReader = {
  read: readFault,
  isTokenFault,
  isTooLate,
  toBotError,
  sentenceFor: ({ code, outcome }, reference) =>
    outcome === 'refused'
      ? sentences.notPosted(Number(code), reference)
      : sentences.unconfirmed(reference),
};

function outcomeOf(fault: Fault): Outcome {
  if (fault.outcome === 'unknown') return 'unknown';
  return isTokenFault(fault) ? 'shut out' : (OBSTACLES.get(fault.code) ?? 'undone');
}

function refused(code: number): Fault {
  return { code, outcome: 'refused', retryAfterMs: 0 };
}

function unknown(code: Fault['code']): Fault {
  return { code, outcome: 'unknown', retryAfterMs: 0 };
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^(?:E[A-Z]|UND_)/u.test(error.code) ? error.code : null;
}
