import { listen } from '../serving.ts';
import { readingsOf } from '../world.ts';
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
      request: (request, body, files) => serve(world, request, body, files),
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
    /** By person. */
    modals: world.interactions.modals,
    gateway,
    token: world.options.token,
    /** For `rest: { api }`; the gateway's address is asked there. */
    apiUrl: `http://${world.address}/api`,
    /** Any other event, to the shards that asked for it. */
    dispatch: gateway.dispatch,
    stop: () => {
      faults.clear();
      gateway.close();
      return close();
    },
  };
}
