import { SimpleShardingStrategy, type WebSocketManager } from '@discordjs/ws';

/** What is called of a shard, or kept by it, that the library does not let others reach. */
interface Shard {
  onMessage?: (...frame: readonly unknown[]) => Promise<void>;
  onError?: (error: Error) => void;
  failedToConnectDueToNetworkError?: boolean;
}

/**
 * Keeps sessions through what the library falls over. Another version of it may name these things
 * otherwise: then they are done as it does them.
 */
export class TolerantSharding extends SimpleShardingStrategy {
  readonly #onFrame: (fault: unknown) => void;
  readonly #onError: (name: string, shard: number) => void;

  constructor(
    manager: WebSocketManager,
    onFrame: (fault: unknown) => void,
    onError: (name: string, shard: number) => void,
  ) {
    super(manager);
    this.#onFrame = onFrame;
    this.#onError = onError;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    const shards = Reflect.get(this, 'shards') as ReadonlyMap<number, Shard> | undefined;
    for (const [id, shard] of shards ?? []) {
      this.#keepFrames(shard);
      this.#keepOne(shard, id);
    }
  }

  /**
   * The library takes frames in a promise that nobody listens to: one « invalid session » without a body
   * would end the process. What was missed with it is made up for as after any silence: Discord hangs up,
   * or no longer answers heartbeats.
   */
  #keepFrames(shard: Shard): void {
    const take = shard.onMessage?.bind(shard);
    if (take !== undefined) shard.onMessage = (...frame) => take(...frame).catch(this.#onFrame);
  }

  /**
   * A connection that Discord refuses, with a 503 say, is begun anew where it ends, and again where its
   * greeting was waited for: two sessions, each told everything. Taken for a fault of the network, it is
   * begun anew once.
   */
  #keepOne(shard: Shard, id: number): void {
    if (shard.onError === undefined) return;
    shard.onError = (error) => {
      shard.failedToConnectDueToNetworkError = true;
      // Of the network itself the log hears as of a lost connection: it may be away for hours.
      if (!('syscall' in error)) this.#onError(error.name, id);
    };
  }
}
