import type { Installations } from '../../../src/ports.ts';
import { Readable } from 'node:stream';
import { MemoryClaims } from '../../../src/store/ports.ts';
import { MemoryFeedback } from '../../fixtures/feedback.ts';
import { Slack as SlackAdapter, type SlackParts } from '../../../src/platforms/slack/adapter.ts';
import type { SlackSettings } from '../../../src/platforms/slack/installs/settings.ts';
import { createDispatch } from '../../../src/ask/dispatch.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { PAGE_SIZE } from '../../../src/debate/reply.ts';
import { withBalance, createRetriever } from '../../../src/search/retriever.ts';
import type { Dispatch } from '../../../src/ask/request.ts';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import type { Gestures } from '../../standins/slack/gestures.ts';
import { startSlack, type Slack } from '../../standins/slack/stand-in.ts';

export { TestTime };

/** A line of the operator's log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly event: string;
}

/** A dispatch over a corpus, as `app.ts` makes it. */
export function dispatchOn(corpus: Corpus, choose: Choose | null = null): Dispatch {
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  return createDispatch({ corpus, retriever, today: () => '2026-11-22', choose }, () => '0a1b2c3d');
}

const realDispatch = dispatchOn(realCorpus);

/** For a bot of one workspace, of which nothing is kept. */
const NOTHING_KEPT: Installations = {
  find: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
  erase: () => Promise.resolve(),
  all: () => Readable.from([]),
};

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
  // Signatures are checked by the machine's own clock, which Bolt reads: the bot's begins there.
  const { time = new TestTime(Date.now()), settings, corpus = realCorpus, ...parts } = given;
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
    installations: NOTHING_KEPT,
    strictClaims: claims,
    log: { info: told('info'), warn: told('warn'), error: told('error') },
    time,
    ...parts,
    settings: {
      botToken: slack.credentials.botToken,
      oauth: null,
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
    adapter,
    log,
    faults,
    feedback,
    claims,
    time,
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

/** Whether a message answers about a subject, whatever words it quotes. */
export function isAbout(subject: string): (message: { readonly text: string }) => boolean {
  return ({ text }) => text.split('\n', 1)[0]?.endsWith(subject) ?? false;
}

/** Types the same command so many times. */
export async function answers(
  road: Pick<Gestures, 'command'>,
  command: string,
  times: number,
): Promise<void> {
  for (let time = 0; time < times; time += 1) await road.command({ command, text: '' });
}
