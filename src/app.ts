import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Adapter, Log } from './adapters/adapter.ts';
import type { Screen } from './adapters/console/adapter.ts';
import type { DiscordSettings } from './adapters/discord/settings.ts';
import type { SlackSettings } from './adapters/slack/settings.ts';
import type { Time } from './adapters/time.ts';
import type { Config, SlackConfig } from './config.ts';
import type { Corpus } from './debate/corpus.ts';
import { BotError } from './errors.ts';
import type { ReportFault } from './errors.ts';
import type { Live } from './live.ts';
import type { Hit } from './retrieval/retriever.ts';

/** The process as the program sees it. */
export interface Surroundings {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Screen;
  readonly errors: Screen;
  readonly now: () => Date;
  /** Resolves when the process is asked to stop. */
  readonly untilStopped: () => Promise<void>;
  /** Calls the listener whenever the operator asks for the corpus to be read again. */
  readonly onHangUp?: (listener: () => void) => unknown;
  /** Ends the process soon, whatever a library left open. */
  readonly leaveSoon: () => void;
}

/** Exit codes: answered, refuted by a check, and a fault of usage, configuration or corpus. */
const ANSWERED = 0;
const USAGE_FAULT = 2;

/**
 * Runs what the arguments name; resolves to the exit code. Each part is loaded only where it is
 * used, so that one answer costs little more than starting Node.
 */
export async function run(
  [name, ...rest]: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  switch (name) {
    case 'corpus': {
      const { corpusCommand } = await import('./operator/corpus.ts');
      return corpusCommand(rest, config.corpusFolder, surroundings);
    }
    case 'verifier': {
      const { verifierCommand } = await import('./operator/verifier.ts');
      return verifierCommand(rest, await openCorpus(config), surroundings);
    }
    case 'doctor': {
      const { doctorCommand } = await import('./operator/doctor.ts');
      return doctorCommand(rest, config, surroundings);
    }
    case 'discord-register': {
      const { registerCommand } = await import('./operator/discord-register.ts');
      return registerCommand(rest, config.discord, surroundings, platformTime(surroundings.now));
    }
    case 'debat':
      return talk(rest, config, surroundings);
    case 'serve':
      return serve(config, surroundings, rest.includes('--watch'));
    case undefined:
      return isServer(config) ? serve(config, surroundings) : talk([], config, surroundings);
    default:
      return talk([name, ...rest], config, surroundings);
  }
}

/** Whether the configuration names a platform to serve; a terminal needs none. */
function isServer(config: Config): boolean {
  return isSlackNamed(config) || config.discord.token !== null;
}

function isSlackNamed({ slack }: Config): boolean {
  return [slack.botToken, slack.appToken, slack.signingSecret].some((secret) => secret !== null);
}

/** Answers on the platforms until the process is asked to stop, or one of them can go on no longer. */
async function serve(
  config: Config,
  surroundings: Surroundings,
  isWatching = false,
): Promise<number> {
  const { errors, untilStopped, leaveSoon } = surroundings;
  const { token } = config.discord;
  const slack = isSlackNamed(config) || token === null ? completeSettings(config.slack) : null;
  const { createLog } = await import('./log.ts');
  const log = createLog(errors);
  const { reload, ...parts } = await openParts(config, surroundings, log);
  surroundings.onHangUp?.(reload);
  const { watchFolder } = await import('./files.ts');
  const unwatch = isWatching ? watchFolder(config.corpusFolder, reload) : () => undefined;
  const served: Served[] = [
    ...(slack === null ? [] : [await openSlack(slack, parts)]),
    ...(token === null ? [] : [await openDiscord({ ...config.discord, token }, parts)]),
  ];
  const stopped = untilStopped();
  try {
    await Promise.race([Promise.all(served.map((each) => each.start())), stopped]);
    await Promise.race([stopped, ...served.flatMap(({ broken }) => broken ?? [])]);
  } finally {
    unwatch();
    await Promise.all(served.map((each) => each.stop()));
    log.info({}, 'stopped');
    leaveSoon();
  }
  return ANSWERED;
}

/** A platform, and the news that it can go on no longer where it may tell. */
interface Served extends Adapter {
  readonly broken?: Promise<never>;
}

type Parts = Omit<Awaited<ReturnType<typeof openParts>>, 'reload'>;

