import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/conversation/json.ts';
import type { AnswerDocument } from '../../src/debate/document.ts';
import { Gate } from '../../src/debate/gate.ts';
import { PAGE_SIZE } from '../../src/debate/reply.ts';
import { DOOR_COMMANDS, type DoorAsking } from '../../src/doors/commands.ts';
import { answerSchema, errorSchema } from '../../src/doors/schema.ts';
import { COMMAND_NAMES, type Options } from '../../src/ask/request.ts';
import { liveOn, realDispatch } from '../fixtures/bots.ts';
import { hostileCorpus, realCorpus, townCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { HOSTILE_TEXTS } from '../fixtures/replies.ts';
import { oneDebate } from '../fixtures/open.ts';
import { ELSEWHERE, openDoors } from './serving.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const [{ id: REF }] = realCorpus.passages as [(typeof realCorpus.passages)[0]];
const VOICES = ['Hervé Kabla', 'Fred Cavazza'] as const;

const QUESTIONS: readonly (readonly [DoorAsking, Options])[] = [
  ['debat', { sujet: 'roi' }],
  ['debat', { sujet: 'roi', resume: 'oui' }],
  ['debat', { sujet: 'xylophone' }],
  ['debat', { sujet: 'marques', auteur: VOICES[1], depuis: '2010', jusqua: '2012' }],
  ['position', { auteur: VOICES[0] }],
  ['comparer', { auteur: VOICES[0], auteur2: VOICES[1] }],
  ['carte', {}],
  ['carte', { sujet: 'blogs', auteur: VOICES[0] }],
  ['qui-repond', { sujet: 'roi' }],
  ['qui-repond', { ref: REF }],
  ['citation', {}],
  ['citation', { sujet: 'blogs', autre: '2' }],
  ['sources', {}],
  ['contexte', { ref: REF }],
];

const addressOf = (command: DoorAsking, options: Options) =>
  `/api/${DOOR_COMMANDS[command].path}?${new URLSearchParams({ ...options }).toString()}`;

async function errorOf(response: Response) {
  const { error } = errorSchema.parse(await response.json());
  return { status: response.status, ...error };
}

describe('the API', () => {
  test('has an address for each command that asks, and for none that changes something', () => {
    const paths = Object.keys(DOOR_COMMANDS);
    const asking = COMMAND_NAMES.filter(
      (name) => !['abonnement', 'debats', 'proposer', 'aide-debat'].includes(name),
    );
    expect(paths.toSorted()).toEqual([...asking, 'contexte'].toSorted());
    const named = Object.values(DOOR_COMMANDS).flatMap(({ parameters }) =>
      Object.keys(parameters.shape),
    );
    for (const kept of ['debat', 'prive', 'geste', 'brut', 'extrait', 'heure', 'fuseau', 'jours'])
      expect(named).not.toContain(kept);
  });

  test.each(QUESTIONS)('gives the document of --json: %s %o', async (command, options) => {
    await using doors = await openDoors();
    const response = await doors.ask(addressOf(command, options));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const printed = await realDispatch({ address: ADDRESS, command, input: { options } });
    expect(await response.text()).toBe(renderJson(printed));
  });

  test.each(QUESTIONS)('tells every field of it in its description: %s %o', async (...question) => {
    await using doors = await openDoors();
    const document: unknown = await (await doors.ask(addressOf(...question))).json();
    expect(answerSchema.parse(document)).toEqual(document);
  });

  test('tells every field of documents of other debates', async () => {
    for (const corpus of [hostileCorpus, townCorpus]) {
      await using doors = await openDoors({}, { corpus });
      for (const { id } of corpus.passages) {
        const document: unknown = await (
          await doors.ask(addressOf('contexte', { ref: id }))
        ).json();
        expect(answerSchema.parse(document)).toEqual(document);
      }
    }
  });

  test('gives the quotations of one page where a page is asked for', async () => {
    await using doors = await openDoors();
    const documentOf = async (options: Options) =>
      (await (await doors.ask(addressOf('debat', options))).json()) as AnswerDocument;
    const { quotes: all } = await documentOf({ sujet: 'roi' });
    const { quotes: second, total } = await documentOf({ sujet: 'roi', page: '2' });
    expect(total).toBe(all.length);
    expect(second).toEqual(all.slice(PAGE_SIZE, 2 * PAGE_SIZE));
    const past = await errorOf(await doors.ask(addressOf('debat', { sujet: 'roi', page: '99' })));
    expect(past).toMatchObject({ status: 400, code: 'no such page' });
  });

  test('says in an answer that nothing was found', async () => {
    await using doors = await openDoors();
    const response = await doors.ask('/api/debat?sujet=xylophone');
    const { message, total, quotes } = (await response.json()) as AnswerDocument;
    expect({ status: response.status, total, quotes }).toEqual({
      ...{ status: 200, total: 0, quotes: [] },
    });
    expect(message).toMatch(/^Nos extraits du débat ne répondent pas/u);
  });

  test('asks no model that chooses theses', async () => {
    let chosen = 0;
    const dispatch = async (request: Parameters<typeof realDispatch>[0]) => {
      const answer = await realDispatch(request);
      const complete = () => {
        chosen += 1;
        return Promise.resolve(answer);
      };
      return { ...answer, complete };
    };
    await using doors = await openDoors({}, { dispatch });
    const response = await doors.ask('/api/debat?sujet=roi&resume=oui');
    const { summary } = (await response.json()) as AnswerDocument;
    expect({ by: summary?.by, chosen }).toEqual({ by: 'corpus', chosen: 0 });
  });

  test('answers from the corpus as it is now', async () => {
    const kept = passage({ anchor: 'deux', text: 'Les forums restent.', topics: ['forums'] });
    const gone = passage({ anchor: 'un', text: 'Les forums se vident.', topics: ['forums'] });
    const before = { ...corpusOf([gone, kept]), hash: 'a'.repeat(64) };
    const after = { ...corpusOf([kept]), hash: 'b'.repeat(64) };
    const live = liveOn(before, after);
    const { dispatch, debate } = live;
    await using doors = await openDoors({}, { debates: oneDebate(debate), dispatch });
    const asked = async () => {
      const response = await doors.ask('/api/debat?sujet=forums');
      const { total, corpus: told } = (await response.json()) as AnswerDocument;
      return { total, hash: told.hash, etag: response.headers.get('etag') };
    };
    const first = await asked();
    expect(first).toMatchObject({ total: 2, hash: before.hash });
    await live.reload();
    const second = await asked();
    expect(second).toMatchObject({ total: 1, hash: after.hash });
    expect(second.etag).not.toBe(first.etag);
  });
});

describe('a document that the corpus does not say', () => {
  test('is refused whole, and its fault is reported', async () => {
    const [quoted] = realCorpus.passages.filter(({ text: words }) => words !== null);
    if (quoted?.text == null) throw new Error('nothing is quoted');
    const changed = { ...quoted, text: quoted.text.replace(/\p{L}/u, 'x') };
    const passages = realCorpus.passages.map((each) => (each === quoted ? changed : each));
    const gate = Gate.of({ ...realCorpus, passages });
    await using doors = await openDoors({}, { gate });
    const response = await doors.ask(addressOf('contexte', { ref: quoted.id }));
    const told = await errorOf(response);
    expect(told).toMatchObject({ status: 500, code: 'fault' });
    expect(told.message).toContain('ref-1');
    expect(doors.faults).toHaveLength(1);
    expect(response.headers.get('etag')).toBeNull();
  });
});

describe('a request that is wrong', () => {
  test.each([
    ['/api/debat', 'parameters', 'Il manque le paramètre sujet.'],
    ['/api/debat?sujet=&auteur=Kabla', 'parameters', 'Il manque le paramètre sujet.'],
    ['/api/debat?sujet=%20', 'parameters', /sujet n’est pas valable/u],
    ['/api/debat?sujet=%E2%80%8B', 'subject missing', /^Indiquez un sujet/u],
    ['/api/debat?sujet=roi&sujet=blogs', 'parameters', /deux fois/u],
    ['/api/debat?sujet=roi&prive=oui', 'parameters', /^Paramètre inconnu\u00A0: prive\./u],
    ['/api/debat?sujet=roi&__proto__=x', 'parameters', /^Paramètre inconnu/u],
    ['/api/debat?sujet=roi&resume=non', 'parameters', /resume n’est pas valable/u],
    ['/api/debat?sujet=roi&page=deux', 'parameters', /page n’est pas valable/u],
    ['/api/debat?sujet=roi&page=0', 'parameters', /page n’est pas valable/u],
    ['/api/debat?sujet=roi&depuis=hier', 'not a date', /^Date incomprise/u],
    ['/api/debat?sujet=%E9t%E9', 'parameters', /mal encodée/u],
    ['/api/debat?sujet=%', 'parameters', /mal encodée/u],
    ['/api/debat?sujet=roi&depuis=2014&jusqua=2011', 'dates reversed', /inversées/u],
    ['/api/comparer?auteur=Kabla&auteur2=kabla', 'same author twice', /deux fois la même voix/u],
  ])('is told what is wrong, as %s is', async (path, code, message) => {
    await using doors = await openDoors();
    const response = await doors.ask(path);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await errorOf(response)).toEqual({
      ...{ status: 400, code },
      message: expect.stringMatching(message) as string,
    });
  });

  test('finds no passage of an unknown reference', async () => {
    await using doors = await openDoors();
    const told = await errorOf(await doors.ask('/api/passage?ref=rien%23du-tout'));
    expect(told).toMatchObject({ status: 404, code: 'passage gone' });
  });

  test.each(['/api', '/api/', '/api/abonnement', '/api/DEBAT', '/api/debat/', '/api/../mcp2'])(
    'finds nothing at %s',
    async (path) => {
      await using doors = await openDoors();
      const { port } = new URL(doors.url);
      const [head = '', body = ''] = (await raw(Number(port), `GET ${path} HTTP/1.1`)).split(
        '\r\n\r\n',
      );
      expect(head).toMatch(/^HTTP\/1\.1 404 /u);
      expect(errorSchema.parse(JSON.parse(body)).error.code).toBe('unknown path');
    },
  );

  test('is left to others where its path is no door', async () => {
    await using doors = await openDoors({ mcp: false });
    for (const path of ['/', '/apis', '/p/x', '/mcp']) {
      expect(await (await doors.ask(path)).text()).toBe(ELSEWHERE);
    }
    await using closed = await openDoors({ api: false });
    expect(await (await closed.ask('/api/debat?sujet=roi')).text()).toBe(ELSEWHERE);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'])(
    'is told what may be: %s',
    async (method) => {
      await using doors = await openDoors();
      const { port } = new URL(doors.url);
      const answer = await raw(Number(port), `${method} /api/debat?sujet=roi HTTP/1.1`);
      expect(answer).toMatch(/^HTTP\/1\.1 405 /u);
      expect(answer).toMatch(/\r\nallow: GET, HEAD, OPTIONS\r\n/iu);
    },
  );

  test.each(HOSTILE_TEXTS)('keeps nobody from an answer: %s', async (_, hostile) => {
    await using doors = await openDoors();
    for (const [command, { parameters }] of Object.entries(DOOR_COMMANDS)) {
      const names = Object.keys(parameters.shape).filter((name) => name.startsWith('auteur'));
      const given = Object.fromEntries([...names, 'sujet', 'ref'].map((name) => [name, hostile]));
      const known = Object.entries(given).filter(([name]) => name in parameters.shape);
      const query = new URLSearchParams(Object.fromEntries(known)).toString();
      const response = await doors.ask(
        `/api/${DOOR_COMMANDS[command as DoorAsking].path}?${query}`,
      );
      expect([200, 400, 404, 431]).toContain(response.status);
      if (response.status === 200) answerSchema.parse(await response.json());
      else if (response.status !== 431) await errorOf(response);
    }
    expect(doors.faults).toEqual([]);
    expect((await doors.ask('/api/debat?sujet=roi')).status).toBe(200);
  });

  test('is refused by Node where its address has ten million letters', async () => {
    await using doors = await openDoors();
    const { port } = new URL(doors.url);
    const answer = await raw(
      Number(port),
      `GET /api/debat?sujet=${'x'.repeat(10_000_000)} HTTP/1.1`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 |^$/u);
    expect((await doors.ask('/api/debat?sujet=roi')).status).toBe(200);
  });
});

describe('a request that no client would make', () => {
  const get = (path: string, ...headers: string[]) =>
    [`GET ${path} HTTP/1.1`, ...headers].join('\r\n');
  const post = (...headers: string[]) => ['POST /api/verifier HTTP/1.1', ...headers].join('\r\n');
  const CHUNKED = 'Transfer-Encoding: chunked';
  const SOUND = '/api/debat?sujet=roi';

  test.each<[what: string, lines: string, status: number, body?: string]>([
    ['a slash encoded', get('/api%2Fdebat?sujet=roi'), 404],
    ['its whole address', get(`http://debat.example${SOUND}`), 200],
    ['a letter encoded', get('/api/%64ebat?sujet=roi'), 404],
    ['two slashes', get('//api/debat?sujet=roi'), 404],
    ['a dot', get('/api/./debat?sujet=roi'), 404],
    ['a parameter of a path', get('/api/debat;x=1?sujet=roi'), 404],
    ['a NUL in its path', get('/api/de\0bat?sujet=roi'), 400],
    ['a NUL encoded in its path', get('/api/debat%00?sujet=roi'), 404],
    ['a NUL alone as its subject', get('/api/debat?sujet=%00'), 400],
    ['a NUL within its subject', get('/api/debat?sujet=roi%00'), 200],
    ['the end of a line within its subject', get('/api/debat?sujet=roi%0D%0ASet-Cookie:%20a'), 200],
    ['a name with brackets', get('/api/debat?sujet[]=roi'), 400],
    ['no name', get('/api/debat?=roi'), 400],
    [
      'a thousand parameters',
      get(`/api/debat?${Array.from({ length: 1_000 }, (_, nth) => `p${nth}=1`).join('&')}`),
      400,
    ],
    ['one parameter a thousand times', get(`/api/debat?${'sujet=roi&'.repeat(1_000)}`), 400],
    ['ten thousand parameters', get(`/api/debat?${'p=1&'.repeat(10_000)}`), 431],
    ['five thousand empty ones', get(`${SOUND}${'&'.repeat(5_000)}`), 200],
    ['a reference to a prototype', get('/api/passage?ref=__proto__'), 404],
    ['a page of another script', get(`${SOUND}&page=%D9%A1`), 400],
    ['absurd Accept', get(SOUND, `Accept: ${'*/*;q='.repeat(500)}`), 200],
    ['another type in Accept', get(SOUND, 'Accept: image/png'), 200],
    ['a range', get(SOUND, 'Range: bytes=0-3'), 200],
    ['an upgrade', get(SOUND, 'Upgrade: websocket'), 200],
    ['what it expects', get(SOUND, 'Expect: a miracle'), 417],
    ['another method in a header', get(SOUND, 'X-HTTP-Method-Override: DELETE'), 200],
    ['a length that is no body’s', get(SOUND, 'Content-Length: 999999999'), 200],
    ['HEAD of what is wrong', 'HEAD /api/debat HTTP/1.1', 400],
    ['HEAD of a text to verify', 'HEAD /api/verifier HTTP/1.1', 405],
    ['OPTIONS', `OPTIONS ${SOUND} HTTP/1.1`, 204],
    ['OPTIONS of nothing', 'OPTIONS /api/x HTTP/1.1', 404],
    ['chunks', post(CHUNKED), 200, '3\r\nroi\r\n0\r\n\r\n'],
    ['chunks and what follows them', post(CHUNKED), 200, '3\r\nroi\r\n0\r\nX: y\r\n\r\n'],
    ['chunks of no size', post(CHUNKED), 400, 'zz\r\nroi\r\n0\r\n\r\n'],
    ['an extension of a chunk', post(CHUNKED), 413, `3;${'a'.repeat(20_000)}\r\nroi\r\n0\r\n\r\n`],
    ['two lengths', post('Content-Length: 4', CHUNKED), 400, '0\r\n\r\n'],
    ['another content type', post('Content-Type: image/png', 'Content-Length: 3'), 200, 'roi'],
    [
      'a body that it says is packed',
      post('Content-Encoding: gzip', 'Content-Length: 3'),
      200,
      'roi',
    ],
    ['half a body', post('Content-Length: 30'), 400, 'roi'],
  ])('is answered, and no fault of ours: %s', async (_, lines, status, body) => {
    await using doors = await openDoors();
    const answer = await raw(Number(new URL(doors.url).port), lines, body);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(answer).not.toMatch(/\r\nset-cookie/iu);
    expect(doors.faults).toEqual([]);
    expect(doors.log.filter(({ event }) => !event.startsWith('refused: '))).toEqual([]);
    expect((await doors.ask(SOUND)).status).toBe(200);
  });
});

describe('what a client has already', () => {
  test('is not sent again', async () => {
    await using doors = await openDoors();
    const first = await doors.ask('/api/debat?sujet=roi');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\da-f]{12}-[\w-]{22}"$/u);
    expect(etag).toContain(realCorpus.hash.slice(0, 12));
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    for (const known of [etag, `W/${etag}`, `"autre", ${etag}`, '*']) {
      const again = await doors.ask('/api/debat?sujet=roi', {
        headers: { 'if-none-match': known },
      });
      expect({ status: again.status, etag: again.headers.get('etag') }).toEqual({
        status: 304,
        etag,
      });
      expect(await again.text()).toBe('');
    }
    const other = { headers: { 'if-none-match': etag } };
    expect((await doors.ask('/api/debat?sujet=blogs', other)).status).toBe(200);
  });

  test('is told without its body where only that is asked for', async () => {
    await using doors = await openDoors();
    const whole = await doors.ask('/api/sources');
    const length = Buffer.byteLength(await whole.text());
    const head = await doors.ask('/api/sources', { method: 'HEAD' });
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(String(length));
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
  });

  test('is answered in order where several ask over one connection', async () => {
    await using doors = await openDoors();
    const { port } = new URL(doors.url);
    const lines = ['roi', 'blogs', 'xylophone'].map(
      (subject) => `GET /api/debat?sujet=${subject} HTTP/1.1\r\nHost: x\r\n`,
    );
    const answer = await raw(Number(port), lines.join('\r\n').trimEnd());
    const asked = [...answer.matchAll(/"query":"(\w+)"/gu)].map(([, query]) => query);
    expect(asked).toEqual(['roi', 'blogs', 'xylophone']);
  });
});

/** Sends these lines and a body as they are, and closes; what comes back. */
async function raw(port: number, lines: string, body = ''): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const answered = text(socket).catch(() => '');
  socket.on('error', () => undefined);
  socket.end(`${lines}\r\nHost: x\r\nConnection: close\r\n\r\n${body}`);
  return answered;
}
