import type { Log } from './adapters/adapter.ts';
import type { Screen } from './adapters/console/adapter.ts';
import type { Config } from './config.ts';
import type { ReportFault } from './errors.ts';
import type { Live } from './live.ts';
import type { Hit } from './retrieval/retriever.ts';
import { ANSWERED, newReference, platformTime, USAGE_FAULT } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Answers in the terminal: one line, the lines of standard input, or a conversation. Each part is
 * loaded only where it is used, so that one answer costs little more than starting Node.
 */
export async function talk(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const { input, output, errors } = surroundings;
  const { readArguments } = await import('./adapters/console/arguments.ts');
  const { line, json, explain } = readArguments(typed);
  const reportFault = lazyFaultReporter(errors);
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

/** The corpus and what answers from it; `recordHit` is told of every passage found. */
async function openLive(
  config: Config,
  surroundings: Surroundings,
  reportFault: ReportFault,
  recordHit?: (hit: Hit) => void,
): Promise<Live> {
  const { isoDates, openEditions } = await import('./editions.ts');
  const { progressBar } = await import('./progress.ts');
  const { errors, now } = surroundings;
  const summariesOf = await openTerminalSummaries(config, surroundings);
  return openEditions({
    corpusFolder: config.corpusFolder,
    reportFault,
    today: isoDates(now, config.timeZone),
    reportProgress: progressBar(errors, now),
    ...(summariesOf === undefined ? {} : { summariesOf }),
    ...(recordHit === undefined ? {} : { recordHit }),
  });
}

async function openTerminalSummaries({ model, timeZone }: Config, { errors, now }: Surroundings) {
  if (model.server === null && model.script === null) return undefined;
  const { MemorySummaries } = await import('./store/memory-summaries.ts');
  const { memoryLedger } = await import('./answer/budget.ts');
  const { isoDates } = await import('./editions.ts');
  const { createLog } = await import('./log.ts');
  const { openSummaries } = await import('./summaries.ts');
  return openSummaries(model, {
    cache: new MemorySummaries(),
    ledger: memoryLedger(),
    today: isoDates(now, timeZone),
    time: platformTime(now),
    log: quietLog(createLog(errors)),
    // Ctrl-C ends the process itself: nothing is left to give up.
    signal: new AbortController().signal,
  });
}

/** A person at a terminal is told of faults, and not of every summary. */
function quietLog(log: Log): Log {
  return {
    info: () => undefined,
    warn: (fields, event) => {
      log.warn(fields, event);
    },
    error: (fields, event) => {
      log.error(fields, event);
    },
  };
}

/** Logs to `errors`; the log itself is loaded with the first fault, which most runs never see. */
function lazyFaultReporter(errors: Screen): ReportFault {
  return (fault) => {
    const reference = newReference();
    void import('./log.ts').then(({ createLog }) => {
      createLog(errors).error({ reference, fault }, 'a request was not answered');
    });
    return reference;
  };
}
