import { GatewayDispatchEvents, GatewayOpcodes, SimpleShardingStrategy } from 'discord.js';
import type {
  GatewayDispatchPayload,
  GatewayReadyDispatchData,
  WebSocketOptions,
} from 'discord.js';

/** Takes what the gateway tells, and never throws. */
export type Hear = (packet: GatewayDispatchPayload) => void;

type BuildStrategy = NonNullable<WebSocketOptions['buildStrategy']>;

/**
 * Hands every event over before discord.js makes structures of it, queues it for shards that are missing,
 * or falls over what it lacks: the library is left an event of no name. The manager listened to is
 * `client.ws` itself in discord.js 15, which has no such layer above it any more.
 */
export function takeDispatches(hear: Hear, onFault: (fault: unknown) => void): BuildStrategy {
  return (manager) => {
    manager.on('ready', ({ data }: { readonly data: GatewayReadyDispatchData }) => {
      hear(readyOf({ ...data }));
      // Without servers to wait for, the library takes the shard for ready at once, and keeps none.
      data.guilds = [];
    });
    manager.on('dispatch', ({ data: packet }: { readonly data: GatewayDispatchPayload }) => {
      if (OF_THE_LIBRARY.has(packet.t)) return;
      hear({ ...packet });
      Object.assign(packet, TAKEN);
    });
    return new FrameTolerantSharding(manager, onFault);
  };
}

const OF_THE_LIBRARY: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
]);
const TAKEN = { t: 'TAKEN', d: {} };

function readyOf(data: GatewayReadyDispatchData): GatewayDispatchPayload {
  return { op: GatewayOpcodes.Dispatch, t: GatewayDispatchEvents.Ready, s: 0, d: data };
}

/** discord.js exports neither its shards nor the frames they take. */
interface Shard {
  onMessage?: (...frame: readonly unknown[]) => Promise<void>;
}

/**
 * Keeps sessions that get a frame which they cannot read. The library takes frames in a promise that nobody
 * listens to: one « invalid session » without a body would end the process. What was missed with it is
 * made up for as after any silence: Discord hangs up, or no longer answers heartbeats.
 */
class FrameTolerantSharding extends SimpleShardingStrategy {
  readonly #onFault: (fault: unknown) => void;

  constructor(
    manager: ConstructorParameters<typeof SimpleShardingStrategy>[0],
    onFault: (fault: unknown) => void,
  ) {
    super(manager);
    this.#onFault = onFault;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    // Another version of the library may keep them elsewhere: then frames are taken as it takes them.
    const shards = Reflect.get(this, 'shards') as ReadonlyMap<number, Shard> | undefined;
    for (const shard of shards?.values() ?? []) {
      const take = shard.onMessage?.bind(shard);
      if (take !== undefined) shard.onMessage = (...frame) => take(...frame).catch(this.#onFault);
    }
  }
}
