import type { types } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestTime } from '../fixtures/test-time.ts';
import { listen } from './serving.ts';
import { isTooLong, objectionsTo } from './slack/limits.ts';
import { linksIn, mentionsIn, wordsOf } from './slack/reading.ts';
import { startSlack, type Slack } from './slack/stand-in.ts';
import { ALICE, BRUNO, GENERAL } from './slack/workspace.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;

let slack: Slack;
let time: TestTime;
let close: () => Promise<void>;
let bot: ReturnType<Slack['http']>;
/** What the app acknowledges with. */
let answer: () => unknown;

beforeEach(async () => {
  time = new TestTime();
  slack = await startSlack({ clock: time.now });
  answer = () => '';
  ({ close } = await listen((address) => {
    bot = slack.http(`http://${address}`);
    const work = () => ({ status: 200, body: answer() });
    return { request: () => ({ work }), upgrade: () => undefined };
  }));
});

afterEach(async () => {
  await close();
  await slack.stop();
});

const plain = (length: number): types.PlainTextElement => {
  return { type: 'plain_text', text: 'a'.repeat(length) };
};
const button = (actionId: string, of: Partial<types.Button> = {}): types.Button => {
  return { type: 'button', action_id: actionId, value: 'v', text: plain(1), ...of };
};
const actions = (elements: types.ActionsBlock['elements']): types.ActionsBlock => {
  return { type: 'actions', elements };
};

describe('a command', () => {
  test('whose acknowledgement Slack cannot show leaves nothing in the channel', async () => {
    answer = () => ({ blocks: [{ type: 'header', text: plain(151) }] });
    expect((await bot.command({ text: 'roi' })).refusal).toBe('invalid_blocks');
    expect(slack.messagesIn(GENERAL)).toEqual([]);
  });

  test('acknowledged after three seconds is shown as failed', async () => {
    answer = () => {
      time.advance(3001);
      return { text: 'trop tard' };
    };
    expect((await bot.command({ text: 'roi' })).refusal).toBe('operation_timeout');
  });

  test('cannot be sent where no process is connected', async () => {
    await expect(slack.socket.command({ text: 'roi' })).rejects.toThrow('dispatch_failed');
  });

  test('is given to the connected processes in turn', async () => {
    const served: number[] = [];
    for (const number of [1, 2]) {
      const connection = new WebSocket(slack.socket.issueUrl());
      connection.onmessage = ({ data }) => {
        const { envelope_id } = JSON.parse(String(data)) as { envelope_id?: string };
        if (envelope_id === undefined) return;
        served.push(number);
        connection.send(JSON.stringify({ envelope_id }));
      };
      await slack.socket.waitForConnections(number);
    }
    for (const text of ['a', 'b', 'c']) await slack.socket.command({ text });
    expect(served).toEqual([1, 2, 1]);
  });
});

describe('a response_url', () => {
  /** The status of what is sent to the address that came with a command or a click. */
  async function respond(payload: object, body: object): Promise<number> {
    const { response_url: url } = payload as { response_url: string };
    return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
  }

  beforeEach(() => {
    answer = () => ({ response_type: 'in_channel', text: '1', blocks: [actions([button('b')])] });
  });

  test('is good five times within half an hour', async () => {
    const { delivery } = await bot.command({ text: 'roi' });
    const statuses: number[] = [];
    for (const text of '123456') statuses.push(await respond(delivery.payload, { text }));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    const late = await bot.command({ text: 'roi' });
    time.advance(HALF_AN_HOUR_MS + 1);
    expect(await respond(late.delivery.payload, { text: 'tard' })).toBe(404);
  });

  test('of a click replaces or deletes the message that was clicked', async () => {
    await bot.command({ text: 'roi' });
    answer = () => '';
    const { payload } = (await bot.buttonClick({ actionId: 'b' })).delivery;
    await respond(payload, { replace_original: true, text: '2' });
    expect(slack.messagesIn(GENERAL)).toMatchObject([{ text: '2', edits: 1 }]);
    await respond(payload, { delete_original: true });
    expect(slack.messagesIn(GENERAL)).toEqual([]);
  });

  test('of a command has no original: replace_original posts a second message', async () => {
    const { payload } = (await bot.command({ text: 'roi' })).delivery;
    await respond(payload, { replace_original: true, text: '2' });
    expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(['1', '2']);
  });
});

