import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Screen } from './adapters/console/adapter.ts';
import type { Config } from './config.ts';
import type { Corpus } from './debate/corpus.ts';
import type { ReportFault } from './errors.ts';

/** The process as the program sees it. */
export interface Surroundings {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Screen;
  readonly errors: Screen;
  readonly now: () => Date;
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
    case 'debat':
      return talk(rest, config, surroundings);
    default:
      return talk(name === undefined ? rest : [name, ...rest], config, surroundings);
  }
}

async function talk(
  typed: readonly string[],
  config: Config,
  { input, output, errors, now }: Surroundings,
): Promise<number> {
  const { readArguments } = await import('./adapters/console/arguments.ts');
  const { line, json } = readArguments(typed);
  const corpus = await openCorpus(config);
  const reportFault = faultReporter(errors);
  const { Console } = await import('./adapters/console/adapter.ts');
  const { Gate } = await import('./debate/gate.ts');
  const gate = new Gate(corpus);
  const dispatch = await openDispatch(corpus, config, now, reportFault);
  const terminal = new Console({ dispatch, gate, corpus, reportFault, output, errors, json });
  if (line !== null) return (await terminal.ask(line)) ? ANSWERED : USAGE_FAULT;
  if (input.isTTY === true && !json) await terminal.converse(input);
  else await terminal.askAll(input);
  return ANSWERED;
}

async function openCorpus({ corpusFolder }: Config): Promise<Corpus> {
  const { loadCorpus } = await import('./corpus-folder.ts');
  return loadCorpus(corpusFolder);
}

async function openDispatch(
  corpus: Corpus,
  { timeZone }: Config,
  now: () => Date,
  reportFault: ReportFault,
) {
  const { createDispatch } = await import('./commands/dispatch.ts');
  const { createRetriever } = await import('./retrieval/engine.ts');
  const { withBalance } = await import('./retrieval/balance.ts');
  const { PAGE_SIZE } = await import('./debate/reply.ts');
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  const today = () => isoDate(now(), timeZone);
  return createDispatch({ corpus, retriever, today }, reportFault);
}

/** The date on the calendar of a zone, as `2026-11-22`. */
function isoDate(instant: Date, timeZone: string): string {
  // The Swedish calendar is written as ISO 8601 is.
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(instant);
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
