import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { Shard } from './identification.ts';

/** What can still be replayed; a session that missed more has to identify again. */
const KEPT_FRAMES = 1_000;

interface Frame {
  readonly sequence: number;
  readonly text: string;
}

/** One shard's session: it outlives its connection, and remembers what that missed. */
export class Session {
  readonly id: string;
  readonly shard: Shard;
  readonly intents: number;
  /** Absent while the client is away. */
  connection: WebSocket | undefined;
  #sequence = 0;
  #frames: Frame[] = [];

  constructor(id: string, shard: Shard, intents: number) {
    this.id = id;
    this.shard = shard;
    this.intents = intents;
  }

  /** Numbers the event, and sends it if anybody is there. */
  dispatch(event: string, data: unknown): void {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const frame = { op: GatewayOpcodes.Dispatch, t: event, s: sequence, d: data };
    const text = JSON.stringify(frame);
    this.#frames.push({ sequence, text });
    if (this.#frames.length > KEPT_FRAMES) this.#frames.shift();
    this.connection?.send(text);
  }

  canReplayFrom(sequence: number): boolean {
    const oldest = this.#frames[0]?.sequence ?? 1;
    return sequence >= oldest - 1 && sequence <= this.#sequence;
  }

  /** Everything after that sequence number, to the connection that is there now. */
  replayFrom(sequence: number): void {
    for (const frame of this.#frames) {
      if (frame.sequence > sequence) this.connection?.send(frame.text);
    }
  }
}
