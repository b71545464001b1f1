import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type {
  APIApplicationCommandBasicOption,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { descriptions, optionDescriptions, RELATED } from '../../messages-discord.ts';
import type { Localised } from '../../messages-discord.ts';
import type { CommandName } from '../../request.ts';
import { LONGEST_SUBJECT } from './limits.ts';

type Option = APIApplicationCommandBasicOption;
export type Command = RESTPostAPIApplicationCommandsJSONBody;

/**
 * Every command, as Discord is told of it. `/abonnement` comes with the store and `resume` with the
 * model: an entry that does nothing yet would only mislead.
 */
export const COMMANDS: readonly Command[] = [
  command('debat', [
    { ...proposed('sujet', optionDescriptions.sujet), required: true },
    proposed('auteur', optionDescriptions.auteur),
    year('depuis', optionDescriptions.depuis),
    year('jusqua', optionDescriptions.jusqua),
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

/** The commands of one server, or those of all places: only the latter can be told where they are offered. */
export function commandsFor(guildId: string | null): readonly Command[] {
  if (guildId !== null) return COMMANDS;
  return COMMANDS.map((each) => ({ ...each, ...EVERYWHERE }));
}

function command(name: CommandName, options: readonly Option[]): Command {
  const type = ApplicationCommandType.ChatInput as const;
  return { type, name, ...described(descriptions[name]), options: [...options] };
}

/** A text for which the bot proposes entries. */
function proposed(name: string, description: Localised) {
  return {
    type: ApplicationCommandOptionType.String as const,
    name,
    ...described(description),
    autocomplete: true as const,
    max_length: LONGEST_SUBJECT,
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
  return {
    type: ApplicationCommandOptionType.Boolean,
    name: 'prive',
    ...described(optionDescriptions.prive),
  };
}

function described({ fr, en }: Localised) {
  return { description: fr, description_localizations: { fr, 'en-US': en, 'en-GB': en } };
}
