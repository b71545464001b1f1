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
} from 'discord.js';
import {
  descriptions,
  gestureDescriptions,
  optionDescriptions,
  RELATED,
} from '../../messages/discord.ts';
import type { Localised } from '../../messages/discord.ts';
import type { CommandName } from '../../ask/request.ts';
import { LONGEST_SCHEDULE_WORDS, LONGEST_SUBJECT } from './limits.ts';

type Option = APIApplicationCommandBasicOption;
export type Command = RESTPostAPIApplicationCommandsJSONBody;

/** Means it: what is erased does not come back. */
export const CONFIRMATION = 'confirmer';

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
