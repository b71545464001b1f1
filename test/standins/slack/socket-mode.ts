import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { isJson, parsed, textIn } from '../json.ts';
import type { Delivery, Receipt, Transport } from './delivery.ts';
import type { World } from './world.ts';

interface Awaited {
  readonly connection: WebSocket;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: Error) => void;
}

/** Slack's end of Socket Mode: hands envelopes to one of the open connections in turn, and takes their acknowledgements. */
export class SocketMode implements Transport {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #awaited = new Map<string, Awaited>();
  #connections: readonly WebSocket[] = [];
  #turn = 0;
  /** How many connections were ever opened: a reconnection is one more. */
  #openings = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** A `ws:` address good for one connection, as `apps.connections.open` gives it. */
  issueUrl(): string {
    const ticket = this.#world.next('ticket-');
    this.#tickets.add(ticket);
    return `${this.#world.baseUrl.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=A0DEBAT01`;
  }

  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { baseUrl, faults } = this.#world;
    const fault = faults.strike('socket', '*');
    const ticket = new URL(request.url ?? '/', baseUrl).searchParams.get('ticket') ?? '';
    if (fault?.kind === 'silent') {
      // Says nothing, but lets a client go that has given up: else the server could not be closed.
      socket.resume().once('end', () => socket.end());
      return;
    }
    if (fault !== undefined || !this.#tickets.delete(ticket)) {
      socket.end(fault?.kind === 'cut' ? undefined : 'HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => {
      this.#welcome(connection);
    });
  };

  /** Rejects where no connection is open: the person would read that the app did not respond. */
  deliver(delivery: Delivery): Promise<Receipt> {
    const connection = this.#connections[this.#turn++ % this.#connections.length];
    if (connection === undefined) {
      return Promise.reject(new Error('dispatch_failed: no Socket Mode connection is open'));
    }
    const { envelopeId = randomUUID() } = delivery;
    return new Promise((resolve, reject) => {
      this.#awaited.set(envelopeId, { connection, resolve, reject });
      connection.send(JSON.stringify(envelope(envelopeId, delivery)));
    });
  }

  /** What Slack does every few hours: asks each client to come back. */
  askToReconnect(): void {
    this.say(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  /** Sends these very characters, which may be no envelope at all. */
  say(characters: string): void {
    for (const connection of this.#connections) connection.send(characters);
  }

  /** Cuts every connection without a word, as a network does. */
  drop(): void {
    for (const connection of this.#connections) connection.terminate();
  }

  waitForConnections(count: number): Promise<true> {
    return this.#world.changes.until(() => this.#connections.length === count || undefined);
  }

  /** Resolves once `count` connections have been opened since the start. */
  waitForOpenings(count: number): Promise<true> {
    return this.#world.changes.until(() => this.#openings >= count || undefined);
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #welcome(connection: WebSocket): void {
    this.#connections = [...this.#connections, connection];
    this.#openings += 1;
    connection.on('message', (data) => {
      this.#acknowledge(data);
    });
    connection.on('close', () => {
      this.#forget(connection);
    });
    connection.send(JSON.stringify({ type: 'hello', num_connections: this.#connections.length }));
    this.#world.changes.announce();
  }

  #acknowledge(data: RawData): void {
    // `ws` gives text frames as a Buffer unless asked otherwise.
    const message = parsed((data as Buffer).toString());
    const envelopeId = isJson(message) ? (textIn(message, 'envelope_id') ?? '') : '';
    const awaited = this.#awaited.get(envelopeId);
    if (awaited === undefined || !isJson(message)) return;
    this.#awaited.delete(envelopeId);
    const { payload } = message;
    // The client sends `{}` where the app acknowledged with nothing.
    const isEmpty = isJson(payload) && Object.keys(payload).length === 0;
    awaited.resolve({ payload: isEmpty ? undefined : payload, envelopeId });
  }

  #forget(connection: WebSocket): void {
    this.#connections = this.#connections.filter((each) => each !== connection);
    for (const [envelopeId, awaited] of this.#awaited) {
      if (awaited.connection !== connection) continue;
      this.#awaited.delete(envelopeId);
      awaited.reject(new Error('the connection closed before the envelope was acknowledged'));
    }
    this.#world.changes.announce();
  }
}

function envelope(envelopeId: string, { kind, payload, retry }: Delivery): object {
  const retried = { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' };
  return {
    envelope_id: envelopeId,
    type: kind,
    accepts_response_payload: kind !== 'events_api',
    payload,
    ...(kind === 'events_api' ? retried : {}),
  };
}
