import { type Config, secretsIn } from './config/config.ts';
import { misnamedText } from './config/misnamed.ts';
import type { Adapter } from './conversation/exchange.ts';
import type { Poster } from './daily/send.ts';
import type { DiscordSettings } from './platforms/discord/transport/rest.ts';
import { accountsIn, isSlackNamed } from './platforms/slack/installs/settings.ts';
import type { SignedHttp } from './platforms/slack/transport/signed-http.ts';
import type { Claims, Log } from './ports.ts';
import type { Bot } from './running/bot.ts';
import type { Front } from './running/front.ts';
import type { Answering } from './running/health.ts';
import type { Monitored } from './running/metrics.ts';
import type { Monitor } from './running/monitor.ts';
import { ANSWERED, newSeed, type Surroundings } from './running/surroundings.ts';
import { Counters, platformTime } from './running/work.ts';
import { openFront, openPictures, openRooms } from './show.ts';
import type { OpenStore } from './store/open.ts';

/** A container starts before whoever runs it has a token. */
const NO_PLATFORM =
  'no platform is configured: set SLACK_BOT_TOKEN or DISCORD_TOKEN; until then /health alone answers';

/** How long a stop waits for daily quotations that are on their way. */
const GRACE_MS = 5_000;

/** Answers on the platforms until the process is asked to stop, or none of them can go on. */
export async function serve(config: Config, surroundings: Surroundings, isWatching: boolean) {
  const slack = slackSettings(config);
  const time = platformTime(surroundings.now);
  const monitor = await openMonitor(config, slack !== null, time.now);
  const { createLog } = await import('./running/log.ts');
  const log = monitor.watching(createLog(surroundings.errors, secretsIn(config)));
  const { surviveFaults } = await import('./running/uncaught.ts');
  surviveFaults(log, surroundings);
  for (const each of config.misnamed) log.warn({ setting: each.name }, misnamedText(each));
  if (config.unused !== null) log.warn({ setting: config.unused.split(' ')[0] }, config.unused);
  const shared = { log, time, monitor };
  // Before anything that takes time, so that whoever starts the process can see how far it is.
  const door = await openDoor(config, slack, shared);
  try {
    await serveBehind(door, config, slack, { ...surroundings, ...shared, isWatching });
  } finally {
    await door.close();
    log.info({}, 'stopped');
    surroundings.leaveSoon();
  }
  return ANSWERED;
}

interface Shared {
  readonly log: Log;
  readonly time: Bot['time'];
  readonly monitor: Monitor;
}

async function openMonitor(
  { discord }: Config,
  hasSlack: boolean,
  now: () => number,
): Promise<Monitor> {
  const { Monitor } = await import('./running/monitor.ts');
  const { programVersion } = await import('./running/files.ts');
  const platforms = [
    ...(hasSlack ? ['slack'] : []),
    ...(discord.token === null ? [] : ['discord']),
  ];
  return new Monitor({ version: programVersion(), platforms, now });
}

type SlackSettingsOf = ReturnType<typeof slackSettings>;

/** Null where Slack is not configured and something else is to be served; throws a BotError that says what is missing. */
function slackSettings({ slack, discord }: Config) {
  const isNamed = isSlackNamed(slack) || (discord.token === null && slack.port === null);
  return isNamed ? { ...slack, ...accountsIn(slack) } : null;
}

/** What listens, where anything does; Slack's requests come in by it as well. */
interface Door {
  readonly http: SignedHttp | null;
  readonly counters: Counters;
  /** Where pages and doors are shown as soon as the debate is read; null where none are. */
  readonly front: Front | null;
  readonly close: () => Promise<void>;
}

/** Rejects with a BotError where the port is not free. */
async function openDoor(
  config: Config,
  slack: SlackSettingsOf,
  { log, time, monitor }: Shared,
): Promise<Door> {
  const { port, host } = config.slack;
  const { tellingOf, openPort, close } = await import('./running/health.ts');
  const counters = new Counters();
  const front = await openFront(config);
  monitor.web = front === null ? null : () => front.counters.snapshot();
  const tell = tellingOf(monitor);
  const others: Answering = (request, response) =>
    tell(request, response) || front?.take(request, response) === true;
  if (slack !== null) {
    const { httpFor } = await import('./platforms/slack/transport/signed-http.ts');
    const http = httpFor(slack, { time, counters, log, others });
    await http?.open();
    return { http, counters, front, close: async () => http?.close() };
  }
  const server = port === null ? null : await openPort(port, host, others);
  const closed = async () => (server === null ? undefined : close(server));
  return { http: null, counters, front, close: closed };
}

