import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerDocument } from '../../src/debate/document.ts';
import { readDocument } from '../../src/conversation/json.ts';
import { Gate } from '../../src/debate/gate.ts';
import type { Passage, Source } from '../../src/debate/passage.ts';
import { linkOf } from '../../src/debate/quote.ts';
import { workSchema } from '../../src/doors/schema.ts';
import { read } from '../../src/platforms/terminal/render.ts';
import { realCorpus, REAL_FOLDER } from '../fixtures/corpora.ts';
import { corpusOf, isQuoted, passage, source } from '../fixtures/passages.ts';
import { folderWith } from '../fixtures/folder.ts';
import { HOSTILE_TEXTS } from '../fixtures/replies.ts';
import { PROGRAM, runProgram, SETTINGS } from '../fixtures/process.ts';
import { openDoors } from './serving.ts';

const [FIRST] = realCorpus.passages.filter(isQuoted);
if (FIRST === undefined) throw new Error('nothing is quoted');
const quoted = FIRST;
const CALLS: readonly (readonly [name: string, given: Record<string, unknown>])[] = [
  ['chercher', { sujet: 'roi' }],
  ['chercher', { sujet: 'roi', resume: 'oui', page: 1 }],
  ['chercher', { sujet: 'roi', page: 2 }],
  ['chercher', { sujet: 'xylophone' }],
  ['position', { auteur: 'Kabla' }],
  ['comparer', { auteur: 'Kabla', auteur2: 'Cavazza' }],
  ['carte', { auteur: 'Kabla' }],
  ['qui_repond', { sujet: 'roi', page: 2 }],
  ['citation', {}],
  ['sources', {}],
  ['passage', { ref: quoted.id }],
  ['verifier', { texte: `Il a dit « ${quoted.text} », puis « rien de cela ».` }],
];
const WRONG: readonly (readonly [name: string, given: Record<string, unknown>, told: RegExp])[] = [
  ['chercher', {}, /^Il manque le paramètre sujet\.$/u],
  ['chercher', { sujet: ' ' }, /^Le paramètre sujet n’est pas valable\./u],
  ['chercher', { sujet: 42 }, /^Le paramètre sujet n’est pas valable\./u],
  ['chercher', { sujet: ['roi'] }, /^Le paramètre sujet n’est pas valable\./u],
  ['chercher', { sujet: 'roi', page: '2' }, /^Le paramètre page n’est pas valable\./u],
  ['chercher', { sujet: 'roi', page: 99 }, /^Cette réponse s’arrête à la page 4\.$/u],
  ['chercher', { sujet: 'roi', prive: 'oui' }, /^Paramètre inconnu\u00A0: prive\./u],
  ['chercher', { sujet: 'roi', depuis: 'hier' }, /^Date incomprise/u],
  ['passage', { ref: 'rien#du-tout' }, /^Aucun passage n’a cette référence/u],
  ['abonnement', { geste: 'activer' }, /^Outil inconnu\u00A0: abonnement\./u],
  ['verifier', { texte: 'x', sujet: 'y' }, /^Paramètre inconnu/u],
];

/** Where a document says nothing of the debate: what was asked, how it was understood, and of which state. */
const OF_THE_QUESTION = new Set(
  'kind command query message understood.subject understood.voices.* corpus.hash'.split(' '),
);

/** A document with one letter or figure of it changed, at one place after the other, three of each string. */
function* changesIn(document: unknown, whole = document, path = ''): Generator<Changed> {
  const within = document as Record<string, unknown>;
  for (const [key, value] of Object.entries(within)) {
    const place = [path, /^\d+$/u.test(key) ? '*' : key].filter((each) => each !== '').join('.');
    if (typeof value === 'object' && value !== null) yield* changesIn(value, whole, place);
    if (typeof value !== 'string') continue;
    const letters = [...value.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => index);
    const step = Math.max(1, Math.floor(letters.length / 3));
    for (const at of letters.filter((_, nth) => nth % step === 0)) {
      within[key] = `${value.slice(0, at)}${value[at] === 'k' ? 'w' : 'k'}${value.slice(at + 1)}`;
      yield { place, document: whole };
    }
    within[key] = value;
  }
}

