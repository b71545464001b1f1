import { ApplicationCommandType, type APIApplicationCommand } from 'discord-api-types/v10';
import type { Json } from '../json.ts';
import { checkCommand } from './command-limits.ts';
import { APPLICATION } from './community.ts';
import type { Identifiers } from './identifiers.ts';
import { Inspection } from './inspection.ts';
import { Refusal, TOO_MANY_COMMANDS, UNKNOWN_COMMAND } from './refusal.ts';

/** https://docs.discord.com/developers/interactions/application-commands#registering-a-command, in each scope. */
const MAXIMUM_BY_TYPE: Readonly<Record<number, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
  [ApplicationCommandType.PrimaryEntryPoint]: 1,
};

/** Global, or of one guild. */
type Scope = string | undefined;

/** The commands that are registered. People see those of their guild beside the global ones. */
export class Commands {
  readonly #identifiers: Identifiers;
  readonly #scopes = new Map<Scope, readonly APIApplicationCommand[]>();
  /** How many commands were made: Discord allows 200 a day in each scope. */
  creations = 0;

  constructor(identifiers: Identifiers) {
    this.#identifiers = identifiers;
  }

  in(scope?: Scope): readonly APIApplicationCommand[] {
    return this.#scopes.get(scope) ?? [];
  }

  /** Throws a Refusal where there is none. */
  get(id: string, scope: Scope): APIApplicationCommand {
    const command = this.in(scope).find((each) => each.id === id);
    if (command === undefined) throw new Refusal(UNKNOWN_COMMAND);
    return command;
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
    const inspection = new Inspection();
    for (const [index, command] of wanted.entries()) checkCommand(inspection, command, [index]);
    checkNames(inspection, wanted);
    inspection.conclude();
    checkNumbers(wanted);
    const registered = wanted.map((command) => this.#made(scope, command));
    this.#scopes.set(scope, registered);
    return registered;
  }

  /** Makes one, or replaces the one that bears its name. */
  put(scope: Scope, wanted: Json): { command: APIApplicationCommand; isNew: boolean } {
    const inspection = new Inspection();
    checkCommand(inspection, wanted, []);
    inspection.conclude();
    const before = this.in(scope);
    const command = this.#made(scope, wanted);
    const others = before.filter(({ id }) => id !== command.id);
    checkNumbers([...others, command]);
    this.#scopes.set(scope, [...others, command]);
    return { command, isNew: others.length === before.length };
  }

  delete(id: string, scope: Scope): void {
    const { id: found } = this.get(id, scope);
    this.#scopes.set(
      scope,
      this.in(scope).filter((each) => each.id !== found),
    );
  }

  #made(scope: Scope, wanted: Json): APIApplicationCommand {
    const normal = normalized(wanted);
    const existing = this.in(scope).find(({ id, name, type }) => {
      return wanted['id'] === id || (name === normal['name'] && type === normal['type']);
    });
    const where = scope === undefined ? {} : { guild_id: scope };
    if (existing === undefined) this.creations += 1;
    const id = existing?.id ?? this.#identifiers.snowflake();
    const next = { ...normal, ...where, id, application_id: APPLICATION };
    const isSame = existing && JSON.stringify({ ...existing, version: '' }) === version(next, '');
    const current = isSame ? existing.version : this.#identifiers.snowflake();
    // `checkCommand` has refused everything that is not a command.
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

function checkNames(inspection: Inspection, commands: readonly Json[]): void {
  const seen = new Set<string>();
  for (const [index, { name, type = ApplicationCommandType.ChatInput }] of commands.entries()) {
    const key = JSON.stringify([type, name]);
    if (seen.has(key)) {
      const message = 'Application command names must be unique';
      inspection.report([index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
    }
    seen.add(key);
  }
}

function checkNumbers(commands: readonly { readonly type?: unknown }[]): void {
  for (const [type, maximum] of Object.entries(MAXIMUM_BY_TYPE)) {
    const count = commands.filter((each) => Number(each.type ?? 1) === Number(type)).length;
    if (count > maximum) throw new Refusal(TOO_MANY_COMMANDS);
  }
}
