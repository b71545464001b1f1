import { App, HTTPReceiver, LogLevel, RespondError, SocketModeReceiver, webApi } from '@slack/bolt';
import type { BlockAction, Logger, RespondFn, types } from '@slack/bolt';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestTime } from '../fixtures/test-time.ts';
import { refused } from './slack/faults.ts';
import { objectionsTo } from './slack/limits.ts';
import { linksIn, mentionsIn, wordsOf } from './slack/reading.ts';
import { startSlack, type Slack } from './slack/stand-in.ts';
import { ALICE, BRUNO, ELSEWHERE, GENERAL } from './slack/workspace.ts';

const silence = (): void => undefined;
const SILENT: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  setLevel: silence,
  setName: silence,
  getLevel: () => LogLevel.ERROR,
};

const MINUTE_MS = 60_000;

let slack: Slack;
let time: TestTime;
let closings: (() => Promise<unknown>)[];

beforeEach(async () => {
  time = new TestTime();
  closings = [];
  slack = await startSlack({ clock: time.now });
});

afterEach(async () => {
  for (const close of closings) await close();
  await slack.stop();
});

/** Bolt as the bot would build it, without any listener. */
function appOver(receiver: HTTPReceiver | SocketModeReceiver): App {
  return new App({
    receiver,
    token: slack.credentials.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: SILENT,
    deferInitialization: true,
    convoStore: false,
  });
}

function clientOf(): webApi.WebClient {
  const { credentials, apiUrl: slackApiUrl } = slack;
  return new webApi.WebClient(credentials.botToken, { slackApiUrl, logger: SILENT });
}

async function startOverHttp(prepare: (app: App) => void): Promise<string> {
  const { signingSecret } = slack.credentials;
  const app = appOver(new HTTPReceiver({ signingSecret, logger: SILENT }));
  prepare(app);
  await app.init();
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  closings.push(() => app.stop());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startOverSocket(prepare: (app: App) => void): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: slack.credentials.appToken,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    logger: SILENT,
  });
  const app = appOver(receiver);
  prepare(app);
  await app.init();
  await app.start();
  // The receiver's own `stop` does not wait for the connection to be closed.
  closings.push(() => receiver.client.disconnect());
}

const button = (actionId: string, value: string): types.Button => {
  return { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: '▶' } };
};

describe('a command', () => {
  test('whose acknowledgement Slack cannot show leaves nothing in the channel', async () => {
    const text: types.PlainTextElement = { type: 'plain_text', text: 'a'.repeat(151) };
    await startOverSocket((app) => {
      app.command('/debat', ({ ack }) => ack({ blocks: [{ type: 'header', text }] }));
    });
    const answer = await slack.socket.command({ text: 'roi' });
    expect(answer.refusal).toBe('invalid_blocks');
    expect(slack.messagesIn(GENERAL)).toEqual([]);
  });

  test('acknowledged after three seconds is shown as failed', async () => {
    await startOverSocket((app) => {
      app.command('/debat', ({ ack }) => {
        time.advance(3001);
        return ack('trop tard');
      });
    });
    expect((await slack.socket.command({ text: 'roi' })).refusal).toBe('operation_timeout');
  });

  test('cannot be sent where no process is connected', async () => {
    await expect(slack.socket.command({ text: 'roi' })).rejects.toThrow('dispatch_failed');
  });
});

describe('the Web API', () => {
  test('refuses what the workspace does not allow, by its name', async () => {
    const client = clientOf();
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'roi' });
    await expect(post('C0INCONNU')).rejects.toThrow('channel_not_found');
    await expect(post(ELSEWHERE)).rejects.toThrow('not_in_channel');
    slack.faults.add('chat.postMessage', refused('restricted_action'));
    await expect(post(GENERAL)).rejects.toThrow('restricted_action');
    slack.workspace.scopes.delete('chat:write');
    const data = { error: 'missing_scope', needed: 'chat:write' };
    await expect(post(GENERAL)).rejects.toMatchObject({ data });
    slack.workspace.tokens.set(slack.credentials.botToken, 'token_revoked');
    await expect(post(GENERAL)).rejects.toThrow('token_revoked');
    expect(slack.messagesIn(GENERAL)).toEqual([]);
  });

  test('keeps a message within the limits of Slack', async () => {
    const client = clientOf();
    const said = (text: string): types.RichTextBlock => {
      const quote: types.RichTextQuote = {
        type: 'rich_text_quote',
        elements: [{ type: 'text', text }],
      };
      return { type: 'rich_text', elements: [quote] };
    };
    const post = (blocks: types.KnownBlock[]) => {
      return client.chat.postMessage({ channel: GENERAL, text: 'résumé', blocks });
    };
    await expect(post([said('a'.repeat(12_000))])).resolves.toMatchObject({ ok: true });
    await expect(post([said('a'.repeat(13_200))])).rejects.toThrow('msg_blocks_too_long');
    await expect(post(Array.from({ length: 51 }, () => said('a')))).rejects.toThrow(
      'invalid_blocks',
    );
    await expect(post([said('')])).rejects.toMatchObject({
      data: {
        errors: [
          'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
        ],
      },
    });
  });
});

