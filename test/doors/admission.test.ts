import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { secretsIn, readConfig } from '../../src/config/config.ts';
import { errorSchema } from '../../src/doors/schema.ts';
import { openDoors } from './serving.ts';

const PATH = '/api/debat?sujet=roi';
const PAGE = 'https://page.example';
const KEY = 'une-cle-longue-de-test';
const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
const from = (...addresses: string[]) => ({ headers: { 'x-forwarded-for': addresses.join(', ') } });

async function codeOf(response: Response): Promise<string> {
  return errorSchema.parse(await response.json()).error.code;
}

describe('how often somebody may ask', () => {
  test('is limited, and says when it may go on', async () => {
    await using doors = await openDoors({ ratePerMinute: 2 });
    const statuses = [];
    for (let asked = 0; asked < 12; asked += 1) {
      const response = await doors.ask(PATH);
      statuses.push(response.status);
      if (response.status !== 429) continue;
      const seconds = Number(response.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(await codeOf(response)).toBe('rate');
    }
    expect(statuses).toEqual([200, 200, ...Array.from({ length: 10 }, () => 429)]);
    // The first, and then every tenfold.
    expect(doors.log.map(({ event }) => event)).toEqual(['refused: rate', 'refused: rate']);
    expect(doors.counters.snapshot()).toMatchObject({
      'door: /api/debat': 12,
      'refused: rate': 10,
    });
  });

  test('is counted together where no proxy is known, whatever a header says', async () => {
    await using doors = await openDoors({ ratePerMinute: 1 });
    expect((await doors.ask(PATH, from('203.0.113.1'))).status).toBe(200);
    expect((await doors.ask(PATH, from('203.0.113.2'))).status).toBe(429);
  });

  test('is counted by the address that the outermost own proxy saw', async () => {
    await using doors = await openDoors({ ratePerMinute: 1, proxies: 2 });
    const statusOf = async (...those: string[]) => (await doors.ask(PATH, from(...those))).status;
    expect(await statusOf('203.0.113.1', '10.0.0.1')).toBe(200);
    // What somebody wrote there before counts for nothing.
    expect(await statusOf('198.51.100.7', '203.0.113.1', '10.0.0.1')).toBe(429);
    expect(await statusOf('203.0.113.2', '10.0.0.1')).toBe(200);
  });

  test('is counted by network where addresses are of IPv6', async () => {
    await using doors = await openDoors({ ratePerMinute: 1, proxies: 1 });
    const statusOf = async (address: string) => (await doors.ask(PATH, from(address))).status;
    expect(await statusOf('2001:db8:1:2::1')).toBe(200);
    expect(await statusOf('2001:db8:1:2:3:4:5:6')).toBe(429);
    expect(await statusOf('2001:db8:1:3::1')).toBe(200);
  });

  test('is counted by key where there is one', async () => {
    const keys = [KEY, `${KEY}-autre`];
    await using doors = await openDoors({ ratePerMinute: 1, keys });
    expect((await doors.ask(PATH, bearer(KEY))).status).toBe(200);
    expect((await doors.ask(PATH, bearer(KEY))).status).toBe(429);
    expect((await doors.ask(PATH, bearer(`${KEY}-autre`))).status).toBe(200);
    expect((await doors.ask(PATH)).status).toBe(401);
    // Guesses are counted by address.
    expect((await doors.ask(PATH, bearer('x'))).status).toBe(429);
  });
});

describe('a key', () => {
  test('is not needed where none is set, and does no harm', async () => {
    await using doors = await openDoors();
    expect((await doors.ask(PATH, bearer(KEY))).status).toBe(200);
  });

  test.each(['', 'Bearer', `Basic ${KEY}`, `Bearer ${KEY}x`, `Bearer ${KEY.slice(1)}`, KEY])(
    'is needed everywhere where one is set: « %s » is none',
    async (authorization) => {
      await using doors = await openDoors({ keys: [KEY] });
      for (const path of [PATH, '/api/openapi.json', '/api/rien', '/mcp']) {
        const response = await doors.ask(path, { headers: { authorization } });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await codeOf(response)).toBe('key');
      }
    },
  );

  test('keeps an answer out of shared caches', async () => {
    await using doors = await openDoors({ keys: [KEY] });
    const response = await doors.ask(PATH, bearer(KEY));
    expect(response.headers.get('cache-control')).toBe('private, max-age=60');
  });

  test('is a secret that no log holds', async () => {
    const config = readConfig({ API_KEYS: `${KEY}, ${KEY}-autre` });
    expect(config.doors.keys).toEqual([KEY, `${KEY}-autre`]);
    expect(secretsIn(config)).toEqual([`${KEY}-autre`, KEY]);
    await using doors = await openDoors({ keys: [KEY] });
    await doors.ask(PATH, bearer('une-autre-cle-secrete'));
    expect(JSON.stringify(doors.log)).not.toContain('cle');
  });

  test.each(['court', 'une cle avec des espaces', `${KEY},`])('is not « %s »', (given) => {
    expect(() => readConfig({ API_KEYS: given })).toThrow(/^API_KEYS is not valid/u);
  });
});