/** What every platform needs of the rest of the program. */
async function openParts(config: Config, surroundings: Surroundings, log: Log) {
  const { liveParts } = await import('./live.ts');
  const { MemoryClaims, MemoryFeedback } = await import('./store/memory.ts');
  const reportFault: ReportFault = (fault) => {
    const reference = randomBytes(4).toString('hex');
    log.error({ reference, fault }, 'a request was not answered');
    return reference;
  };
  const time = platformTime(surroundings.now);
  const live = await openLive(config, surroundings, reportFault);
  const reload = () => {
    live.reload().then(
      () => {
        log.info({ corpus: live.edition.corpus.hash }, 'the corpus was read again');
      },
      (fault: unknown) => {
        log.error({ fault }, 'the corpus stays as it was');
      },
    );
  };
  return {
    ...liveParts(live),
    reload,
    claims: new MemoryClaims(time.now),
    feedback: new MemoryFeedback(),
    reportFault,
    log,
    time,
  };
}

async function openSlack(settings: SlackSettings, parts: Parts): Promise<Served> {
  const { Slack } = await import('./adapters/slack/adapter.ts');
  return new Slack({ settings, ...parts });
}

async function openDiscord(settings: DiscordSettings, parts: Parts): Promise<Served> {
  const { Discord } = await import('./adapters/discord/adapter.ts');
  const { MemoryNotes } = await import('./store/memory-notes.ts');
  // Nothing is kept of a server yet: there is nothing to let go of.
  const nothing = () => Promise.resolve();
  const tenancies = { arrived: nothing, left: nothing, known: () => Promise.resolve([]) };
  return new Discord({ settings, notes: new MemoryNotes(parts.time.now), tenancies, ...parts });
}

function platformTime(now: () => Date): Time {
  return {
    now: () => now().getTime(),
    wait: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    deadline: (ms, signal) => wait(ms, undefined, { signal }),
  };
}

/** What Slack needs to be served; throws a BotError that says what is missing. */
function completeSettings({ botToken, ...slack }: SlackConfig): SlackSettings {
  const missing = [
    ...(botToken === null ? ['SLACK_BOT_TOKEN'] : []),
    ...(slack.appToken === null && slack.signingSecret === null
      ? ['SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (signed HTTP)']
      : []),
  ];
  if (botToken !== null && missing.length === 0) return { ...slack, botToken };
  const names = missing.join(' and ');
  throw new BotError(
    'configuration',
    `Slack cannot be served: set ${names}, or see npm run doctor`,
  );
}

async function talk(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const { input, output, errors } = surroundings;
  const { readArguments } = await import('./adapters/console/arguments.ts');
  const { line, json, explain } = readArguments(typed);
  const reportFault = faultReporter(errors);
  const reasons = explain === true ? await openReasons() : undefined;
  const { edition } = await openLive(config, surroundings, reportFault, reasons?.record);
  const { Console } = await import('./adapters/console/adapter.ts');
  const explained = reasons === undefined ? {} : { explanationOf: reasons.of };
  const terminal = new Console({ ...edition, ...explained, reportFault, output, errors, json });
  if (line !== null) return (await terminal.ask(line)) ? ANSWERED : USAGE_FAULT;
  if (input.isTTY === true && !json) await terminal.converse(input);
  else await terminal.askAll(input);
  return ANSWERED;
}

async function openReasons() {
  const { Reasons } = await import('./retrieval/explained.ts');
  return new Reasons();
}

async function openCorpus({ corpusFolder }: Config): Promise<Corpus> {
  const { loadCorpus } = await import('./corpus-folder.ts');
  return loadCorpus(corpusFolder);
}

/** The corpus and what answers from it; `recordHit` is told of every passage found. */
async function openLive(
  { corpusFolder, timeZone }: Config,
  { errors, now }: Surroundings,
  reportFault: ReportFault,
  recordHit?: (hit: Hit) => void,
): Promise<Live> {
  const { isoDates, openEditions } = await import('./editions.ts');
  const { progressBar } = await import('./progress.ts');
  return openEditions({
    corpusFolder,
    reportFault,
    today: isoDates(now, timeZone),
    reportProgress: progressBar(errors, now),
    ...(recordHit === undefined ? {} : { recordHit }),
  });
}

/** Logs to `errors`; the log itself is loaded with the first fault, which most runs never see. */
function faultReporter(errors: Screen): ReportFault {
  return (fault) => {
    const reference = randomBytes(4).toString('hex');
    void import('./log.ts').then(({ createLog }) => {
      createLog(errors).error({ reference, fault }, 'a request was not answered');
    });
    return reference;
  };
}
