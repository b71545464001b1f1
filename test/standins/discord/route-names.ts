/** The routes of version 10 that this stand-in answers, as Discord's reference writes them. */
export const ROUTE_NAMES = [
  'GET /gateway',
  'GET /gateway/bot',
  'GET /users/@me',
  'GET /users/@me/guilds',
  'POST /users/@me/channels',
  'GET /users/:user',
  'GET /applications/@me',
  'GET /oauth2/applications/@me',
  'GET /applications/:application/commands',
  'PUT /applications/:application/commands',
  'POST /applications/:application/commands',
  'GET /applications/:application/commands/:command',
  'PATCH /applications/:application/commands/:command',
  'DELETE /applications/:application/commands/:command',
  'GET /applications/:application/guilds/:guild/commands',
  'PUT /applications/:application/guilds/:guild/commands',
  'POST /applications/:application/guilds/:guild/commands',
  'GET /applications/:application/guilds/:guild/commands/:command',
  'PATCH /applications/:application/guilds/:guild/commands/:command',
  'DELETE /applications/:application/guilds/:guild/commands/:command',
  'POST /interactions/:interaction/:token/callback',
  'POST /webhooks/:application/:token',
  'GET /webhooks/:application/:token/messages/:message',
  'PATCH /webhooks/:application/:token/messages/:message',
  'DELETE /webhooks/:application/:token/messages/:message',
  'GET /channels/:channel',
  'POST /channels/:channel/typing',
  'GET /channels/:channel/messages',
  'POST /channels/:channel/messages',
  'GET /channels/:channel/messages/:message',
  'PATCH /channels/:channel/messages/:message',
  'DELETE /channels/:channel/messages/:message',
  'GET /guilds/:guild',
  'GET /guilds/:guild/members/:user',
] as const;

export type RouteName = (typeof ROUTE_NAMES)[number];

/** Names for the routes a test is likely to wait for or to break. */
export const CALLBACK: RouteName = 'POST /interactions/:interaction/:token/callback';
/** `@original`, and follow-ups by their identifier. */
export const EDIT_REPLY: RouteName = 'PATCH /webhooks/:application/:token/messages/:message';
export const DELETE_REPLY: RouteName = 'DELETE /webhooks/:application/:token/messages/:message';
export const FOLLOW_UP: RouteName = 'POST /webhooks/:application/:token';
export const POST_MESSAGE: RouteName = 'POST /channels/:channel/messages';
export const EDIT_MESSAGE: RouteName = 'PATCH /channels/:channel/messages/:message';
export const REGISTER_COMMANDS: RouteName = 'PUT /applications/:application/commands';

export interface Found {
  readonly name: RouteName;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly name: RouteName;
  readonly expression: RegExp;
}

const PATTERNS: readonly Pattern[] = ROUTE_NAMES.map((name) => {
  return { name, expression: new RegExp(`^${name.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u') };
});

/** The route of a request whose path has lost its `/api/v10`. */
export function findRoute(method: string, path: string): Found | undefined {
  for (const { name, expression } of PATTERNS) {
    const match = expression.exec(`${method} ${path}`);
    if (match !== null) return { name, parameters: decoded(match.groups ?? {}) };
  }
  return undefined;
}

/** `@original` travels as `%40original`. */
function decoded(groups: Readonly<Record<string, string>>): Found['parameters'] {
  const entries = Object.entries(groups);
  return Object.fromEntries(entries.map(([name, value]) => [name, decodeURIComponent(value)]));
}