test('an ephemeral message sends its buttons back without itself, and for its reader alone', async () => {
  answer = () => ({ blocks: [actions([button('b')])] });
  await bot.command({ text: 'roi', user: BRUNO });
  answer = () => '';
  const { delivery } = await bot.buttonClick({ actionId: 'b', user: BRUNO });
  expect(delivery.payload).not.toHaveProperty('message');
  await expect(bot.buttonClick({ actionId: 'b', user: ALICE })).rejects.toThrow('click');
});

test('a code and a refresh token are good once', () => {
  const { installer, workspace } = slack;
  const code = installer.grant(workspace, { rotating: true });
  const { refresh_token } = installer.exchange({ code });
  const renewal = { grant_type: 'refresh_token', refresh_token };
  installer.exchange(renewal);
  expect(() => installer.exchange({ code })).toThrow('invalid_code');
  expect(() => installer.exchange(renewal)).toThrow('invalid_refresh_token');
});

describe('the limits of blocks', () => {
  const several = <Value>(count: number, make: (index: number) => Value): Value[] => {
    return Array.from({ length: count }, (_, index) => make(index));
  };
  const clickable = (of: Partial<types.Button>) => actions([button('b', of)]);
  const limits: [string, number, (size: number) => types.KnownBlock][] = [
    ['the text of a section', 3000, (size) => ({ type: 'section', text: plain(size) })],
    ['fields', 10, (size) => ({ type: 'section', fields: several(size, () => plain(1)) })],
    ['the text of a header', 150, (size) => ({ type: 'header', text: plain(size) })],
    ['a context', 10, (size) => ({ type: 'context', elements: several(size, () => plain(1)) })],
    ['actions', 25, (size) => actions(several(size, (index) => button(`b${index}`)))],
    ['the text of a button', 75, (size) => clickable({ text: plain(size) })],
    ['the value of a button', 2000, (size) => clickable({ value: 'a'.repeat(size) })],
    ['an action_id', 255, (size) => clickable({ action_id: 'a'.repeat(size) })],
    ['a block_id', 255, (size) => ({ type: 'divider', block_id: 'a'.repeat(size) })],
  ];

  test.each(limits)('hold %s to %i', (_, maximum, make) => {
    expect(objectionsTo([make(maximum)], 'message')).toEqual([]);
    expect(objectionsTo([make(maximum + 1)], 'message')).toHaveLength(1);
  });

  test.each([
    ['the same block_id twice', [1, 2].map(() => ({ type: 'divider', block_id: 'a' }))],
    ['the same action_id twice in a block', [actions([button('b'), button('b')])]],
    ['51 blocks', several(51, () => ({ type: 'divider' }))],
    ['an unknown block', [{ type: 'novelty' }]],
    ['an empty row of buttons', [actions([])]],
  ])('refuse %s', (_, blocks) => {
    expect(objectionsTo(blocks, 'message')).toHaveLength(1);
  });

  test('name the place of what is wrong, in rich text too', () => {
    const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: '' }] };
    expect(objectionsTo([{ type: 'rich_text', elements: [quote] }], 'message')).toEqual([
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ]);
  });

  test('count the blocks of a message with its characters', () => {
    const header = (length: number) => ({ type: 'header', text: plain(length) });
    expect([isTooLong([header(13_100)]), isTooLong([header(13_101)])]).toEqual([false, true]);
    expect(isTooLong([header(6_500), header(6_501)])).toBe(true);
  });
});

describe('reading a message', () => {
  const quoted = 'Voir <!channel> et https://exemple.fr/a, dit <@U0BRUNO01>';

  test('finds no mention and no link in quoted rich text', () => {
    const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: quoted }] };
    const message = { text: 'citation', blocks: [{ type: 'rich_text', elements: [quote] }] };
    expect(wordsOf(message)).toBe(quoted);
    expect([...mentionsIn(message), ...linksIn(message)]).toEqual([]);
  });

  test('finds both in parsed text and in rich text that mentions and links', () => {
    const elements = [
      { type: 'broadcast', range: 'here' },
      { type: 'link', url: 'https://exemple.fr/b' },
    ];
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: quoted } },
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
    ];
    const message = { text: '', blocks };
    expect(mentionsIn(message)).toEqual([
      '<!channel>',
      '<@U0BRUNO01>',
      '{"type":"broadcast","range":"here"}',
    ]);
    expect(linksIn(message)).toEqual(['https://exemple.fr/a,', 'https://exemple.fr/b']);
  });
});
