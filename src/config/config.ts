import { BotError } from '../errors.ts';
import { misnamedIn, type Misnamed } from './misnamed.ts';
import { OPENAI_URL, SETTINGS } from './settings.ts';
import type { Setting } from './settings.ts';

/** Everything the environment decides; null is what is not set. */
export type Config = ReturnType<typeof configFrom>;

type Environment = Readonly<Record<string, string | undefined>>;
type Name = keyof typeof SETTINGS;

/** Reads the environment; throws one BotError that tells every fault and its remedy. */
export function readConfig(environment: Environment): Config {
  const faults = Object.entries<Setting>(SETTINGS)
    .filter(([name, setting]) => !isValid(environment[name] ?? '', setting))
    .map(([name, { expected }]) => `${name} is not valid: expected ${expected}`);
  if (faults.length > 0) throw new BotError('configuration', faults.join('\n'));
  const valueOf = (name: Name) => {
    const { standard = '' }: Setting = SETTINGS[name];
    const given = environment[name] ?? '';
    return given === '' ? standard : given;
  };
  return configFrom(valueOf, misnamedIn(environment));
}

/** A shorter value would stand by chance where it is no secret. */
const SHORTEST_SECRET = 8;

/** Every value that nobody may read in a log. */
export function secretsIn(config: Config): readonly string[] {
  const { slack, discord, model, doors, storeUrl, searchUrl } = config;
  const { clientSecret, stateSecret, tokenKeys } = slack.install;
  const ofSlack = [slack.botToken, slack.appToken, slack.signingSecret, clientSecret, stateSecret];
  const ofOthers = [discord.token, model.server?.apiKey, ...listed(tokenKeys ?? ''), ...doors.keys];
  const ofServers = [storeUrl, searchUrl ?? ''].flatMap(passwordsIn);
  return [...ofSlack, ...ofOthers, ...ofServers]
    .flatMap((each) => each?.trim() ?? [])
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
}

/** The password of an address, as it is written there and as it is meant. */
function passwordsIn(address: string): readonly string[] {
  const [, written] = /:\/\/[^/@:]*:([^/@]*)@/u.exec(address) ?? [];
  if (written === undefined) return [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}

/** A setting that is empty is not set. */
function isValid(given: string, { valid }: Setting): boolean {
  return given === '' || (valid instanceof RegExp ? valid.test(given) : valid(given));
}

function configFrom(value: (name: Name) => string, misnamed: readonly Misnamed[]) {
  const orNull = (name: Name) => value(name) || null;
  const isOn = (name: Name) => value(name) === 'on';
  const port = orNull('PORT');
  const [apiKey, baseUrl] = [orNull('OPENAI_API_KEY'), orNull('OPENAI_BASE_URL')];
  return {
    corpusFolder: value('CORPUS_DIR'),
    /** Null where there is one debate. */
    debatesFolder: orNull('DEBATES_DIR'),
    /** What is set and counts for nothing beside another setting, as one sentence; null without such a setting. */
    unused: unusedIn(value),
    memoryBytes: Number(value('MEMORY_MB')) * 1024 * 1024,
    /** Null where it is the debate that comes with the bot, into which nothing is to be imported by mistake. */
    ownCorpusFolder:
      orNull('CORPUS_DIR') === SETTINGS.CORPUS_DIR.standard ? null : value('CORPUS_DIR'),
    showsProposed: isOn('SHOW_PROPOSED'),
    thesaurus: thesaurusNamed(value('THESAURUS_FILE')),
    timeZone: value('TIME_ZONE'),
    /** Ends in a slash. */
    publicUrl: withSlash(orNull('PUBLIC_URL')),
    misnamed,
    /** It may hold a password. */
    storeUrl: value('STORE_URL'),
    /** Null where each process holds its debates; it may hold a password. */
    searchUrl: orNull('SEARCH_URL'),
    slack: {
      botToken: orNull('SLACK_BOT_TOKEN'),
      appToken: orNull('SLACK_APP_TOKEN'),
      signingSecret: orNull('SLACK_SIGNING_SECRET'),
      port: port === null ? null : Number(port),
      host: orNull('LISTEN_HOST'),
      apiUrl: value('SLACK_API_URL'),
      commandPrefix: value('SLACK_COMMAND_PREFIX'),
      install: {
        clientId: orNull('SLACK_CLIENT_ID'),
        clientSecret: orNull('SLACK_CLIENT_SECRET'),
        stateSecret: orNull('SLACK_STATE_SECRET'),
        redirectUrl: orNull('SLACK_REDIRECT_URL'),
        tokenKeys: orNull('TOKEN_ENCRYPTION_KEY'),
      },
    },
    discord: discordIn(value),
    doors: doorsIn(value),
    /** On the server of `model`; null where none is wanted. */
    embeddingsModel: orNull('EMBEDDINGS_MODEL'),
    model: {
      /**
       * Null where neither a key nor an address names one: then nothing is ever sent to a model. A
       * model's name alone says nothing, and none is chosen for the operator: models come and go.
       */
      server:
        apiKey === null && baseUrl === null
          ? null
          : { apiKey, baseUrl: baseUrl ?? OPENAI_URL, model: orNull('OPENAI_MODEL') },
      /** For each workspace or server of a platform. */
      tokensPerDay: Number(value('SUMMARY_TOKENS_PER_DAY')),
      concurrency: Number(value('SUMMARY_CONCURRENCY')),
    },
  };
}

/** The folder of the only debate may be the standard one by name, as in a container. */
function unusedIn(value: (name: Name) => string): string | null {
  if (value('SEARCH_URL') !== '' && value('EMBEDDINGS_MODEL') !== '')
    return 'EMBEDDINGS_MODEL is not used: what SEARCH_URL keeps is searched by words alone; unset one of them';
  const isNamed = value('CORPUS_DIR') !== SETTINGS.CORPUS_DIR.standard;
  return value('DEBATES_DIR') === '' || !isNamed
    ? null
    : 'CORPUS_DIR is not read: DEBATES_DIR says where the debates are; unset one of them';
}

function withSlash(address: string | null): string | null {
  return address === null ? null : new URL(address).href.replace(/\/*$/u, '/');
}

function discordIn(value: (name: Name) => string) {
  return {
    token: value('DISCORD_TOKEN') || null,
    guildId: value('DISCORD_GUILD_ID') || null,
    hearsMessages: value('DISCORD_MESSAGES') === 'on',
    registers: value('DISCORD_REGISTER') === 'on',
    shards: shardsIn(value('DISCORD_SHARDS')),
    apiUrl: value('DISCORD_API_URL'),
  };
}

function doorsIn(value: (name: Name) => string) {
  return {
    api: value('API') === 'on',
    mcp: value('MCP_HTTP') === 'on',
    keys: listed(value('API_KEYS')),
    ratePerMinute: Number(value('API_RATE_PER_MINUTE')),
    origins: listed(value('API_ORIGINS')),
    proxies: Number(value('API_PROXIES')),
  };
}

function listed(given: string): readonly string[] {
  return given === '' ? [] : given.split(',').map((each) => each.trim());
}

/** Null for as many as Discord recommends. */
function shardsIn(given: string): number | null {
  return given === 'auto' ? null : Number(given);
}

function thesaurusNamed(named: string) {
  return {
    /** Null where none is wanted. */
    file: named === 'off' ? null : named,
    /** Whether the operator named it, and not the program: then it must be there. */
    isNamed: named !== SETTINGS.THESAURUS_FILE.standard,
  };
}
