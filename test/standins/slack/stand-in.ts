import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from './changes.ts';
import { Faults } from './faults.ts';
import { gesturesOver, type Gestures } from './gestures.ts';
import { Identifiers, type Clock } from './identifiers.ts';
import { Messages, type Message } from './messages.ts';
import { Installer } from './oauth.ts';
import { ResponseUrls } from './response-urls.ts';
import { serve } from './serving.ts';
import { SignedHttp, type Forgery } from './signed-http.ts';
import { SocketMode } from './socket-mode.ts';
import { Views } from './views.ts';
import type { RecordedCall, World } from './world.ts';
import { botTokenOf, createWorkspace, type Workspace } from './workspace.ts';

interface Options {
  /** Decides what has expired; signatures keep the machine's own time. */
  readonly clock?: Clock;
  readonly signingSecret?: string;
  /** What the first workspace granted; everything by default. */
  readonly scopes?: readonly string[];
}

/** Slack, as the app and its people meet it, on one port of 127.0.0.1. */
export interface Slack extends Pick<World, 'faults' | 'views' | 'installer'> {
  readonly url: string;
  /** For `slackApiUrl`: the Web API, and through it Socket Mode and OAuth. */
  readonly apiUrl: string;
  readonly credentials: { botToken: string; appToken: string; signingSecret: string };
  /** The workspace every gesture takes place in unless it names another. */
  readonly workspace: Workspace;
  /** Another team that installs the app, with a token of its own. */
  addWorkspace(teamId: string): Workspace;
  /** People's gestures over Socket Mode, and the connections themselves. */
  readonly socket: Gestures & SocketControls;
  /** The same gestures over HTTP, to the app listening at `botUrl`; forged where a test says how. */
  http(botUrl: string, forgery?: Forgery): Gestures & Pick<SignedHttp, 'send' | 'sign'>;
  /** The Web API calls so far, of one method or of all. */
  calls(method?: string): readonly RecordedCall[];
  /** The nth call of a method once it has been answered (or struck). */
  waitForCall(method: string, nth?: number): Promise<RecordedCall>;
  /** What was sent to response_urls so far. */
  responses(): ResponseUrls['uses'];
  /** What stands in a channel now; only what this person sees, if one is named. */
  messagesIn(channel: string, reader?: string): readonly Message[];
  /** The same with the deleted ones, to see what was shown for a moment. */
  everIn(channel: string): readonly Message[];
  /** The first message of a channel that fits, now or later. */
  waitForMessage(channel: string, fits?: (message: Message) => boolean): Promise<Message>;
  /** Resolves once `probe` gives something; it is asked again whenever anything changes. */
  until<Value>(probe: () => Value | undefined): Promise<Value>;
  stop(): Promise<void>;
}

type SocketControls = Pick<
  SocketMode,
  'askToReconnect' | 'drop' | 'say' | 'waitForConnections' | 'waitForOpenings'
>;

export async function startSlack(options: Options = {}): Promise<Slack> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object; only a pipe has a name.
  const { port } = server.address() as AddressInfo;
  const world = createWorld(`http://127.0.0.1:${port}`, options);
  server.on('request', (request, response) => {
    void serve(world, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    world.socketMode.upgrade(request, socket, head, world.faults.strike('socket'));
  });
  return slackOver(world, server, options.signingSecret ?? 'stand-in signing secret');
}

function createWorld(baseUrl: string, { clock = Date.now, scopes }: Options): World {
  const changes = new Changes();
  const identifiers = new Identifiers(clock);
  const messages = new Messages(changes, identifiers);
  return {
    baseUrl,
    clock,
    changes,
    identifiers,
    messages,
    faults: new Faults(),
    views: new Views(changes, identifiers, clock),
    responseUrls: new ResponseUrls({ baseUrl, clock, identifiers, messages }),
    socketMode: new SocketMode(baseUrl, changes, identifiers),
    installer: new Installer(identifiers),
    appToken: 'xapp-0-stand-in',
    workspaces: [createWorkspace(scopes === undefined ? {} : { scopes })],
    calls: [],
  };
}

function slackOver(world: World, server: Server, signingSecret: string): Slack {
  const { baseUrl, changes, messages, socketMode, faults, views, installer } = world;
  const [workspace] = world.workspaces as [Workspace];
  const calls = (method?: string): readonly RecordedCall[] => {
    return world.calls.filter((call) => method === undefined || call.method === method);
  };
  return {
    faults,
    views,
    installer,
    workspace,
    calls,
    url: baseUrl,
    apiUrl: `${baseUrl}/api/`,
    credentials: { botToken: botTokenOf(workspace), appToken: world.appToken, signingSecret },
    addWorkspace: (teamId) => addWorkspace(world, teamId),
    socket: { ...gesturesOver(world, socketMode), ...bound(socketMode) },
    http(botUrl, forgery) {
      const road = new SignedHttp(botUrl, signingSecret, forgery);
      const send = road.send.bind(road);
      return { ...gesturesOver(world, road), send, sign: road.sign.bind(road) };
    },
    waitForCall: (method, nth = 1) => {
      return changes.until(() => settled(calls(method)[nth - 1]));
    },
    responses: () => world.responseUrls.uses,
    messagesIn: (channel, reader) => visibleTo(messages.in(channel), reader),
    everIn: (channel) => messages.everIn(channel),
    waitForMessage: (channel, fits = () => true) => {
      return changes.until(() => messages.in(channel).find(fits));
    },
    until: (probe) => changes.until(probe),
    stop: () => stop(world, server),
  };
}

function bound(socketMode: SocketMode): SocketControls {
  return {
    askToReconnect: (reason) => {
      socketMode.askToReconnect(reason);
    },
    drop: () => {
      socketMode.drop();
    },
    say: (characters) => {
      socketMode.say(characters);
    },
    waitForConnections: (count) => socketMode.waitForConnections(count),
    waitForOpenings: (count) => socketMode.waitForOpenings(count),
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

function addWorkspace(world: World, teamId: string): Workspace {
  const suffix = String(world.workspaces.length + 1);
  const added = createWorkspace({ teamId, suffix, botToken: `xoxb-0-${teamId}` });
  world.workspaces.push(added);
  return added;
}

function stop({ socketMode, faults }: World, server: Server): Promise<void> {
  faults.clear();
  socketMode.close();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // Requests held in silence, and connections kept alive, would hold the server open.
    server.closeAllConnections();
  });
}
