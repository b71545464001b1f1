import { webApi } from '@slack/bolt';
import { bad, type Finding, good, note, SILENT } from '../../../ports.ts';
import { Counters } from '../../../running/work.ts';
import { isTokenFault, readFault } from '../faults.ts';
import { INSTALL_PATH, REDIRECT_PATH } from '../installs/pages.ts';
import {
  apiUrlOf,
  APP_SCOPE,
  contradictionIn,
  gapsIn,
  isForMany,
  missingScopes,
  OPTIONAL_SCOPES,
  SCOPES,
} from '../installs/settings.ts';
import type { Credentials, SlackSettings } from '../installs/settings.ts';
import { CALL_TIMEOUT_MS, SIGNATURE_AGE_SECONDS, boltLogger, clientOptions } from './connection.ts';
import { EVENTS_PATH } from './signed-http.ts';

type Unchecked = Omit<SlackSettings, 'oauth'> & Credentials;

const HOST = 'https://YOUR-HOST';
const SKEW_SECONDS = SIGNATURE_AGE_SECONDS / 2;

/** Looks at everything that `/debat` needs, in the order in which it is needed. */
export async function* checkUp(given: Unchecked, now: () => number): AsyncGenerator<Finding> {
  const settings = { ...given, apiUrl: apiUrlOf(given.apiUrl) };
  const contradiction = contradictionIn(settings);
  if (contradiction !== null) yield bad(contradiction);
  yield* isForMany(settings) ? checkInstallation(settings) : checkTransports(settings);
  yield* checkKinds(settings);
  const reached = await reach(settings.apiUrl, now);
  yield* reached;
  if (reached.some(({ verdict }) => verdict === 'bad')) return;
  if (isForMany(settings)) yield await checkClient(settings);
  if (settings.botToken !== null) yield* await checkBotToken(settings.botToken, settings.apiUrl);
  if (settings.appToken !== null) yield await checkAppToken(settings.appToken, settings.apiUrl);
  if (settings.signingSecret !== null)
    yield good(`Slack must reach this machine as ${HOST}${EVENTS_PATH}`);
}

function* checkTransports({ botToken, appToken, signingSecret }: Unchecked): Generator<Finding> {
  if (botToken === null) yield bad('SLACK_BOT_TOKEN is not set');
  const set = [
    ...(appToken === null ? [] : ['Socket Mode (SLACK_APP_TOKEN)']),
    ...(signingSecret === null ? [] : ['signed HTTP (SLACK_SIGNING_SECRET)']),
  ];
  yield set.length === 0
    ? bad('neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (signed HTTP) is set')
    : good(`way in: ${set.join(' and ')}`);
}

/** Looks at what many workspaces need beside what one does. */
function* checkInstallation(given: Unchecked): Generator<Finding> {
  const gaps = gapsIn(given);
  for (const gap of gaps) yield bad(`${gap} is not set`);
  const { redirectUrl, tokenKeys } = given.install;
  if (redirectUrl === null) {
    const address = `set it to ${HOST}${REDIRECT_PATH}`;
    yield bad(`SLACK_REDIRECT_URL is not set, so that nobody can install the app: ${address}`);
  }
  if (gaps.length === 0)
    yield good('way in: signed HTTP (SLACK_SIGNING_SECRET), for all who install the app');
  if (gaps.length === 0 && redirectUrl !== null) {
    const page = new URL(INSTALL_PATH, redirectUrl).href;
    yield note(`it is installed at ${page}; its redirect URL must be ${redirectUrl}`);
  }
  const keys = tokenKeys?.split(',').length ?? 0;
  if (keys > 1) {
    const when = 'once every process was started with all of them';
    yield note(`TOKEN_ENCRYPTION_KEY holds ${keys} keys: only the first is needed ${when}`);
  }
}

