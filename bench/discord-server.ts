import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { APPLICATION, BOT } from '../test/standins/discord/community.ts';

// As little of Discord as a bot needs, so that what is measured is the bot.

/** A Discord that asks `/debat roi` and knows when it was answered. */
export interface BenchServer {
  readonly apiUrl: string;
  /** Resolves when a session has been told of all its servers. */
  readonly untilReady: () => Promise<void>;
  /** Asks `/debat roi` once; resolves with the milliseconds until Discord had the answer. */
  readonly ask: () => Promise<number>;
  /** The same as a question that nobody asked before, which has the same answer. */
  readonly askAnew: () => Promise<number>;
  /** Types into the option `sujet` once; resolves with the milliseconds until Discord had the choices. */
  readonly type: (typed: string) => Promise<number>;
  /** The data of the last answer. */
  readonly lastAnswer: () => unknown;
  readonly stop: () => void;
}

const CHANNELS_A_GUILD = 20;
const FIRST_GUILD = 300_000_000_000_000_000n;

export async function startServer(guilds: number): Promise<BenchServer> {
  const waiting: Waiting = { answered: new Map(), last: '' };
  const ready = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => void serve(request, response, waiting));
  const sockets = new WebSocketServer({ server });
  let session: WebSocket | null = null;
  let asked = 0;
  sockets.on('connection', (socket) => {
    session = socket;
    send(socket, 10, { heartbeat_interval: 41_250 });
    socket.on('message', (frame: Buffer) => {
      const { op } = JSON.parse(frame.toString()) as { op: number };
      if (op === 1) send(socket, 11, null);
      if (op !== 2) return;
      welcome(socket, guilds, server.address() as AddressInfo);
      ready.resolve(undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object; only a pipe has a name.
  const { port } = server.address() as AddressInfo;
  const untilAnswered = (interaction: (id: string) => object): Promise<number> => {
    asked += 1;
    const id = String(900_000_000_000_000_000n + BigInt(asked));
    const started = performance.now();
    return new Promise((resolve) => {
      waiting.answered.set(id, () => {
        resolve(performance.now() - started);
      });
      if (session !== null) dispatch(session, 'INTERACTION_CREATE', interaction(id));
    });
  };
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    untilReady: () => ready.promise.then(() => undefined),
    ask: () => untilAnswered((id) => asking(id)),
    askAnew: () => untilAnswered((id) => asking(id, ...yearsAnew(asked))),
    type: (typed) => untilAnswered((id) => typing(id, typed)),
    lastAnswer: () => (JSON.parse(waiting.last) as { data: unknown }).data,
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What to do once an interaction is answered, and what the last answer was. */
interface Waiting {
  readonly answered: Map<string, () => void>;
  last: string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  waiting: Waiting,
): Promise<void> {
  const { url = '', method } = request;
  const id = /\/interactions\/(\d+)\//u.exec(url)?.[1];
  if (id !== undefined) {
    const body = await text(request);
    if (url.includes('with_response=true')) {
      response.setHeader('content-type', 'application/json');
      response.end(
        `{"interaction":{"id":"${id}","type":2,"response_message_id":"${id}"},"resource":{"message":${dataIn(body)}}}`,
      );
    } else response.writeHead(204).end();
    waiting.last = body;
    waiting.answered.get(id)?.();
    waiting.answered.delete(id);
  } else if (url.includes('/gateway/bot')) {
    const address = `ws://${request.headers.host ?? ''}`;
    const session_start_limit = {
      total: 1000,
      remaining: 1000,
      reset_after: 1,
      max_concurrency: 1,
    };
    answer(response, { url: address, shards: 1, session_start_limit });
  } else if (url.includes('/applications/@me'))
    answer(response, { id: APPLICATION, name: 'bench' });
  else answer(response, method === 'PUT' ? (JSON.parse(await text(request)) as unknown) : []);
}

/** The message in a first response, as it came: this server is to cost both bots as little as it can. */
function dataIn(body: string): string {
  return body.slice(body.indexOf('"data":') + '"data":'.length, -1);
}

function answer(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function welcome(socket: WebSocket, guilds: number, { port }: AddressInfo): void {
  const ids = Array.from({ length: guilds }, (_, index) =>
    String(FIRST_GUILD + (BigInt(index) << 22n)),
  );
  dispatch(socket, 'READY', {
    v: 10,
    user: { id: BOT, username: 'bench', discriminator: '0', avatar: null, bot: true },
    guilds: ids.map((id) => ({ id, unavailable: true })),
    session_id: 'bench',
    resume_gateway_url: `ws://127.0.0.1:${port}`,
    shard: [0, 1],
    application: { id: APPLICATION, flags: 0 },
  });
  for (const id of ids) dispatch(socket, 'GUILD_CREATE', guild(id));
}

function guild(id: string): object {
  const channels = Array.from({ length: CHANNELS_A_GUILD }, (_, index) => ({
    id: String(BigInt(id) + BigInt(index) + 1n),
    type: 0,
    name: `salon-${index}`,
    position: index,
    permission_overwrites: [],
    topic: null,
    parent_id: null,
  }));
  const role = { id, name: '@everyone', permissions: '0', position: 0, color: 0, flags: 0 };
  const lists = { threads: [], members: [], presences: [], voice_states: [], emojis: [] };
  return { id, name: 'Un serveur', roles: [role], channels, ...lists, features: [], stickers: [] };
}

/** The sequence numbers of the one session. */
let sequence = 0;

function dispatch(socket: WebSocket, event: string, data: unknown): void {
  sequence += 1;
  socket.send(JSON.stringify({ op: 0, t: event, s: sequence, d: data }));
}

function send(socket: WebSocket, op: number, d: unknown): void {
  socket.send(JSON.stringify({ op, d }));
}

function asking(id: string, ...others: readonly object[]): object {
  const options = [{ name: 'sujet', type: 3, value: 'roi' }, ...others];
  return { ...interaction(id), type: 2, data: { ...DEBAT, options } };
}

/** Years between which the whole debate lies, others each time. */
function yearsAnew(count: number): readonly object[] {
  return [
    { name: 'depuis', type: 4, value: 1000 + (count % 1000) },
    { name: 'jusqua', type: 4, value: 3000 + (Math.floor(count / 1000) % 7000) },
  ];
}

function typing(id: string, typed: string): object {
  const options = [{ name: 'sujet', type: 3, value: typed, focused: true }];
  return { ...interaction(id), type: 4, data: { ...DEBAT, options } };
}

const DEBAT = { id: '500000000000000001', name: 'debat', type: 1 };

function interaction(id: string): object {
  const user = { id: '200000000000000001', username: 'a', discriminator: '0', avatar: null };
  return {
    id,
    application_id: APPLICATION,
    token: `token-${id}`,
    version: 1,
    user,
    channel: { id: '400000000000000003', type: 1 },
    channel_id: '400000000000000003',
    locale: 'fr',
    app_permissions: '0',
    entitlements: [],
    context: 1,
    authorizing_integration_owners: { '0': '0' },
  };
}
