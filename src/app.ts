import { type Config, secretsIn } from './config/config.ts';
import type { Adapter } from './conversation/exchange.ts';
import type { Poster } from './daily/send.ts';
import type { Console } from './platforms/terminal/adapter.ts';
import type { DiscordSettings } from './platforms/discord/transport/rest.ts';
import { accountsIn, isSlackNamed } from './platforms/slack/installs/settings.ts';
import type { Claims, Log } from './ports.ts';
import type { Bot } from './running/bot.ts';
import type { Live } from './running/live.ts';
import type { Monitored, TellHealth } from './running/health.ts';
import {
  ANSWERED,
  lazyLog,
  newSeed,
  USAGE_FAULT,
  type Surroundings,
} from './running/surroundings.ts';
import type { LateStore } from './store/late.ts';
import type { OpenStore } from './store/open.ts';
import { platformTime } from './running/work.ts';

// Each part is loaded only where it is used, so that one answer in the terminal costs little more than
// starting Node.

/** A container starts before whoever runs it has a token. */
const NO_PLATFORM =
  'no platform is configured: set SLACK_BOT_TOKEN or DISCORD_TOKEN; until then /health alone answers';

/** How long a stop waits for daily quotations that are on their way. */
const GRACE_MS = 5_000;

/** Runs what the arguments name; resolves to the exit code. */
export async function run(
  [name, ...rest]: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  switch (name) {
    case 'corpus':
      return (await import('./operator/keeping.ts')).keepCorpus(rest, config, surroundings);
    case 'verifier': {
      const { loadCorpus } = await import('./running/reader.ts');
      const { verifierCommand } = await import('./operator/verifier.ts');
      return verifierCommand(rest, await loadCorpus(config), surroundings);
    }
    case 'doctor': {
      const { doctorCommand } = await import('./operator/doctor.ts');
      return doctorCommand(rest, config, surroundings);
    }
    case 'discord-register': {
      const { registerCommand } = await import('./operator/discord-register.ts');
      return registerCommand(rest, config, surroundings, platformTime(surroundings.now));
    }
    case 'slack-manifest': {
      const { manifestCommand } = await import('./operator/slack-manifest.ts');
      return manifestCommand(rest, config, surroundings);
    }
    case 'debat':
      return talk(rest, config, surroundings);
    case 'serve':
      return serve(config, surroundings, rest.includes('--watch'));
    case undefined: {
      const isServer = isSlackNamed(config.slack) || config.discord.token !== null;
      return isServer ? serve(config, surroundings) : talk([], config, surroundings);
    }
    default:
      return talk([name, ...rest], config, surroundings);
  }
}

/** Answers in the terminal: one line, the lines of standard input, or a conversation. */
async function talk(typed: readonly string[], config: Config, surroundings: Surroundings) {
  const { readArguments } = await import('./platforms/terminal/input.ts');
  const { line, json, explain, watch } = readArguments(typed);
  const { input, output, errors } = surroundings;
  const log = lazyLog(errors, secretsIn(config));
  const { LateStore } = await import('./store/late.ts');
  const store = new LateStore(() => openStoreOf(config, surroundings, log), log);
  const reasons = explain ? new (await import('./search/scoring/explanation.ts')).Reasons() : null;
  // Ctrl-C ends the process itself.
  const stopping = new AbortController();
  const { openBot } = await import('./running/bot.ts');
  const { signal } = stopping;
  const parts = { log, store: store.store, signal, recordHit: reasons?.record };
  const bot = await openBot(config, surroundings, parts);
  const { Console } = await import('./platforms/terminal/adapter.ts');
  const terminal = new Console({ ...bot, output, errors, json, explanationOf: reasons?.of });
  const unwatch = watch ? await watchCorpus(bot.live, config, surroundings) : () => null;
  try {
    if (line !== null) return (await terminal.ask(line)) ? ANSWERED : USAGE_FAULT;
    if (input.isTTY !== true || json) await terminal.askAll(input);
    else {
      const stopDaily = await startDailyIn(terminal, bot, store, config);
      await terminal.converse(input).finally(stopDaily);
    }
    return ANSWERED;
  } finally {
    unwatch();
    stopping.abort();
    await store.close();
  }
}

async function watchCorpus(live: Live, { corpusFolder }: Config, surroundings: Surroundings) {
  const { reloadWhenSaved } = await import('./running/reloading.ts');
  return reloadWhenSaved(live, corpusFolder, surroundings);
}

