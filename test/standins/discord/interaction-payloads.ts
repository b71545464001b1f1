import type {
  APIApplicationCommandAutocompleteInteraction,
  APIBaseInteraction,
  APIInteraction,
  APIMessage,
  InteractionType,
} from 'discord-api-types/v10';
import { APPLICATION } from './community.ts';
import { channelPayload, memberPayload, userPayload } from './payloads.ts';
import { contextOf, ownersOf, type Scene } from './scene.ts';

/** Discord's for a guild without boosts. */
const ATTACHMENT_BYTES = 10 * 1_024 * 1_024;

type Envelope = Omit<APIBaseInteraction<InteractionType, unknown>, 'type' | 'data'>;

type Data<Type extends InteractionType> = Extract<
  APIInteraction | APIApplicationCommandAutocompleteInteraction,
  { type: Type }
>['data'];

/** INTERACTION_CREATE, with a fresh identifier and token. */
export function interactionPayload<Type extends Exclude<InteractionType, InteractionType.Ping>>(
  scene: Scene,
  type: Type,
  data: Data<Type>,
  message?: APIMessage,
): APIInteraction {
  const about = message === undefined ? {} : { message };
  // The envelope is common to all; `data` belongs to `type` by this function's own type.
  return { ...envelope(scene), type, data, ...about } as unknown as APIInteraction;
}

function envelope(scene: Scene): Envelope {
  const { world, channel, locale } = scene;
  // `channel_id` is deprecated, and Discord sends it all the same.
  const place = { channel: channelPayload(channel, world.community), channel_id: channel.id };
  return {
    ...place,
    id: world.identifiers.snowflake(),
    application_id: APPLICATION,
    token: world.identifiers.secret('interaction'),
    version: 1,
    app_permissions: String(channel.botPermissions),
    locale,
    entitlements: [],
    authorizing_integration_owners: ownersOf(scene),
    context: contextOf(scene),
    attachment_size_limit: ATTACHMENT_BYTES,
    ...actor(scene),
  };
}

/** In a guild, its member; elsewhere, only the person. */
function actor({ guild, person, permissions }: Scene): Partial<Envelope> {
  const user = userPayload(person);
  if (guild === undefined) return { user };
  const { id, locale } = guild;
  return {
    guild: { id, locale, features: [] },
    guild_id: id,
    guild_locale: locale,
    member: { ...memberPayload(user), user, permissions: String(permissions) },
  };
}
