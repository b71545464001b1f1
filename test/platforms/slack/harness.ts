import type { Installations } from '../../../src/ports.ts';
import { Readable } from 'node:stream';
import { MemoryNotes, type MemoryClaims } from '../../../src/store/ports.ts';
import { Slack as SlackAdapter } from '../../../src/platforms/slack/adapter.ts';
import type { SlackParts } from '../../../src/platforms/slack/adapter.ts';
import type { SlackSettings } from '../../../src/platforms/slack/installs/settings.ts';
import { httpFor } from '../../../src/platforms/slack/transport/signed-http.ts';
import { tellingOf } from '../../../src/running/health.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Monitor } from '../../../src/running/monitor.ts';
import { Counters } from '../../../src/running/work.ts';
import { botParts } from '../../fixtures/bots.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import type { Observed } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import type { Gestures } from '../../standins/slack/gestures.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';

/** For a bot of one workspace, of which nothing is kept. */
const NOTHING_KEPT: Installations = {
  find: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
  erase: () => Promise.resolve(),
  all: () => Readable.from([]),
};

/** A running bot with everything a test may look at. */
export interface Bot extends Observed {
  readonly adapter: SlackAdapter;
  readonly claims: MemoryClaims;
  /** Where Slack would send its requests. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

type Given = Partial<Omit<SlackParts, 'settings' | 'time' | 'counters' | 'http'>> & {
  readonly corpus?: Corpus;
  readonly settings?: Partial<SlackSettings>;
  readonly time?: TestTime;
};

/** Builds a bot that speaks to a stand-in; nothing is started yet. */
export function makeBot(slack: Pick<Slack, 'credentials' | 'apiUrl'>, given: Given = {}): Bot {
  // Signatures are checked by the machine's own clock, which Bolt reads: the bot's begins there.
  const { time = new TestTime(Date.now()), settings, corpus, ...others } = given;
  const { observed, parts } = botParts(time, corpus);
  const { claims } = parts;
  const monitor = new Monitor({ version: '0', platforms: ['slack'], now: time.now });
  monitor.corpusRead(corpus ?? realCorpus);
  const complete: SlackSettings = {
    botToken: slack.credentials.botToken,
    oauth: null,
    appToken: null,
    signingSecret: null,
    port: null,
    host: '127.0.0.1',
    apiUrl: slack.apiUrl,
    commandPrefix: '',
    ...settings,
  };
  const counters = new Counters();
  const told = { time, log: others.log ?? parts.log, counters, others: tellingOf(monitor) };
  const adapter = new SlackAdapter({
    ...parts,
    installations: NOTHING_KEPT,
    notes: new MemoryNotes(time.now),
    strictClaims: claims,
    meter: monitor,
    counters,
    http: httpFor(complete, told),
    ...others,
    settings: complete,
  });
  monitor.watch(adapter);
  return {
    ...observed,
    adapter,
    claims,
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

/** Takes what is to be stopped with the stand-in. */
export type Keep = <Kept extends { stop: () => Promise<void> }>(bot: Kept) => Kept;

/** Runs a test against a stand-in and bots that are stopped with it. */
export async function withSlack(run: (slack: Slack, keep: Keep) => Promise<void>): Promise<void> {
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

/** One running bot, and people’s gestures as it is told of them. */
interface Scene<Road> {
  readonly slack: Slack;
  readonly bot: Bot;
  readonly road: Road;
  readonly keep: Keep;
}

export type Over<Road = Gestures> = (run: (scene: Scene<Road>) => Promise<void>) => Promise<void>;

const gesturesOverHttp = (slack: Slack, bot: Bot) => slack.http(bot.url);
const gesturesOverSocket = (slack: Slack) => slack.socket;

export const overHttp: Over<ReturnType<typeof gesturesOverHttp>> = (run) =>
  withSlack(async (slack, keep) => {
    const bot = keep(await startOverHttp(slack));
    await run({ slack, bot, road: gesturesOverHttp(slack, bot), keep });
  });

export const overSocket: Over<Slack['socket']> = (run) =>
  withSlack(async (slack, keep) => {
    const bot = keep(await startOverSocket(slack));
    await run({ slack, bot, road: slack.socket, keep });
  });

/** Both ways in: the same bot, the same gestures. */
export const ROADS = [
  ['over signed HTTP', overHttp as Over, startOverHttp, gesturesOverHttp],
  ['over Socket Mode', overSocket as Over, startOverSocket, gesturesOverSocket],
] as const;

/** Whether a message answers about a subject, whatever words it quotes. */
export function isAbout(subject: string): (message: { readonly text: string }) => boolean {
  return ({ text }) => text.split('\n', 1)[0]?.endsWith(subject) ?? false;
}
