import { Faults } from '../faults.ts';
import type { Json } from '../json.ts';
import { Changes, Messages, type Call, type Clock } from '../world.ts';
import type { Fault } from './faults.ts';
import type { Message } from './messages.ts';
import { Files } from './files.ts';
import { Installer } from './oauth.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketMode } from './socket-mode.ts';
import { Views } from './views.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** One request to the Web API. */
export interface RecordedCall extends Call {
  readonly method: string;
  readonly token: string | undefined;
  /** With `blocks`, `view` and their like as values, though they travel as text in a form. */
  readonly args: Json;
  readonly fault?: Fault;
  answer?: Json;
}

/** What Slack answers with `ok: false`; `details` are the members it adds for some errors. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly error: string;
  readonly details: Json;

  constructor(error: string, details: Json = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

/** All that the parts of the stand-in share. */
export class World {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly appToken = 'xapp-0-stand-in';
  readonly changes = new Changes();
  readonly faults = new Faults<string, Fault>();
  readonly messages = new Messages<Message>(this.changes);
  readonly calls: RecordedCall[] = [];
  readonly files = new Files(this);
  readonly views = new Views(this);
  readonly responseUrls = new ResponseUrls(this);
  readonly socketMode = new SocketMode(this);
  readonly installer = new Installer(this);
  /** What people and programs wrote in threads, each from the message that opens it, by channel and its timestamp. */
  readonly threads = new Map<string, readonly Json[]>();
  /** How many replies a page has at most: fifteen for an app that is not the workspace's own. */
  mostReplies = 1_000;
  /** The first one is the default of every gesture. */
  readonly workspaces: [Workspace, ...Workspace[]];
  #count = 0;

  constructor(baseUrl: string, clock: Clock, scopes?: readonly string[]) {
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.workspaces = [createWorkspace(scopes === undefined ? {} : { scopes })];
  }

  /** `next('Ev')` gives « Ev00000001 »: counted, so that a failing test reads the same twice. */
  next(prefix: string): string {
    this.#count += 1;
    return prefix + String(this.#count).padStart(8, '0');
  }

  /** A message timestamp: seconds, then a counter that makes it unique in its channel. */
  timestamp(): string {
    this.#count += 1;
    return `${Math.floor(this.clock() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }
}
