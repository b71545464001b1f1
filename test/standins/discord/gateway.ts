import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { isJson, parsed, textIn, type Json } from '../json.ts';
import type { GatewayFault, GatewayStep } from './faults.ts';
import { guildPayload, readyPayload } from './payloads.ts';
import {
  guildsOf,
  hears,
  identificationIn,
  objectionTo,
  Session,
  type Identification,
} from './sessions.ts';
import { shardOf, type World } from './world.ts';

/** Discord's end of the gateway: several shards, their sessions, and what they missed. */
export class Gateway {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<WebSocket>();
  readonly #sessions = new Map<string, Session>();
  /** How many sessions were ever begun, how many times one came back, how many heartbeats came. */
  identifies = 0;
  resumes = 0;
  heartbeats = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The shards that are there now, in the order they came. */
  get shards(): readonly number[] {
    const sessions = [...this.#sessions.values()];
    return sessions.filter(({ connection }) => connection).map(({ shard }) => shard[0]);
  }

  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (this.#faultAt('CONNECT') !== undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => {
      this.#welcome(connection);
    });
  };

  /**
   * Tells every session of the guild's shard that asked for such events, and gives how many there
   * are: those that are away will hear of it when they resume.
   */
  readonly dispatch = (event: GatewayDispatchEvents, data: unknown, guildId?: string): number => {
    const concerned = [...this.#sessions.values()].filter(({ shard: [id, count], intents }) => {
      const isItsShard = (guildId === undefined ? 0 : shardOf(guildId, count)) === id;
      return isItsShard && hears(intents, event, guildId !== undefined);
    });
    for (const session of concerned) session.dispatch(event, data);
    return concerned.length;
  };

  /** Cuts every connection without a word, as a network does: the sessions can be resumed. */
  drop(): void {
    for (const connection of this.#connections) connection.terminate();
  }

  /** Closes every connection in good order, with a code. */
  hangUp(code: GatewayCloseCodes): void {
    for (const connection of this.#connections) connection.close(code);
  }

  /** Sends any frame, whatever sense it makes, to every connection. */
  sendFrame(op: number, data?: unknown): void {
    for (const connection of this.#connections) send(connection, op, data);
  }

  /** Forgets every session: nothing can be resumed. */
  forget(): void {
    this.#sessions.clear();
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  /** Only faults of the gateway are ever planned for its steps. */
  #faultAt(step: GatewayStep): GatewayFault | undefined {
    return this.#world.faults.strike(step) as GatewayFault | undefined;
  }

  #welcome(connection: WebSocket): void {
    this.#connections.add(connection);
    connection.on('message', (data) => {
      this.#receive(connection, data);
    });
    connection.on('close', (code) => {
      this.#part(connection, code);
    });
    const { heartbeatIntervalMs: heartbeat_interval } = this.#world.options;
    send(connection, GatewayOpcodes.Hello, { heartbeat_interval });
  }

  #receive(connection: WebSocket, data: RawData): void {
    // `ws` gives text frames as a Buffer unless asked otherwise.
    const payload = parsed((data as Buffer).toString());
    if (!isJson(payload)) {
      connection.close(GatewayCloseCodes.DecodeError);
      return;
    }
    const details = isJson(payload['d']) ? payload['d'] : {};
    if (payload['op'] === GatewayOpcodes.Heartbeat) this.#beat(connection);
    if (payload['op'] === GatewayOpcodes.Identify) this.#identify(connection, details);
    if (payload['op'] === GatewayOpcodes.Resume) this.#resume(connection, details);
    this.#world.changes.announce();
  }

  #beat(connection: WebSocket): void {
    this.heartbeats += 1;
    const fault = this.#faultAt('HEARTBEAT');
    if (fault === undefined) send(connection, GatewayOpcodes.HeartbeatAck, null);
    else strike(connection, fault);
  }

  #identify(connection: WebSocket, details: Json): void {
    const fault = this.#faultAt('IDENTIFY');
    const client = identificationIn(details);
    const objection = objectionTo(client, this.#world);
    if (fault !== undefined) strike(connection, fault);
    else if (objection !== undefined) connection.close(objection);
    else this.#begin(connection, client);
  }

  #begin(connection: WebSocket, { shard, intents }: Identification): void {
    const { address, options } = this.#world;
    const session = new Session(this.#world.secret('session'), shard, intents);
    const guilds = guildsOf(this.#world, shard);
    this.#sessions.set(session.id, session);
    this.identifies += 1;
    session.connection = connection;
    const resume = options.tellsResumeUrl ? { resume_gateway_url: `ws://${address}/resume` } : {};
    session.dispatch(GatewayDispatchEvents.Ready, { ...readyPayload(session, guilds), ...resume });
    for (const guild of guilds) {
      if (guild.isUnavailable || !hears(intents, GatewayDispatchEvents.GuildCreate, true)) continue;
      session.dispatch(GatewayDispatchEvents.GuildCreate, guildPayload(guild));
    }
  }

  #resume(connection: WebSocket, details: Json): void {
    const session = this.#sessions.get(textIn(details, 'session_id') ?? '');
    const sequence = Number(details['seq']);
    if (session?.canReplayFrom(sequence) !== true) {
      send(connection, GatewayOpcodes.InvalidSession, false);
      return;
    }
    this.resumes += 1;
    session.connection = connection;
    session.replayFrom(sequence);
    session.dispatch(GatewayDispatchEvents.Resumed, {});
  }

  /** A client that leaves with 1000 or 1001 ends its session; any other way, it may come back. */
  #part(connection: WebSocket, code: number): void {
    this.#connections.delete(connection);
    for (const session of this.#sessions.values()) {
      if (session.connection !== connection) continue;
      session.connection = undefined;
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    }
    this.#world.changes.announce();
  }
}

function send(connection: WebSocket, op: number, d: unknown): void {
  connection.send(JSON.stringify({ op, d, s: null, t: null }));
}

function strike(connection: WebSocket, fault: GatewayFault): void {
  if (fault.kind === 'closed') connection.close(fault.code);
}
