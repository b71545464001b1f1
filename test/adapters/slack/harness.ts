import { MemoryClaims, MemoryFeedback } from '../../../src/store/memory.ts';
import { Slack as SlackAdapter } from '../../../src/adapters/slack/adapter.ts';
import type { SlackParts } from '../../../src/adapters/slack/adapter.ts';
import type { SlackSettings } from '../../../src/adapters/slack/settings.ts';
import type { Time } from '../../../src/adapters/time.ts';
import { createDispatch } from '../../../src/commands/dispatch.ts';
import type { Corpus } from '../../../src/debate/corpus.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { PAGE_SIZE } from '../../../src/debate/reply.ts';
import { withBalance } from '../../../src/retrieval/balance.ts';
import { createRetriever } from '../../../src/retrieval/engine.ts';
import type { Dispatch } from '../../../src/request.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import type { Gestures } from '../../standins/slack/gestures.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';

/** A line of the operator's log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly event: string;
}

/** A clock that only pauses move, and deadlines that only the test lets pass. */
export class TestTime implements Time {
  #nowMs: number;
  readonly pauses: number[] = [];
  readonly #awaited: { readonly ms: number; readonly resolve: () => void }[] = [];
  #deadlines: { readonly ms: number; readonly pass: () => void }[] = [];

  constructor(nowMs = Date.now()) {
    this.#nowMs = nowMs;
  }

  readonly now = (): number => this.#nowMs;

  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return Promise.reject(new Error('stopped'));
    this.pauses.push(ms);
    this.#nowMs += ms;
    // One turn of the event loop, so that what others send in the meantime is read.
    return new Promise((resolve) => setImmediate(resolve));
  };

  readonly deadline = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const deadline = { ms, pass: resolve };
      this.#deadlines.push(deadline);
      for (const awaited of this.#awaited) if (awaited.ms === ms) awaited.resolve();
      signal.addEventListener('abort', () => {
        this.#deadlines = this.#deadlines.filter((each) => each !== deadline);
        reject(new Error('stopped'));
      });
    });

  advance(ms: number): void {
    this.#nowMs += ms;
  }

  /** Resolves once somebody waits for a deadline of this length. */
  untilDeadline(ms: number): Promise<void> {
    if (this.#deadlines.some((each) => each.ms === ms)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#awaited.push({ ms, resolve });
    });
  }

  /** Lets every deadline of this length that is waited for pass. */
  passDeadlines(ms: number): void {
    for (const deadline of this.#deadlines.filter((each) => each.ms === ms)) deadline.pass();
    this.#deadlines = this.#deadlines.filter((each) => each.ms !== ms);
  }
}

/** A dispatch over a corpus, as `app.ts` makes it. */
export function dispatchOn(corpus: Corpus): Dispatch {
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  return createDispatch({ corpus, retriever, today: () => '2026-11-22' }, () => '0a1b2c3d');
}

const realDispatch = dispatchOn(realCorpus);

/** A running bot with everything a test may look at. */
export interface Bot {
  readonly adapter: SlackAdapter;
  readonly log: readonly LogLine[];
  /** Every fault that was reported, in order; the n-th has the reference `ref-n`. */
  readonly faults: readonly unknown[];
  readonly feedback: MemoryFeedback;
  readonly claims: MemoryClaims;
  readonly time: TestTime;
  /** Where Slack would send its requests. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

type Given = Partial<Omit<SlackParts, 'settings' | 'time'>> & {
  readonly settings?: Partial<SlackSettings>;
  readonly time?: TestTime;
};

/** Builds a bot that speaks to a stand-in; nothing is started yet. */
export function makeBot(slack: Slack, given: Given = {}): Bot {
  const { time = new TestTime(), settings, corpus = realCorpus, ...parts } = given;
  const log: LogLine[] = [];
  const faults: unknown[] = [];
  const told = (level: LogLine['level']) => (fields: object, event: string) => {
    log.push({ level, fields: { ...fields }, event });
  };
  const feedback = new MemoryFeedback();
  const claims = new MemoryClaims(time.now);
  const adapter = new SlackAdapter({
    corpus,
    dispatch: corpus === realCorpus ? realDispatch : dispatchOn(corpus),
    gate: new Gate(corpus),
    claims,
    feedback,
    reportFault: (fault) => `ref-${faults.push(fault)}`,
    log: { info: told('info'), warn: told('warn'), error: told('error') },
    time,
    ...parts,
    settings: {
      botToken: slack.credentials.botToken,
      appToken: null,
      signingSecret: null,
      port: null,
      host: '127.0.0.1',
      apiUrl: slack.apiUrl,
      commandPrefix: '',
      ...settings,
    },
  });
  return {
    ...{ adapter, log, faults, feedback, claims, time },
    get url() {
      return `http://127.0.0.1:${adapter.port ?? 0}`;
    },
    stop: () => adapter.stop(),
  };
}

export async function startOverHttp(slack: Slack, given: Given = {}): Promise<Bot> {
  const { signingSecret } = slack.credentials;
  const bot = makeBot(slack, { ...given, settings: { signingSecret, port: 0, ...given.settings } });
  await bot.adapter.start();
  return bot;
}

export async function startOverSocket(slack: Slack, given: Given = {}): Promise<Bot> {
  const { appToken } = slack.credentials;
  const bot = makeBot(slack, { ...given, settings: { appToken, ...given.settings } });
  await bot.adapter.start();
  return bot;
}

/** Runs a test against a stand-in and bots that are stopped with it. */
export async function withSlack(
  run: (
    slack: Slack,
    keep: <Kept extends { stop: () => Promise<void> }>(bot: Kept) => Kept,
  ) => Promise<void>,
): Promise<void> {
  const slack = await startSlack();
  const bots: { stop: () => Promise<void> }[] = [];
  try {
    await run(slack, (bot) => {
      bots.push(bot);
      return bot;
    });
  } finally {
    for (const bot of bots) await bot.stop();
    await slack.stop();
  }
}

/** Types the same command so many times. */
export async function answers(
  road: Pick<Gestures, 'command'>,
  command: string,
  times: number,
): Promise<void> {
  for (let time = 0; time < times; time += 1) await road.command({ command, text: '' });
}
