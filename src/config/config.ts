import { INSTALL_SETTINGS, readInstall } from './install.ts';
import type { InstallConfig } from './install.ts';
import { MODEL_SETTINGS, readModel } from './model.ts';
import type { ModelConfig } from './model.ts';
import { BotError } from '../errors.ts';
import { isSwitch, isWebAddress } from './setting.ts';
import type { Setting } from './setting.ts';

/** Everything the environment decides. */
export interface Config {
  /** The folder of the works. */
  readonly corpusFolder: string;
  /** Whether theses that a model proposed and no person has read are shown, as such. */
  readonly showsProposed: boolean;
  /** The zone whose date makes « today » for the quotation of the day. */
  readonly timeZone: string;
  /** Where what must be remembered is kept; it may hold a password. */
  readonly storeUrl: string;
  readonly slack: SlackConfig;
  readonly discord: DiscordConfig;
  readonly model: ModelConfig;
}

/** What is set for Discord; null is what is not set. */
export interface DiscordConfig {
  readonly token: string | null;
  readonly guildId: string | null;
  readonly hearsMessages: boolean;
  readonly registers: boolean;
  /** Null for as many as Discord recommends. */
  readonly shards: number | null;
  readonly apiUrl: string;
}

/** What is set for Slack, complete or not; null is what is not set. */
export interface SlackConfig {
  readonly botToken: string | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly port: number | null;
  readonly host: string | null;
  readonly apiUrl: string;
  readonly commandPrefix: string;
  readonly install: InstallConfig;
}

