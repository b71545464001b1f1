import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { Duplex } from 'node:stream';
import type { TransportFault } from './faults.ts';

/** An HTTP answer of a stand-in; a body that is no text travels as JSON, and 204 has none. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request is for, and what happens to it instead of an answer, or as one. */
export interface Served {
  readonly work: () => Reply;
  readonly fault?: TransportFault | Reply | undefined;
}

/** A file that came with a request. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Platform {
  /** The body of a form is its member `payload_json`, beside which it may have files. */
  request(request: IncomingMessage, body: string, files: readonly Upload[]): Served;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Serves on a port of 127.0.0.1 what `platformAt` makes of its address. */
export async function listen<Made extends Platform>(platformAt: (address: string) => Made) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object; only a pipe has a name.
  const { port } = server.address() as AddressInfo;
  const platform = platformAt(`127.0.0.1:${port}`);
  server.on('request', (request, response) => {
    void bodyOf(request).then(([body, files]) => {
      respond(response, platform.request(request, body, files));
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    platform.upgrade(request, socket, head);
  });
  return { ...platform, close: () => close(server) };
}

async function bodyOf(request: IncomingMessage): Promise<[string, readonly Upload[]]> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return [await text(request), []];
  const headers = { 'content-type': type };
  // Nobody but the bot under test sends anything here.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await new Response(await buffer(request), { headers }).formData();
  const said = form.get('payload_json');
  const files = [...form.values()].filter((each) => each instanceof File);
  const uploads = files.map(async (file): Promise<Upload> => {
    const { name, type } = file;
    return { name, type, bytes: Buffer.from(await file.arrayBuffer()) };
  });
  return [typeof said === 'string' ? said : '', await Promise.all(uploads)];
}

function respond(response: ServerResponse, { work, fault }: Served): void {
  if (fault === undefined) write(response, work());
  else if (!('kind' in fault)) write(response, fault);
  else {
    if (fault.moment === 'after the work') work();
    if (fault.kind === 'broken') write(response, { status: fault.status, body: 'server error' });
    if (fault.kind === 'cut') response.destroy();
    if (fault.kind === 'reset') response.socket?.resetAndDestroy();
    if (fault.kind === 'endless') writeForEver(response);
  }
}

function writeForEver(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"ok":true,"id":"1","more":"');
  const more = Buffer.alloc(64 * 1024, 'x');
  const goOn = () => {
    while (!response.destroyed && response.write(more));
  };
  response.on('drain', goOn);
  goOn();
}

function write(response: ServerResponse, { status, body, headers }: Reply): void {
  const isJson = body !== undefined && typeof body !== 'string';
  const contentType = isJson ? { 'content-type': 'application/json; charset=utf-8' } : {};
  response.writeHead(status, { ...contentType, ...headers });
  response.end(isJson ? JSON.stringify(body) : body);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // Requests held in silence, and connections kept alive, would hold the server open.
    server.closeAllConnections();
  });
}
