import { App, HTTPReceiver, LogLevel, RespondError, SocketModeReceiver, webApi } from '@slack/bolt';
import type { BlockAction, Logger, MessageShortcut, RespondFn, types } from '@slack/bolt';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { objectionsTo } from './slack/limits.ts';
import { broken, cut, rateLimited, refused } from './slack/faults.ts';
import { linksIn, mentionsIn, wordsOf } from './slack/reading.ts';
import { without, withAnother } from './slack/signed-http.ts';
import { startSlack, type Slack } from './slack/stand-in.ts';
import { ALICE, BRUNO, DIRECT, ELSEWHERE, GENERAL } from './slack/workspace.ts';

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
/** Short, because the client waits this long before it reconnects. */
const CLIENT_PING_TIMEOUT_MS = 200;

let slack: Slack;
let nowMs: number;
let closings: (() => Promise<unknown>)[];

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 22, 9);
  closings = [];
  slack = await startSlack({ clock: () => nowMs });
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
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 2, minTimeout: 1 } },
    logger: SILENT,
    deferInitialization: true,
    convoStore: false,
  });
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

async function startOverSocket(prepare: (app: App) => void): Promise<SocketModeReceiver> {
  const receiver = new SocketModeReceiver({
    appToken: slack.credentials.appToken,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
    logger: SILENT,
  });
  const app = appOver(receiver);
  prepare(app);
  await app.init();
  await app.start();
  // The receiver's own `stop` does not wait for the connection to be closed.
  closings.push(() => receiver.client.disconnect());
  return receiver;
}

const button = (actionId: string, value: string): types.Button => {
  return { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: '▶' } };
};

describe('a command', () => {
  const answers = (app: App): void => {
    app.command('/debat', async ({ ack, command }) => {
      await ack({ response_type: 'in_channel', text: `« ${command.text} »` });
    });
  };

  test('is answered in the acknowledgement over HTTP', async () => {
    const url = await startOverHttp(answers);
    const answer = await slack.http(url).command({ text: 'roi' });
    expect(answer.status).toBe(200);
    expect(slack.messagesIn(GENERAL)).toEqual([answer.message]);
    expect(answer.message).toMatchObject({ text: '« roi »', road: 'acknowledgement' });
  });

  test('is answered in the acknowledgement over a socket', async () => {
    await startOverSocket(answers);
    const { message } = await slack.socket.command({ text: 'roi' });
    expect(message).toMatchObject({ text: '« roi »', road: 'acknowledgement' });
    expect(slack.calls().map(({ method }) => method)).toEqual([
      'auth.test',
      'apps.connections.open',
    ]);
  });

  test('is answered to the caller alone unless it says otherwise', async () => {
    const url = await startOverHttp((app) => {
      app.command('/debat', ({ ack }) => ack('à vous seul'));
    });
    await slack.http(url).command({ text: 'aide', user: BRUNO });
    expect(slack.messagesIn(GENERAL, BRUNO).map(wordsOf)).toEqual(['à vous seul']);
    expect(slack.messagesIn(GENERAL, ALICE)).toEqual([]);
  });

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
        nowMs += 3001;
        return ack('trop tard');
      });
    });
    expect((await slack.socket.command({ text: 'roi' })).refusal).toBe('operation_timeout');
  });

  test('cannot be sent where no process is connected', async () => {
    await expect(slack.socket.command({ text: 'roi' })).rejects.toThrow('dispatch_failed');
  });
});

