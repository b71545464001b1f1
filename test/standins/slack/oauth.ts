import { textIn, type Json } from '../json.ts';
import { SlackRefusal, type World } from './world.ts';
import { botTokenOf, type Workspace } from './workspace.ts';

/** https://docs.slack.dev/authentication/using-token-rotation: a rotated token lives twelve hours. */
const TOKEN_LIFE_SECONDS = 43_200;

interface Grant {
  readonly workspace: Workspace;
  readonly rotating: boolean;
  /** The workspaces of an organisation that installs the app everywhere at once; its first one agrees. */
  readonly organisation: { readonly id: string; readonly workspaces: readonly Workspace[] } | null;
}

type Terms = Partial<Pick<Grant, 'rotating' | 'organisation'>>;

/** `oauth.v2.access`: turns a code, or a refresh token, into a bot token. */
export class Installer {
  readonly #world: World;
  readonly #grants = new Map<string, Grant>();
  readonly #refreshable = new Map<string, Grant>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The code that Slack's page sends back to the app once someone of that workspace has agreed. */
  grant(workspace: Workspace, { rotating = false, organisation = null }: Terms = {}): string {
    const code = this.#world.next('code-');
    this.#grants.set(code, { workspace, rotating, organisation });
    return code;
  }

  /** Throws a SlackRefusal: `invalid_code`, `invalid_refresh_token`. Either is good once. */
  exchange(args: Json): Json {
    const isRefresh = textIn(args, 'grant_type') === 'refresh_token';
    const source = isRefresh ? this.#refreshable : this.#grants;
    const secret = textIn(args, isRefresh ? 'refresh_token' : 'code') ?? '';
    const grant = source.get(secret);
    if (grant === undefined) {
      throw new SlackRefusal(isRefresh ? 'invalid_refresh_token' : 'invalid_code');
    }
    source.delete(secret);
    for (const workspace of isRefresh ? workspacesOf(grant) : [])
      workspace.tokens.set(botTokenOf(workspace), 'token_expired');
    return this.#installation(grant, isRefresh);
  }

  #installation(grant: Grant, isRefresh: boolean): Json {
    const { teamId, domain, bot, known, scopes } = grant.workspace;
    const { organisation } = grant;
    const token = this.#world.next(grant.rotating ? 'xoxe.xoxb-' : 'xoxb-');
    for (const { tokens } of workspacesOf(grant)) tokens.set(token, 'valid');
    return {
      app_id: 'A0DEBAT01',
      access_token: token,
      token_type: 'bot',
      scope: [...scopes].join(','),
      bot_user_id: bot.userId,
      team: organisation === null ? { id: teamId, name: domain } : null,
      enterprise: organisation === null ? null : { id: organisation.id, name: 'organisation' },
      is_enterprise_install: organisation !== null,
      ...(isRefresh ? {} : { authed_user: { id: known.alice } }),
      ...(grant.rotating ? this.#rotation(grant) : {}),
    };
  }

  #rotation(grant: Grant): Json {
    const refreshToken = this.#world.next('xoxe-1-');
    this.#refreshable.set(refreshToken, grant);
    return { refresh_token: refreshToken, expires_in: TOKEN_LIFE_SECONDS };
  }
}

function workspacesOf({ workspace, organisation }: Grant): readonly Workspace[] {
  return organisation?.workspaces ?? [workspace];
}
