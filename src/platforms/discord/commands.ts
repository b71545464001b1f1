import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIApplicationCommandsJSONBody,
  type APIApplicationCommandInteractionDataOption,
} from 'discord.js';
import {
  descriptions,
  gestureDescriptions,
  optionDescriptions,
  PROPOSE,
  PROPOSE_THREAD,
  RELATED,
  withExample,
} from '../../messages/discord.ts';
import type { Localised } from '../../messages/discord.ts';
import type { CommandName, OptionName, Options } from '../../ask/request.ts';
import { LONGEST_SUBJECT } from '../../debate/reply.ts';
import type { Examples } from '../../debate/examples.ts';
import { LONGEST } from '../../proposing/proposal.ts';
import { LONGEST_DESCRIPTION, LONGEST_SCHEDULE_WORDS } from './limits.ts';
import { OPTION_NAMES } from '../../ask/request.ts';
import { plainText } from './requests.ts';

type Option = APIApplicationCommandBasicOption;
type Command = RESTPostAPIApplicationCommandsJSONBody;
type Name = keyof typeof optionDescriptions;

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
      typed('heure'),
      { ...typed('fuseau'), autocomplete: true },
      typed('jours'),
      yes('image'),
    ]),
    gesture('desactiver'),
    gesture('etat'),
    gesture('essai'),
    gesture('effacer', [yes(CONFIRMATION)]),
  ],
};

const DEBATE: Option = { ...typed('debat'), autocomplete: true };

/** Which of several debates answers; who may choose is asked when somebody does. */
const CHOOSING: Command = {
  type: ApplicationCommandType.ChatInput,
  name: 'debats',
  ...described(descriptions.debats),
  options: [
    gesture('liste'),
    gesture('choisir', [required(DEBATE), yes('partout')]),
    gesture('oublier', [yes('partout')]),
  ],
};

/** Every command, as Discord is told of it, with examples of this corpus. */
function commandsOf({ examples, areSeveral }: Offered): Command[] {
  const { subject, speaker, otherSpeaker, firstYear, lastYear } = examples;
  const debat = areSeveral ? [DEBATE] : [];
  const sujet = proposed('sujet', subject);
  const auteur = proposed('auteur', speaker);
  const autre = proposed('autre', otherSpeaker);
  const years = [year('depuis', firstYear), year('jusqua', lastYear)];
  const prive = yes('prive');
  return [
    command('debat', [required(sujet), auteur, ...years, yes('resume'), prive, ...debat]),
    command('position', [required(auteur), sujet, prive, ...debat]),
    command('comparer', [
      ...[required(auteur, 'auteur1'), required(autre, 'auteur2'), sujet, prive],
      ...debat,
    ]),
    command('carte', [sujet, auteur, ...years, prive, ...debat]),
    command('qui-repond', [sujet, auteur, ...years, prive, ...debat]),
    command('citation', [sujet, auteur, yes('image'), prive, ...debat]),
    command('sources', [auteur, prive, ...debat]),
    SUBSCRIBING,
    command('proposer', PROPOSED),
    CHOOSING,
    command('aide-debat', debat),
    { type: ApplicationCommandType.Message, name: RELATED },
    { type: ApplicationCommandType.Message, name: PROPOSE },
    { type: ApplicationCommandType.Message, name: PROPOSE_THREAD },
  ];
}

/** Without any, a form asks for them. */
const PROPOSED: readonly Option[] = [
  { ...typed('mots'), max_length: LONGEST.words },
  { ...typed('voix'), name: 'auteur', max_length: LONGEST.voice },
  { ...typed('source'), max_length: LONGEST.address },
  typed('date'),
  typed('geste'),
];

/** What commands are registered with. */
interface Offered {
  readonly examples: Examples;
  /** Whether a question may name one of several debates. */
  readonly areSeveral: boolean;
}

const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const { GuildInstall, UserInstall } = ApplicationIntegrationType;

/** On servers and in conversations, thanks to the server's installation or one's own. */
const EVERYWHERE = {
  contexts: [Guild, BotDM, PrivateChannel],
  integration_types: [GuildInstall, UserInstall],
};

/** Where the bot itself is, and can post: not where only a person has brought it. */
const WHERE_IT_POSTS = { contexts: [Guild, BotDM], integration_types: [GuildInstall] };

/** The commands of one server, or those of all places: only the latter can be told where they are offered. */
export function commandsFor(guildId: string | null, offered: Offered): readonly Command[] {
  const commands = commandsOf(offered);
  if (guildId !== null) return commands;
  return commands.map((each) => ({
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

/** Two options of one command cannot have the same name. */
function required(option: Option, name = option.name): Option {
  return { ...option, name, required: true };
}

/** A text for which the bot proposes entries. */
function proposed(name: Name, example: string | null): Option {
  return { ...typed(name, example), autocomplete: true, max_length: LONGEST_SUBJECT };
}

/** A few words of a schedule. */
function typed(name: Name, example: string | null = null) {
  const type = ApplicationCommandOptionType.String as const;
  return { type, ...named(name, example), max_length: LONGEST_SCHEDULE_WORDS };
}

function year(name: Name, example: number | null): Option {
  const type = ApplicationCommandOptionType.Integer;
  return {
    type,
    ...named(name, example === null ? null : String(example)),
    min_value: 1000,
    max_value: 9999,
  };
}

function yes(name: Name): Option {
  return { type: ApplicationCommandOptionType.Boolean, ...named(name) };
}

function named(name: Name, example: string | null = null) {
  const description = withExample(optionDescriptions[name], example, LONGEST_DESCRIPTION);
  return { name, ...described(description) };
}

function described({ fr, en }: Localised) {
  return { description: fr, description_localizations: { fr, 'en-US': en, 'en-GB': en } };
}

type Given = APIApplicationCommandInteractionDataOption;

const [YES, NO] = ['oui', 'non'];
/** What stands until it is taken back. */
const SWITCHED_OFF: ReadonlySet<OptionName> = new Set(['image']);
/** Two options of one command cannot be called the same, and the first of two voices is the author. */
const RENAMED: ReadonlyMap<string, string> = new Map([['auteur1', 'auteur']]);

/** What was filled in, as the commands know it; what this version does not know is left out. */
export function readOptions(given: readonly Given[]): Options {
  const read = given.flatMap((option): [OptionName, string][] => {
    if (option.type === ApplicationCommandOptionType.Subcommand) return readGesture(option);
    const renamed = RENAMED.get(option.name) ?? option.name;
    const name = OPTION_NAMES.find((each) => each === renamed);
    if (name === undefined || !('value' in option)) return [];
    if (option.type === ApplicationCommandOptionType.Boolean)
      return option.value ? [[name, YES]] : SWITCHED_OFF.has(name) ? [[name, NO]] : [];
    return [[name, plainText(String(option.value))]];
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