interface Changed {
  readonly place: string;
  readonly document: unknown;
}

const asking = (method: string, params: unknown) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const UNREADABLE = /"error":\{"code":-32602,"message":"Les paramètres ne se lisent pas[^"]*"\}\}$/u;

/** A client of the SDK, connected to the doors in one way or the other. */
type Connect = () => Promise<Client>;

async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '0.0.0' });
  await client.connect(transport);
  return client;
}

/** What an assistant's program starts. */
function stdio(settings: Record<string, string> = {}): StdioClientTransport {
  const env = { ...SETTINGS, ...settings };
  return new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, 'mcp'],
    env,
    cwd: tmpdir(),
    stderr: 'ignore',
  });
}

type Called = Awaited<ReturnType<Client['callTool']>>;
const textOf = ({ content }: Called) => (content as { text: string }[])[0]?.text ?? '';

function contract(way: string, connect: Connect): void {
  describe(`assistants ${way}`, () => {
    let client: Client;
    beforeAll(async () => {
      client = await connect();
      // The client checks every document against the schema of its tool from now on.
      await client.listTools();
    });
    afterAll(() => client.close());

    test('are told how to quote', () => {
      expect(client.getServerVersion()?.name).toBe('debat-bot');
      // Nobody is told of a change: there is no stream to tell it on.
      expect(client.getServerCapabilities()).toEqual({ tools: {}, resources: {} });
      expect(client.getInstructions()).toMatch(/guillemets.*voice.*link.*thèse.*hors citation/su);
    });

    test('are offered tools that only read', async () => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        ...['chercher', 'position', 'comparer', 'carte', 'qui_repond', 'citation'],
        ...['sources', 'passage', 'verifier'],
      ]);
      for (const { title, description, annotations, inputSchema, outputSchema } of tools) {
        expect(title).toMatch(/\S/u);
        expect(description).toMatch(/\S\.$/u);
        expect(annotations?.readOnlyHint).toBe(true);
        expect(inputSchema['additionalProperties']).toBe(false);
        expect(outputSchema?.type).toBe('object');
      }
    });

    test.each(CALLS)('get a document, and the same as text: %s %o', async (name, given) => {
      const result = await client.callTool({ name, arguments: given });
      expect(result.isError).toBeUndefined();
      const { quotes, sides, kind } = result.structuredContent as AnswerDocument;
      const { quotations } = read(textOf(result));
      const gate = Gate.of(realCorpus);
      expect(gate.misquotationsIn(read(textOf(result)))).toEqual([]);
      if (
        kind === 'quotes' ||
        kind === 'position' ||
        kind === 'comparison' ||
        kind === 'exchange'
      ) {
        const shown = [...quotes, ...(sides ?? []).flatMap((side) => side.quotes)];
        expect(shown.length > 0).toBe(quotations.length > 0);
        for (const { words, url } of quotations)
          expect(
            shown.some(({ text, link }) => (text === null || words.includes(text)) && link === url),
          ).toBe(true);
      }
    });

    test('get a page at a time, and its number', async () => {
      const asked = async (page?: number) => {
        const result = await client.callTool({
          name: 'chercher',
          arguments: { sujet: 'roi', ...(page && { page }) },
        });
        return { ...(result.structuredContent as AnswerDocument), text: textOf(result) };
      };
      const [bare, first, second] = [await asked(), await asked(1), await asked(2)];
      expect(bare).toEqual(first);
      expect(first.text).toContain('Page 1 sur 4');
      const refs = [...first.quotes, ...second.quotes].map(({ ref }) => ref);
      expect(new Set(refs).size).toBe(6);
    });

    test('get a passage among its neighbours, with its link', async () => {
      const result = await client.callTool({ name: 'passage', arguments: { ref: quoted.id } });
      const { quotes } = result.structuredContent as AnswerDocument;
      expect(quotes.find(({ ref }) => ref === quoted.id)?.text).toBe(quoted.text);
      expect(textOf(result)).toContain(linkOf(quoted));
    });

    test.each(WRONG)('are told in one sentence what is wrong: %s %o', async (name, given, told) => {
      const result = await client.callTool({ name, arguments: given });
      expect(result).toMatchObject({ isError: true });
      expect(result.structuredContent).toBeUndefined();
      expect(textOf(result)).toMatch(told);
      expect(textOf(result)).not.toContain('\n');
    });

    test.each(HOSTILE_TEXTS)('are answered whatever they send: %s', async (_, hostile) => {
      for (const [name, given] of CALLS) {
        const damaged = Object.keys(given).map((key) => [key, hostile] as const);
        const result = await client.callTool({ name, arguments: Object.fromEntries(damaged) });
        expect(textOf(result)).toMatch(/\S/u);
        expect(textOf(result)).not.toMatch(/\p{Cs}|(?!\n)\p{Cc}|\u202E/u);
      }
    });

    test('read the works, and each of them whole', async () => {
      const { resources, nextCursor } = await client.listResources();
      expect(resources.map(({ title }) => title)).toEqual(
        realCorpus.sources.map(({ title }) => title),
      );
      expect(nextCursor).toBeUndefined();
      for (const [index, { uri }] of resources.entries()) {
        const { contents } = await client.readResource({ uri });
        const { text = '' } = (contents[0] ?? {}) as { text?: string };
        const document: unknown = JSON.parse(text);
        const { work, quotes } = workSchema.parse(document);
        expect(workSchema.parse(document)).toEqual(document);
        expect(work.id).toBe(realCorpus.sources[index]?.id);
        const held = realCorpus.passages.filter((each) => each.source.id === work.id);
        expect(quotes.map(({ ref }) => ref)).toEqual(held.map(({ id }) => id));
      }
      const { resourceTemplates } = await client.listResourceTemplates();
      expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
        'debat://oeuvres/{id}{?page}',
      ]);
    });

    test.each([
      'debat://oeuvres/rien',
      'debat://oeuvres/',
      'file:///etc/passwd',
      'debat://oeuvres/../x',
      'x',
    ])('find no work at %s', async (uri) => {
      await expect(client.readResource({ uri })).rejects.toThrow(
        /^MCP error -32602: Aucun texte du débat n’a cette adresse/u,
      );
    });

    test('are told of a cursor that is none', async () => {
      await expect(client.listResources({ cursor: 'rien' })).rejects.toThrow('Ce curseur');
    });
  });
}

