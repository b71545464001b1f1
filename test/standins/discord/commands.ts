import { ApplicationCommandType, type APIApplicationCommand } from 'discord-api-types/v10';
import type { Json } from '../json.ts';
import { COMMANDS } from './command-limits.ts';
import { APPLICATION } from './community.ts';
import { inspected } from './refusal.ts';
import type { World } from './world.ts';

/** Global, or of one guild. */
type Scope = string | undefined;

/** The commands that are registered. People see those of their guild beside the global ones. */
export class Commands {
  readonly #world: World;
  readonly #scopes = new Map<Scope, readonly APIApplicationCommand[]>();

  constructor(world: World) {
    this.#world = world;
  }

  in(scope?: Scope): readonly APIApplicationCommand[] {
    return this.#scopes.get(scope) ?? [];
  }

  /** What a person finds under that name, in that guild or outside of guilds. */
  offered(
    name: string,
    type: ApplicationCommandType,
    guild: string | undefined,
  ): APIApplicationCommand | undefined {
    const ofGuild = guild === undefined ? [] : this.in(guild);
    return [...ofGuild, ...this.in()].find((each) => each.name === name && each.type === type);
  }

  /** Replaces all; commands that were there under the same name and type keep their identifier. */
  overwrite(scope: Scope, wanted: readonly Json[]): readonly APIApplicationCommand[] {
    inspected(COMMANDS, wanted);
    const registered = wanted.map((command) => this.#made(scope, command));
    this.#scopes.set(scope, registered);
    return registered;
  }

  /** Adds one, as another program of the same application would. */
  put(scope: Scope, wanted: Json): void {
    const { name, type = ApplicationCommandType.ChatInput } = wanted;
    const others = this.in(scope).filter((each) => each.name !== name || each.type !== type);
    this.overwrite(scope, [...others.map((each) => ({ ...each })), wanted]);
  }

  #made(scope: Scope, wanted: Json): APIApplicationCommand {
    const normal = normalized(wanted);
    const existing = this.in(scope).find(({ name, type }) => {
      return name === normal['name'] && type === normal['type'];
    });
    const where = scope === undefined ? {} : { guild_id: scope };
    const id = existing?.id ?? this.#world.snowflake();
    const next = { ...normal, ...where, id, application_id: APPLICATION };
    const isSame = existing && JSON.stringify({ ...existing, version: '' }) === version(next, '');
    const current = isSame ? existing.version : this.#world.snowflake();
    // `COMMANDS` has refused everything that is not a command.
    return { ...next, version: current } as unknown as APIApplicationCommand;
  }
}

function version(command: Json, value: string): string {
  return JSON.stringify({ ...command, version: value });
}

/**
 * A command as Discord gives it back, which is not how it was sent: defaults are added, lists of
 * places sorted, and what is false or empty goes missing in the options.
 */
function normalized(wanted: Json): Json {
  const { type = ApplicationCommandType.ChatInput, options } = wanted;
  return {
    type,
    name: wanted['name'],
    name_localizations: wanted['name_localizations'] ?? null,
    description: wanted['description'] ?? '',
    description_localizations: wanted['description_localizations'] ?? null,
    default_member_permissions: permissionsIn(wanted['default_member_permissions']),
    dm_permission: !Array.isArray(wanted['contexts']) || wanted['contexts'].includes(1),
    contexts: sorted(wanted['contexts']) ?? null,
    integration_types: sorted(wanted['integration_types']) ?? [0],
    nsfw: wanted['nsfw'] ?? false,
    ...(Array.isArray(options) && options.length > 0 && { options: options.map(normalOption) }),
  };
}

function normalOption(option: Json): Json {
  const { type, name, description, options, choices, ...rest } = option;
  const said = Object.entries(rest).filter(([, value]) => value !== false && value !== null);
  return {
    type,
    name,
    description,
    ...Object.fromEntries(said),
    ...(Array.isArray(choices) && choices.length > 0 && { choices }),
    ...(Array.isArray(options) && options.length > 0 && { options: options.map(normalOption) }),
  };
}

function permissionsIn(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function sorted(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value.toSorted() : undefined;
}
