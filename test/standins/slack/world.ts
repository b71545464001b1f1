import type { Changes } from './changes.ts';
import type { Fault, Faults } from './faults.ts';
import type { Clock, Identifiers } from './identifiers.ts';
import type { Json } from './json.ts';
import type { Messages } from './messages.ts';
import type { Installer } from './oauth.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Views } from './views.ts';
import type { Workspace } from './workspace.ts';

/** One request to the Web API, whatever became of it. */
export interface RecordedCall {
  readonly method: string;
  readonly token: string | undefined;
  /** With `blocks`, `view` and their like as values, though they travel as text in a form. */
  readonly args: Json;
  /** When it arrived, on the stand-in's clock. */
  readonly at: number;
  /** What struck it, when something did. */
  readonly fault?: Fault;
  /** What Slack answered, or would have had the connection held; absent where no work was done. */
  answer?: Json;
}

/** All that the parts of the stand-in share. */
export interface World {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly identifiers: Identifiers;
  readonly faults: Faults;
  readonly messages: Messages;
  readonly views: Views;
  readonly responseUrls: ResponseUrls;
  readonly socketMode: SocketMode;
  readonly installer: Installer;
  readonly appToken: string;
  /** The first one is the default of every gesture. */
  readonly workspaces: Workspace[];
  readonly calls: RecordedCall[];
}
