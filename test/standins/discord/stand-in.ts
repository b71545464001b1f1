import type {
  APIModalInteractionResponseCallbackData,
  GatewayCloseCodes,
  GatewayDispatchEvents,
} from 'discord-api-types/v10';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from '../world.ts';
import { Commands } from './commands.ts';
import { ALICE, createCommunity } from './community.ts';
import { Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { gesturesOver, type Gestures } from './gestures.ts';
import { Identifiers, type Clock } from './identifiers.ts';
import { Interactions } from './interactions.ts';
import { Messages, type Message } from './messages.ts';
import type { RouteName } from './route-names.ts';
import { serve } from './serving.ts';
import type { RecordedCall, World } from './world.ts';

interface Options {
  /** Decides what has expired, and the time in identifiers. */
  readonly clock?: Clock;
  readonly token?: string;
  /** How many shards Discord recommends. */
  readonly recommendedShards?: number;
  /** Privileged intents the application was granted: none by default. */
  readonly grantedIntents?: number;
  readonly heartbeatIntervalMs?: number;
  /** How many sessions may begin in a day; may change while it runs. */
  readonly sessionsADay?: () => number;
  /** Whether READY says where to resume, as Discord does and a proxy need not. */
  readonly tellsResumeUrl?: boolean;
}

/** Discord's own interval. */
const HEARTBEAT_MS = 41_250;
/** https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const SESSIONS_A_DAY = 1_000;

/** Discord, as the bot and its people meet it, on one port of 127.0.0.1. */
export interface Discord extends Gestures, Pick<World, 'token' | 'faults' | 'community'> {
  /** For `rest: { api }`; the gateway's address is asked there. */
  readonly apiUrl: string;
  /** The commands that are registered. */
  readonly commands: Commands;
  /** Sessions begun and resumed, heartbeats, and the shards that are connected now. */
  readonly gateway: Pick<Gateway, 'identifies' | 'resumes' | 'heartbeats' | 'shards'>;
  /** Cuts every connection without a word: the sessions can be resumed, with what they missed. */
  dropGateway(): void;
  /** Sends a frame of any kind to every connection. */
  sendFrame(op: number, data?: unknown): void;
  /** Asks every client to come back, as Discord does every few hours. */
  askToReconnect(): void;
  /** Forgets every session: nothing can be resumed. */
  requireIdentify(): void;
  hangUp(code: GatewayCloseCodes): void;
  /** Any other event, to the shards that asked for it. */
  dispatch(event: GatewayDispatchEvents, data: unknown, guild?: string): void;
  /** The requests so far, of one route or of all. */
  calls(route?: RouteName): readonly RecordedCall[];
  /** The nth request of a route once it has been answered (or struck). */
  waitForCall(route: RouteName, nth?: number): Promise<RecordedCall>;
  /** What stands in a channel now; only what this person sees, if one is named. */
  messagesIn(channel: string, reader?: string): readonly Message[];
  /** The same with the deleted ones, to see what was shown for a moment. */
  everIn(channel: string): readonly Message[];
  /** The first message of a channel that fits, now or later. */
  waitForMessage(channel: string, fits?: (message: Message) => boolean): Promise<Message>;
  /** The modal in front of a person. */
  modalOf(user?: string): APIModalInteractionResponseCallbackData | undefined;
  /** Resolves once `probe` gives something; it is asked again whenever anything changes. */
  until<Value>(probe: () => Value | undefined): Promise<Value>;
  stop(): Promise<void>;
}

export async function startDiscord(options: Options = {}): Promise<Discord> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object; only a pipe has a name.
  const { port } = server.address() as AddressInfo;
  const world = createWorld(`127.0.0.1:${port}`, options);
  server.on('request', (request, response) => {
    void serve(world, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    world.gateway.upgrade(request, socket, head);
  });
  return discordOver(world, server);
}

function createWorld(address: string, options: Options): World {
  const { clock = Date.now, token = 'stand-in.bot.token', recommendedShards = 1 } = options;
  const { grantedIntents = 0, heartbeatIntervalMs = HEARTBEAT_MS } = options;
  const { sessionsADay = () => SESSIONS_A_DAY, tellsResumeUrl = true } = options;
  const changes = new Changes();
  const identifiers = new Identifiers(clock);
  const shared = {
    changes,
    identifiers,
    token,
    faults: new Faults(),
    community: createCommunity(),
  };
  const urls = { rest: `http://${address}`, gateway: `ws://${address}` };
  return {
    ...shared,
    urls,
    clock,
    recommendedShards,
    commands: new Commands(identifiers),
    messages: new Messages(changes),
    interactions: new Interactions(clock, changes),
    sessionsADay,
    gateway: new Gateway({
      ...shared,
      ...{ url: urls.gateway, grantedIntents, heartbeatIntervalMs, tellsResumeUrl },
    }),
    calls: [],
    nonces: new Map(),
  };
}

function discordOver(world: World, server: Server): Discord {
  const { urls, token, faults, community, commands, gateway, changes, messages } = world;
  const calls = (route?: RouteName): readonly RecordedCall[] => {
    return world.calls.filter((call) => route === undefined || call.route === route);
  };
  return {
    ...gesturesOver(world),
    ...controlsOver(gateway),
    token,
    faults,
    community,
    commands,
    gateway,
    calls,
    apiUrl: `${urls.rest}/api`,
    waitForCall: (route, nth = 1) => changes.until(() => settled(calls(route)[nth - 1])),
    messagesIn: (channel, reader) => visibleTo(messages.in(channel), reader),
    everIn: (channel) => messages.everIn(channel),
    waitForMessage: (channel, fits = () => true) => {
      return changes.until(() => messages.in(channel).find(fits));
    },
    modalOf: (user = ALICE) => world.interactions.modals.get(user)?.data,
    until: (probe) => changes.until(probe),
    stop: () => stop(world, server),
  };
}

type Controls = Pick<
  Discord,
  'dropGateway' | 'sendFrame' | 'askToReconnect' | 'requireIdentify' | 'hangUp' | 'dispatch'
>;

function controlsOver(gateway: Gateway): Controls {
  return {
    dropGateway: () => {
      gateway.drop();
    },
    sendFrame: (op, data) => {
      gateway.sendFrame(op, data);
    },
    askToReconnect: () => {
      gateway.askToReconnect();
    },
    requireIdentify: () => {
      gateway.requireIdentify();
    },
    hangUp: (code) => {
      gateway.hangUp(code);
    },
    dispatch: (event, data, guild) => {
      gateway.dispatch(event, data, guild);
    },
  };
}

function settled(call: RecordedCall | undefined): RecordedCall | undefined {
  return call?.answer !== undefined || call?.fault !== undefined ? call : undefined;
}

function visibleTo(messages: readonly Message[], reader?: string): readonly Message[] {
  return messages.filter(({ onlyFor }) => {
    return reader === undefined || onlyFor === undefined || onlyFor === reader;
  });
}

function stop({ gateway, faults }: World, server: Server): Promise<void> {
  faults.clear();
  gateway.close();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // Requests held in silence, and connections kept alive, would hold the server open.
    server.closeAllConnections();
  });
}
