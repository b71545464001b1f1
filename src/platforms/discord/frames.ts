import { SimpleShardingStrategy } from 'discord.js';

/** What of the library's shards is used here: they are not public, and what takes their frames is neither. */
interface Shard {
  onMessage: (...frame: readonly unknown[]) => Promise<void>;
}

type OnFault = (fault: unknown) => void;

/**
 * Sessions that outlive a frame which they cannot read. The library takes frames in a promise that nobody
 * listens to: one « invalid session » without a body would end the process. What was missed with it is
 * made up for as after any silence: Discord hangs up, or no longer answers heartbeats.
 */
export class SturdySessions extends SimpleShardingStrategy {
  readonly #onFault: OnFault;

  constructor(manager: ConstructorParameters<typeof SimpleShardingStrategy>[0], onFault: OnFault) {
    super(manager);
    this.#onFault = onFault;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    for (const shard of shardsOf(this)) {
      const take = shard.onMessage.bind(shard);
      shard.onMessage = (...frame) => take(...frame).catch(this.#onFault);
    }
  }
}

/** None where another version of the library keeps them elsewhere: then frames are as it takes them. */
function shardsOf(strategy: object): readonly Shard[] {
  const { shards } = strategy as { readonly shards?: ReadonlyMap<number, Partial<Shard>> };
  return [...(shards?.values() ?? [])].filter(takesFrames);
}

function takesFrames(shard: Partial<Shard>): shard is Shard {
  return typeof shard.onMessage === 'function';
}