/** Every environment variable that is read, and what `.env.example` says of it. */
export const SETTINGS = {
  corpusFolder: {
    name: 'CORPUS_DIR',
    standard: 'corpus',
    purpose: 'Folder of the works that may be quoted (corpus/README.md).',
    isValid: (value) => value.trim() !== '',
    expected: 'a folder',
  },
  showProposed: {
    name: 'SHOW_PROPOSED',
    standard: 'on',
    purpose:
      'Whether theses that a model proposed and no person has read yet are shown, marked as such, on or off.',
    isValid: isSwitch,
    expected: 'on or off',
  },
  timeZone: {
    name: 'TIME_ZONE',
    standard: 'Europe/Paris',
    purpose: 'IANA zone whose date is « today » for the quotation of the day.',
    isValid: isTimeZone,
    expected: 'an IANA time zone such as Europe/Paris',
  },
  storeUrl: {
    name: 'STORE_URL',
    standard: 'sqlite:data/debat.sqlite',
    purpose:
      'Where the servers keep what they must remember: a file for one machine, sqlite::memory: for nothing, redis://… or postgres://… for several processes.',
    isValid: isStoreUrl,
    expected: 'sqlite:FILE, sqlite::memory:, redis://…, rediss://…, postgres://… or postgresql://…',
  },
  slackBotToken: {
    name: 'SLACK_BOT_TOKEN',
    standard: '',
    purpose:
      'Slack: the bot token, xoxb-…, from « OAuth & Permissions ». With it, npm start serves.',
    isValid: (value) => /^(?!xapp-|xoxp-)\S+$/u.test(value),
    expected: 'a bot token, xoxb-…, from « OAuth & Permissions » (not an app-level or user token)',
  },
  slackAppToken: {
    name: 'SLACK_APP_TOKEN',
    standard: '',
    purpose: 'Slack, Socket Mode: the app-level token, xapp-…, from « Basic Information ».',
    isValid: (value) => /^(?!xox)\S+$/u.test(value),
    expected: 'an app-level token, xapp-…, from « Basic Information » (not a bot or user token)',
  },
  slackSigningSecret: {
    name: 'SLACK_SIGNING_SECRET',
    standard: '',
    purpose: 'Slack, signed HTTP: the signing secret, from « Basic Information ».',
    isValid: (value) => value.trim() !== '',
    expected: 'the signing secret, from « Basic Information »',
  },
  port: {
    name: 'PORT',
    standard: '',
    purpose:
      'Port of /slack/events and /health: 3000 with signed HTTP; with Socket Mode, /health is served only when it is set.',
    isValid: (value) => /^\d{1,5}$/u.test(value) && Number(value) <= 65_535,
    expected: 'a number from 0 to 65535',
  },
  host: {
    name: 'LISTEN_HOST',
    standard: '',
    purpose: 'Address to listen on; all of this machine’s when it is not set.',
    isValid: (value) => /^\S+$/u.test(value),
    expected: 'an address such as 127.0.0.1',
  },
  slackApiUrl: {
    name: 'SLACK_API_URL',
    standard: 'https://slack.com/api/',
    purpose:
      'Slack’s Web API: another address for GovSlack (https://slack-gov.com/api/) or a stand-in.',
    isValid: isWebAddress,
    expected: 'an address such as https://slack.com/api/',
  },
  slackCommandPrefix: {
    name: 'SLACK_COMMAND_PREFIX',
    standard: '',
    purpose:
      'Slack: what stands before every command name, for a workspace whose names are taken: « d- » makes /debat /d-debat, in the manifest too.',
    isValid: (value) => /^[a-z0-9_-]{1,20}$/u.test(value),
    expected: 'up to 20 lower-case letters, figures, hyphens and underscores',
  },
  ...INSTALL_SETTINGS,
  discordToken: {
    name: 'DISCORD_TOKEN',
    standard: '',
    purpose: 'Discord: the token, from « Bot » of the developer portal. With it, npm start serves.',
    isValid: (value) => /^\S+$/u.test(value),
    expected: 'the token, from « Bot » of the developer portal, without « Bot » before it',
  },
  discordGuildId: {
    name: 'DISCORD_GUILD_ID',
    standard: '',
    purpose:
      'Discord: the one server where commands are registered, at once, while developing; everywhere when it is not set.',
    isValid: (value) => /^\d{17,20}$/u.test(value),
    expected: 'the identifier of a server, 17 to 20 figures',
  },
  discordMessages: {
    name: 'DISCORD_MESSAGES',
    standard: 'on',
    purpose: 'Discord: whether mentions and direct messages are answered like /debat, on or off.',
    isValid: isSwitch,
    expected: 'on or off',
  },
  discordRegister: {
    name: 'DISCORD_REGISTER',
    standard: 'on',
    purpose:
      'Discord: whether a start registers commands that differ, on or off; npm run discord:register does it by itself.',
    isValid: isSwitch,
    expected: 'on or off',
  },
  discordShards: {
    name: 'DISCORD_SHARDS',
    standard: 'auto',
    purpose:
      'Discord: how many sessions share the servers; auto for as many as Discord recommends.',
    isValid: (value) => /^(?:auto|[1-9]\d{0,3})$/u.test(value),
    expected: 'auto or a number from 1',
  },
  discordApiUrl: {
    name: 'DISCORD_API_URL',
    standard: 'https://discord.com/api',
    purpose: 'Discord’s API: another address for a proxy or a stand-in.',
    isValid: isWebAddress,
    expected: 'an address such as https://discord.com/api',
  },
  ...MODEL_SETTINGS,
} as const satisfies Readonly<Record<string, Setting>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws one BotError that tells every fault and its remedy. */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const value = ({ name, standard, isValid, expected }: Setting): string => {
    const given = environment[name];
    if (given === undefined || given === '') return standard;
    if (!isValid(given)) faults.push(`${name} is not valid: expected ${expected}`);
    return given;
  };
  const config: Config = {
    corpusFolder: value(SETTINGS.corpusFolder),
    showsProposed: value(SETTINGS.showProposed) === 'on',
    timeZone: value(SETTINGS.timeZone),
    storeUrl: value(SETTINGS.storeUrl),
    slack: readSlack(value),
    discord: readDiscord(value),
    model: readModel(value),
  };
  if (faults.length > 0) throw new BotError('configuration', faults.join('\n'));
  return config;
}

function readSlack(value: (setting: Setting) => string): SlackConfig {
  const orNull = (setting: Setting) => value(setting) || null;
  const port = orNull(SETTINGS.port);
  return {
    botToken: orNull(SETTINGS.slackBotToken),
    appToken: orNull(SETTINGS.slackAppToken),
    signingSecret: orNull(SETTINGS.slackSigningSecret),
    port: port === null ? null : Number(port),
    host: orNull(SETTINGS.host),
    apiUrl: value(SETTINGS.slackApiUrl),
    commandPrefix: value(SETTINGS.slackCommandPrefix),
    install: readInstall(value),
  };
}

function readDiscord(value: (setting: Setting) => string): DiscordConfig {
  const shards = value(SETTINGS.discordShards);
  return {
    token: value(SETTINGS.discordToken) || null,
    guildId: value(SETTINGS.discordGuildId) || null,
    hearsMessages: value(SETTINGS.discordMessages) === 'on',
    registers: value(SETTINGS.discordRegister) === 'on',
    shards: shards === 'auto' ? null : Number(shards),
    apiUrl: value(SETTINGS.discordApiUrl),
  };
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

function isStoreUrl(value: string): boolean {
  return (
    /^sqlite:./u.test(value) ||
    (/^(?:rediss?|postgres(?:ql)?):\/\//u.test(value) && URL.canParse(value))
  );
}
