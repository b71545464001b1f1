import { hash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Cleared } from '../../debate/gate.ts';
import { BotError } from '../../errors.ts';
import type { DrawingDone, DrawingTask } from './drawing-thread.ts';
import type { Boxes, Laid } from './layout.ts';
import type { Picture } from './setting.ts';

const THREAD = new URL('drawing-thread.ts', import.meta.url);
/** Some hundred cards. */
const KEPT_BYTES = 16 * 1024 * 1024;
/** No picture takes a second; one that takes this is ended with its thread. */
const LONGEST_MS = 10_000;
/** More than this would be waited for too long. */
const MOST_WAITING = 100;
/** Of what pages show, whoever asks for them, while those who wait for a message have the other turns. */
const PAGES_AT_ONCE = 2;

/** Draws pictures, one after the other, in a thread that starts with the first, and keeps what was drawn. */
export class Drawing {
  readonly #turns = pLimit(1);
  readonly #drawn = new LRUCache<string, Uint8Array, string>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
    fetchMethod: (_key, _stale, { context }) => this.#draw(context),
  });
  #thread: Worker | null = null;

  /**
   * The picture as PNG, the same bytes for the same picture; whoever asks while it is drawn waits for the
   * same one. Rejects with a BotError where it cannot be drawn, or too many are waited for.
   */
  png({ payload }: Cleared<Picture>): Promise<Uint8Array> {
    return this.#drawn.forceFetch(hash('sha256', payload.svg), { context: payload.svg });
  }

  /** Where boxes and the arrows between them stand. Rejects as `png` does. */
  async laidOut(boxes: Boxes): Promise<Laid> {
    const done = await inTurn(this.#turns, () => this.#made({ boxes }));
    if ('laid' in done) return done.laid;
    throw new BotError('internal', 'nothing was laid out');
  }

  /** Ends the thread; another starts with the next picture. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  async #draw(svg: string): Promise<Uint8Array> {
    const done = await inTurn(this.#turns, () => this.#made({ svg }));
    if ('png' in done) return done.png;
    throw new BotError('internal', 'nothing was drawn');
  }

  async #made(task: DrawingTask): Promise<DrawingDone> {
    const done = await this.#told(task);
    if (!('fault' in done)) return done;
    // What a fault leaves of the memory of WebAssembly is not known.
    await this.close();
    throw new BotError('internal', `a picture cannot be drawn: ${done.fault}`);
  }

  /** Keeps the process going for no longer than it draws. */
  async #told(task: DrawingTask): Promise<DrawingDone> {
    const thread = (this.#thread ??= new Worker(THREAD, { execArgv: [] }));
    thread.ref();
    const listening = new AbortController();
    const bound = AbortSignal.timeout(LONGEST_MS);
    const { signal } = listening;
    try {
      thread.postMessage(task);
      const [done] = (await Promise.race([
        once(thread, 'message', { signal: AbortSignal.any([signal, bound]) }),
        once(thread, 'exit', { signal }).then(() => [{ fault: 'its thread ended' }]),
      ])) as [DrawingDone];
      return done;
    } catch (fault) {
      return { fault: bound.aborted ? `it took more than ${LONGEST_MS} ms` : String(fault) };
    } finally {
      listening.abort();
      thread.unref();
    }
  }
}

/** What draws, whoever waits for it. */
export type Draws = Pick<Drawing, 'png' | 'laidOut'>;

/** For pages: however many are asked for, messages wait for two of their pictures at most. */
export class DrawingForPages implements Draws {
  readonly #drawing: Draws;
  readonly #turns = pLimit(PAGES_AT_ONCE);

  constructor(drawing: Draws) {
    this.#drawing = drawing;
  }

  png(picture: Cleared<Picture>): Promise<Uint8Array> {
    return inTurn(this.#turns, () => this.#drawing.png(picture));
  }

  laidOut(boxes: Boxes): Promise<Laid> {
    return inTurn(this.#turns, () => this.#drawing.laidOut(boxes));
  }
}

async function inTurn<Made>(turns: LimitFunction, make: () => Promise<Made>): Promise<Made> {
  if (turns.pendingCount < MOST_WAITING) return turns(make);
  throw new BotError('internal', 'too many pictures to draw', { retryable: true });
}
