import { listen } from '../serving.ts';
import { readingsOf, type Clock, type Readings } from '../world.ts';
import { gesturesOver, type Gestures } from './gestures.ts';
import type { Message } from './messages.ts';
import { SignedHttp, type Forgery } from './signed-http.ts';
import type { SocketMode } from './socket-mode.ts';
import { serve } from './web-api.ts';
import { World, type RecordedCall } from './world.ts';
import { botTokenOf, createWorkspace, type Workspace } from './workspace.ts';

interface Options {
  /** Decides what has expired; signatures keep the machine's own time. */
  readonly clock?: Clock;
  /** What the first workspace granted; everything by default. */
  readonly scopes?: readonly string[];
  readonly signingSecret?: string;
}

/** Slack, as the app and its people meet it, on one port of 127.0.0.1. */
export interface Slack
  extends Pick<World, 'faults' | 'views' | 'installer'>, Readings<string, RecordedCall, Message> {
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
  /** What was sent to response_urls so far. */
  responses(): World['responseUrls']['uses'];
  stop(): Promise<void>;
}

type SocketControls = Pick<
  SocketMode,
  'askToReconnect' | 'drop' | 'say' | 'waitForConnections' | 'waitForOpenings'
>;

export async function startSlack(options: Options = {}): Promise<Slack> {
  const { clock = Date.now, scopes, signingSecret = 'stand-in signing secret' } = options;
  const { world, close } = await listen((address) => {
    const world = new World(`http://${address}`, clock, scopes);
    return {
      world,
      request: (request, body) => serve(world, request, body),
      upgrade: world.socketMode.upgrade,
    };
  });
  const { baseUrl, socketMode, faults, views, installer, workspaces } = world;
  const [workspace] = workspaces;
  return {
    ...readingsOf(world, ({ method }: RecordedCall) => method),
    faults,
    views,
    installer,
    workspace,
    url: baseUrl,
    apiUrl: `${baseUrl}/api/`,
    credentials: { botToken: botTokenOf(workspace), appToken: world.appToken, signingSecret },
    addWorkspace: (teamId) => {
      const suffix = String(workspaces.length + 1);
      const added = createWorkspace({ teamId, suffix, botToken: `xoxb-0-${teamId}` });
      workspaces.push(added);
      return added;
    },
    socket: Object.assign(socketMode, gesturesOver(world, socketMode)),
    http: (botUrl, forgery) => {
      const transport = new SignedHttp(botUrl, signingSecret, forgery);
      return Object.assign(transport, gesturesOver(world, transport));
    },
    responses: () => world.responseUrls.uses,
    stop: () => {
      faults.clear();
      socketMode.close();
      return close();
    },
  };
}