function* checkKinds({ botToken, appToken, signingSecret }: Unchecked): Generator<Finding> {
  if (botToken !== null && !/^(?:xoxe\.)?xoxb-/u.test(botToken)) {
    yield note('SLACK_BOT_TOKEN does not begin with xoxb-, as bot tokens do');
  }
  if (appToken !== null && !appToken.startsWith('xapp-')) {
    yield note('SLACK_APP_TOKEN does not begin with xapp-, as app-level tokens do');
  }
  if (signingSecret !== null && !/^[0-9a-f]{32}$/u.test(signingSecret)) {
    yield note('SLACK_SIGNING_SECRET is not 32 hexadecimal figures, as signing secrets are');
  }
}

async function reach(apiUrl: string, now: () => number): Promise<Finding[]> {
  try {
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    const { headers, body } = await fetch(new URL('api.test', apiUrl), { method: 'POST', signal });
    await body?.cancel();
    const theirs = Date.parse(headers.get('date') ?? '');
    const skew = Math.round(Math.abs(now() - theirs) / 1000);
    const late = `this machine's clock is ${skew} s off: signed requests will be refused as stale`;
    return [good(`${apiUrl} answers`), ...(skew > SKEW_SECONDS ? [bad(late)] : [])];
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return [bad(`${apiUrl} cannot be reached (${cause?.code ?? (error as Error).name})`)];
  }
}

/** Asks Slack to take a code that is none: it looks at who asks first. */
async function checkClient({ apiUrl, install }: Unchecked): Promise<Finding> {
  const { clientId, clientSecret } = install;
  const known = { client_id: clientId ?? '', client_secret: clientSecret ?? '' };
  const code = await clientFor(undefined, apiUrl)
    .oauth.v2.access({ ...known, code: 'none' })
    .then(() => null, codeOf);
  return code === null || code === 'invalid_code'
    ? good('Slack knows the client ID and secret')
    : bad(`Slack refuses the client ID or secret: ${code}`);
}

async function checkBotToken(token: string, apiUrl: string): Promise<Finding[]> {
  try {
    const { user, team, response_metadata } = await clientFor(token, apiUrl).auth.test();
    return [
      good(`the bot token is that of @${user ?? '?'} in ${team ?? '?'}`),
      ...judgeScopes(response_metadata?.scopes),
    ];
  } catch (error) {
    return [bad(`the bot token is refused: ${codeOf(error)}`)];
  }
}

function judgeScopes(granted: readonly string[] | undefined): Finding[] {
  if (granted === undefined) return [note('Slack does not say which scopes are granted')];
  const missing = missingScopes(granted);
  const extra = granted.filter((scope) => !Object.hasOwn(SCOPES, scope));
  return [
    ...missing.map((scope) => {
      const text = `the scope ${scope} is missing: ${SCOPES[scope] ?? ''}`;
      return OPTIONAL_SCOPES.includes(scope) ? note(text) : bad(text);
    }),
    ...(missing.length === 0 ? [good(`all ${Object.keys(SCOPES).length} scopes are granted`)] : []),
    ...(extra.length === 0 ? [] : [note(`granted and not needed: ${extra.join(', ')}`)]),
  ];
}

async function checkAppToken(token: string, apiUrl: string): Promise<Finding> {
  try {
    // The address it gives is good for one connection, which is never made.
    await clientFor(token, apiUrl).apps.connections.open();
    return good('the app-level token opens Socket Mode');
  } catch (error) {
    const fault = readFault(error);
    const isScope = fault?.code === 'missing_scope' || (fault !== null && isTokenFault(fault));
    const remedy = isScope ? `: it needs the scope ${APP_SCOPE}` : '';
    return bad(`the app-level token does not open Socket Mode (${codeOf(error)})${remedy}`);
  }
}

function clientFor(token: string | undefined, apiUrl: string): webApi.WebClient {
  const calling = { apiUrl, log: SILENT, boltLogger: boltLogger(SILENT), counters: new Counters() };
  return new webApi.WebClient(token, clientOptions(calling));
}

function codeOf(error: unknown): string {
  return readFault(error)?.code ?? (error as Error).name;
}
