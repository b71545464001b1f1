import type { Changes } from '../world.ts';
import type { Json } from '../json.ts';
import type { Commands } from './commands.ts';
import type { Community } from './community.ts';
import type { Fault, Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import type { Clock, Identifiers } from './identifiers.ts';
import type { Interactions } from './interactions.ts';
import type { Messages } from './messages.ts';
import type { RouteName } from './route-names.ts';

/** One HTTP request, whatever became of it. */
export interface RecordedCall {
  /** Undefined for a path this stand-in does not know. */
  readonly route: RouteName | undefined;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** An object for nearly all routes; a list where commands are overwritten. */
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** When it arrived, on the stand-in's clock. */
  readonly at: number;
  readonly fault?: Fault;
  /** What Discord answered, or would have had the connection held; absent where no work was done. */
  answer?: { readonly status: number; readonly body: unknown };
}

/** All that the parts of the stand-in share. */
export interface World {
  readonly urls: { readonly rest: string; readonly gateway: string };
  /** What the bot identifies itself with. */
  readonly token: string;
  /** How many shards Discord recommends. */
  readonly recommendedShards: number;
  /** How many sessions may begin in a day. */
  readonly sessionsADay: () => number;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly identifiers: Identifiers;
  readonly faults: Faults;
  readonly community: Community;
  readonly commands: Commands;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly calls: RecordedCall[];
  /** Nonces that were enforced, with the message each belongs to. */
  readonly nonces: Map<string, { readonly message: string; readonly at: number }>;
}

/** A request that is allowed in, as its route sees it. */
export interface Request {
  readonly world: World;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  /** Where commands are overwritten, the list of them. */
  readonly list: readonly Json[];
}

/** An HTTP answer: no body for 204. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** Throws a Refusal for anything but success. */
export type Handler = (request: Request) => Reply;

/** A part of the path; the route's pattern guarantees it. */
export function parameter({ parameters }: Request, name: string): string {
  const value = parameters[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}
