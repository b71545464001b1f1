import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Locale,
} from 'discord-api-types/v10';
import { isJson, objectsIn, type Json } from '../json.ts';
import {
  all,
  choice,
  distinct,
  fields,
  list,
  number,
  optional,
  optionalText,
  text,
  type Rule,
} from './inspection.ts';

const OPTIONS = 25;
/** Names, descriptions and values, each in its longest language. */
const WHOLE_COMMAND = 8_000;
const NAME_EXPRESSION = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const name: Rule = all(text(32), (inspection, value, path) => {
  if (typeof value !== 'string') return;
  if (NAME_EXPRESSION.test(value) && value === value.toLowerCase()) return;
  inspection.report(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
});

const localized = (rule: Rule): Rule => {
  return (inspection, value, path) => {
    for (const [locale, member] of isJson(value) ? Object.entries(value) : []) {
      choice(...Object.values(Locale))(inspection, locale, [...path, locale]);
      rule(inspection, member, [...path, locale]);
    }
  };
};

const WORDS = {
  name,
  name_localizations: localized(name),
  description: text(100),
  description_localizations: localized(text(100)),
};

/** Where the command can be installed and used. */
const places = (...allowed: readonly number[]): Rule => {
  return optional((inspection, value, path) => {
    const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
    if (chosen.length === 0) inspection.missing(path);
    if (new Set(chosen).size < chosen.length) {
      const message = 'The set already contains this value';
      inspection.report(path, 'SET_TYPE_ALREADY_CONTAINS_VALUE', message);
    }
    for (const [index, each] of chosen.entries()) {
      choice(...allowed)(inspection, each, [...path, index]);
    }
  });
};

/** The same for the choices of an option and for those that autocompletion offers. */
export const CHOICES = list(
  OPTIONS,
  fields({
    name: text(100),
    value: (inspection, value, path) => {
      if (typeof value !== 'number') text(100)(inspection, value, path);
    },
  }),
);

const NESTS: readonly unknown[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

/** `depth` counts the groups and subcommands above: two at most. */
function options(depth: number): Rule {
  const rules = all(
    list(OPTIONS, option(depth)),
    distinct(
      'name',
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      'Option name already exists',
    ),
    checkOrder,
    (inspection, value, path) => {
      const members = Array.isArray(value) ? value.filter(isJson) : [];
      const nests = members.filter(({ type }) => NESTS.includes(type)).length;
      if (nests === 0 || (nests === members.length && depth <= 1)) return;
      const message =
        'Sub-command and sub-command group option types are mutually exclusive to all other types';
      inspection.report(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
    },
  );
  return optional(rules);
}

const OPTION = fields({
  ...WORDS,
  type: choice(...Array.from({ length: 11 }, (_, index) => index + 1)),
  min_length: number(6_000),
  max_length: number(6_000),
});

function option(depth: number): Rule {
  return (inspection, value, path) => {
    OPTION(inspection, value, path);
    const { type, autocomplete, choices } = isJson(value) ? value : {};
    const isGroup = type === ApplicationCommandOptionType.SubcommandGroup;
    const inner = NESTS.includes(type)
      ? { options: options(isGroup ? depth + 1 : 2) }
      : { choices: optional(CHOICES) };
    fields(inner)(inspection, value, path);
    if (autocomplete !== true || choices === undefined || choices === null) return;
    const message = 'Autocomplete cannot be used with choices';
    const at = [...path, 'choices'];
    inspection.report(at, 'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE', message);
  };
}

function checkOrder(...[inspection, value, path]: Parameters<Rule>): void {
  const members = Array.isArray(value) ? value.filter(isJson) : [];
  const firstOptional = members.findIndex(({ required }) => required !== true);
  for (const [index, { required }] of members.entries()) {
    if (required !== true || firstOptional === -1 || index < firstOptional) continue;
    const message = 'Required options must be placed before non-required options';
    inspection.report([...path, index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
  }
}

const EVERY_COMMAND = fields({
  type: optional(choice(1, 2, 3, 4)),
  integration_types: places(0, 1),
  contexts: places(0, 1, 2),
});

const SLASH_COMMAND = all(fields({ ...WORDS, options: options(0) }), (inspection, value, path) => {
  if (sizeOf(value as Json) <= WHOLE_COMMAND) return;
  const message = `Command exceeds maximum size (${WHOLE_COMMAND})`;
  inspection.report(path, 'APPLICATION_COMMAND_TOO_LARGE', message);
});

/** Commands of the menus of people and messages: any name, and nothing but a name. */
const MENU_COMMAND = fields({
  name: text(32),
  description: optionalText(0),
  options: (inspection, value, path) => {
    if (!Array.isArray(value) || value.length === 0) return;
    const message = 'Context menu commands cannot have options';
    inspection.report(path, 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED', message);
  },
});

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const COMMAND: Rule = (inspection, command, path) => {
  const { type = ApplicationCommandType.ChatInput } = command as Json;
  const own = type === ApplicationCommandType.ChatInput ? SLASH_COMMAND : MENU_COMMAND;
  all(EVERY_COMMAND, own)(inspection, command, path);
};

/** How many of each type, in each scope: https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
export const MAXIMUM_BY_TYPE: Readonly<Record<number, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
  [ApplicationCommandType.PrimaryEntryPoint]: 1,
};

/** All that Discord would object to in the commands of one scope, but their number. */
export const COMMANDS: Rule = (inspection, value, path) => {
  const seen = new Set<string>();
  const commands = Array.isArray(value) ? value.filter(isJson) : [];
  for (const [index, command] of commands.entries()) {
    COMMAND(inspection, command, [...path, index]);
    const key = JSON.stringify([command['type'] ?? 1, command['name']]);
    if (seen.has(key)) {
      const message = 'Application command names must be unique';
      const at = [...path, index, 'name'];
      inspection.report(at, 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
    }
    seen.add(key);
  }
};

function sizeOf(command: Json): number {
  const own = longest(command, 'name') + longest(command, 'description');
  const value = typeof command['value'] === 'string' ? command['value'].length : 0;
  const inner = [...objectsIn(command, 'options'), ...objectsIn(command, 'choices')];
  return inner.reduce((sum, each) => sum + sizeOf(each), own + value);
}

function longest(command: Json, field: string): number {
  const translations = command[`${field}_localizations`];
  const texts = [command[field], ...(isJson(translations) ? Object.values(translations) : [])];
  return Math.max(...texts.map((each) => (typeof each === 'string' ? each.length : 0)));
}
