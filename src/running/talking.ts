import type { Log } from '../ports.ts';
import type { Screen } from '../platforms/terminal/adapter.ts';
import type { Config } from '../config/config.ts';
import type { Corpus } from '../debate/passage.ts';
import type { Console } from '../platforms/terminal/adapter.ts';
import type { EditionParts } from './editions.ts';
import type { Live } from './live.ts';
import { ANSWERED, faultReporter, platformTime, USAGE_FAULT } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import type { TerminalSubscriptions } from './terminal-subscriptions.ts';

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
  const { readArguments } = await import('../platforms/terminal/arguments.ts');
  const { line, json, explain, watch } = readArguments(typed);
  const log = lazyLog(errors);
  const reportFault = faultReporter(log);
  const reasons = explain === true ? await openReasons() : undefined;
  const { TerminalSubscriptions } = await import('./terminal-subscriptions.ts');
  const subscriptions = new TerminalSubscriptions(config, surroundings, log);
  const live = await openLive(config, surroundings, {
    reportFault,
    subscribing: subscriptions.subscribing,
    ...(reasons === undefined ? {} : { recordHit: reasons.record }),
  });
  const { liveParts } = await import('./live.ts');
  const { Console } = await import('../platforms/terminal/adapter.ts');
  const explained = reasons === undefined ? {} : { explanationOf: reasons.of };
  const parts = liveParts(live);
  const terminal = new Console({
    ...parts,
    ...explained,
    reportFault,
    output,
    errors,
    json,
  });
  const unwatch = watch === true ? await watchCorpus(live, config, errors) : () => undefined;
  try {
    if (line !== null) return (await terminal.ask(line)) ? ANSWERED : USAGE_FAULT;
    if (input.isTTY !== true || json) await terminal.askAll(input);
    else await converse(terminal, parts.corpus, subscriptions, input);
    return ANSWERED;
  } finally {
    unwatch();
    await subscriptions.close();
  }
}

async function converse(
  terminal: Console,
  corpus: Corpus,
  subscriptions: TerminalSubscriptions,
  input: Surroundings['input'],
): Promise<void> {
  const stopDaily = await subscriptions.startDaily(terminal, corpus);
  try {
    await terminal.converse(input);
  } finally {
    await stopDaily();
  }
}

/** Whoever writes a work sees it answered from as soon as it is saved, or what is wrong with it. */
async function watchCorpus(live: Live, { corpusFolder }: Config, errors: Screen) {
  const { watchFolder } = await import('./files.ts');
  return watchFolder(corpusFolder, () => {
    live.reload().catch((fault: unknown) => {
      errors.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    });
  });
}

async function openReasons() {
  const { Reasons } = await import('../search/scoring/explained.ts');
  return new Reasons();
}

/** The corpus and what answers from it. */
async function openLive(
  config: Config,
  surroundings: Surroundings,
  parts: Pick<EditionParts, 'reportFault' | 'subscribing' | 'recordHit'>,
): Promise<Live> {
  const { isoDates, openEditions } = await import('./editions.ts');
  const { progressBar } = await import('./progress.ts');
  const { errors, now } = surroundings;
  const choose = await openModel(config, surroundings);
  return openEditions({
    ...parts,
    corpusFolder: config.corpusFolder,
    showsProposed: config.showsProposed,
    today: isoDates(now, config.timeZone),
    reportProgress: progressBar(errors, now),
    choose,
  });
}

async function openModel({ model, timeZone }: Config, { errors, now }: Surroundings) {
  if (model.server === null) return null;
  const { isoDates } = await import('./editions.ts');
  const { openChoosing } = await import('./summaries.ts');
  return openChoosing(model, {
    today: isoDates(now, timeZone),
    time: platformTime(now),
    log: lazyLog(errors),
    // Ctrl-C ends the process itself: nothing is left to give up.
    signal: new AbortController().signal,
  });
}

/** Tells a person of faults, and not of every summary; loaded with the first, which most runs never see. */
function lazyLog(errors: Screen): Log {
  const tell = async (level: 'warn' | 'error', fields: object, event: string) => {
    const { createLog } = await import('./log.ts');
    createLog(errors)[level](fields, event);
  };
  return {
    info: () => undefined,
    warn: (fields, event) => void tell('warn', fields, event),
    error: (fields, event) => void tell('error', fields, event),
  };
}
