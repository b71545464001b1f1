import { listen } from '../serving.ts';
import { readingsOf, type Clock } from '../world.ts';
import { gesturesOver } from './gestures.ts';
import { SignedHttp, type Forgery } from './signed-http.ts';
import { serve } from './web-api.ts';
import { World, type RecordedCall } from './world.ts';
import { botTokenOf, createWorkspace, type Workspace } from './workspace.ts';

interface Options {
  /** Decides what has expired; signatures keep the machine's own time. */
  readonly clock?: Clock;
  /** What the first workspace granted; everything by default. */
  readonly scopes?: readonly string[];
}

const SIGNING_SECRET = 'stand-in signing secret';

export type Slack = Awaited<ReturnType<typeof startSlack>>;

/** Slack, as the app and its people meet it, on one port of 127.0.0.1. */
export async function startSlack(options: Options = {}) {
  const { clock = Date.now, scopes } = options;
  const { world, close } = await listen((address) => {
    const world = new World(`http://${address}`, clock, scopes);
    return {
      world,
      request: (request, body, files) => serve(world, request, body, files),
      upgrade: world.socketMode.upgrade,
    };
  });
  const { baseUrl, socketMode, faults, files, views, installer, workspaces } = world;
  const [workspace] = workspaces;
  return {
    ...readingsOf(world, ({ method }: RecordedCall): string => method),
    faults,
    files,
    views,
    installer,
    /** The workspace every gesture takes place in unless it names another. */
    workspace,
    url: baseUrl,
    /** For `slackApiUrl`: the Web API, and through it Socket Mode and OAuth. */
    apiUrl: `${baseUrl}/api/`,
    credentials: {
      botToken: botTokenOf(workspace),
      appToken: world.appToken,
      signingSecret: SIGNING_SECRET,
    },
    mostReplies: (most: number) => {
      world.mostReplies = most;
    },
    /** The timestamp of a message that is written now. */
    timestamp: () => world.timestamp(),
    /** Another team that installs the app, with a token of its own. */
    addWorkspace: (teamId: string): Workspace => {
      const suffix = String(workspaces.length + 1);
      const added = createWorkspace({ teamId, suffix, botToken: `xoxb-0-${teamId}` });
      workspaces.push(added);
      return added;
    },
    /** People's gestures over Socket Mode, and the connections themselves. */
    socket: Object.assign(socketMode, gesturesOver(world, socketMode)),
    /** The same gestures over HTTP, to the app listening at `botUrl`; forged where a test says how. */
    http: (botUrl: string, forgery?: Forgery) => {
      const transport = new SignedHttp(botUrl, SIGNING_SECRET, forgery);
      return Object.assign(transport, gesturesOver(world, transport));
    },
    /** What was sent to response_urls so far. */
    responses: () => world.responseUrls.uses,
    stop: () => {
      faults.clear();
      socketMode.close();
      return close();
    },
  };
}
