import { SimpleShardingStrategy, type WebSocketManager } from '@discordjs/ws';
import type { Log } from '../../../ports.ts';
import type { Counters } from '../../../running/work.ts';

interface ShardingParts {
  readonly counters: Counters;
  readonly log: Log;
}

/** What is called of a shard, or kept by it, that the library does not let others reach. */
interface Shard {
  onMessage: (...frame: readonly unknown[]) => Promise<void>;
  onError: (error: Error) => void;
  failedToConnectDueToNetworkError: boolean;
}

/**
 * Keeps sessions through what the library falls over. It takes frames in a promise that nobody listens to:
 * one « invalid session » without a body would end the process. What was missed with it is made up for as
 * after any silence. And a connection that Discord refuses, with a 503 say, it begins anew both where it
 * ends and where its greeting was waited for: two sessions. Where nobody hears of the error, it is one.
 */
export class TolerantSharding extends SimpleShardingStrategy {
  readonly #parts: ShardingParts;

  constructor(manager: WebSocketManager, parts: ShardingParts) {
    super(manager);
    this.#parts = parts;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    for (const [id, shard] of Reflect.get(this, 'shards') as ReadonlyMap<number, Shard>) {
      const take = shard.onMessage.bind(shard);
      shard.onMessage = (...frame) => take(...frame).catch(this.#ignoreFrame);
      shard.onError = (error) => {
        // Of the network itself the log hears as of a lost connection: it may be away for hours.
        if ('syscall' in error) shard.failedToConnectDueToNetworkError = true;
        else this.#parts.log.warn({ shard: id, name: error.name }, 'a shard reported an error');
      };
    }
  }

  readonly #ignoreFrame = ({ name }: Error): void => {
    this.#parts.counters.count('frames not understood');
    this.#parts.log.warn({ name }, 'a frame from Discord was not understood');
  };
}
