import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { checkUpModel } from '../../src/summary/models/checkup.ts';
import { checkUpStore } from '../../src/store/open.ts';
import { platformTime } from '../../src/running/work.ts';

const time = platformTime(() => new Date(0));
/** Nothing listens there. */
const NOWHERE = '127.0.0.1:1';

/** What the doctor finds of a server that answers every request so. */
async function modelFound(status: number, body: unknown, model: string | null = 'petit') {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push(`${url ?? ''} ${headers.authorization ?? ''}`);
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const { verdict, text } = await checkUpModel({ apiKey: 'une-clef', baseUrl, model }, NOW);
    expect(text).not.toContain('une-clef');
    return [verdict, text.replace(baseUrl, 'URL')];
  } finally {
    server.closeAllConnections();
    server.close();
    expect(asked).toEqual(['/v1/models Bearer une-clef']);
  }
}

const listOf = (...data: readonly unknown[]) => ({ object: 'list', data });
const ending = (fields: object, ...others: readonly object[]) =>
  listOf({ id: 'petit', ...fields }, ...others);

const NOW = () => new Date('2026-11-27T12:00:00Z');

const LACKED = 'URL does not have petit: set OPENAI_MODEL to';
const unlisted = (why: string) =>
  `URL does not list its models (${why}): whether it has petit is not known`;

describe('the doctor, of a model', () => {
  test.each([
    [200, listOf({ id: 'grand' }, { id: 'petit' }), 'good', 'URL has petit'],
    [200, [{ id: 'petit' }], 'good', 'URL has petit'],
    [200, { models: [{ name: 'petit' }] }, 'good', 'URL has petit'],
    [200, listOf({ id: 'petit:latest' }), 'good', 'URL has petit'],
    [200, listOf({ id: 'models/petit' }), 'good', 'URL has petit'],
    [200, listOf({ id: 'petit-2603', aliases: ['petit'] }), 'good', 'URL has petit'],
    [200, listOf({ id: 'grand' }, null, 7), 'bad', `${LACKED} one of grand`],
    [200, listOf(), 'bad', `${LACKED} a name that the server has; it lists none`],
    [401, { error: { message: 'no' } }, 'bad', 'URL refuses OPENAI_API_KEY'],
    [404, {}, 'note', unlisted('unknown model')],
    [500, {}, 'note', unlisted('server fault')],
    [200, '<h1>It works!</h1>', 'note', unlisted('server fault')],
    [200, { data: 7 }, 'note', unlisted('server fault')],
    [200, ending({ shutdown_date: '2028-01-14' }), 'good', 'URL has petit, until 2028-01-14'],
    [
      200,
      ending({ deprecation: '2027-02-01T12:00:00Z', deprecation_replacement_model: 'petit-2' }),
      'good',
      'URL has petit, until 2027-02-01; then petit-2',
    ],
    [200, ending({ expiration_date: 1_801_440_000 }), 'good', 'URL has petit, until 2027-02-01'],
    [
      200,
      ending({ retires_at: null, end_of_life_at: 1_801_440_000_000 }),
      'good',
      'URL has petit, until 2027-02-01',
    ],
    [
      200,
      ending({ deprecated: false, deprecation: null, shutdown_date: '' }),
      'good',
      'URL has petit',
    ],
    [200, ending({ deprecated_at: 'bientôt', created: 1_700_000_000 }), 'good', 'URL has petit'],
    [200, ending({ shutdown_date: '2027-01-14' }), 'note', 'URL has petit, until 2027-01-14'],
    [
      200,
      ending({ shutdown_date: '2026-11-26', replacement: 'neuf' }, { id: 'neuf' }),
      'bad',
      'URL ended petit on 2026-11-26; then neuf: set OPENAI_MODEL to one of neuf',
    ],
  ])('that answers %i %j finds it %s: %s', async (status, body, verdict, text) => {
    expect(await modelFound(status, body)).toEqual([verdict, text]);
  });

  test('that is not chosen lists what the server has for chat, the newest first', async () => {
    const list = listOf(
      { id: 'ancien', created: 1 },
      { id: 'text-embedding-3', created: 9 },
      { id: 'neuf', created: 2 },
      { id: 'faux\u001b[31m', created: 3 },
    );
    const said = 'set OPENAI_MODEL to one of neuf, ancien';
    expect(await modelFound(200, list, null)).toEqual(['bad', said]);
  });

  test('that is not there lists at most twenty, those of a like name first', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ id: `autre-${at}`, created: at }));
    const [verdict, text] = await modelFound(200, listOf(...many, { id: 'petite' }));
    expect(verdict).toBe('bad');
    expect(text).toMatch(/one of petite, autre-29, /u);
    expect(text).toMatch(/, or another of 31$/u);
    expect(text?.split(', ')).toHaveLength(21);
  });

  test('that is not chosen on a server that does not list any is to be set', async () => {
    const said = 'set OPENAI_MODEL to the name of one that it has';
    expect(await modelFound(404, {}, null)).toEqual(['bad', expect.stringContaining(said)]);
  });

  test('that is not there says so', async () => {
    const settings = { apiKey: null, baseUrl: `http://${NOWHERE}/v1`, model: 'petit' };
    expect(await checkUpModel(settings, NOW)).toEqual({
      verdict: 'bad',
      text: `http://${NOWHERE}/v1 cannot be reached: check OPENAI_BASE_URL`,
    });
  });
});

describe('the doctor, of a store', () => {
  test.each([
    ['sqlite::memory:', 'good', 'sqlite keeps what must last'],
    ['sqlite:/proc/nowhere/debat.sqlite', 'bad', 'STORE_URL names /proc/nowhere/debat.sqlite'],
    [`redis://:motdepasse@${NOWHERE}`, 'bad', 'redis does not answer: check STORE_URL'],
    [`postgres://lui:motdepasse@${NOWHERE}/x`, 'bad', 'postgres does not answer'],
  ])('at %s finds it %s: %s', async (url, verdict, text) => {
    const finding = await checkUpStore(url, time);
    expect(finding).toEqual({ verdict, text: expect.stringContaining(text) as unknown });
    expect(finding.text).not.toContain('motdepasse');
  });
});
