import type { Log } from '../ports.ts';
import type { Adapter } from '../conversation/adapter.ts';
import type { DiscordSettings } from '../platforms/discord/transport/rest.ts';
import { accountsIn, isSlackNamed } from '../platforms/slack/installs/settings.ts';
import type { Config } from '../config/config.ts';
import type { EditionParts } from './editions.ts';
import type { Live } from './live.ts';
import type { OpenStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { ANSWERED, faultReporter, newSeed, platformTime } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** How long a stop waits for daily quotations that are on their way. */
const GRACE_MS = 5_000;

/** Whether the configuration names a platform to serve; a terminal needs none. */
export function isServer(config: Config): boolean {
  return isSlackNamed(config.slack) || config.discord.token !== null;
}

/** Answers on the platforms until the process is asked to stop, or one of them can go on no longer. */
export async function serve(
  config: Config,
  surroundings: Surroundings,
  isWatching = false,
): Promise<number> {
  const { errors, untilStopped, leaveSoon } = surroundings;
  const slack = namedSlack(config);
  const { createLog } = await import('./log.ts');
  const log = createLog(errors);
  const stopping = new AbortController();
  const memory = await openMemory(config, surroundings, log);
  const { reload, ...parts } = await openParts(config, surroundings, { log, memory, stopping });
  surroundings.onHangUp?.(reload);
  const { watchFolder } = await import('./files.ts');
  const { watchReloads } = await import('./kept-files.ts');
  const unasked = watchReloads(reload);
  const unwatch = isWatching ? watchFolder(config.corpusFolder, reload) : () => undefined;
  const served = await openPlatforms(config, slack, parts);
  // One platform that cannot be reached yet keeps no quotation from the others.
  const posters: Served[] = [];
  const daily = await openDaily(posters, parts);
  const start = async (each: Served): Promise<void> => {
    await each.start();
    posters.push(each);
  };
  const health = slack === null ? await openHealth(config, served, parts) : null;
  const stopped = untilStopped();
  try {
    void daily.start();
    await Promise.race([Promise.all(served.map(start)), stopped]);
    await Promise.race([stopped, ...served.flatMap(({ broken }) => broken ?? [])]);
  } finally {
    unwatch();
    unasked();
    stopping.abort();
    await daily.stop(GRACE_MS);
    await Promise.all(served.map((each) => each.stop()));
    await health?.close();
    await memory.close();
    log.info({}, 'stopped');
    leaveSoon();
  }
  return ANSWERED;
}

/** Null where Discord alone is configured; throws a BotError that says what is missing. */
function namedSlack({ slack, discord }: Config) {
  const isNamed = isSlackNamed(slack) || discord.token === null;
  return isNamed ? { ...slack, ...accountsIn(slack) } : null;
}

async function openPlatforms(
  { discord: { token, ...discord } }: Config,
  slack: ReturnType<typeof namedSlack>,
  parts: Parts,
): Promise<readonly Served[]> {
  const others = token === null ? [] : [await openDiscord({ ...discord, token }, parts)];
  const healthBeside = () => ({
    store: parts.storeHealth(),
    ...Object.fromEntries(others.map((each) => [each.platform, { isReady: each.isReady }])),
  });
  if (slack === null) return others;
  return [await openSlack(slack, { ...parts, healthBeside }), ...others];
}

/** A platform, and the news that it can go on no longer where it may tell. */
interface Served extends Adapter {
  readonly broken?: Promise<never>;
  readonly isReady?: boolean;
}

async function openMemory(
  { storeUrl }: Config,
  { now }: Surroundings,
  log: Log,
): Promise<OpenStore> {
  const { openStore } = await import('../store/open.ts');
  return openStore(storeUrl, { now: platformTime(now).now, log });
}

interface Opened {
  readonly log: Log;
  readonly memory: OpenStore;
  readonly stopping: AbortController;
}

type Parts = Omit<Awaited<ReturnType<typeof openParts>>, 'reload'>;

/** What every platform needs of the rest of the program. */
async function openParts(config: Config, surroundings: Surroundings, opened: Opened) {
  const { log, memory } = opened;
  const { store, claims: strictClaims, requestClaims: claims, health: storeHealth } = memory;
  const { liveParts } = await import('./live.ts');
  const { StoreFeedback } = await import('../store/feedback.ts');
  const { StoreNotes } = await import('../store/notes.ts');
  const time = platformTime(surroundings.now);
  const reportFault = faultReporter(log);
  const subscribing = await openSubscribing(config, time.now, store);
  const live = await openLive(config, surroundings, { ...opened, reportFault, subscribing });
  return {
    ...liveParts(live),
    ...subscribing,
    reload: () => {
      reload(live, log);
    },
    ...{ store, storeHealth, strictClaims, claims },
    feedback: new StoreFeedback(store),
    notes: new StoreNotes(store, time.now),
    ...{ reportFault, log, time },
  };
}

async function openSubscribing({ timeZone }: Config, now: () => number, store: Store) {
  const { StoreDeliveries, StoreSubscriptions } = await import('../store/subscriptions.ts');
  const [subscriptions, deliveries] = [new StoreSubscriptions(store), new StoreDeliveries(store)];
  return { subscriptions, deliveries, now, timeZone };
}

async function openLive(
  config: Config,
  surroundings: Surroundings,
  opened: Opened & Pick<EditionParts, 'reportFault' | 'subscribing'>,
): Promise<Live> {
  const { isoDates, openEditions } = await import('./editions.ts');
  const { progressBar } = await import('./progress.ts');
  const { corpusFolder, showsProposed, timeZone } = config;
  const { now, errors } = surroundings;
  const choose = await openModel(config, surroundings, opened);
  return openEditions({
    ...{ corpusFolder, showsProposed },
    today: isoDates(now, timeZone),
    reportProgress: progressBar(errors, now),
    ...opened,
    choose,
  });
}

function reload(live: Live, log: Log): void {
  live.reload().then(
    () => {
      log.info({ corpus: live.edition.corpus.hash }, 'the corpus was read again');
    },
    (fault: unknown) => {
      log.error({ fault }, 'the corpus stays as it was');
    },
  );
}

async function openModel(
  { model, timeZone }: Config,
  { now }: Surroundings,
  { log, stopping: { signal } }: Opened,
) {
  if (model.server === null) return null;
  const { openChoosing } = await import('./summaries.ts');
  const { isoDates } = await import('./editions.ts');
  const time = platformTime(now);
  return openChoosing(model, { today: isoDates(now, timeZone), time, log, signal });
}

async function openSlack(
  settings: NonNullable<ReturnType<typeof namedSlack>>,
  parts: Parts & { readonly healthBeside: () => object },
): Promise<Served> {
  const { Slack } = await import('../platforms/slack/adapter.ts');
  const { StoreInstallations } = await import('../store/installations.ts');
  const { Sealing } = await import('../store/sealing.ts');
  const sealing = new Sealing(settings.install.tokenKeys ?? '');
  const installations = new StoreInstallations('slack', parts.store, sealing, parts.log);
  return new Slack({ settings, installations, ...parts });
}

async function openDiscord(settings: DiscordSettings, parts: Parts): Promise<Served> {
  const { Discord } = await import('../platforms/discord/adapter.ts');
  const { StoreTenancies } = await import('../store/tenancies.ts');
  const tenancies = new StoreTenancies(parts.store, 'discord');
  return new Discord({ settings, tenancies, ...parts });
}

async function openDaily(posters: readonly Served[], parts: Parts) {
  const { DailyRun } = await import('../daily/run.ts');
  const { time, strictClaims } = parts;
  return new DailyRun({ ...parts, ...time, claims: strictClaims, posters, seed: newSeed() });
}

/** Slack has an endpoint of its own; null where no port is set for one. */
async function openHealth(
  { slack: { port, host } }: Config,
  served: readonly Served[],
  { storeHealth }: Parts,
) {
  if (port === null) return null;
  const { HealthServer } = await import('./health.ts');
  const health = new HealthServer({
    port,
    host,
    isReady: () => served.every(({ isReady }) => isReady ?? true),
    details: () => ({ store: storeHealth() }),
  });
  await health.open();
  return health;
}