/** Answers on the platforms until the process is asked to stop, or one of them can go on no longer. */
async function serve(config: Config, surroundings: Surroundings, isWatching = false) {
  const slack = slackSettings(config);
  const { createLog } = await import('./running/log.ts');
  const log = createLog(surroundings.errors, secretsIn(config));
  const memory = await openStoreOf(config, surroundings, log);
  const stopping = new AbortController();
  const parts = { log, store: memory.store, signal: stopping.signal };
  const { openBot } = await import('./running/bot.ts');
  const bot = await openServerBot(await openBot(config, surroundings, parts), memory);
  const { reloadWhenAsked } = await import('./running/reloading.ts');
  const watched = isWatching ? config.corpusFolder : null;
  const unwatch = reloadWhenAsked(bot.live, log, watched, surroundings);
  const platforms: Served[] = [];
  const { healthTeller, openHealth, close } = await import('./running/health.ts');
  const tellHealth = healthTeller(platforms, memory.health);
  if (slack !== null) platforms.push(await openSlack(slack, { ...bot, tellHealth }));
  const { token } = config.discord;
  if (slack === null && token === null) log.warn({}, NO_PLATFORM);
  if (token !== null) platforms.push(await openDiscord({ ...config.discord, token }, bot));
  // One platform that cannot be reached yet keeps no quotation from the others.
  const posters: Served[] = [];
  const daily = await openDaily(posters, bot, memory.claims);
  const { port, host } = config.slack;
  // Slack serves it beside its own requests.
  const health = slack !== null || port === null ? null : await openHealth(port, host, tellHealth);
  const stopped = surroundings.untilStopped();
  try {
    void daily.start();
    const started = platforms.map(async (each) => {
      await each.start();
      posters.push(each);
    });
    await Promise.race([Promise.all(started), stopped]);
    await Promise.race([stopped, ...platforms.flatMap(({ broken }) => broken ?? [])]);
  } finally {
    unwatch();
    stopping.abort();
    await daily.stop(GRACE_MS);
    await Promise.all(platforms.map((each) => each.stop()));
    if (health !== null) await close(health);
    await memory.close();
    log.info({}, 'stopped');
    surroundings.leaveSoon();
  }
  return ANSWERED;
}

/** A platform, and the news that it can go on no longer where it may tell. */
interface Served extends Adapter, Monitored {
  readonly broken?: Promise<never>;
}

/** Null where Slack is not configured and something else is to be served; throws a BotError that says what is missing. */
function slackSettings({ slack, discord }: Config) {
  const isNamed = isSlackNamed(slack) || (discord.token === null && slack.port === null);
  return isNamed ? { ...slack, ...accountsIn(slack) } : null;
}

async function openStoreOf({ storeUrl }: Config, { now }: Surroundings, log: Log) {
  const { openStore } = await import('./store/open.ts');
  return openStore(storeUrl, { time: platformTime(now), log });
}

/** With what several people, on several platforms and in several processes, need besides. */
async function openServerBot(bot: Bot, { store, claims, requestClaims }: OpenStore) {
  const { StoreFeedback, StoreNotes } = await import('./store/ports.ts');
  return {
    ...bot,
    store,
    strictClaims: claims,
    claims: requestClaims,
    feedback: new StoreFeedback(store),
    notes: new StoreNotes(store, bot.time.now),
  };
}

type ServerBot = Awaited<ReturnType<typeof openServerBot>>;

async function openSlack(
  settings: NonNullable<ReturnType<typeof slackSettings>>,
  bot: ServerBot & { readonly tellHealth: TellHealth },
): Promise<Served> {
  const { Slack } = await import('./platforms/slack/adapter.ts');
  const { StoreInstallations } = await import('./store/installations.ts');
  const { Sealing } = await import('./store/sealing.ts');
  const sealing = new Sealing(settings.install.tokenKeys ?? '');
  const installations = new StoreInstallations('slack', bot.store, sealing, bot.log);
  return new Slack({ ...bot, settings, installations });
}

async function openDiscord(settings: DiscordSettings, bot: ServerBot): Promise<Served> {
  const { Discord } = await import('./platforms/discord/adapter.ts');
  const { StoreTenancies } = await import('./store/subscriptions.ts');
  const tenancies = new StoreTenancies(bot.store, 'discord');
  return new Discord({ ...bot, settings, tenancies });
}

/** Sends the quotations of the day. */
async function openDaily(posters: readonly Poster[], bot: Bot, claims: Claims) {
  const { DailyRun } = await import('./daily/run.ts');
  return new DailyRun({ ...bot, wait: bot.time.wait, claims, posters, seed: newSeed() });
}

/** Prints the quotation of the day in a conversation, until what it returns is called. */
async function startDailyIn(terminal: Console, bot: Bot, store: LateStore, { storeUrl }: Config) {
  const { fileExists } = await import('./running/files.ts');
  const daily = await openDaily([terminal], bot, store.store);
  void store.ready.then(() => daily.start());
  // Whoever subscribed before is served from the first minute on; nothing is made for nothing.
  const [, path = null] = /^sqlite:(?:\/\/)?(.+)$/u.exec(storeUrl) ?? [];
  if (path === null || fileExists(path)) await store.opened().catch(() => undefined);
  return () => daily.stop(0);
}