contract('over standard input', () => connected(stdio()));

let doors: Awaited<ReturnType<typeof openDoors>>;
beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors[Symbol.asyncDispose]());
const overHttp = () => new StreamableHTTPClientTransport(new URL(`${doors.url}/mcp`));
// The SDK's own types differ where a session may be absent.
contract('over HTTP', () => connected(overHttp()));

describe('an assistant over standard input', () => {
  test('is told that ten million letters are too long, and is answered afterwards', async () => {
    const client = await connected(stdio());
    const long = await client.callTool({
      ...{ name: 'chercher', arguments: { sujet: 'x'.repeat(10_000_000) } },
    });
    expect(long).toMatchObject({ isError: true });
    expect(textOf(long)).toMatch(/^Le paramètre sujet est trop long/u);
    const next = await client.callTool({ name: 'chercher', arguments: { sujet: 'roi' } });
    expect(next.isError).toBeUndefined();
    await client.close();
  });

  test('is sent nothing but messages, and all that was asked before the input ends is answered', async () => {
    const initialize = {
      ...{ jsonrpc: '2.0', id: 0, method: 'initialize' },
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'x', version: '0' },
      },
    };
    const calls = CALLS.map(([name, given], index) => {
      const params = { name, arguments: given };
      return { jsonrpc: '2.0', id: index + 1, method: 'tools/call', params };
    });
    const lines = [initialize, { jsonrpc: '2.0', method: 'notifications/initialized' }, ...calls];
    const input = [
      ...lines.map((line) => JSON.stringify(line)),
      'no message',
      '{"jsonrpc":"1"}',
      '',
    ];
    const { code, output, errors } = await runProgram(['mcp'], { input: input.join('\n') });
    expect(code).toBe(0);
    const answered = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number });
    expect(answered.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      [initialize, ...calls].map(({ id }) => id),
    );
    expect(errors).toContain('a message was not understood');
  });

  test('is answered from the corpus as it was read again', async () => {
    const folder = folderWith({});
    cpSync(REAL_FOLDER, folder, { recursive: true });
    const transport = stdio({ CORPUS_DIR: folder });
    const client = await connected(transport);
    const titles = async () => (await client.listResources()).resources.map(({ title }) => title);
    const [work] = realCorpus.sources;
    expect(await titles()).toContain(work?.title);
    const path = join(folder, `${work?.id}.md`);
    const renamed = readFileSync(path, 'utf8').replaceAll(work?.title ?? '', 'Un autre titre');
    writeFileSync(path, renamed);
    process.kill(transport.pid ?? 0, 'SIGHUP');
    while (!(await titles()).includes('Un autre titre'));
    const result = await client.callTool({ name: 'sources', arguments: {} });
    expect(textOf(result)).toContain('« Un autre titre »'.replaceAll(/(?<=«) | (?=»)/gu, '\u00A0'));
    await client.close();
  });

  test('is not served where something else was meant', async () => {
    const { code, output, errors } = await runProgram(['mcp', '--http']);
    expect({ code, output, errors }).toEqual({
      ...{ code: 2, output: '', errors: 'usage: npm run --silent mcp\n' },
    });
  });
});

