/**
 * A process of the simulated week: does what it is told, a line each, at the moment it is told, and answers
 * with a line. What goes into the log is written as well. It opens the store as a server does.
 */
import { catalogueOf } from '../../src/debate/catalogue.ts';
import { oneDebate, openOn } from '../fixtures/open.ts';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { answerGesture } from '../../src/ask/subscribing.ts';
import { DailyRun } from '../../src/daily/run.ts';
import type { Poster } from '../../src/daily/send.ts';
import type { Place } from '../../src/daily/subscriptions.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { BotError } from '../../src/errors.ts';
import { noticeText } from '../../src/messages/messages.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { TestTime } from '../fixtures/test-time.ts';
import type { Discord } from '../standins/discord/stand-in.ts';
import type { Slack } from '../standins/slack/stand-in.ts';
import { REAL_TIME } from '../store/opening.ts';

export interface WorkerOrders {
  readonly storeUrl: string;
  /** Takes the posts; or both platforms do, as their own libraries send them. */
  readonly channels: string | Platforms;
  readonly seed: number;
  /** How far its clock is ahead. */
  readonly aheadMs: number;
}

/** Where the stand-ins of the platforms are. */
export interface Platforms {
  readonly slack: Pick<Slack, 'credentials' | 'apiUrl'>;
  readonly discord: Pick<Discord, 'token' | 'apiUrl'>;
}

export type Order =
  /** Looks for what is due; it stops itself between its first claim and its post where it is told when it will be woken. */
  | { readonly kind: 'look'; readonly at: string; readonly wokenAt?: string }
  /** Answers once the store takes changes, or does not. */
  | { readonly kind: 'store'; readonly isUp: boolean }
  | { readonly kind: 'etat'; readonly place: Place; readonly at: string }
  | { readonly kind: 'leave' };

export type Said =
  | {
      readonly kind: 'log';
      readonly event: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'done'; readonly text: string };

const orders = JSON.parse(process.argv[2] ?? '') as WorkerOrders;
const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);
const tell = (fields: object, event: string) => {
  say({ kind: 'log', event, fields: fields as Readonly<Record<string, unknown>> });
};
const log = { info: tell, warn: tell, error: tell };
const TEXT = 'Les communautés se construisent avec le temps, jamais avec de l’argent seul.';
const corpus = corpusOf(
  Array.from('abcabcabcabcabc', (voice, at) =>
    passage({ voice, anchor: `p${at}`, text: `${at} ${TEXT}` }),
  ),
);
let nowMs = 0;
let wokenAt: string | null = null;

function posterTo(url: string): Poster {
  return {
    platform: 'slack',
    post: async ({ channel }, reply) => {
      const [quote] = quotesOf(reply);
      const date = reply.kind === 'citation' ? reply.day : '';
      const body = JSON.stringify({ channel, date, ref: quote?.passage.id });
      const response = await fetch(url, { method: 'POST', body });
      if (!response.ok)
        throw new BotError('platform', 'refused', { outcome: 'undone', retryable: true });
    },
  };
}

/** Bolt and discord.js, as a server has them. */
async function postersOn({ slack, discord }: Platforms): Promise<readonly Poster[]> {
  const [bolt, discordJs] = await Promise.all([
    import('../platforms/slack/harness.ts'),
    import('../platforms/discord/harness.ts'),
  ]);
  const { signingSecret } = slack.credentials;
  return [
    bolt.makeBot(slack, { corpus, settings: { signingSecret, port: 0 } }).adapter,
    discordJs.makeBot(discord, new TestTime(), { corpus }).adapter,
  ];
}

const opened = await openStore(orders.storeUrl, {
  time: REAL_TIME,
  log,
  retryMs: 20,
  watchEveryMs: 20,
});
const { store, claims, health } = opened;
const [subscriptions, deliveries] = [new StoreSubscriptions(store), new StoreDeliveries(store)];
const now = () => nowMs;
const run = new DailyRun({
  subscriptions,
  deliveries,
  claims: {
    claim: async (key, ttlMs) => {
      const isOurs = await claims.claim(key, ttlMs);
      if (isOurs && wokenAt !== null && key.endsWith('#1')) {
        say({ kind: 'stopping' });
        process.kill(process.pid, 'SIGSTOP');
        nowMs = Date.parse(wokenAt) + orders.aheadMs;
        wokenAt = null;
      }
      return isOurs;
    },
  },
  watch: new StoreWatch(store, Date.now),
  posters:
    typeof orders.channels === 'string'
      ? [posterTo(orders.channels)]
      : await postersOn(orders.channels),
  debates: oneDebate(openOn(corpus)),
  log,
  now,
  wait: () => Promise.resolve(),
  seed: orders.seed,
});

async function stateOf(place: Place): Promise<string> {
  const subscribing = { subscriptions, deliveries, now, timeZone: 'Etc/UTC' };
  const address = { ...place, person: 'U1' };
  const request = { address, command: 'abonnement', input: { options: {} } };
  const reply = await answerGesture({ geste: 'etat' }, { subscribing } as never, request);
  return reply.kind === 'notice' ? noticeText(reply.notice, catalogueOf(corpus).examples) : '';
}

async function obey(order: Order): Promise<string> {
  if ('at' in order) nowMs = Date.parse(order.at) + orders.aheadMs;
  switch (order.kind) {
    case 'look':
      wokenAt = order.wokenAt ?? null;
      // A store that is down is what the week is about: the next look is another.
      await run.look().catch((fault: unknown) => {
        log.warn({ fault: String(fault) }, 'the subscriptions cannot be read');
      });
      await run.settled();
      return '';
    case 'store':
      while (health().isUp !== order.isUp) await setTimeout(5);
      return '';
    case 'etat':
      return stateOf(order.place);
    case 'leave':
      await run.stop(1_000);
      await opened.close();
      return '';
  }
}

say({ kind: 'done', text: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  say({ kind: 'done', text: await obey(order) });
  if (order.kind === 'leave') break;
}
// Connections that are kept for the next post would keep it for a while.
process.exit();