describe('an event', () => {
  const answersEachOnce = (app: App): void => {
    const seen = new Set<string>();
    app.event('app_mention', async ({ body, context, event, say }) => {
      if (seen.has(body.event_id)) return;
      seen.add(body.event_id);
      await say({ text: `${event.text} (${context.retryNum ?? 0})`, thread_ts: event.ts });
    });
  };

  test('is redelivered with the same event_id, and its attempt number, over HTTP', async () => {
    const url = await startOverHttp(answersEachOnce);
    const bot = slack.http(url);
    const { delivery } = await bot.mention({ text: 'roi' });
    await slack.waitForMessage(GENERAL);
    await bot.redeliver(delivery, { attempt: 1, reason: 'http_timeout' });
    await bot.mention({ text: 'reine' });
    const answered = (words: string) =>
      slack.waitForMessage(GENERAL, (m) => m.text.includes(words));
    expect(wordsOf(await answered('reine'))).toBe('<@U0DEBAT01> reine (0)');
    expect(slack.messagesIn(GENERAL)).toHaveLength(2);
  });

  test('is redelivered with its attempt number over a socket', async () => {
    const attempts: (number | undefined)[] = [];
    await startOverSocket((app) => {
      app.use(async ({ context, next }) => {
        attempts.push(context.retryNum);
        await next();
      });
    });
    const { delivery } = await slack.socket.directMessage({ text: 'roi' });
    await slack.socket.redeliver(delivery, { attempt: 2, reason: 'timeout' });
    expect(attempts).toEqual([0, 2]);
  });

  test('carries what a handler needs to answer in its place', async () => {
    const events: object[] = [];
    const url = await startOverHttp((app) => {
      app.event('app_home_opened', ({ event }) => {
        events.push(event);
        return Promise.resolve();
      });
    });
    await slack.http(url).appHomeOpened({ tab: 'messages' });
    expect(events).toEqual([
      expect.objectContaining({ tab: 'messages', channel: DIRECT, user: ALICE }),
    ]);
  });

  test('of removal reaches the app although its tokens are dead', async () => {
    const url = await startOverHttp((app) => {
      app.event('app_uninstalled', async ({ client }) => {
        await client.auth.test().catch(silence);
      });
    });
    await slack.http(url).uninstall();
    const { answer } = await slack.waitForCall('auth.test', 2);
    expect(answer).toMatchObject({ ok: false, error: 'account_inactive' });
  });
});

describe('a signature', () => {
  test.each([
    ['with another secret', { secret: 'another' }],
    ['older than five minutes', { secondsAgo: 301 }],
    ['missing', { tamper: without('x-slack-signature') }],
    ['without its time', { tamper: without('x-slack-request-timestamp') }],
    ['of another body', { tamper: withAnother('roi', 'loi') }],
  ])('%s is refused with 401', async (_, forgery) => {
    const url = await startOverHttp((app) => {
      app.command('/debat', ({ ack }) => ack('lu'));
    });
    const answer = await slack.http(url, forgery).command({ text: 'roi' });
    expect(answer).toMatchObject({ status: 401, refusal: 'dispatch_failed' });
  });

  test('replayed within five minutes is accepted by Bolt: the bot has to notice', async () => {
    const url = await startOverHttp((app) => {
      app.command('/debat', ({ ack }) => ack('lu'));
    });
    const bot = slack.http(url);
    const { request } = await bot.command({ text: 'roi' });
    if (request === undefined) throw new Error('nothing was sent');
    expect((await bot.send(request)).status).toBe(200);
  });

  test('is not even read over a body of 5 MB, which is refused with 413', async () => {
    const url = await startOverHttp(silence);
    const bot = slack.http(url);
    const body = `text=${'a'.repeat(5 * 1024 * 1024)}`;
    const { status } = await bot.send(bot.sign('application/x-www-form-urlencoded', body));
    expect(status).toBe(413);
  });
});

