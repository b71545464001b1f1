import { isOrigin, isPageAddress, isStoreUrl, isTimeZone, isWebAddress } from './values.ts';

/** One environment variable. */
export interface Setting {
  /** What it is when the environment says nothing; absent where there is nothing it could be. */
  readonly standard?: string;
  /** For `.env.example`. */
  readonly purpose: string;
  readonly valid: RegExp | ((value: string) => boolean);
  readonly expected: string;
}

const ON = { standard: 'on', valid: /^(?:on|off)$/u, expected: 'on or off' } as const;
const OFF = { ...ON, standard: 'off' } as const;

export const OPENAI_URL = 'https://api.openai.com/v1';

/** Every environment variable that is read, and what `.env.example` says of it. */
export const SETTINGS = {
  CORPUS_DIR: {
    standard: 'corpus',
    purpose: 'Folder of the works that may be quoted (corpus/README.md).',
    valid: /\S/u,
    expected: 'a folder',
  },
  DEBATES_DIR: {
    purpose:
      'Several debates: the folder that holds a folder of works for each, with its debate.yaml (docs/debates.md); in the place of CORPUS_DIR.',
    valid: /\S/u,
    expected: 'a folder',
  },
  MEMORY_MB: {
    standard: '200',
    purpose:
      'What the debates of DEBATES_DIR that are open may take together, in megabytes: those asked least recently are let go of first.',
    valid: (value) => /^\d{1,6}$/u.test(value) && Number(value) > 0,
    expected: 'a number of megabytes',
  },
  SHOW_PROPOSED: {
    ...ON,
    purpose:
      'Whether theses that a model proposed and no person has read yet are shown, marked as such, on or off.',
  },
  THESAURUS_FILE: {
    standard: '/usr/share/mythes/th_fr_FR_v2.dat',
    purpose:
      'A thesaurus in the format of MyThes, for words that no passage has: where Debian’s mythes-fr puts it, if it is there; off for none.',
    valid: /\S/u,
    expected: 'a file, or off',
  },
  TIME_ZONE: {
    standard: 'Europe/Paris',
    purpose: 'IANA zone whose date is « today » for the quotation of the day.',
    valid: isTimeZone,
    expected: 'an IANA time zone such as Europe/Paris',
  },
  STORE_URL: {
    standard: 'sqlite:data/debat.sqlite',
    purpose:
      'Where the servers keep what they must remember: a file for one machine, sqlite::memory: for nothing, redis://… or postgres://… for several processes.',
    valid: isStoreUrl,
    expected: 'sqlite:FILE, sqlite::memory:, redis://…, rediss://…, postgres://… or postgresql://…',
  },
  SEARCH_URL: {
    purpose:
      'A PostgreSQL server, postgres://…, on which the debates are kept and searched, so that no process holds them whole (docs/search-postgres.md); npm run corpus -- index brings it up to date. In memory when it is not set.',
    valid: (value) => isStoreUrl(value) && value.startsWith('postgres'),
    expected: 'postgres://… or postgresql://…',
  },
  SLACK_BOT_TOKEN: {
    purpose:
      'Slack: the bot token, xoxb-…, from « OAuth & Permissions ». With it, npm start serves.',
    valid: /^(?!xapp-|xoxp-)\S+$/u,
    expected: 'a bot token, xoxb-…, from « OAuth & Permissions » (not an app-level or user token)',
  },
  SLACK_APP_TOKEN: {
    purpose: 'Slack, Socket Mode: the app-level token, xapp-…, from « Basic Information ».',
    valid: /^(?!xox)\S+$/u,
    expected: 'an app-level token, xapp-…, from « Basic Information » (not a bot or user token)',
  },
  SLACK_SIGNING_SECRET: {
    purpose: 'Slack, signed HTTP: the signing secret, from « Basic Information ».',
    valid: /\S/u,
    expected: 'the signing secret, from « Basic Information »',
  },
  PORT: {
    purpose:
      'Port of /slack/events, /health and the pages of PUBLIC_URL: 3000 with signed HTTP; otherwise nothing is served over HTTP unless it is set.',
    valid: (value) => /^\d{1,5}$/u.test(value) && Number(value) <= 65_535,
    expected: 'a number from 0 to 65535',
  },
  PUBLIC_URL: {
    purpose:
      'Address of the debate’s pages, to which messages link; with PORT the process itself shows them there, and needs no platform.',
    valid: isPageAddress,
    expected: 'an address such as https://debat.example.org/, without a query',
  },
  LISTEN_HOST: {
    purpose: 'Address to listen on; all of this machine’s when it is not set.',
    valid: /^\S+$/u,
    expected: 'an address such as 127.0.0.1',
  },
  SLACK_API_URL: {
    standard: 'https://slack.com/api/',
    purpose:
      'Slack’s Web API: another address for GovSlack (https://slack-gov.com/api/) or a stand-in.',
    valid: isWebAddress,
    expected: 'an address such as https://slack.com/api/',
  },
  SLACK_COMMAND_PREFIX: {
    purpose:
      'Slack: what stands before every command name, for a workspace whose names are taken: « d- » makes /debat /d-debat, in the manifest too.',
    valid: /^[a-z0-9_-]{1,20}$/u,
    expected: 'up to 20 lower-case letters, figures, hyphens and underscores',
  },
  SLACK_CLIENT_ID: {
    purpose:
      'Slack, many workspaces: the client ID, from « Basic Information ». With it, instead of SLACK_BOT_TOKEN, any workspace can install the app at /slack/install.',
    valid: /^(?!xox|xapp-)\S+$/u,
    expected: 'the client ID, from « Basic Information », such as 123.456',
  },
  SLACK_CLIENT_SECRET: {
    purpose: 'Slack, many workspaces: the client secret, from « Basic Information ».',
    valid: /^\S+$/u,
    expected: 'the client secret, from « Basic Information »',
  },
  SLACK_STATE_SECRET: {
    purpose:
      'Slack, many workspaces: any long text of yours, the same for every process; it signs what an installation carries to Slack and back.',
    valid: /\S/u,
    expected: 'a text',
  },
  SLACK_REDIRECT_URL: {
    purpose:
      'Slack, many workspaces: https://YOUR-HOST/slack/oauth_redirect, as « OAuth & Permissions » has it; nobody can install the app without it.',
    valid: isWebAddress,
    expected: 'an address such as https://YOUR-HOST/slack/oauth_redirect',
  },
  TOKEN_ENCRYPTION_KEY: {
    purpose:
      'Slack, many workspaces: what encrypts their tokens in the store, 32 bytes in base64 (openssl rand -base64 32). To change it: new,old – the first encrypts, all of them decrypt.',
    valid: (value) => value.split(',').every((key) => /^[\w+/-]{43}=?$/u.test(key.trim())),
    expected: '32 bytes in base64, as openssl rand -base64 32 makes them; commas between several',
  },
  DISCORD_TOKEN: {
    purpose: 'Discord: the token, from « Bot » of the developer portal. With it, npm start serves.',
    valid: /^\S+$/u,
    expected: 'the token, from « Bot » of the developer portal, without « Bot » before it',
  },
  DISCORD_GUILD_ID: {
    purpose:
      'Discord: the one server where commands are registered, at once, while developing; everywhere when it is not set.',
    valid: /^\d{17,20}$/u,
    expected: 'the identifier of a server, 17 to 20 figures',
  },
  DISCORD_MESSAGES: {
    ...ON,
    purpose: 'Discord: whether mentions and direct messages are answered like /debat, on or off.',
  },
  DISCORD_REGISTER: {
    ...ON,
    purpose:
      'Discord: whether a start registers commands that differ, on or off; npm run discord:register does it by itself.',
  },
  DISCORD_SHARDS: {
    standard: 'auto',
    purpose:
      'Discord: how many sessions share the servers; auto for as many as Discord recommends.',
    valid: /^(?:auto|[1-9]\d{0,3})$/u,
    expected: 'auto or a number from 1',
  },
  DISCORD_API_URL: {
    standard: 'https://discord.com/api',
    purpose: 'Discord’s API: another address for a proxy or a stand-in.',
    valid: isWebAddress,
    expected: 'an address such as https://discord.com/api',
  },
  OPENAI_API_KEY: {
    purpose:
      'Summaries: the key of the model’s server. With it or OPENAI_BASE_URL, a model chooses which theses a summary tells; without both, none is ever asked.',
    valid: /^[\x21-\x7e]+$/u,
    expected: 'a key, without spaces',
  },
  OPENAI_BASE_URL: {
    purpose: `Summaries: the server of OpenAI’s chat completions to ask, OpenAI’s own (${OPENAI_URL}) when it is not set. A local one needs no key.`,
    // What a browser would take for a name and a password, `fetch` refuses.
    valid: (value) => isWebAddress(value) && new URL(value).username === '',
    expected: 'an address such as http://127.0.0.1:11434/v1, without a name or password',
  },
  OPENAI_MODEL: {
    purpose:
      'Summaries: the model, by the name that the server has for it; needed wherever a server is set, and npm run doctor lists what it has.',
    valid: /^\S{1,200}$/u,
    expected: 'the name of a model, without spaces',
  },
  EMBEDDINGS_MODEL: {
    purpose:
      'Search: a model of the same server’s embeddings, by which what is found by words is put in a better order; passages and questions are sent to it. None when it is not set.',
    valid: /^\S{1,200}$/u,
    expected: 'the name of a model, without spaces',
  },
  SUMMARY_TOKENS_PER_DAY: {
    standard: '500000',
    purpose:
      'Summaries: the tokens that each workspace or server may use in a day, in one process; a choice takes about 500.',
    valid: /^[1-9]\d{0,11}$/u,
    expected: 'a number from 1',
  },
  SUMMARY_CONCURRENCY: {
    standard: '4',
    purpose: 'Summaries: how many choices are asked for at once; four times as many may wait.',
    valid: /^[1-9]\d?$/u,
    expected: 'a number from 1 to 99',
  },
  API: {
    ...ON,
    purpose: 'Other programs: whether /api/ answers them where pages are served, on or off.',
  },
  MCP_HTTP: {
    ...OFF,
    purpose:
      'Other programs: whether assistants are answered at /mcp (Model Context Protocol) where pages are served, on or off; npm run mcp needs neither.',
  },
  API_KEYS: {
    purpose:
      'Other programs: keys of yours, 16 characters or more, with commas between several; /api/ and /mcp then answer only whoever sends one (Authorization: Bearer KEY).',
    valid: (value) => value.split(',').every((key) => /^[\w+/=.~-]{16,200}$/u.test(key.trim())),
    expected: 'keys of 16 to 200 letters, figures and - . _ ~ + / =, with commas between several',
  },
  API_RATE_PER_MINUTE: {
    standard: '60',
    purpose:
      'Other programs: how often each address, or each key, is answered at /api/ and /mcp in a minute, in one process.',
    valid: /^[1-9]\d{0,5}$/u,
    expected: 'a number from 1',
  },
  API_ORIGINS: {
    purpose:
      'Other programs: the origins whose pages may read /api/ and /mcp in a browser (CORS), with commas between several; * for any, none when it is not set.',
    valid: (value) => value.split(',').every((origin) => isOrigin(origin.trim())),
    expected: 'origins such as https://example.org, with commas between several, or *',
  },
  API_PROXIES: {
    standard: '0',
    purpose:
      'Other programs: how many proxies of yours stand before the process and add to X-Forwarded-For; with too few, all who ask are one address, with too many, anybody can pass for another.',
    valid: /^\d$/u,
    expected: 'a number from 0 to 9',
  },
} as const satisfies Readonly<Record<string, Setting>>;
