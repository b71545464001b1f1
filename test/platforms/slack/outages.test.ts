import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../../src/ask/request.ts';
import { broken, rateLimited, refused } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { realDispatch, slowDispatch } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { isAbout, startOverHttp, startOverSocket, withSlack } from './harness.ts';

const OUTAGE_MS = 30_000;

/** The network before Slack: closed, it refuses every connection. */
class Network {
  readonly #slack: URL;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    const through = connect(Number(this.#slack.port), '127.0.0.1');
    for (const end of [socket, through]) {
      this.#sockets.add(end);
      end.on('error', () => end.destroy());
    }
    socket.pipe(through).pipe(socket);
  });
  #port = 0;

  constructor({ url }: Slack) {
    this.#slack = new URL(url);
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/`;
  }

  async open(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
    // A TCP server that listens has an address object.
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server.close(), 'close');
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** A clock whose pauses end an outage once it has lasted long enough. */
class OutageTime extends TestTime {
  #left = Infinity;
  #end: () => Promise<void> = () => Promise.resolve();

  begin(ms: number, end: () => Promise<void>): void {
    this.#left = ms;
    this.#end = end;
  }

  override readonly wait = async (ms: number): Promise<void> => {
    this.advance(ms);
    this.pauses.push(ms);
    this.#left -= ms;
    if (this.#left <= 0) await this.#end();
  };
}

describe('an outage of half a minute', () => {
  test('is waited out: the mention is answered once, and nobody reads of a fault', () =>
    withSlack(async (slack, keep) => {
      const network = keep(new Network(slack));
      await network.open();
      const time = new OutageTime(Date.now());
      const settings = { apiUrl: network.apiUrl };
      const bot = keep(await startOverHttp(slack, { time, settings }));
      await network.stop();
      time.begin(OUTAGE_MS, () => network.open());
      await slack.http(bot.url).mention({ text: 'roi' });
      expect(wordsOf(await slack.waitForMessage(GENERAL))).toContain('ROI');
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      const waited = time.pauses.reduce((sum, pause) => sum + pause, 0);
      expect(waited).toBeGreaterThanOrEqual(OUTAGE_MS);
      expect(bot.faults).toEqual([]);
    }));

  test('that lasts too long is reported, and the process lives', () =>
    withSlack(async (slack, keep) => {
      const network = keep(new Network(slack));
      await network.open();
      const bot = keep(await startOverHttp(slack, { settings: { apiUrl: network.apiUrl } }));
      await network.stop();
      const road = slack.http(bot.url);
      await road.mention({ text: 'roi' });
      await bot.stop();
      expect(bot.faults).toMatchObject([
        { message: 'Slack: mention: ECONNREFUSED', retryable: true },
      ]);
      expect(slack.everIn(GENERAL)).toEqual([]);
    }));
});

describe('a socket that drops in the middle of an answer', () => {
  const CLOSED = 'the connection closed';

  /** A dispatch in the middle of which, for one subject, the connection drops and comes back. */
  const droppingFor = (slack: Slack, subject: string): Dispatch => {
    let isOver = false;
    return async (request) => {
      if (!isOver && 'text' in request.input && request.input.text === subject) {
        isOver = true;
        slack.socket.drop();
        await slack.socket.waitForOpenings(2);
      }
      return realDispatch(request);
    };
  };

  test('leaves a mention answered once, though Slack sends it again', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverSocket(slack, { dispatch: droppingFor(slack, 'roi') }));
      const same = { text: 'roi', ts: '17.1', payload: { event_id: 'EvSame' } };
      await expect(slack.socket.mention(same)).rejects.toThrow(CLOSED);
      await slack.waitForMessage(GENERAL);
      await slack.socket.mention(same);
      await slack.socket.mention({ text: 'blogs' });
      await slack.waitForMessage(GENERAL, isAbout('blogs'));
      expect(slack.everIn(GENERAL)).toHaveLength(2);
      expect(bot.faults).toEqual([]);
    }));

  test('leaves a command answered once, though its envelope comes again', () =>
    withSlack(async (slack, keep) => {
      keep(await startOverSocket(slack, { dispatch: droppingFor(slack, 'roi') }));
      const { delivery } = await slack.socket.command({ text: 'blogs' });
      const payload = { ...delivery.payload, text: 'roi' };
      const same = { ...delivery, payload, envelopeId: 'ffffffff-0000-4000-8000-000000000000' };
      const again = { attempt: 1, reason: 'timeout' };
      await expect(slack.socket.redeliver(same, again)).rejects.toThrow(CLOSED);
      await slack.waitForMessage(GENERAL, ({ road }) => road === 'response_url');
      expect((await slack.socket.redeliver(same, again)).message).toBeUndefined();
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }));
});

describe('an answer that took long and is for the asker alone', () => {
  test('takes the announcement away', () =>
    withSlack(async (slack, keep) => {
      const { dispatch, finish } = slowDispatch();
      const bot = keep(await startOverSocket(slack, { dispatch }));
      await slack.socket.mention({ text: 'xylophone' });
      await bot.time.untilDeadline(2_000);
      bot.time.passDeadlines(2_000);
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each) === 'Recherche en cours…');
      finish();
      await slack.waitForCall('chat.delete');
      const [notice, ...others] = slack.messagesIn(GENERAL);
      expect(notice).toMatchObject({ onlyFor: ALICE });
      expect(others).toEqual([]);
    }));

  test.each([
    ['passes', () => rateLimited(1)],
    ['is uncertain', () => broken(500)],
  ])('tells it once where taking the announcement away fails and %s', (_, fault) =>
    withSlack(async (slack, keep) => {
      const { dispatch, finish } = slowDispatch();
      const bot = keep(await startOverSocket(slack, { dispatch }));
      slack.faults.add('chat.delete', fault());
      await slack.socket.mention({ text: 'xylophone' });
      await bot.time.untilDeadline(2_000);
      bot.time.passDeadlines(2_000);
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each) === 'Recherche en cours…');
      finish();
      await slack.waitForCall('chat.delete', 2);
      await bot.stop();
      expect(slack.calls('chat.postEphemeral')).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }),
  );
});

test('something broken at Slack is told as such, and not as a refusal', () =>
  withSlack(async (slack, keep) => {
    const bot = keep(await startOverSocket(slack));
    slack.faults.add('chat.postMessage', refused('internal_error'));
    await slack.socket.mention({ text: 'roi' });
    const told = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === ALICE);
    expect(wordsOf(told)).toContain('Slack n’a pas confirmé l’envoi de la réponse.');
    expect(bot.faults).toMatchObject([{ retryable: true }]);
  }));
