import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  PermissionFlagsBits,
  type APIApplicationCommand,
  type APIApplicationCommandInteractionDataOption,
  type APIApplicationCommandOption,
  type APIChatInputApplicationCommandInteractionData,
  type InteractionType,
} from 'discord-api-types/v10';
import { contextOf, ownersOf, type Scene } from './scene.ts';

/** What a person fills in: identifiers for people and channels. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** The option being typed in, during autocompletion. */
export interface Typing {
  readonly option: string;
  readonly typed: string;
}

type Option = APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommand>;

const { Subcommand } = ApplicationCommandOptionType;

/** The command as Discord's client would offer it. Throws where the person would not find it. */
export function offeredCommand(
  scene: Scene,
  name: string,
  type: ApplicationCommandType,
): APIApplicationCommand {
  const command = scene.world.commands.offered(name, type, scene.guild?.id);
  if (command === undefined) throw new Error(`no command « ${name} » is registered here`);
  const reason = reasonToHide(command, scene);
  if (reason !== undefined) throw new Error(`« ${name} » is not offered: ${reason}`);
  return command;
}

function reasonToHide(command: APIApplicationCommand, scene: Scene): string | undefined {
  const { contexts, integration_types: types, default_member_permissions: needed } = command;
  const owners = Object.keys(ownersOf(scene));
  if (types?.some((type) => owners.includes(String(type))) === false)
    return 'not installed that way';
  if (contexts?.includes(contextOf(scene)) === false) return 'not meant for such a place';
  if (scene.guild === undefined || needed === null) return undefined;
  const isAdministrator = (scene.permissions & PermissionFlagsBits.Administrator) !== 0n;
  const isAllowed = (scene.permissions & BigInt(needed)) === BigInt(needed) && needed !== '0';
  return isAdministrator || isAllowed ? undefined : 'the person lacks a permission';
}

/**
 * The data of a slash command, or of its `subcommand`. Throws where Discord's client would not let it be
 * sent: unknown options, missing required ones, values of another type.
 */
export function commandData(
  { id, name, guild_id, options: known = [] }: APIApplicationCommand,
  subcommand: string | undefined,
  values: Values,
  typing?: Typing,
): APIChatInputApplicationCommandInteractionData {
  const nests = known.filter((option) => option.type === Subcommand);
  const nest = nests.find((each) => each.name === subcommand);
  if (nests.length > 0 && nest === undefined) {
    throw new Error(`« ${name} » has no subcommand « ${String(subcommand)} »`);
  }
  const filled = filledIn(nest === undefined ? known : (nest.options ?? []), values, typing);
  const options = nest ? [{ name: nest.name, type: nest.type, options: [...filled] }] : [...filled];
  return {
    id,
    name,
    type: ApplicationCommandType.ChatInput,
    ...(guild_id === undefined ? {} : { guild_id }),
    // Every value has been found to be of its option's type.
    options: options as Option[],
  };
}

function filledIn(
  known: readonly APIApplicationCommandOption[],
  values: Values,
  typing: Typing | undefined,
): readonly object[] {
  const all = typing === undefined ? values : { ...values, [typing.option]: typing.typed };
  const missing = known.find(({ name, required }) => required === true && !(name in all));
  if (missing !== undefined && typing === undefined) {
    throw new Error(`the option « ${missing.name} » is required`);
  }
  return Object.entries(all).map(([name, value]) => {
    const option = known.find((each) => each.name === name);
    if (option === undefined) throw new Error(`there is no option « ${name} »`);
    const isTyped = name === typing?.option;
    checkValue(option, value, isTyped);
    return { name, type: option.type, value, ...(isTyped && { focused: true }) };
  });
}

function checkValue(
  option: APIApplicationCommandOption,
  value: Values[string],
  isTyped: boolean,
): void {
  const { name, type } = option;
  if (isTyped) {
    if ('autocomplete' in option && option.autocomplete) return;
    throw new Error(`« ${name} » has no autocompletion`);
  }
  if (typeof value !== TYPES[type]) throw new Error(`« ${name} » has another type`);
  const longest = 'max_length' in option ? option.max_length : undefined;
  if (String(value).length > (longest ?? 6_000)) throw new Error(`« ${name} » is too long`);
}

const TYPES: Readonly<Record<number, string>> = {
  [ApplicationCommandOptionType.String]: 'string',
  [ApplicationCommandOptionType.Integer]: 'number',
  [ApplicationCommandOptionType.Boolean]: 'boolean',
};
