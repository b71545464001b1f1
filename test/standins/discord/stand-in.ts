import type {
  APIModalInteractionResponseCallbackData,
  GatewayCloseCodes,
  GatewayDispatchEvents,
} from 'discord-api-types/v10';
import { listen } from '../serving.ts';
import { readingsOf, type Readings } from '../world.ts';
import { ALICE } from './community.ts';
import { gesturesOver, type Gestures } from './gestures.ts';
import type { Message } from './messages.ts';
import { serve } from './rest.ts';
import type { RouteName } from './route-names.ts';
import { World, type Options, type RecordedCall } from './world.ts';

/** Discord, as the bot and its people meet it, on one port of 127.0.0.1. */
export interface Discord
  extends
    Gestures,
    Readings<RouteName, RecordedCall, Message>,
    Pick<World, 'faults' | 'community' | 'commands' | 'gateway'> {
  readonly token: string;
  /** For `rest: { api }`; the gateway's address is asked there. */
  readonly apiUrl: string;
  /** Cuts every connection without a word: the sessions can be resumed, with what they missed. */
  dropGateway(): void;
  /** Sends a frame of any kind to every connection. */
  sendFrame(op: number, data?: unknown): void;
  /** Asks every client to come back, as Discord does every few hours. */
  askToReconnect(): void;
  /** Forgets every session: nothing can be resumed. */
  requireIdentify(): void;
  hangUp(code: GatewayCloseCodes): void;
  /** Any other event, to the shards that asked for it. */
  dispatch(event: GatewayDispatchEvents, data: unknown, guild?: string): void;
  /** The modal in front of a person. */
  modalOf(user?: string): APIModalInteractionResponseCallbackData | undefined;
  stop(): Promise<void>;
}

export async function startDiscord(options: Options = {}): Promise<Discord> {
  const { world, close } = await listen((address) => {
    const world = new World(address, options);
    return {
      world,
      request: (request, body) => serve(world, request, body),
      upgrade: world.gateway.upgrade,
    };
  });
  const { faults, community, commands, gateway } = world;
  return {
    ...gesturesOver(world),
    ...readingsOf(world, ({ route }: RecordedCall) => route),
    token: world.options.token,
    faults,
    community,
    commands,
    gateway,
    apiUrl: `http://${world.address}/api`,
    dropGateway: gateway.drop,
    sendFrame: gateway.sendFrame,
    askToReconnect: gateway.askToReconnect,
    requireIdentify: gateway.requireIdentify,
    hangUp: gateway.hangUp,
    dispatch: gateway.dispatch,
    modalOf: (user = ALICE) => world.interactions.modals.get(user)?.data,
    stop: () => {
      faults.clear();
      gateway.close();
      return close();
    },
  };
}
