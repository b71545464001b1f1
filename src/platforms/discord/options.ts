import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandInteractionDataOption } from 'discord.js';
import { OPTION_NAMES } from '../../ask/request.ts';
import type { OptionName, Options } from '../../ask/request.ts';
import { CONFIRMATION } from './commands.ts';

type Given = APIApplicationCommandInteractionDataOption;

const YES = 'oui';
/** Two options of one command cannot be called the same, and the first of two voices is the author. */
const RENAMED: ReadonlyMap<string, string> = new Map([['auteur1', 'auteur']]);

/** What was filled in, as the commands know it; what this version does not know is left out. */
export function readOptions(given: readonly Given[]): Options {
  const read = given.flatMap((option): [OptionName, string][] => {
    if (option.type === ApplicationCommandOptionType.Subcommand) return readGesture(option);
    const renamed = RENAMED.get(option.name) ?? option.name;
    const name = OPTION_NAMES.find((each) => each === renamed);
    if (name === undefined || !('value' in option)) return [];
    if (option.type !== ApplicationCommandOptionType.Boolean) return [[name, String(option.value)]];
    return option.value ? [[name, YES]] : [];
  });
  return Object.fromEntries(read);
}

/** A subcommand is the gesture itself, and says so itself where it is meant. */
function readGesture({
  name,
  options = [],
}: Extract<Given, { type: ApplicationCommandOptionType.Subcommand }>): [OptionName, string][] {
  const isConfirmed = options.some((each) => {
    return each.name === CONFIRMATION && 'value' in each && each.value === true;
  });
  const gesture = isConfirmed ? `${name} ${YES}` : name;
  // What `readOptions` gives has the names of options.
  const others = Object.entries(readOptions(options)) as [OptionName, string][];
  return [['geste', gesture], ...others];
}

/** The name of the option that is being typed and what it holds, within a subcommand too. */
export function focusedIn(
  options: readonly Given[] = [],
): readonly [name: string, typed: string] | null {
  for (const option of options) {
    if ('focused' in option && option.focused) return [option.name, String(option.value)];
    const inside = 'options' in option ? focusedIn(option.options) : null;
    if (inside !== null) return inside;
  }
  return null;
}
