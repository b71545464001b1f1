/** The routes of version 10 that this stand-in answers, as Discord's reference writes them. */
const ROUTE_NAMES = [
  'GET /gateway/bot',
  'POST /users/@me/channels',
  'GET /applications/@me',
  'GET /oauth2/applications/@me',
  'GET /applications/:application/commands',
  'PUT /applications/:application/commands',
  'GET /applications/:application/guilds/:guild/commands',
  'PUT /applications/:application/guilds/:guild/commands',
  'POST /interactions/:interaction/:token/callback',
  'POST /webhooks/:application/:token',
  'PATCH /webhooks/:application/:token/messages/@original',
  'DELETE /webhooks/:application/:token/messages/@original',
  'GET /channels/:channel',
  'GET /channels/:channel/messages',
  'POST /channels/:channel/messages',
  'PATCH /channels/:channel/messages/:message',
  'GET /guilds/:guild',
] as const;

export type RouteName = (typeof ROUTE_NAMES)[number];

/** Names for the routes a test is likely to wait for or to break. */
export const CALLBACK: RouteName = 'POST /interactions/:interaction/:token/callback';
export const EDIT_REPLY: RouteName = 'PATCH /webhooks/:application/:token/messages/@original';
export const FOLLOW_UP: RouteName = 'POST /webhooks/:application/:token';
export const POST_MESSAGE: RouteName = 'POST /channels/:channel/messages';
export const READ_MESSAGES: RouteName = 'GET /channels/:channel/messages';
export const EDIT_MESSAGE: RouteName = 'PATCH /channels/:channel/messages/:message';
export const REGISTER_COMMANDS: RouteName = 'PUT /applications/:application/commands';

const PATTERNS = ROUTE_NAMES.map((name) => {
  return { name, expression: new RegExp(`^${name.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u') };
});

/** The route of a request whose path has lost its `/api/v10`; `@original` travels as `%40original`. */
export function findRoute(method: string, path: string) {
  const decoded = decodedPath(path);
  for (const { name, expression } of PATTERNS) {
    const match = expression.exec(`${method} ${decoded}`);
    if (match !== null) return { name, parameters: { ...match.groups } };
  }
  return undefined;
}

/** As it is where it is no encoding of anything. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
