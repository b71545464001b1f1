import type { Claims, Installations, Meter, Notes } from '../../ports.ts';
import { App } from '@slack/bolt';
import type { Reply } from '../../debate/reply.ts';
import type { OpenDebate } from '../../debate/debates.ts';
import type { Address, Illustrate } from '../../ask/request.ts';
import { sentences } from '../../messages/slack.ts';
import type { SlackMessage, CommandNames } from './view/blocks.ts';
import { OneWorkspace, answerWhereNotInstalled, listenToDepartures } from './installs/accounts.ts';
import type { Accounts } from './installs/accounts.ts';
import type { Adapter } from '../../conversation/exchange.ts';
import {
  boltLogger,
  clientOptions,
  ACKNOWLEDGEMENT_GRACE_MS,
  WORK_GRACE_MS,
} from './transport/connection.ts';
import type { Calling, Transport } from './transport/connection.ts';
import { Composer, illustrating } from '../../conversation/composer.ts';
import { Conversation } from '../../conversation/conversation.ts';
import { Consenting } from '../../conversation/consenting.ts';
import { Hearing } from '../../conversation/hearing.ts';
import { Proposing } from '../../conversation/proposing.ts';
import { type Counters, Work } from '../../running/work.ts';
import type { Monitored } from '../../running/metrics.ts';
import { post } from './deliver.ts';
import { PLATFORM } from './requests.ts';
import type { ListenerParts } from './requests.ts';
import { listen } from './events.ts';
import { SlackPictures } from './pictures.ts';
import { SlackThreads } from './threads.ts';
import { faults, toBotError } from './faults.ts';
import { InstallPages } from './installs/pages.ts';
import { Renderer } from './view/render.ts';
import { commandNames } from './view/blocks.ts';
import { apiUrlOf } from './installs/settings.ts';
import type { SlackSettings } from './installs/settings.ts';
import type { SignedHttp } from './transport/signed-http.ts';
import { SocketMode } from './transport/socket.ts';
import { ManyWorkspaces } from './installs/many-workspaces.ts';

export interface SlackParts extends Omit<
  ListenerParts,
  | 'composer'
  | 'conversation'
  | 'consenting'
  | 'hearing'
  | 'proposing'
  | 'names'
  | 'work'
  | 'pictures'
> {
  readonly claims: Claims;
  readonly notes: Notes;
  readonly settings: SlackSettings;
  readonly installations: Installations;
  /** Unlike `claims`, rejects where nobody can know whether one was taken. */
  readonly strictClaims: Claims;
  readonly meter?: Meter;
  /** Absent where no pictures are drawn. */
  readonly illustrate?: Illustrate;
  /** Of all that happens on Slack. */
  readonly counters: Counters;
  /** Where Slack's requests come in, open already or not yet; null without one. */
  readonly http: SignedHttp | null;
}

/** Slack: an app of one workspace or many, reached through a WebSocket, signed HTTP or both. */
export class Slack implements Adapter, Monitored {
  readonly platform = PLATFORM;
  readonly #parts: SlackParts;
  readonly #composer: Composer<SlackMessage>;
  readonly #calling: Calling;
  readonly #accounts: Accounts;
  readonly #counters: Counters;
  readonly #work: Work;
  readonly #stopping = new AbortController();
  readonly #pictures: SlackPictures;
  readonly #consenting: Consenting<SlackMessage>;
  readonly #http: SignedHttp | null;
  readonly #transports: readonly Transport[];
  #stopped: Promise<void> | null = null;

