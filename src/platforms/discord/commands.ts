import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIApplicationCommandsJSONBody,
  APIApplicationCommandInteractionDataOption,
} from 'discord.js';
import {
  descriptions,
  gestureDescriptions,
  optionDescriptions,
  RELATED,
} from '../../messages/discord.ts';
import type { Localised } from '../../messages/discord.ts';
import type { CommandName, OptionName, Options } from '../../ask/request.ts';
import { LONGEST_SUBJECT } from '../../debate/reply.ts';
import { LONGEST_SCHEDULE_WORDS } from './limits.ts';
import { OPTION_NAMES } from '../../ask/request.ts';

type Option = APIApplicationCommandBasicOption;
type Command = RESTPostAPIApplicationCommandsJSONBody;

/** Means it: what is erased does not come back. */
const CONFIRMATION = 'confirmer';

/** What can be done with the quotation of the day; Discord offers it to those who may manage the server. */
const SUBSCRIBING: Command = {
  type: ApplicationCommandType.ChatInput,
  name: 'abonnement',
  ...described(descriptions.abonnement),
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    gesture('activer', [
      typed('heure', optionDescriptions.heure),
      { ...typed('fuseau', optionDescriptions.fuseau), autocomplete: true },
      typed('jours', optionDescriptions.jours),
    ]),
    gesture('desactiver'),
    gesture('etat'),
    gesture('essai'),
    gesture('effacer', [yes(CONFIRMATION, optionDescriptions.confirmer)]),
  ],
};

/** Every command, as Discord is told of it. */
export const COMMANDS: readonly Command[] = [
  command('debat', [
    { ...proposed('sujet', optionDescriptions.sujet), required: true },
    proposed('auteur', optionDescriptions.auteur),
    year('depuis', optionDescriptions.depuis),
    year('jusqua', optionDescriptions.jusqua),
    yes('resume', optionDescriptions.resume),
    privacy(),
  ]),
  command('position', [
    { ...proposed('auteur', optionDescriptions.auteur), required: true },
    proposed('sujet', optionDescriptions.sujet),
    privacy(),
  ]),
  command('comparer', [
    { ...proposed('auteur1', optionDescriptions.auteur), required: true },
    { ...proposed('auteur2', optionDescriptions.autre), required: true },
    proposed('sujet', optionDescriptions.sujet),
    privacy(),
  ]),
  command('citation', [
    proposed('sujet', optionDescriptions.sujet),
    proposed('auteur', optionDescriptions.auteur),
    privacy(),
  ]),
  command('sources', [proposed('auteur', optionDescriptions.auteur), privacy()]),
  SUBSCRIBING,
  command('aide-debat', []),
  { type: ApplicationCommandType.Message, name: RELATED },
];

/** On servers and in conversations, thanks to the server's installation or one's own. */
const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [
    ApplicationIntegrationType.GuildInstall,
    ApplicationIntegrationType.UserInstall,
  ],
};

/** Where the bot itself is, and can post: not where only a person has brought it. */
const WHERE_IT_POSTS = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** The commands of one server, or those of all places: only the latter can be told where they are offered. */
export function commandsFor(guildId: string | null): readonly Command[] {
  if (guildId !== null) return COMMANDS;
  return COMMANDS.map((each) => ({
    ...each,
    ...(each === SUBSCRIBING ? WHERE_IT_POSTS : EVERYWHERE),
  }));
}

function command(name: CommandName, options: readonly Option[]): Command {
  const type = ApplicationCommandType.ChatInput as const;
  return { type, name, ...described(descriptions[name]), options: [...options] };
}

function gesture(
  name: keyof typeof gestureDescriptions,
  options: readonly Option[] = [],
): APIApplicationCommandSubcommandOption {
  const type = ApplicationCommandOptionType.Subcommand as const;
  return { type, name, ...described(gestureDescriptions[name]), options: [...options] };
}

/** A text for which the bot proposes entries. */
function proposed(name: string, description: Localised) {
  return {
    ...typed(name, description),
    autocomplete: true as const,
    max_length: LONGEST_SUBJECT,
  };
}

/** A few words of a schedule. */
function typed(name: string, description: Localised) {
  return {
    type: ApplicationCommandOptionType.String as const,
    name,
    ...described(description),
    max_length: LONGEST_SCHEDULE_WORDS,
  };
}

function year(name: string, description: Localised): Option {
  return {
    type: ApplicationCommandOptionType.Integer,
    name,
    ...described(description),
    min_value: 1000,
    max_value: 9999,
  };
}

function privacy(): Option {
  return yes('prive', optionDescriptions.prive);
}

function yes(name: string, description: Localised): Option {
  return { type: ApplicationCommandOptionType.Boolean, name, ...described(description) };
}

function described({ fr, en }: Localised) {
  return { description: fr, description_localizations: { fr, 'en-US': en, 'en-GB': en } };
}

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
