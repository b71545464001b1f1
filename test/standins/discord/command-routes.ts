import { isJson } from '../json.ts';
import { APPLICATION } from './community.ts';
import { MISSING_ACCESS, NOT_FOUND, Refusal } from './refusal.ts';
import { parameter, type Handler, type Reply, type Request } from './world.ts';

/** The same five deeds for global commands and for those of one guild. */
export const COMMAND_ROUTES = {
  'GET /applications/:application/commands': list,
  'PUT /applications/:application/commands': overwrite,
  'POST /applications/:application/commands': create,
  'GET /applications/:application/commands/:command': get,
  'PATCH /applications/:application/commands/:command': change,
  'DELETE /applications/:application/commands/:command': remove,
  'GET /applications/:application/guilds/:guild/commands': list,
  'PUT /applications/:application/guilds/:guild/commands': overwrite,
  'POST /applications/:application/guilds/:guild/commands': create,
  'GET /applications/:application/guilds/:guild/commands/:command': get,
  'PATCH /applications/:application/guilds/:guild/commands/:command': change,
  'DELETE /applications/:application/guilds/:guild/commands/:command': remove,
} satisfies Record<string, Handler>;

function list(request: Request): Reply {
  const commands = request.world.commands.in(scopeOf(request));
  const isWhole = request.query.get('with_localizations') === 'true';
  const shown = isWhole ? commands : commands.map(withoutLocalizations);
  return { status: 200, body: shown };
}

function overwrite(request: Request): Reply {
  return { status: 200, body: request.world.commands.overwrite(scopeOf(request), request.list) };
}

function create(request: Request): Reply {
  const { command, isNew } = request.world.commands.put(scopeOf(request), request.body);
  return { status: isNew ? 201 : 200, body: command };
}

function get(request: Request): Reply {
  const { commands } = request.world;
  return { status: 200, body: commands.get(parameter(request, 'command'), scopeOf(request)) };
}

function change(request: Request): Reply {
  const { commands } = request.world;
  const scope = scopeOf(request);
  const existing = commands.get(parameter(request, 'command'), scope);
  const changed = { ...existing, ...request.body, id: existing.id };
  return { status: 200, body: commands.put(scope, changed).command };
}

function remove(request: Request): Reply {
  request.world.commands.delete(parameter(request, 'command'), scopeOf(request));
  return { status: 204 };
}

function scopeOf(request: Request): string | undefined {
  if (parameter(request, 'application') !== APPLICATION) throw new Refusal(NOT_FOUND);
  const { guild } = request.parameters;
  const known = guild === undefined ? undefined : request.world.community.guilds.get(guild);
  if (guild !== undefined && known?.hasBot !== true) throw new Refusal(MISSING_ACCESS);
  return guild;
}

/** Without `with_localizations=true`, the dictionaries are left out at every level. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (!isJson(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutLocalizations(member)]));
}
