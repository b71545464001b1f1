import { listen } from '../serving.ts';
import { readingsOf } from '../world.ts';
import { ALICE } from './community.ts';
import { gesturesOver } from './gestures.ts';
import { serve } from './rest.ts';
import { World, type Options, type RecordedCall } from './world.ts';

export type Discord = Awaited<ReturnType<typeof startDiscord>>;

/** Discord, as the bot and its people meet it, on one port of 127.0.0.1. */
export async function startDiscord(options: Options = {}) {
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
    faults,
    community,
    /** The commands that are registered. */
    commands,
    gateway,
    token: world.options.token,
    /** For `rest: { api }`; the gateway's address is asked there. */
    apiUrl: `http://${world.address}/api`,
    dropGateway: gateway.drop,
    sendFrame: gateway.sendFrame,
    askToReconnect: gateway.askToReconnect,
    requireIdentify: gateway.requireIdentify,
    hangUp: gateway.hangUp,
    /** Any other event, to the shards that asked for it. */
    dispatch: gateway.dispatch,
    /** The modal in front of a person. */
    modalOf: (user = ALICE) => world.interactions.modals.get(user)?.data,
    stop: () => {
      faults.clear();
      gateway.close();
      return close();
    },
  };
}
