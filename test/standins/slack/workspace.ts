import type { Channel as AnyChannel, Community, Person as AnyPerson } from '../world.ts';

export interface Person extends AnyPerson {
  /** What colleagues read, where it is not the name of the account. */
  readonly realName?: string;
  readonly isAdmin: boolean;
}

export interface Channel extends AnyChannel {
  readonly kind: 'public' | 'private' | 'im';
  /** Who created it; in a direct conversation, the person the app talks to. */
  readonly creator: string;
  archived: boolean;
  hasBot: boolean;
}

/** What Slack answers to a token that was once good. */
export type TokenFault = 'token_revoked' | 'token_expired' | 'account_inactive';

/** A team that has installed the app. Tests change it as its members would: archive, remove, revoke. */
export interface Workspace extends Community<Person, Channel> {
  readonly teamId: string;
  readonly domain: string;
  readonly bot: { readonly id: string; readonly userId: string; readonly name: string };
  /** The identifiers of those who are always there; in the first workspace, the constants below. */
  readonly known: Known;
  readonly scopes: Set<string>;
  /** Every token ever given for this workspace, and what is wrong with it if something is. */
  readonly tokens: Map<string, TokenFault | 'valid'>;
}

interface Known {
  /** An administrator, who created the channels. */
  readonly alice: string;
  readonly bruno: string;
  /** A public channel the app is a member of. */
  readonly general: string;
  /** A public channel the app was never invited to: commands work there, chat.postMessage does not. */
  readonly elsewhere: string;
  /** The direct conversation between Alice and the app. */
  readonly direct: string;
}

export const ALICE = 'U0ALICE01';
export const BRUNO = 'U0BRUNO01';
export const GENERAL = 'C0GENERAL';
export const ELSEWHERE = 'C0AILLEURS';
export const DIRECT = 'D0ALICE01';

/** Every scope that a method of this stand-in asks for. */
const ALL_SCOPES =
  'commands chat:write app_mentions:read assistant:write im:history im:read im:write channels:read groups:read channels:history groups:history users:read files:write';

interface WorkspaceOptions {
  readonly teamId?: string;
  readonly botToken?: string;
  /** What the installation was granted; by default everything this stand-in knows. */
  readonly scopes?: readonly string[];
  /** Ends every identifier, because those of Slack are unique over all workspaces. */
  readonly suffix?: string;
}

export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const { teamId = 'T0DEBAT01', suffix = '', scopes = ALL_SCOPES.split(' ') } = options;
  const known: Known = {
    alice: ALICE + suffix,
    bruno: BRUNO + suffix,
    general: GENERAL + suffix,
    elsewhere: ELSEWHERE + suffix,
    direct: DIRECT + suffix,
  };
  const workspace: Workspace = {
    teamId,
    domain: teamId.toLowerCase(),
    bot: { id: `B0DEBAT01${suffix}`, userId: `U0DEBAT01${suffix}`, name: 'debat' },
    known,
    people: new Map(),
    channels: new Map(),
    scopes: new Set(scopes),
    tokens: new Map([[options.botToken ?? 'xoxb-0-stand-in', 'valid']]),
  };
  workspace.people.set(known.alice, { id: known.alice, name: 'alice', isAdmin: true });
  workspace.people.set(known.bruno, {
    id: known.bruno,
    name: 'bruno',
    realName: 'Bruno Carrier',
    isAdmin: false,
  });
  addChannel(workspace, { id: known.general, name: 'general' });
  addChannel(workspace, { id: known.elsewhere, name: 'ailleurs', hasBot: false });
  addChannel(workspace, { id: known.direct, name: 'directmessage', kind: 'im' });
  return workspace;
}

/** A public channel of Alice's with the app in it, unless said otherwise. */
export function addChannel(
  workspace: Workspace,
  channel: Partial<Channel> & Pick<Channel, 'id' | 'name'>,
): Channel {
  const { kind = 'public', creator = workspace.known.alice } = channel;
  const { archived = false, hasBot = true } = channel;
  const added: Channel = { ...channel, kind, creator, archived, hasBot };
  workspace.channels.set(added.id, added);
  return added;
}

/** The token the installation uses now: the newest that still works. */
export function botTokenOf(workspace: Workspace): string {
  const valid = [...workspace.tokens].filter(([, state]) => state === 'valid');
  const newest = valid.at(-1);
  if (newest === undefined) throw new Error(`${workspace.teamId} has no valid token left`);
  return newest[0];
}
