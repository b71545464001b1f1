import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { checkUpModel } from '../../src/models/checkup.ts';
import { checkUpStore } from '../../src/store/checkup.ts';

const now = () => 0;
/** Nothing listens there. */
const NOWHERE = '127.0.0.1:1';

/** What the doctor finds of a server that answers every request so. */
async function modelFound(status: number, body: unknown) {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push(`${url ?? ''} ${headers.authorization ?? ''}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const { verdict, text } = await checkUpModel({ apiKey: 'une-clef', baseUrl, model: 'petit' });
    expect(text).not.toContain('une-clef');
    return [verdict, text.replace(baseUrl, 'URL')];
  } finally {
    server.closeAllConnections();
    server.close();
    expect(asked).toEqual(['/v1/models Bearer une-clef']);
  }
}

describe('the doctor, of a model', () => {
  test.each([
    [200, { data: [{ id: 'grand' }, { id: 'petit' }] }, 'good', 'URL has petit'],
    [200, { data: [{ id: 'grand' }] }, 'note', 'URL does not list petit: check OPENAI_MODEL'],
    [401, { error: { message: 'no' } }, 'bad', 'URL refuses OPENAI_API_KEY'],
    [404, {}, 'note', 'URL does not list its models'],
    [500, {}, 'note', 'URL does not list its models'],
  ])('that answers %i %j finds it %s: %s', async (status, body, verdict, text) => {
    expect(await modelFound(status, body)).toEqual([verdict, expect.stringContaining(text)]);
  });

  test('that is not there says so', async () => {
    const settings = { apiKey: null, baseUrl: `http://${NOWHERE}/v1`, model: 'petit' };
    expect(await checkUpModel(settings)).toEqual({
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
    const finding = await checkUpStore(url, now);
    expect(finding).toEqual({ verdict, text: expect.stringContaining(text) as unknown });
    expect(finding.text).not.toContain('motdepasse');
  });
});