async function serveBehind(
  door: Door,
  config: Config,
  slack: SlackSettingsOf,
  surroundings: Surroundings & Shared & { readonly isWatching: boolean },
): Promise<void> {
  const { log, monitor, isWatching } = surroundings;
  const memory = await openStoreOf(config, surroundings, log);
  const stopping = new AbortController();
  monitor.store = memory.health;
  const { openBot } = await import('./running/bot.ts');
  const kept = { log, store: memory.store, signal: stopping.signal };
  const parts = { ...kept, meter: monitor, isForMany: true };
  const bot = await openServerBot(await openBot(config, surroundings, parts), memory, monitor);
  const { reloadWhenAsked } = await import('./running/reloading.ts');
  const read = monitor.corpusRead.bind(monitor, bot.debates);
  void bot.debates.lookThrough(bot.time, stopping.signal);
  const watched = isWatching ? (config.debatesFolder ?? config.corpusFolder) : null;
  const unwatch = reloadWhenAsked(bot.debates, log, watched, surroundings, read);
  const platforms: Served[] = [];
  if (slack !== null) platforms.push(await openSlack(slack, door, bot));
  const { token } = config.discord;
  if (token !== null) platforms.push(await openDiscord({ ...config.discord, token }, bot));
  if (door.front !== null) await openRooms(door.front, bot, config);
  else if (platforms.length === 0) log.warn({}, NO_PLATFORM);
  const { unreadInCorpus, unreadText } = await import('./running/files.ts');
  const unread = config.debatesFolder === null ? unreadInCorpus(config.corpusFolder) : [];
  if (unread.length > 0) log.warn({}, unreadText(unread));
  for (const each of platforms) monitor.watch(each);
  read();
  // One platform that cannot be reached yet keeps no quotation from the others; what it misses is told.
  const reached = new Set<Served>();
  const posters = platforms.map((each) => ({
    platform: each.platform,
    post: each.post.bind(each),
    isReached: () => reached.has(each),
  }));
  const daily = await openDaily(posters, bot, memory.claims);
  monitor.daily = () => ({ ...daily.counts() });
  const stopped = surroundings.untilStopped();
  try {
    void daily.start();
    await Promise.race([stopped, whileAnyServes(platforms, reached, log)]);
  } finally {
    unwatch();
    stopping.abort();
    await daily.stop(GRACE_MS);
    await Promise.all(platforms.map((each) => each.stop()));
    await Promise.all([memory.close(), bot.close()]);
  }
}

/** A platform, and the news that it can go on no longer where it may tell. */
interface Served extends Adapter, Monitored {
  readonly broken?: Promise<never>;
}

/**
 * Starts the platforms; those that can be posted to are `reached`. One that can go on no longer,
 * because its token is refused say, is told of, and the others are served. Rejects with the fault of the
 * last one, and never resolves.
 */
async function whileAnyServes(platforms: readonly Served[], reached: Set<Served>, log: Log) {
  const serving = new Set(platforms);
  const over = Promise.withResolvers<never>();
  const end = (each: Served, fault: unknown) => {
    serving.delete(each);
    reached.delete(each);
    if (serving.size === 0) over.reject(fault);
    else log.error({ platform: each.platform, fault }, 'a platform is served no longer');
  };
  for (const each of platforms) {
    const served = async () => {
      await each.start();
      reached.add(each);
      await each.broken;
    };
    served().catch((fault: unknown) => {
      end(each, fault);
    });
  }
  return over.promise;
}

export async function openStoreOf({ storeUrl }: Config, { now }: Surroundings, log: Log) {
  const { openStore } = await import('./store/open.ts');
  return openStore(storeUrl, { time: platformTime(now), log });
}

/** With what several people, on several platforms and in several processes, need besides. */
async function openServerBot(
  bot: Bot,
  { store, claims, requestClaims, notes }: OpenStore,
  meter: Monitor,
) {
  const { StoreFeedback } = await import('./store/ports.ts');
  const feedback = new StoreFeedback(store, bot.time.now, meter.contested);
  return {
    ...(await openPictures(bot)),
    store,
    meter,
    contested: () => feedback.contested(),
    strictClaims: claims,
    claims: requestClaims,
    feedback,
    notes,
  };
}

type ServerBot = Awaited<ReturnType<typeof openServerBot>>;

async function openSlack(
  settings: NonNullable<SlackSettingsOf>,
  { http, counters }: Door,
  bot: ServerBot,
): Promise<Served> {
  const { Slack } = await import('./platforms/slack/adapter.ts');
  const { StoreInstallations } = await import('./store/installations.ts');
  const { Sealing } = await import('./store/sealing.ts');
  const sealing = new Sealing(settings.install.tokenKeys ?? '');
  const installations = new StoreInstallations('slack', bot.store, sealing, bot.log);
  return new Slack({ ...bot, settings, installations, http, counters });
}

async function openDiscord(settings: DiscordSettings, bot: ServerBot): Promise<Served> {
  const { Discord } = await import('./platforms/discord/adapter.ts');
  const { StoreTenancies } = await import('./store/subscriptions.ts');
  const tenancies = new StoreTenancies(bot.store, 'discord');
  return new Discord({ ...bot, settings, tenancies });
}

/** Sends the quotations of the day. */
export async function openDaily(posters: readonly Poster[], bot: Bot, claims: Claims) {
  const { DailyRun } = await import('./daily/run.ts');
  return new DailyRun({ ...bot, wait: bot.time.wait, claims, posters, seed: newSeed() });
}