describe('assistants over HTTP', () => {
  test('are answered side by side', async () => {
    const clients = await Promise.all([overHttp(), overHttp()].map((each) => connected(each)));
    const subjects = ['roi', 'blogs', 'fans', 'mobile'];
    const asked = clients.flatMap((client) =>
      subjects.map(async (sujet) => {
        const { structuredContent } = await client.callTool({
          name: 'chercher',
          arguments: { sujet },
        });
        return (structuredContent as AnswerDocument).query;
      }),
    );
    expect(await Promise.all(asked)).toEqual([...subjects, ...subjects]);
    await Promise.all(clients.map((client) => client.close()));
  });

  test('are refused a body that is too long, and answered afterwards', async () => {
    const client = await connected(overHttp());
    const long = client.callTool({
      name: 'chercher',
      arguments: { sujet: 'x'.repeat(10_000_000) },
    });
    await expect(long).rejects.toThrow(/trop long|fetch failed/u);
    const next = await client.callTool({ name: 'chercher', arguments: { sujet: 'roi' } });
    expect(next.isError).toBeUndefined();
    await client.close();
  });

  test.each(['GET', 'DELETE', 'PUT'])('have no session to open or to end: %s', async (method) => {
    const response = await doors.ask('/mcp', { method });
    expect({ status: response.status, allow: response.headers.get('allow') }).toEqual({
      ...{ status: 405, allow: 'POST, OPTIONS' },
    });
  });

  const posted = async (body: string) => {
    const accept = 'application/json, text/event-stream';
    const headers = { 'content-type': 'application/json', accept };
    return (await doors.ask('/mcp', { method: 'POST', headers, body })).text();
  };

  test.each([
    ['', /^\{"error":/u],
    ['{', /^\{"error":/u],
    ['null', /^\{"error":/u],
    ['"roi"', /^\{"error":/u],
    // Many questions would be counted as one.
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', /^\{"error":.*pas une liste/u],
    ['{"id":{}}', /^\{"jsonrpc":"2\.0".*"error":/u],
    ['{"jsonrpc":"2.0","id":1,"method":"rien"}', /^\{"jsonrpc":"2\.0".*"error":.*-32601/u],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', /"error":\{"code":-32601/u],
    ['{"jsonrpc":"2.0","id":1,"method":"__proto__"}', /"error":\{"code":-32601/u],
    // Of another form, it is the asker's own fault, said in a sentence.
    [asking('tools/call', { name: 'chercher', arguments: [1] }), UNREADABLE],
    [asking('tools/call', { name: 'chercher', arguments: 'roi' }), UNREADABLE],
    [asking('tools/call', { name: 1 }), UNREADABLE],
    [asking('tools/call', undefined), UNREADABLE],
    [asking('resources/list', { cursor: { a: 1 } }), UNREADABLE],
    [asking('resources/read', { uri: null }), UNREADABLE],
    [asking('tools/call', { name: '__proto__' }), /Outil inconnu/u],
    [
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"chercher","arguments":{"__proto__":{"sujet":"roi"}}}}',
      /Il manque le paramètre sujet/u,
    ],
  ])('are told what is no message: %s', async (body, told) => {
    expect(await posted(body)).toMatch(told);
    expect(doors.faults).toEqual([]);
    expect(doors.log.filter(({ event }) => !event.startsWith('refused: '))).toEqual([]);
  });

  test('may nest what they send as deep as they like', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const call = asking('tools/call', { name: 'chercher', arguments: { sujet: 'DEEP' } });
    expect(await posted(call.replace('"DEEP"', deep))).toMatch(/sujet n’est pas valable/u);
    expect(doors.faults).toEqual([]);
  });
});

describe('a structured result of which one letter was changed', () => {
  const gate = Gate.of(realCorpus);

  test.each(CALLS.filter(([name]) => name !== 'verifier'))(
    'is refused, wherever that is: %s %o',
    async (name, given) => {
      await using doors = await openDoors();
      const client = await connected(
        new StreamableHTTPClientTransport(new URL(`${doors.url}/mcp`)),
      );
      const { structuredContent } = await client.callTool({ name, arguments: given });
      const letThrough = changesIn(structuredContent)
        .filter(({ document }) => {
          return gate.misquotationsIn(readDocument(document as AnswerDocument)).length === 0;
        })
        .map(({ place }) => place);
      expect(new Set(letThrough).difference(OF_THE_QUESTION)).toEqual(new Set());
      await client.close();
    },
  );

  const changed = (text: string) => text.replace(/\p{L}/u, (each) => (each === 'k' ? 'w' : 'k'));
  const ofWork = (each: Passage, told: Partial<Source>) => ({
    ...each,
    source: { ...each.source, ...told },
  });
  const CHANGED: readonly (readonly [what: string, field: RegExp, (each: Passage) => Passage])[] = [
    [
      'words',
      /"text":"/u,
      (each) => ({ ...each, text: each.text === null ? null : changed(each.text) }),
    ],
    [
      'a voice',
      /"voice":|"name":/u,
      (each) => ({ ...each, voice: { ...each.voice, name: changed(each.voice.name) } }),
    ],
    ['a title', /"title":/u, (each) => ofWork(each, { title: changed(each.source.title) })],
    ['a date', /"date":/u, (each) => ofWork(each, { date: { ...each.source.date, edtf: '1912' } })],
  ];

  test.each(CHANGED)('leaves by no tool, and the fault is told: %s', async (_, field, changing) => {
    const other = corpusOf(realCorpus.passages.map(changing));
    await using doors = await openDoors();
    await using strict = await openDoors({}, { gate: Gate.of(other) });
    const [client, refused] = await Promise.all(
      [doors, strict].map(({ url }) =>
        connected(new StreamableHTTPClientTransport(new URL(`${url}/mcp`))),
      ),
    );
    for (const [name, given] of CALLS) {
      const asked = { name, arguments: given };
      const told = JSON.stringify((await client?.callTool(asked))?.structuredContent);
      const result = await refused?.callTool(asked);
      const isRefused = result?.isError === true && result.structuredContent === undefined;
      expect([name, isRefused]).toEqual([name, field.test(told)]);
    }
    expect(strict.faults.length).toBeGreaterThan(0);
    await Promise.all([client?.close(), refused?.close()]);
  });
});

test('works are listed fifty at a time, each once', async () => {
  const passages = Array.from({ length: 120 }, (_, index) => {
    return passage({ source: source({ id: `texte-${index}`, title: `Texte ${index}` }) });
  });
  await using many = await openDoors({}, { corpus: corpusOf(passages) });
  const client = await connected(new StreamableHTTPClientTransport(new URL(`${many.url}/mcp`)));
  const listed: string[] = [];
  let cursor: string | undefined;
  const sizes: number[] = [];
  do {
    const { resources, nextCursor } = await client.listResources(
      cursor === undefined ? {} : { cursor },
    );
    listed.push(...resources.map(({ name }) => name));
    sizes.push(resources.length);
    cursor = nextCursor;
  } while (cursor !== undefined);
  expect(sizes).toEqual([50, 50, 20]);
  expect(new Set(listed).size).toBe(120);
  await client.close();
});

test('a long work is read two hundred passages at a time', async () => {
  const long = source({ id: 'long' });
  const passages = Array.from({ length: 450 }, (_, order) =>
    passage({ source: long, anchor: `p${order}`, text: `Passage ${order}.`, order }),
  );
  await using many = await openDoors({}, { corpus: corpusOf(passages) });
  const client = await connected(new StreamableHTTPClientTransport(new URL(`${many.url}/mcp`)));
  const read200 = async (page: string) => {
    const { contents } = await client.readResource({ uri: `debat://oeuvres/long${page}` });
    return workSchema.parse(JSON.parse((contents[0] as { text: string }).text));
  };
  const whole = [await read200(''), await read200('?page=2'), await read200('?page=3')];
  expect(whole.map(({ page, pages }) => [page, pages])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect(whole.flatMap(({ quotes }) => quotes.map(({ ref }) => ref))).toEqual(
    passages.map(({ id }) => id),
  );
  for (const page of ['?page=4', '?page=0', '?page=x', '?page=1&page=1'])
    await expect(read200(page)).rejects.toThrow('Aucun texte');
  await client.close();
});

test('what the corpus does not say is refused as a fault with a reference, whatever asks for it', async () => {
  const changed = realCorpus.passages.map((each) =>
    each.text === null ? each : { ...each, text: each.text.replace(/\p{L}/u, 'x') },
  );
  const gate = Gate.of({ ...realCorpus, passages: changed });
  await using refusing = await openDoors({}, { gate });
  const client = await connected(new StreamableHTTPClientTransport(new URL(`${refusing.url}/mcp`)));
  // Each of these answers quotes words, and not theses alone.
  const quoting = CALLS.filter(([name, { sujet, page }]) => {
    return ['passage', 'verifier'].includes(name) || (sujet === 'roi' && page !== 2);
  });
  expect(quoting).toHaveLength(4);
  for (const [name, given] of quoting) {
    const result = await client.callTool({ name, arguments: given });
    expect(result, name).toMatchObject({ isError: true });
    expect(textOf(result)).toContain(`ref-${refusing.faults.length}.`);
    expect(JSON.stringify(result)).not.toContain('«');
  }
  const uri = `debat://oeuvres/${quoted.source.id}`;
  const reference = `ref-${refusing.faults.length + 1}.`;
  await expect(client.readResource({ uri })).rejects.toThrow(reference);
  await client.close();
  const body = `« ${quoted.text} »`;
  const response = await refusing.ask('/api/verifier', { method: 'POST', body });
  expect(response.status).toBe(500);
  expect(await response.text()).toContain(`ref-${refusing.faults.length}.`);
});