describe('a page in a browser', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'GET' },
  });

  test('may read nothing where no origin is set', async () => {
    await using doors = await openDoors();
    const asked = await doors.ask(PATH, preflight(PAGE));
    expect({ status: asked.status, code: await codeOf(asked) }).toEqual({
      ...{ status: 403, code: 'origin' },
    });
    const response = await doors.ask(PATH, { headers: { origin: PAGE } });
    for (const { headers } of [asked, response])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('may read where its origin is one of those set, and another may not', async () => {
    await using doors = await openDoors({ origins: [PAGE] });
    const asked = await doors.ask(PATH, preflight(PAGE));
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('authorization') as string,
      vary: 'Origin',
    });
    const headersOf = async (origin: string) =>
      (await doors.ask(PATH, { headers: { origin } })).headers;
    expect((await headersOf(PAGE)).get('access-control-allow-origin')).toBe(PAGE);
    const other = await headersOf('https://other.example');
    expect(other.get('access-control-allow-origin')).toBeNull();
    expect(other.get('vary')).toBe('Origin');
    expect((await doors.ask(PATH, preflight('https://page.example.evil'))).status).toBe(403);
  });

  test('may read refusals too, which tell it what to do', async () => {
    await using doors = await openDoors({ origins: ['*'], ratePerMinute: 1 });
    await doors.ask(PATH);
    const { status, headers } = await doors.ask(PATH, { headers: { origin: PAGE } });
    expect({ status, allowed: headers.get('access-control-allow-origin') }).toEqual({
      ...{ status: 429, allowed: '*' },
    });
    expect(headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  test('is refused an answer of tools where its origin is strange', async () => {
    const publicUrl = 'https://debat.example/ici/';
    await using doors = await openDoors({ origins: [PAGE] }, { publicUrl });
    const asking = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const statusOf = async (origin: string) => {
      const headers = { 'content-type': 'application/json', accept: ACCEPTED, origin };
      const body = JSON.stringify(asking);
      const response = await doors.ask('/mcp', { method: 'POST', headers, body });
      const allowed = response.headers.get('access-control-allow-origin');
      expect(allowed).toBe(origin === PAGE ? PAGE : null);
      return response.status;
    };
    expect(await statusOf('https://debat.example')).toBe(200);
    expect(await statusOf(PAGE)).toBe(200);
    expect(await statusOf('https://rebound.example')).toBe(403);
    expect(await statusOf('null')).toBe(403);
    expect(await statusOf(doors.url)).toBe(403);
  });

  test('is answered by tools without a public address where this machine serves the page', async () => {
    await using doors = await openDoors();
    const { port } = new URL(doors.url);
    const statusOf = async (host: string, origin: string) => {
      const headers = { 'content-type': 'application/json', accept: ACCEPTED, host, origin };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
      const asked = request(`${doors.url}/mcp`, { method: 'POST', headers });
      asked.end(body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode;
    };
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect(await statusOf(`${name}:${port}`, `http://${name}:${port}`)).toBe(200);
    for (const [host, origin] of [
      [`rebound.example:${port}`, `http://rebound.example:${port}`],
      [`127.0.0.1:${port}`, `http://rebound.example:${port}`],
      [`localhost:${port}`, 'http://localhost:6274'],
      [`localhost.rebound.example:${port}`, `http://localhost.rebound.example:${port}`],
    ] as const)
      expect(await statusOf(host, origin), origin).toBe(403);
  });
});

const ACCEPTED = 'application/json, text/event-stream';

test.each(['*', 'https://a.example', 'https://a.example, http://127.0.0.1:8080'])(
  'origins are %s',
  (given) => {
    const { origins } = readConfig({ API_ORIGINS: given }).doors;
    expect(origins.join(', ')).toBe(given);
  },
);

test.each(['a.example', 'https://a.example/', 'https://a.example/page', 'ftp://a.example', 'null'])(
  'origins are not %s',
  (given) => {
    expect(() => readConfig({ API_ORIGINS: given })).toThrow(/^API_ORIGINS is not valid/u);
  },
);

test('assistants are answered over HTTP where that is switched on, and programs unless it is switched off', () => {
  expect(readConfig({}).doors).toEqual({
    ...{ api: true, mcp: false, keys: [], ratePerMinute: 60, origins: [], proxies: 0 },
  });
  expect(readConfig({ API: 'off', MCP_HTTP: 'on' }).doors).toMatchObject({ api: false, mcp: true });
});