describe('a response_url', () => {
  /** Lets the test speak through the address that came with a command or a click. */
  async function withRespond(): Promise<{ bot: ReturnType<Slack['http']>; last: () => RespondFn }> {
    const given: RespondFn[] = [];
    const url = await startOverHttp((app) => {
      app.command('/debat', async ({ ack, respond }) => {
        given.push(respond);
        await ack({
          response_type: 'in_channel',
          text: 'page 1',
          blocks: [{ type: 'actions', elements: [button('suite', '2')] }],
        });
      });
      app.action('suite', async ({ ack, respond }) => {
        given.push(respond);
        await ack();
      });
    });
    const last = (): RespondFn => given.at(-1) ?? (() => Promise.reject(new Error('none given')));
    return { bot: slack.http(url), last };
  }

  test('used five times makes the sixth a RespondError', async () => {
    const { bot, last } = await withRespond();
    await bot.command({ text: 'roi' });
    for (const page of ['1', '2', '3', '4', '5']) await last()(page);
    await expect(last()('6')).rejects.toThrow(RespondError);
    expect(slack.responses().map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404]);
  });

  test('older than half an hour is a RespondError', async () => {
    const { bot, last } = await withRespond();
    await bot.command({ text: 'roi' });
    time.advance(30 * MINUTE_MS + 1);
    await expect(last()('tard')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('of a click replaces or deletes the message that was clicked', async () => {
    const { bot, last } = await withRespond();
    await bot.command({ text: 'roi' });
    await bot.buttonClick({ actionId: 'suite', value: '2' });
    await last()({ replace_original: true, text: 'page 2' });
    expect(slack.messagesIn(GENERAL)).toMatchObject([{ text: 'page 2', edits: 1 }]);
    await last()({ delete_original: true });
    expect(slack.messagesIn(GENERAL)).toEqual([]);
    expect(slack.everIn(GENERAL)).toHaveLength(1);
  });

  test('of a command has no original: replace_original posts a second message', async () => {
    const { bot, last } = await withRespond();
    await bot.command({ text: 'roi' });
    await last()({ replace_original: true, text: 'achevé' });
    expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(['page 1', 'achevé']);
  });
});

describe('an ephemeral message', () => {
  test('sends its buttons back without the message itself', async () => {
    const messages: unknown[] = [];
    const url = await startOverHttp((app) => {
      app.command('/debat', ({ ack }) => {
        return ack({ blocks: [{ type: 'actions', elements: [button('partager', 'p1')] }] });
      });
      app.action<BlockAction>({ action_id: 'partager' }, async ({ ack, body }) => {
        messages.push(body.message);
        await ack();
      });
    });
    const bot = slack.http(url);
    await bot.command({ text: 'roi', user: BRUNO });
    await bot.buttonClick({ actionId: 'partager', user: BRUNO });
    expect(messages).toEqual([undefined]);
    await expect(bot.buttonClick({ actionId: 'partager', user: ALICE })).rejects.toThrow('click');
  });
});

describe('two processes of one app', () => {
  test('are given requests in turn', async () => {
    const served: string[] = [];
    const serves = (name: string) => (app: App) => {
      app.command('/debat', async ({ ack }) => {
        served.push(name);
        await ack();
      });
    };
    await startOverSocket(serves('première'));
    await startOverSocket(serves('seconde'));
    await slack.socket.waitForConnections(2);
    for (const text of ['a', 'b', 'c']) await slack.socket.command({ text });
    expect(served).toEqual(['première', 'seconde', 'première']);
  });
});

describe('two workspaces', () => {
  test('are told apart by their tokens', async () => {
    const other = slack.addWorkspace('T0AUTRE01');
    const client = clientOf();
    const token = 'xoxb-0-T0AUTRE01';
    expect(await client.auth.test({ token })).toMatchObject({ team_id: other.teamId });
    other.tokens.set(token, 'token_revoked');
    await expect(client.auth.test({ token })).rejects.toThrow('token_revoked');
    expect(await client.auth.test()).toMatchObject({ team_id: slack.workspace.teamId });
  });

  test('get their tokens for a code, and new ones for a refresh token, once', async () => {
    const client = clientOf();
    const secrets = { client_id: 'id', client_secret: 'secret' };
    const code = slack.installer.grant(slack.workspace, { rotating: true });
    const installed = await client.oauth.v2.access({ ...secrets, code });
    expect(installed).toMatchObject({ team: { id: 'T0DEBAT01' }, expires_in: 43_200 });
    await expect(client.oauth.v2.access({ ...secrets, code })).rejects.toThrow('invalid_code');
    const refresh_token = installed.refresh_token ?? '';
    const renewal = { ...secrets, grant_type: 'refresh_token', refresh_token } as const;
    const rotated = await client.oauth.v2.access(renewal);
    const old = client.auth.test({ token: installed.access_token ?? '' });
    await expect(old).rejects.toThrow('token_expired');
    expect(await client.auth.test({ token: rotated.access_token ?? '' })).toMatchObject({
      ok: true,
    });
  });
});

describe('the limits of blocks', () => {
  const plain = (length: number): types.PlainTextElement => {
    return { type: 'plain_text', text: 'a'.repeat(length) };
  };
  const several = <Value>(count: number, make: (index: number) => Value): Value[] => {
    return Array.from({ length: count }, (_, index) => make(index));
  };
  const menu = (count: number): types.StaticSelect => {
    const options = several(count, (index) => ({ text: plain(1), value: String(index) }));
    return { type: 'static_select', action_id: 'm', options };
  };
  const actions = (elements: types.ActionsBlock['elements']): types.ActionsBlock => {
    return { type: 'actions', elements };
  };
  const clickable = (of: Partial<types.Button>): types.ActionsBlock => {
    return actions([{ ...button('b', 'v'), ...of }]);
  };
  const limits: [string, number, (size: number) => types.KnownBlock][] = [
    ['the text of a section', 3000, (size) => ({ type: 'section', text: plain(size) })],
    ['fields', 10, (size) => ({ type: 'section', fields: several(size, () => plain(1)) })],
    ['the text of a header', 150, (size) => ({ type: 'header', text: plain(size) })],
    ['a context', 10, (size) => ({ type: 'context', elements: several(size, () => plain(1)) })],
    ['actions', 25, (size) => actions(several(size, (index) => button(`b${index}`, 'v')))],
    ['the text of a button', 75, (size) => clickable({ text: plain(size) })],
    ['the value of a button', 2000, (size) => clickable({ value: 'a'.repeat(size) })],
    ['an action_id', 255, (size) => clickable({ action_id: 'a'.repeat(size) })],
    ['a block_id', 255, (size) => ({ type: 'divider', block_id: 'a'.repeat(size) })],
    ['the options of a menu', 100, (size) => actions([menu(size)])],
  ];

  test.each(limits)('hold %s to %i', (_, maximum, make) => {
    expect(objectionsTo([make(maximum)], 'message')).toEqual([]);
    expect(objectionsTo([make(maximum + 1)], 'message')).toHaveLength(1);
  });

  test('want block_ids unique in a message, and action_ids in a block', () => {
    const divider: types.DividerBlock = { type: 'divider', block_id: 'a' };
    expect(objectionsTo([divider, divider], 'message')).toHaveLength(1);
    expect(objectionsTo([actions([button('b', '1'), button('b', '2')])], 'message')).toHaveLength(
      1,
    );
  });
});

describe('reading a message', () => {
  const quoted = 'Voir <!channel> et https://exemple.fr/a, dit <@U0BRUNO01>';

  test('finds no mention and no link in quoted rich text', () => {
    const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: quoted }] };
    const message = { text: 'citation', blocks: [{ type: 'rich_text', elements: [quote] }] };
    expect(wordsOf(message)).toBe(quoted);
    expect(mentionsIn(message)).toEqual([]);
    expect(linksIn(message)).toEqual([]);
  });

  test('finds both in parsed text and in rich text that mentions and links', () => {
    const text = { type: 'mrkdwn', text: quoted };
    const elements = [
      { type: 'broadcast', range: 'here' },
      { type: 'link', url: 'https://exemple.fr/b' },
    ];
    const blocks = [
      { type: 'section', text },
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