describe('the Web API', () => {
  const posts = (app: App): void => {
    app.command('/debat', async ({ ack, client, command }) => {
      await ack();
      await client.chat.postMessage({ channel: command.channel_id, text: command.text });
    });
  };

  test('holds back a burst for as long as Retry-After says, then takes the message once', async () => {
    const { client } = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
    const waits: number[] = [];
    client.on(webApi.WebClientEvent.RATE_LIMITED, (seconds: number) => waits.push(seconds));
    slack.faults.add('chat.postMessage', rateLimited(1));
    await client.chat.postMessage({ channel: GENERAL, text: 'roi' });
    expect(waits).toEqual([1]);
    expect(slack.calls('chat.postMessage')).toHaveLength(2);
    expect(slack.messagesIn(GENERAL)).toHaveLength(1);
  });

  test('that dies after the work makes a client that retries post twice', async () => {
    await startOverSocket(posts);
    slack.faults.add('chat.postMessage', cut('after the work'));
    await slack.socket.command({ text: 'roi' });
    await slack.waitForCall('chat.postMessage', 2);
    expect(slack.messagesIn(GENERAL)).toHaveLength(2);
  });

  test.each([
    ['a server error', broken(503)],
    ['a cut connection', cut()],
  ])('recovers from %s when asked again', async (_, fault) => {
    await startOverSocket(posts);
    slack.faults.add('chat.postMessage', fault, { times: 2 });
    await slack.socket.command({ text: 'roi' });
    await slack.waitForMessage(GENERAL);
    expect(slack.calls('chat.postMessage')).toHaveLength(3);
  });

  test('refuses what the workspace does not allow, by its name', async () => {
    const { client } = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
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

  test('names the scopes it grants, for whoever checks a configuration', async () => {
    const app = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
    const { response_metadata } = await app.client.auth.test();
    expect(response_metadata?.scopes).toContain('chat:write');
  });

  test('keeps a message within the limits of Slack', async () => {
    const { client } = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
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

describe('a connection', () => {
  test('that drops without a word is opened again, and commands go on', async () => {
    await startOverSocket((app) => {
      app.command('/debat', ({ ack }) => ack('présent'));
    });
    slack.socket.drop();
    await slack.socket.waitForOpenings(2);
    expect((await slack.socket.command({ text: 'roi' })).message?.text).toBe('présent');
  });

  test('is renewed when Slack asks for it', async () => {
    await startOverSocket((app) => {
      app.command('/debat', ({ ack }) => ack('présent'));
    });
    slack.socket.askToReconnect();
    await slack.socket.waitForOpenings(2);
    expect((await slack.socket.command({ text: 'roi' })).message?.text).toBe('présent');
  });

  test('seen to be lost makes ack() throw, and the response_url still works', async () => {
    const { client } = await startOverSocket((app) => {
      app.command('/debat', async ({ ack, respond }) => {
        const noticed = new Promise((resolve) => client.once('close', resolve));
        slack.socket.drop();
        await noticed;
        await ack('perdu').catch(() => respond('par l’autre voie'));
      });
    });
    await expect(slack.socket.command({ text: 'roi' })).rejects.toThrow('the connection closed');
    await slack.waitForMessage(GENERAL, ({ text }) => text === 'par l’autre voie');
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
    nowMs += 30 * MINUTE_MS + 1;
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

describe('a modal', () => {
  const asks = (app: App): void => {
    const title: types.PlainTextElement = { type: 'plain_text', text: 'Chercher' };
    const author: types.ExternalSelect = {
      type: 'external_select',
      action_id: 'auteur',
      min_query_length: 1,
    };
    const blocks: types.KnownBlock[] = [
      { type: 'input', label: title, element: { type: 'plain_text_input', action_id: 'sujet' } },
      { type: 'input', label: title, optional: true, element: author },
    ];
    app.shortcut('chercher', async ({ ack, client, shortcut }) => {
      await ack();
      const view: types.ModalView = {
        type: 'modal',
        callback_id: 'c',
        title,
        submit: title,
        blocks,
      };
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    app.options('auteur', async ({ ack, options }) => {
      await ack({
        options: [{ text: { type: 'plain_text', text: options.value }, value: 'guizot' }],
      });
    });
    app.view('c', async ({ ack, view }) => {
      const subject = view.state.values['b0']?.['sujet']?.value ?? '';
      if (subject.length > 2) await ack();
      else await ack({ response_action: 'errors', errors: { b0: 'Trop court' } });
    });
  };

  test('opens on a shortcut, suggests, refuses and closes', async () => {
    await startOverSocket(asks);
    await slack.socket.globalShortcut({ callbackId: 'chercher' });
    await slack.until(() => slack.views.modalOf(ALICE));
    const { suggestions } = await slack.socket.options({
      actionId: 'auteur',
      within: 'modal',
      typed: 'gui',
    });
    expect(suggestions).toMatchObject([{ value: 'guizot', text: { text: 'gui' } }]);
    const short = await slack.socket.viewSubmission({ values: { sujet: 'le' } });
    expect(short.payload).toMatchObject({ response_action: 'errors' });
    expect(slack.views.modalOf(ALICE)).toBeDefined();
    await slack.socket.viewSubmission({ values: { sujet: 'le roi', auteur: 'guizot' } });
    expect(slack.views.modalOf(ALICE)).toBeUndefined();
  });

  test('opens no more with a trigger of three seconds ago', async () => {
    await startOverSocket((app) => {
      app.shortcut('chercher', async ({ ack, client, shortcut }) => {
        await ack();
        nowMs += 3001;
        const title: types.PlainTextElement = { type: 'plain_text', text: 'Chercher' };
        const view: types.ModalView = { type: 'modal', title, blocks: [{ type: 'divider' }] };
        await client.views.open({ trigger_id: shortcut.trigger_id, view }).catch(silence);
      });
    });
    await slack.socket.globalShortcut({ callbackId: 'chercher' });
    const { answer } = await slack.waitForCall('views.open');
    expect(answer).toEqual({ ok: false, error: 'expired_trigger_id' });
  });
});

describe('a Home tab', () => {
  test('is published for one person, and its buttons come back without a channel', async () => {
    const clicks: unknown[] = [];
    const url = await startOverHttp((app) => {
      app.event('app_home_opened', async ({ client, event }) => {
        const blocks: types.KnownBlock[] = [
          { type: 'actions', elements: [button('effacer', 'tout')] },
        ];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
      app.action<BlockAction>({ action_id: 'effacer' }, async ({ ack, body, payload }) => {
        clicks.push([body.channel, body.container['type'], payload]);
        await ack();
      });
    });
    const bot = slack.http(url);
    await bot.appHomeOpened({ user: BRUNO });
    await slack.until(() => slack.views.homeOf(BRUNO));
    expect(slack.views.homeOf(ALICE)).toBeUndefined();
    await bot.buttonClick({ actionId: 'effacer', within: 'home', user: BRUNO });
    expect(clicks).toEqual([[undefined, 'view', expect.objectContaining({ value: 'tout' })]]);
  });
});

describe('a message shortcut', () => {
  test('brings the message of another person, in its thread', async () => {
    const shortcuts: unknown[] = [];
    await startOverSocket((app) => {
      app.shortcut<MessageShortcut>('passages_lies', async ({ ack, shortcut }) => {
        shortcuts.push(shortcut.message);
        await ack();
      });
    });
    await slack.socket.messageShortcut({
      callbackId: 'passages_lies',
      message: { text: 'Le roi ?', user: BRUNO, ts: '1.2', threadTs: '1.1' },
    });
    expect(shortcuts).toMatchObject([
      { user: BRUNO, text: 'Le roi ?', ts: '1.2', thread_ts: '1.1' },
    ]);
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
    const { client } = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
    const token = 'xoxb-0-T0AUTRE01';
    expect(await client.auth.test({ token })).toMatchObject({ team_id: other.teamId });
    other.tokens.set(token, 'token_revoked');
    await expect(client.auth.test({ token })).rejects.toThrow('token_revoked');
    expect(await client.auth.test()).toMatchObject({ team_id: slack.workspace.teamId });
  });

  test('get their tokens for a code, and new ones for a refresh token, once', async () => {
    const { client } = appOver(new HTTPReceiver({ signingSecret: 'any', logger: SILENT }));
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
  const icon = (index: number): types.IconButton => {
    return { type: 'icon_button', icon: 'trash', action_id: `i${index}`, text: plain(1) };
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
    ['context actions', 5, (size) => ({ type: 'context_actions', elements: several(size, icon) })],
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
