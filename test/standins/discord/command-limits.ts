import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Locale,
} from 'discord-api-types/v10';
import { isJson, objectIn, objectsIn, type Json } from '../json.ts';
import type { Inspection, Path } from './inspection.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const NAME = 32;
const DESCRIPTION = 100;
const OPTIONS = 25;
const CHOICE_TEXT = 100;
const LONGEST_INPUT = 6_000;
/** Names, descriptions and values, each in its longest language. */
const WHOLE_COMMAND = 8_000;
const NAME_EXPRESSION = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const NESTS: readonly unknown[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];
const ALL_OPTION_TYPES = Array.from({ length: 11 }, (_, index) => index + 1);
const LOCALES: readonly string[] = Object.values(Locale);

/** Reports all that Discord would object to in one command. */
export function checkCommand(inspection: Inspection, command: Json, path: Path): void {
  const { type = ApplicationCommandType.ChatInput } = command;
  inspection.choice(type, [...path, 'type'], [1, 2, 3, 4]);
  checkPlaces(inspection, command, path);
  if (type !== ApplicationCommandType.ChatInput) {
    checkMenuCommand(inspection, command, path);
    return;
  }
  checkName(inspection, command, path);
  checkDescription(inspection, command, path);
  checkOptions(inspection, command, path, 0);
  if (sizeOf(command) > WHOLE_COMMAND) {
    const message = `Command exceeds maximum size (${WHOLE_COMMAND})`;
    inspection.report(path, 'APPLICATION_COMMAND_TOO_LARGE', message);
  }
}

/** Commands of the menus of people and messages: any name, and nothing but a name. */
function checkMenuCommand(inspection: Inspection, command: Json, path: Path): void {
  inspection.text(command['name'], [...path, 'name'], { maximum: NAME });
  inspection.optionalText(command['description'], [...path, 'description'], { maximum: 0 });
  if (objectsIn(command, 'options').length === 0) return;
  const message = 'Context menu commands cannot have options';
  inspection.report(
    [...path, 'options'],
    'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED',
    message,
  );
}

/** Where the command can be installed and used. */
function checkPlaces(inspection: Inspection, command: Json, path: Path): void {
  for (const [field, places] of [
    ['integration_types', [0, 1]],
    ['contexts', [0, 1, 2]],
  ] as const) {
    const value = command[field];
    if (value === undefined || value === null) continue;
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    if (list.length === 0) inspection.missing([...path, field]);
    if (new Set(list).size < list.length) {
      inspection.report(
        [...path, field],
        'SET_TYPE_ALREADY_CONTAINS_VALUE',
        'The set already contains this value',
      );
    }
    for (const [index, each] of list.entries()) {
      inspection.choice(each, [...path, field, index], places);
    }
  }
}

function checkName(inspection: Inspection, named: Json, path: Path): void {
  const localized = Object.entries(objectIn(named, 'name_localizations') ?? {});
  checkLocales(inspection, localized, [...path, 'name_localizations']);
  for (const [locale, name] of [['', named['name']] as const, ...localized]) {
    const at = locale === '' ? [...path, 'name'] : [...path, 'name_localizations', locale];
    inspection.text(name, at, { maximum: NAME });
    if (typeof name !== 'string') continue;
    if (NAME_EXPRESSION.test(name) && name === name.toLowerCase()) continue;
    inspection.report(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkDescription(inspection: Inspection, described: Json, path: Path): void {
  const localized = Object.entries(objectIn(described, 'description_localizations') ?? {});
  const at = [...path, 'description_localizations'];
  checkLocales(inspection, localized, at);
  inspection.text(described['description'], [...path, 'description'], { maximum: DESCRIPTION });
  for (const [locale, text] of localized) {
    inspection.text(text, [...at, locale], { maximum: DESCRIPTION });
  }
}

function checkLocales(
  inspection: Inspection,
  localized: readonly (readonly [string, unknown])[],
  path: Path,
): void {
  for (const [locale] of localized) inspection.choice(locale, [...path, locale], LOCALES);
}

/** `depth` counts the groups and subcommands above: two at most. */
function checkOptions(inspection: Inspection, holder: Json, path: Path, depth: number): void {
  if (holder['options'] === undefined || holder['options'] === null) return;
  const at = [...path, 'options'];
  const options = inspection.objects(holder['options'], at, { maximum: OPTIONS });
  checkOrder(inspection, options, at);
  const names = new Set(options.map(({ name }) => name));
  if (names.size < options.length) {
    inspection.report(
      at,
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      'Option name already exists',
    );
  }
  const nests = options.filter(({ type }) => NESTS.includes(type)).length;
  if (nests > 0 && (nests < options.length || depth > 1)) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types';
    inspection.report(at, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
  }
  for (const [index, option] of options.entries()) {
    checkOption(inspection, option, [...at, index], depth);
  }
}

function checkOption(inspection: Inspection, option: Json, path: Path, depth: number): void {
  inspection.choice(option['type'], [...path, 'type'], ALL_OPTION_TYPES);
  checkName(inspection, option, path);
  checkDescription(inspection, option, path);
  if (NESTS.includes(option['type'])) {
    const isGroup = option['type'] === ApplicationCommandOptionType.SubcommandGroup;
    checkOptions(inspection, option, path, isGroup ? depth + 1 : 2);
  } else checkChoices(inspection, option, path);
  for (const field of ['min_length', 'max_length']) {
    inspection.optionalNumber(option[field], [...path, field], { maximum: LONGEST_INPUT });
  }
}

function checkOrder(inspection: Inspection, options: readonly Json[], path: Path): void {
  const firstOptional = options.findIndex(({ required }) => required !== true);
  for (const [index, { required }] of options.entries()) {
    if (required !== true || firstOptional === -1 || index < firstOptional) continue;
    const message = 'Required options must be placed before non-required options';
    inspection.report([...path, index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
  }
}

function checkChoices(inspection: Inspection, option: Json, path: Path): void {
  if (option['choices'] === undefined || option['choices'] === null) return;
  const at = [...path, 'choices'];
  checkChoiceList(inspection, option['choices'], at);
  if (option['autocomplete'] !== true) return;
  const message = 'Autocomplete cannot be used with choices';
  inspection.report(at, 'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE', message);
}

/** The same for the choices of an option and for those that autocompletion offers. */
export function checkChoiceList(inspection: Inspection, value: unknown, path: Path): void {
  const choices = inspection.objects(value, path, { maximum: OPTIONS });
  for (const [index, choice] of choices.entries()) {
    const here = [...path, index];
    inspection.text(choice['name'], [...here, 'name'], { maximum: CHOICE_TEXT });
    if (typeof choice['value'] === 'number') continue;
    inspection.text(choice['value'], [...here, 'value'], { maximum: CHOICE_TEXT });
  }
}

function sizeOf(command: Json): number {
  const own = longest(command, 'name') + longest(command, 'description');
  const value = typeof command['value'] === 'string' ? command['value'].length : 0;
  const inner = [...objectsIn(command, 'options'), ...objectsIn(command, 'choices')];
  return inner.reduce((sum, each) => sum + sizeOf(each), own + value);
}

function longest(command: Json, field: string): number {
  const localized = command[`${field}_localizations`];
  const texts = [command[field], ...(isJson(localized) ? Object.values(localized) : [])];
  return Math.max(...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
}
