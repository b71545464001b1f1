import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Locale,
} from 'discord-api-types/v10';
import * as v from 'valibot';
import { isJson, objectsIn, type Json } from '../json.ts';
import { areDistinct, text } from './limits.ts';

/** Names, descriptions and values, each in its longest language. */
const WHOLE_COMMAND = 8_000;

const localised = <Schema extends v.GenericSchema<string>>(schema: Schema) => {
  return v.nullish(v.record(v.enum(Locale), schema));
};

const NAME = v.pipe(
  v.string(),
  v.regex(/^[-_'\p{L}\p{N}]{1,32}$/u),
  v.check((name) => name === name.toLowerCase(), 'a name has no capitals'),
);
const WORDS = {
  name: NAME,
  name_localizations: localised(NAME),
  description: text(100),
  description_localizations: localised(text(100)),
};

const VALUE = v.strictObject({
  ...WORDS,
  type: v.picklist([
    ApplicationCommandOptionType.String,
    ApplicationCommandOptionType.Integer,
    ApplicationCommandOptionType.Boolean,
  ]),
  required: v.optional(v.boolean()),
  autocomplete: v.optional(v.boolean()),
  min_value: v.optional(v.number()),
  max_value: v.optional(v.number()),
  max_length: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(6_000))),
});

const VALUES = v.pipe(
  v.array(VALUE),
  v.maxLength(25),
  v.check((all) => areDistinct(all.map(({ name }) => name)), 'a name is there twice'),
  v.check(
    (all) => all.every(({ required }, at) => !required || all.slice(0, at).every(isRequired)),
    'Required options must be placed before non-required options',
  ),
);
const SUBCOMMAND = v.strictObject({
  ...WORDS,
  type: v.literal(ApplicationCommandOptionType.Subcommand),
  options: v.optional(VALUES),
});
const SUBCOMMANDS = v.pipe(
  v.array(SUBCOMMAND),
  v.maxLength(25),
  v.check((all) => areDistinct(all.map(({ name }) => name)), 'a name is there twice'),
);

function isRequired({ required }: v.InferOutput<typeof VALUE>): boolean {
  return required === true;
}

/** Where a command can be installed and used. */
const places = (...allowed: readonly number[]) =>
  v.nullish(
    v.pipe(
      v.array(v.picklist(allowed)),
      v.minLength(1),
      v.check((all) => areDistinct(all), 'a place is there twice'),
    ),
  );
const EVERY_COMMAND = {
  default_member_permissions: v.nullish(v.string()),
  integration_types: places(0, 1),
  contexts: places(0, 1, 2),
};

/** As it is asked for, and as it was given back. */
const SLASH_COMMAND = v.pipe(
  v.looseObject({
    ...EVERY_COMMAND,
    ...WORDS,
    type: v.optional(v.literal(ApplicationCommandType.ChatInput), ApplicationCommandType.ChatInput),
    options: v.optional(v.union([VALUES, SUBCOMMANDS])),
  }),
  v.check((command) => sizeOf(command) <= WHOLE_COMMAND, 'Command exceeds maximum size'),
);

/** In the menu of a message: any name, and nothing but a name. */
const MENU_COMMAND = v.looseObject({
  ...EVERY_COMMAND,
  type: v.literal(ApplicationCommandType.Message),
  name: text(32),
  description: v.optional(v.literal('')),
  options: v.optional(v.never()),
});

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export const COMMANDS = v.pipe(
  v.array(v.variant('type', [SLASH_COMMAND, MENU_COMMAND])),
  // Other things than commands of the same type may be called the same.
  v.check((all) => areDistinct(all.map(({ type, name }) => `${type} ${name}`)), 'a name twice'),
);

function sizeOf(command: Json): number {
  const own = longest(command, 'name') + longest(command, 'description');
  return objectsIn(command, 'options').reduce((sum, each) => sum + sizeOf(each), own);
}

function longest(command: Json, field: string): number {
  const translations = command[`${field}_localizations`];
  const texts = [command[field], ...(isJson(translations) ? Object.values(translations) : [])];
  return Math.max(...texts.map((each) => (typeof each === 'string' ? each.length : 0)));
}
