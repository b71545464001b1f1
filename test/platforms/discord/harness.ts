import {
  Discord as DiscordAdapter,
  type DiscordParts,
} from '../../../src/platforms/discord/adapter.ts';
import type { TenancyStore } from '../../../src/platforms/discord/transport/servers.ts';
import type { DiscordSettings } from '../../../src/platforms/discord/transport/rest.ts';
import { readMessage } from '../../../src/platforms/discord/view/read.ts';
import { Renderer } from '../../../src/platforms/discord/view/render.ts';
import type { Knowledge } from '../../../src/ask/command.ts';
import { createDispatch } from '../../../src/ask/dispatch.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { PAGE_SIZE } from '../../../src/debate/reply.ts';
import type { Answer, Dispatch } from '../../../src/ask/request.ts';
import type { Circumstances } from '../../../src/conversation/composer.ts';
import { withBalance, createRetriever } from '../../../src/search/retriever.ts';
import { MemoryClaims, MemoryNotes } from '../../../src/store/ports.ts';
import { MemoryFeedback } from '../../fixtures/feedback.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { startDiscord, type Discord } from '../../standins/discord/stand-in.ts';

/** A line of the operator's log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly event: string;
}

/** A dispatch over a corpus, as `editions.ts` makes it. */
export function dispatchOn(
  corpus: Corpus,
  known: Partial<Pick<Knowledge, 'choose' | 'subscribing'>> = {},
): Dispatch {
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  return createDispatch(
    { corpus, retriever, today: () => '2026-11-22', choose: null, ...known },
    () => '0a1b2c3d',
  );
}

/** How answers are written in these circumstances, and read back. */
export function renderingOn(corpus: Corpus, circumstances: Circumstances) {
  const renderer = new Renderer(corpus);
  const render = (answer: Answer) => renderer.render(answer, circumstances);
  return { render, read: readMessage };
}

const realDispatch = dispatchOn(realCorpus);

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
export interface Bot {
  readonly adapter: DiscordAdapter;
  readonly log: readonly LogLine[];
  /** Every fault that was reported, in order; the n-th has the reference `ref-n`. */
  readonly faults: readonly unknown[];
  readonly feedback: MemoryFeedback;
  readonly notes: MemoryNotes;
  readonly tenancies: TestTenancies;
  readonly time: TestTime;
}

export type Given = Partial<Omit<DiscordParts, 'settings' | 'time'>> & {
  readonly settings?: Partial<DiscordSettings>;
};

/** Builds a bot that speaks to a stand-in; nothing is started yet. */
export function makeBot(discord: Discord, time: TestTime, given: Given = {}): Bot {
  const { settings, corpus = realCorpus, ...parts } = given;
  const log: LogLine[] = [];
  const faults: unknown[] = [];
  const told = (level: LogLine['level']) => (fields: object, event: string) => {
    log.push({ level, fields: { ...fields }, event });
  };
  const feedback = new MemoryFeedback();
  const notes = new MemoryNotes(time.now);
  const tenancies = new TestTenancies();
  const adapter = new DiscordAdapter({
    corpus,
    dispatch: corpus === realCorpus ? realDispatch : dispatchOn(corpus),
    gate: new Gate(corpus),
    claims: new MemoryClaims(time.now),
    feedback,
    notes,
    tenancies,
    reportFault: (fault) => `ref-${faults.push(fault)}`,
    log: { info: told('info'), warn: told('warn'), error: told('error') },
    time,
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...parts,
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
  return { adapter, log, faults, feedback, notes, tenancies, time };
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