  constructor(parts: SlackParts) {
    const { settings, log, time } = parts;
    const names = commandNames(settings.commandPrefix);
    this.#parts = parts;
    this.#counters = parts.counters;
    this.#work = new Work(parts.counters);
    this.#pictures = new SlackPictures(log, time);
    const apiUrl = apiUrlOf(settings.apiUrl);
    const counters = this.#counters;
    this.#calling = { apiUrl, time, log, counters, boltLogger: boltLogger(log) };
    const { accounts, pages } = this.#makeAccounts(names);
    this.#accounts = accounts;
    this.#http = parts.http;
    this.#http?.lead({ isReady: () => accounts.isReady(), install: pages, claims: parts.claims });
    this.#transports = [this.#http, this.#makeSocket()].filter((each) => each !== null);
    const { signal: stopping } = this.#stopping;
    const dispatch = illustrating(parts.dispatch, parts);
    const composer = new Composer({ ...parts, look: new Renderer(names) });
    this.#composer = composer;
    const work = this.#work;
    const pictures = this.#pictures;
    const shared = { ...parts, dispatch, composer, counters, work, pictures };
    const said = { ...shared, platform: PLATFORM, faults, sentences };
    const conversation = new Conversation(said);
    const app = this.#makeApp();
    answerWhereNotInstalled(app, shared);
    const hearing = new Hearing({ ...said, conversation, commandOf: names.bare });
    const threads = new SlackThreads(accounts);
    this.#consenting = new Consenting({ ...said, conversation, threads });
    const consenting = this.#consenting;
    const proposing = new Proposing({ ...said, conversation, consenting });
    listen(app, { ...shared, conversation, consenting, hearing, proposing, names });
    const isForOne = pages === null;
    listenToDepartures(app, { ...parts, accounts, stopping, work, isForOne });
  }

  /** The port of its HTTP endpoint, once it is started; null where it has none. */
  get port(): number | null {
    return this.#http?.port ?? null;
  }

  get isReady(): boolean {
    return this.#accounts.isReady() && this.#transports.every((each) => each.isOpen());
  }

  counts(): Readonly<Record<string, number>> {
    return this.#counters.snapshot();
  }

  async start(): Promise<void> {
    const { settings, log } = this.#parts;
    // Health is told while Slack cannot be reached.
    await this.#http?.open();
    await this.#accounts.open(this.#stopping.signal);
    for (const each of this.#transports) if (each !== this.#http) await each.open();
    const { appToken, signingSecret } = settings;
    const opened = { socketMode: appToken !== null, signedHttp: signingSecret !== null };
    log.info({ ...opened, port: this.port }, 'Slack can ask now');
    this.#consenting.resume();
  }

  /** One attempt. Throws a BotError whose `outcome` says what became of it. */
  async post({ workspace, channel }: Address, reply: Reply, from: OpenDebate): Promise<void> {
    if (channel === null) throw new TypeError('a post needs a channel');
    const { message } = await this.#composer.post(reply, from);
    try {
      const client = await this.#accounts.clientFor(workspace);
      const showing = this.#pictures.waysFor(client, workspace);
      await post(client, { channel, threadTs: null, showing }, message);
    } catch (error) {
      throw toBotError(error, 'chat.postMessage', this.#parts.settings.oauth === null);
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { time } = this.#parts;
    this.#stopping.abort();
    // What is not acknowledged yet needs its connection; what goes on afterwards does not.
    await this.#work.settled(ACKNOWLEDGEMENT_GRACE_MS, time);
    await Promise.all(this.#transports.map((transport) => transport.close()));
    await this.#work.settled(WORK_GRACE_MS, time);
  }

  #makeApp(): App {
    return new App({
      authorize: this.#accounts.authorize,
      receiver: {
        init: (app) => {
          for (const transport of this.#transports) transport.init(app);
        },
        start: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
      clientOptions: clientOptions(this.#calling),
      logger: this.#calling.boltLogger,
      convoStore: false,
    });
  }

  /** Those of one workspace; or of many, with the pages by which they install the app. */
  #makeAccounts(names: CommandNames): { accounts: Accounts; pages: InstallPages | null } {
    const { settings, strictClaims: claims, ...others } = this.#parts;
    const { botToken, oauth } = settings;
    const parts = { ...others, ...this.#calling, claims };
    if (oauth !== null) {
      const workspaces = new ManyWorkspaces({ ...parts, oauth });
      const pages = new InstallPages({ ...parts, oauth, workspaces, names });
      return { accounts: workspaces, pages };
    }
    if (botToken === null) throw new TypeError('there is neither a token nor OAuth to get one');
    return { accounts: new OneWorkspace({ ...parts, botToken }), pages: null };
  }

  #makeSocket(): SocketMode | null {
    const { appToken } = this.#parts.settings;
    if (appToken === null) return null;
    return new SocketMode({ ...this.#calling, appToken });
  }
}
