import {
  Discord as DiscordAdapter,
  type DiscordParts,
} from '../../../src/platforms/discord/adapter.ts';
import type { TenancyStore } from '../../../src/platforms/discord/transport/servers.ts';
import type { DiscordSettings } from '../../../src/platforms/discord/transport/rest.ts';
import { readMessage } from '../../../src/platforms/discord/view/read.ts';
import { Renderer } from '../../../src/platforms/discord/view/render.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import type { Answer } from '../../../src/ask/request.ts';
import type { Circumstances } from '../../../src/conversation/composer.ts';
import { MemoryNotes } from '../../../src/store/ports.ts';
import { botParts } from '../../fixtures/bots.ts';
import type { Observed } from '../../fixtures/bots.ts';
import { answerFrom } from '../../fixtures/open.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { startDiscord, type Discord } from '../../standins/discord/stand-in.ts';

/** How answers are written in these circumstances, and read back. */
export function renderingOn(corpus: Corpus, circumstances: Circumstances) {
  const renderer = new Renderer();
  const render = (answer: Answer) => renderer.render(answerFrom(corpus, answer), circumstances);
  return { render, read: readMessage };
}

/** Marks of one process, gone when it ends; of the servers in `kept` something is kept. */
export class TestTenancies implements TenancyStore {
  readonly marks = new Map<string, number>();
  readonly kept: string[] = [];
  readonly purged: string[] = [];

  leaving(workspace: string, atMs: number): Promise<void> {
    if (!this.marks.has(workspace)) this.marks.set(workspace, atMs);
    return Promise.resolve();
  }

  returned(workspace: string): Promise<void> {
    this.marks.delete(workspace);
    return Promise.resolve();
  }

  due(markedByMs: number): Promise<readonly string[]> {
    const due = [...this.marks].filter(([, atMs]) => atMs <= markedByMs);
    return Promise.resolve(due.map(([workspace]) => workspace));
  }

  purge(workspace: string): Promise<void> {
    this.purged.push(workspace);
    this.marks.delete(workspace);
    return Promise.resolve();
  }

  known(): Promise<readonly string[]> {
    return Promise.resolve(this.kept);
  }
}

/** A bot with everything a test may look at. */
export interface Bot extends Observed {
  readonly adapter: DiscordAdapter;
  readonly tenancies: TestTenancies;
}

export type Given = Partial<Omit<DiscordParts, 'settings' | 'time'>> & {
  readonly corpus?: Corpus;
  readonly settings?: Partial<DiscordSettings>;
};

/** Builds a bot that speaks to a stand-in; nothing is started yet. */
export function makeBot(
  discord: Pick<Discord, 'token' | 'apiUrl'>,
  time: TestTime,
  given: Given = {},
): Bot {
  const { settings, corpus, ...others } = given;
  const { observed, parts } = botParts(time, corpus);
  const tenancies = new TestTenancies();
  const adapter = new DiscordAdapter({
    ...parts,
    notes: new MemoryNotes(time.now),
    tenancies,
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...others,
    settings: {
      token: discord.token,
      apiUrl: discord.apiUrl,
      guildId: null,
      registers: true,
      hearsMessages: true,
      shards: null,
      ...settings,
    },
  });
  return { ...observed, adapter, tenancies };
}

/** What a test has at hand. */
export interface Scene {
  readonly discord: Discord;
  readonly time: TestTime;
  /** Starts a bot, which is stopped with the test. */
  readonly start: (given?: Given) => Promise<Bot>;
  /** One that the test starts by itself. */
  readonly make: (given?: Given) => Bot;
}

/** Runs a test against a stand-in and bots that are stopped with it. */
export async function withDiscord(
  run: (scene: Scene) => Promise<void>,
  {
    reallyWaits = false,
    ...options
  }: Parameters<typeof startDiscord>[0] & {
    readonly reallyWaits?: boolean;
  } = {},
): Promise<void> {
  const time = new TestTime(undefined, { reallyWaits });
  const discord = await startDiscord({ clock: time.now, ...options });
  const bots: Bot[] = [];
  const make = (given?: Given) => {
    const bot = makeBot(discord, time, given);
    bots.push(bot);
    return bot;
  };
  const start = async (given?: Given) => {
    const bot = make(given);
    await bot.adapter.start();
    return bot;
  };
  try {
    await run({ discord, time, start, make });
  } finally {
    await Promise.all(bots.map(({ adapter }) => adapter.stop()));
    await discord.stop();
  }
}

/** Lets a deadline pass as soon as it is waited for. */
export async function passDeadline(time: TestTime, ms: number): Promise<void> {
  await time.untilDeadline(ms);
  time.passDeadlines(ms);
}
