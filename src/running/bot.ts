import type { Config } from '../config/config.ts';
import type { Log, Meter } from '../ports.ts';
import type { Hit } from '../search/question.ts';
import type { Store } from '../store/store.ts';
import { StoreConsents } from '../store/consents.ts';
import { StoreDrafts, StoreProposals } from '../store/proposals.ts';
import { createHouseDispatch } from '../ask/debats.ts';
import { StoreChoices } from '../store/choices.ts';
import { StoreDeliveries, StoreSubscriptions } from '../store/subscriptions.ts';
import { StoreWatch } from '../store/watch.ts';
import { OpenHouse } from './house.ts';
import type { KeptDebates } from './kept.ts';
import { openMeaning } from './meaning.ts';
import { openChoosing } from './model.ts';
import { progressBar } from './progress.ts';
import { openThesaurus } from './thesaurus.ts';
import { faultReporter, isoDates, type Surroundings } from './surroundings.ts';
import { platformTime } from './work.ts';

/** What is opened before, and differs between the terminal and a server. */
interface BotParts {
  readonly log: Log;
  readonly store: Store;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  /** Absent where nobody watches. */
  readonly meter?: Meter;
  readonly recordHit?: ((hit: Hit) => void) | undefined;
  /** Whether questions that many ask are worked out once. */
  readonly isForMany?: boolean;
}

export type Bot = Awaited<ReturnType<typeof openBot>>;

/** What answers, wherever it is asked. */
export async function openBot(config: Config, surroundings: Surroundings, parts: BotParts) {
  const { log, store, signal, recordHit, meter, isForMany = false } = parts;
  const { timeZone } = config;
  const time = platformTime(surroundings.now);
  const today = isoDates(surroundings.now, timeZone);
  const reportFault = faultReporter(log);
  const subscribing = {
    subscriptions: new StoreSubscriptions(store),
    deliveries: new StoreDeliveries(store),
    now: time.now,
    timeZone,
  };
  const proposals = new StoreProposals(store);
  const consents = new StoreConsents(store, time.now);
  const proposing = { proposals, consents, drafts: new StoreDrafts(store) };
  const kept = await openKept(config, log);
  const debates = await OpenHouse.open({
    ...config,
    kept,
    today,
    reportFault,
    reportProgress: progressBar(surroundings.errors, surroundings.now),
    thesaurus: openThesaurus(config.thesaurus),
    meaning: await openMeaning(config, { time, log, signal, meter }),
    choose: await openChoosing(config.model, { today, time, log, signal, meter }),
    subscribing,
    proposing,
    recordHit,
    choices: new StoreChoices(store),
    log,
    ...(isForMany && { clock: time }),
  });
  const dispatch = createHouseDispatch(debates, reportFault);
  const watch = new StoreWatch(store, time.now);
  return {
    debates,
    dispatch,
    ...subscribing,
    ...proposing,
    today,
    watch,
    reportFault,
    log,
    time,
    /** What was asked before is answered first. */
    close: async () => kept?.close(),
  };
}

/** What a search server keeps; null where none is configured. */
async function openKept({ searchUrl }: Config, log: Log): Promise<KeptDebates | null> {
  if (searchUrl === null) return null;
  const { KeptDebates } = await import('./kept.ts');
  return new KeptDebates(searchUrl, log);
}
