import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import type {
  GatewayDispatchPayload,
  GatewayReadyDispatchData,
  WebSocketOptions,
} from 'discord.js';
import { SturdySessions } from './frames.ts';

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
    return new SturdySessions(manager, onFault);
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
