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
 * The data of a slash command. `path` names subcommands after the command. Throws where Discord's
 * client would not let it be sent: unknown options, missing required ones, choices that do not exist.
 */
export function commandData(
  command: APIApplicationCommand,
  path: readonly string[],
  values: Values,
  typing?: Typing,
): APIChatInputApplicationCommandInteractionData {
  const { id, name, guild_id } = command;
  const nests = nestsOf(command.options ?? [], path);
  const known = nests.at(-1)?.options ?? command.options ?? [];
  const filled = filledIn(known, values, typing);
  const options = nests.reduceRight<readonly Option[]>(
    (inner, nest) => [{ name: nest.name, type: nest.type, options: inner } as Option],
    filled,
  );
  return {
    id,
    name,
    type: ApplicationCommandType.ChatInput,
    ...(guild_id === undefined ? {} : { guild_id }),
    ...(options.length > 0 && { options: [...options] }),
  };
}

const NESTS: readonly ApplicationCommandOptionType[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

type Nest = Extract<
  APIApplicationCommandOption,
  { type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup }
>;

/** The groups and subcommands that lead to the options. */
function nestsOf(options: readonly APIApplicationCommandOption[], path: readonly string[]): Nest[] {
  const [next, ...rest] = path;
  const nests = options.filter((option): option is Nest => NESTS.includes(option.type));
  if (next === undefined) {
    if (nests.length > 0) throw new Error('a command with subcommands cannot be used bare');
    return [];
  }
  const nest = nests.find(({ name }) => name === next);
  if (nest === undefined) throw new Error(`there is no subcommand « ${next} »`);
  return [nest, ...nestsOf(nest.options ?? [], rest)];
}

function filledIn(
  known: readonly APIApplicationCommandOption[],
  values: Values,
  typing: Typing | undefined,
): readonly Option[] {
  const all = typing === undefined ? values : { ...values, [typing.option]: typing.typed };
  for (const { name, required } of known) {
    const isMissing = required === true && all[name] === undefined;
    if (isMissing && typing === undefined) throw new Error(`the option « ${name} » is required`);
  }
  return Object.entries(all).map(([name, value]) => {
    const option = known.find((each) => each.name === name);
    if (option === undefined) throw new Error(`there is no option « ${name} »`);
    const isTyped = name === typing?.option;
    checkValue(option, value, isTyped);
    // `checkValue` has made sure that the value is of the option's type.
    return { name, type: option.type, value, ...(isTyped && { focused: true }) } as Option;
  });
}

function checkValue(
  option: APIApplicationCommandOption,
  value: Values[string],
  isTyped: boolean,
): void {
  const { name, type } = option;
  if (isTyped) {
    if (!('autocomplete' in option && option.autocomplete))
      throw new Error(`« ${name} » has no autocompletion`);
    return;
  }
  if (typeof value !== (TYPES[type] ?? 'string')) throw new Error(`« ${name} » has another type`);
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`« ${name} » has no choice ${String(value)}`);
  }
  checkLength(option, value);
}

function checkLength(option: APIApplicationCommandOption, value: Values[string]): void {
  if (option.type !== ApplicationCommandOptionType.String) return;
  const { length } = String(value);
  const { name, min_length: minimum = 0, max_length: maximum = 6_000 } = option;
  if (length < minimum || length > maximum) throw new Error(`« ${name} » has the wrong length`);
}

const TYPES: Readonly<Record<number, string>> = {
  [ApplicationCommandOptionType.Integer]: 'number',
  [ApplicationCommandOptionType.Number]: 'number',
  [ApplicationCommandOptionType.Boolean]: 'boolean',
};
