import type { IncomingMessage } from 'node:http';
import { LONGEST_BODY_BYTES } from './connection.ts';

/** What the bodies under way may take together; Slack's have some kilobytes each. */
const MOST_BYTES = 8 * 1024 * 1024;
/** What a piece of a body takes beside its bytes: somebody may send them one by one. */
const PIECE_BYTES = 256;

export type Refusal = readonly [status: number, why: string];

export const TOO_LONG: Refusal = [413, 'too large'];
const TOO_MUCH: Refusal = [503, 'too much at once'];
const CUT_OFF: Refusal = [400, 'cut off'];

interface Reading {
  readonly pieces: Buffer[];
  bytes: number;
  /** What it takes in memory. */
  taken: number;
  readonly end: (result: Buffer | Refusal) => void;
}

/**
 * Reads bodies into memory, of which they take so much and no more, however many come at once: where
 * there is no room left, the longest of them gives way, which is none of Slack's.
 */
export class Bodies {
  readonly #readings = new Set<Reading>();
  #taken = 0;

  /** The whole body, or why it is not read. */
  read(request: IncomingMessage): Promise<Buffer | Refusal> {
    const { promise, resolve } = Promise.withResolvers<Buffer | Refusal>();
    const take = (piece: Buffer) => {
      this.#add(reading, piece);
    };
    const reading: Reading = {
      pieces: [],
      bytes: 0,
      taken: 0,
      end: (result) => {
        if (!this.#readings.delete(reading)) return;
        this.#taken -= reading.taken;
        request.off('data', take);
        // Read to its end, eight hundred of them would still pass through memory.
        if (result === TOO_MUCH) request.pause();
        else request.resume();
        resolve(result);
      },
    };
    this.#readings.add(reading);
    request.on('data', take);
    request.once('end', () => {
      reading.end(Buffer.concat(reading.pieces));
    });
    // Also what is cut off ends with this; an error that nobody hears would end the process.
    request
      .on('error', () => undefined)
      .once('close', () => {
        reading.end(CUT_OFF);
      });
    return promise;
  }

  #add(reading: Reading, piece: Buffer): void {
    const taken = piece.length + PIECE_BYTES;
    reading.pieces.push(piece);
    reading.bytes += piece.length;
    reading.taken += taken;
    this.#taken += taken;
    if (reading.bytes > LONGEST_BODY_BYTES) reading.end(TOO_LONG);
    else if (this.#taken > MOST_BYTES) this.#longest().end(TOO_MUCH);
  }

  #longest(): Reading {
    return [...this.#readings].reduce((longest, each) =>
      each.taken > longest.taken ? each : longest,
    );
  }
}
