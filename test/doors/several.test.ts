import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument, renderJson } from '../../src/conversation/json.ts';
import type { AnswerDocument } from '../../src/debate/document.ts';
import { OpenDebate } from '../../src/debate/debates.ts';
import { Gate } from '../../src/debate/gate.ts';
import { ANYBODY } from '../../src/doors/debated.ts';
import { DOOR_COMMANDS, type DoorAsking } from '../../src/doors/commands.ts';
import {
  answerSchema,
  debatesSchema,
  errorSchema,
  verificationSchema,
  workSchema,
} from '../../src/doors/schema.ts';
import { verified } from '../../src/doors/verifying.ts';
import { read } from '../../src/platforms/terminal/render.ts';
import { realCorpus, shownAt, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { limitTo } from '../fixtures/house.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { PROGRAM } from '../fixtures/process.ts';
import { PUBLIC_URL, servedHouse, withDebates, type ServedHouse } from '../fixtures/served.ts';

const [VELO = expect.fail()] = veloCorpus.passages.filter(isQuoted);
const [PLACE = expect.fail()] = townCorpus.passages.filter(isQuoted);
const [MEDIAS = expect.fail()] = realCorpus.passages.filter(isQuoted);
const VELO_SHOWN = shownAt(veloCorpus, `${PUBLIC_URL}velo/`);

const GIVEN: Readonly<Record<DoorAsking, Readonly<Record<string, string>>>> = {
  debat: { sujet: 'voitures' },
  position: { auteur: 'Vasseur' },
  comparer: { auteur: 'Vasseur', auteur2: 'Kermadec' },
  carte: {},
  'qui-repond': { sujet: 'pistes' },
  citation: { sujet: 'pistes' },
  sources: {},
  contexte: { ref: VELO.id },
};
const COMMANDS = Object.keys(DOOR_COMMANDS) as DoorAsking[];

const addressOf = (command: DoorAsking, given: Readonly<Record<string, string>>) =>
  `api/${DOOR_COMMANDS[command].path}?${new URLSearchParams(given).toString()}`;

async function errorOf(response: Response) {
  const { error } = errorSchema.parse(await response.json());
  return { status: response.status, ...error };
}

type Called = Awaited<ReturnType<Client['callTool']>>;
const textOf = ({ content }: Called) => (content as { text: string }[])[0]?.text ?? '';

async function connected(transport: Parameters<Client['connect']>[0]) {
  const client = new Client({ name: 'test', version: '0.0.0' });
  await client.connect(transport);
  await client.listTools();
  return client;
}

describe('other programs that ask several debates', () => {
  let shown: ServedHouse;
  let client: Client;
  beforeAll(async () => {
    shown = await servedHouse({ place: ['slack:T1'] });
    client = await connected(new StreamableHTTPClientTransport(new URL(`${shown.url}/mcp`)));
  });
  afterAll(async () => {
    await client.close();
    await shown[Symbol.asyncDispose]();
  });

  /** What a program is told where it names a debate so. */
  const refused = async (command: DoorAsking, debat?: string) => {
    const named = debat === undefined ? {} : { debat };
    const given = { ...GIVEN[command], ...named };
    const { tool } = DOOR_COMMANDS[command];
    const result = await client.callTool({ name: tool, arguments: given });
    expect(result.isError).toBe(true);
    const response = await shown.get(addressOf(command, given), {
      headers: { 'if-none-match': '*' },
    });
    expect(response.headers.get('etag')).toBeNull();
    const { message, ...told } = await errorOf(response);
    expect(told).toEqual({ status: 400, code: 'parameters' });
    expect(textOf(result)).toBe(message);
    return message;
  };

  test('are told which there are for all, before any is opened', async () => {
    const document: unknown = await (await shown.get('api/debats')).json();
    expect(debatesSchema.strict().parse(document).debates).toEqual([
      { debat: 'velo', title: veloCorpus.debate.title, question: veloCorpus.debate.question },
      { debat: 'medias', title: realCorpus.debate.title, question: realCorpus.debate.question },
    ]);
    const result = await client.callTool({ name: 'debats', arguments: {} });
    expect(result.structuredContent).toEqual(document);
    expect(textOf(result).split('\n')).toHaveLength(2);
    expect(shown.house.open).toEqual([]);
    expect(client.getInstructions()).toContain('debats les nomme');
    expect(client.getServerVersion()?.title).toBeUndefined();
  });

  test.each(COMMANDS)('are told to name one, in one sentence: %s', async (command) => {
    expect(await refused(command)).toBe(
      'Dites dans debat lequel est demandé\u00A0: velo ou medias.',
    );
  });

  test.each(COMMANDS)(
    'learn no more of one that is not for all than of none: %s',
    async (command) => {
      const [hidden, none] = [await refused(command, 'place'), await refused(command, 'plage')];
      expect(hidden.replace('place', 'plage')).toBe(none);
      expect(none).toBe(
        'Aucun débat n’a ce nom\u00A0: plage. Ceux qui sont ouverts ici\u00A0: velo et medias.',
      );
      expect(shown.house.open.map(({ debate }) => debate.key)).not.toContain('place');
    },
  );

  test.each(COMMANDS)(
    'get from the one that they name the document of --json: %s',
    async (command) => {
      const given = { ...GIVEN[command], debat: 'velo' };
      const response = await shown.get(addressOf(command, given));
      const text = await response.text();
      const document = answerSchema.parse(JSON.parse(text));
      expect(document).toEqual(JSON.parse(text));
      expect([response.status, document.debat, document.corpus.hash]).toEqual([
        ...[200, 'velo', veloCorpus.hash],
      ]);
      const input = { options: given };
      expect(text).toBe(renderJson(await shown.dispatch({ address: ANYBODY, command, input })));
      const tool = DOOR_COMMANDS[command].tool;
      const result = await client.callTool({ name: tool, arguments: given });
      expect(result.structuredContent).toMatchObject({ debat: 'velo', kind: document.kind });
      const gate = Gate.of(VELO_SHOWN, 'velo');
      expect(gate.misquotationsIn(read(textOf(result)))).toEqual([]);
    },
  );

  test('are sent nothing under the name of another debate: the gate is that of the one it names', async () => {
    const response = await shown.get(addressOf('contexte', { ref: VELO.id, debat: 'velo' }));
    const document = (await response.json()) as AnswerDocument;
    const found = (key: string, corpus: typeof veloCorpus) =>
      Gate.of(shownAt(corpus, `${PUBLIC_URL}velo/`), key)
        .misquotationsIn(readDocument(document))
        .map(({ code }) => code);
    expect(found('velo', veloCorpus)).toEqual([]);
    expect(found('medias', veloCorpus)).toEqual(['debate']);
    expect(found('velo', realCorpus)).toContain('document');
  });

  test('know an answer again by its debate: what one has told is not another’s', async () => {
    const tagged = async (debat: string, headers = {}) => {
      const { status, headers: told } = await shown.get(
        addressOf('debat', { sujet: 'xylophone', debat }),
        { headers },
      );
      return { status, etag: told.get('etag') ?? '' };
    };
    const [velo, medias] = [await tagged('velo'), await tagged('medias')];
    expect(velo.etag).not.toBe(medias.etag);
    const known = { 'if-none-match': velo.etag };
    expect((await tagged('velo', known)).status).toBe(304);
    expect((await tagged('medias', known)).status).toBe(200);
    expect((await tagged('place', known)).status).toBe(400);
  });

  test.each([
    ['debat', 42, /^Le paramètre debat n’est pas valable\./u],
    ['debat', ['velo'], /^Le paramètre debat n’est pas valable\./u],
    ['debat', ' ', /^Le paramètre debat n’est pas valable\./u],
    ['debat', 'VELO', /^Aucun débat n’a ce nom/u],
    ['debat', '../place', /^Aucun débat n’a ce nom/u],
    ['debat', '__proto__', /^Aucun débat n’a ce nom/u],
    ['debat', 'Il dit « x »', /^Aucun débat n’a ce nom/u],
    ['debats', 'velo', /^Paramètre inconnu\u00A0: debats\./u],
  ])('are told what is wrong with %s: %j', async (name, value, told) => {
    const result = await client.callTool({
      ...{ name: 'chercher', arguments: { sujet: 'x', [name]: value } },
    });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(told);
    expect(textOf(result)).not.toContain('place,');
  });

  test('read a description that tells of those for all, and is OpenAPI 3.1', async () => {
    const text = await (await shown.get('api/openapi.json')).text();
    const document = JSON.parse(text) as Record<string, unknown>;
    const { valid, errors } = await new Validator().validate(document);
    expect([valid, errors]).toEqual([true, undefined]);
    expect(text).toContain('velo ou medias');
    // It is the same where the other debate is not there at all.
    await using without = await servedHouse();
    rmSync(join(without.folder, 'place'), { recursive: true });
    await without.house.reload();
    expect(await (await without.get('api/openapi.json')).text()).toBe(text);
  });

  describe('to verify a text', () => {
    const TEXT = `« ${VELO.text} », « ${MEDIAS.text} », « ${PLACE.text} »`;
    const posted = async (query: string, body = TEXT) => {
      const response = await shown.get(`api/verifier${query}`, { method: 'POST', body });
      const document: unknown = await response.json();
      return verificationSchema.parse(document).quotations;
    };
    const told = (quotations: Awaited<ReturnType<typeof posted>>) =>
      quotations.map(({ verdict, quotes }) => [verdict, quotes.map(({ debat }) => debat)]);

    test('compare it with all that are for all, and are told of which each passage is', async () => {
      expect(told(await posted(''))).toEqual([
        ['exact', ['velo']],
        ['exact', ['medias']],
        ['unknown', []],
      ]);
      expect(shown.house.open.map(({ debate }) => debate.key)).not.toContain('place');
    });

    test('compare it with one alone where they name it', async () => {
      expect(told(await posted('?debat=medias')).map(([verdict]) => verdict)).toEqual([
        ...['unknown', 'exact', 'unknown'],
      ]);
      const [hidden, none] = await Promise.all(
        ['place', 'plage'].map(async (key) =>
          errorOf(await shown.get(`api/verifier?debat=${key}`, { method: 'POST', body: TEXT })),
        ),
      );
      expect(hidden?.message.replace('place', 'plage')).toBe(none?.message);
      expect([hidden?.status, none?.status]).toEqual([400, 400]);
    });

    test('get the same as text, each passage under the name of its debate', async () => {
      const result = await client.callTool({ name: 'verifier', arguments: { texte: TEXT } });
      const blocks = textOf(result).split('\n\n');
      expect(blocks.filter((each) => each.startsWith('Débat\u00A0: '))).toEqual([
        ...['Débat\u00A0: velo', 'Débat\u00A0: medias'],
      ]);
      const under = (key: string) => blocks[blocks.indexOf(`Débat\u00A0: ${key}`) + 1] ?? '';
      expect(under('velo')).toContain(VELO.text);
      expect(under('medias')).toContain(MEDIAS.text);
      expect(JSON.stringify(result)).not.toContain(PLACE.source.id);
    });
  });

  test('read the works of each debate, those of one after those of the other', async () => {
    const uris: string[] = [];
    let cursor: string | undefined;
    do {
      const listed = await client.listResources(cursor === undefined ? {} : { cursor });
      uris.push(...listed.resources.map(({ uri }) => uri));
      cursor = listed.nextCursor;
    } while (cursor !== undefined);
    expect(uris).toEqual([
      ...veloCorpus.sources.map(({ id }) => `debat://velo/oeuvres/${id}`),
      ...realCorpus.sources.map(({ id }) => `debat://medias/oeuvres/${id}`),
    ]);
    for (const uri of uris) {
      const { contents } = await client.readResource({ uri });
      const document: unknown = JSON.parse((contents[0] as { text: string }).text);
      const { debat, work } = workSchema.parse(document);
      expect(workSchema.parse(document)).toEqual(document);
      expect(uri).toBe(`debat://${debat}/oeuvres/${work.id}`);
    }
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'debat://{debat}/oeuvres/{id}{?page}',
    ]);
  });

  test.each([
    ...[`debat://place/oeuvres/${PLACE.source.id}`, `debat://plage/oeuvres/${PLACE.source.id}`],
    ...[`debat://oeuvres/${VELO.source.id}`, `debat://velo/oeuvres/${PLACE.source.id}`],
    ...[`debat://velo/../place/oeuvres/${PLACE.source.id}`, `debat:///oeuvres/${VELO.source.id}`],
  ])('find no work at %s', async (uri) => {
    await expect(client.readResource({ uri })).rejects.toThrow(
      /^MCP error -32602: Aucun texte du débat n’a cette adresse, ou il n’a pas cette page\.$/u,
    );
    expect(shown.house.open.map(({ debate }) => debate.key)).not.toContain('place');
  });

  test.each(['place/', 'plage/', `place/${PLACE.source.id}`, 'velo', 'velo/rien', '/', ''])(
    'are told of the cursor %j that it is none',
    async (cursor) => {
      await expect(client.listResources({ cursor })).rejects.toThrow(/: Ce curseur n’est pas/u);
    },
  );

  test('are told of a debate that becomes some workspaces’ own what they are told of none', async () => {
    await using other = await servedHouse();
    const asked = () => other.get(addressOf('sources', { debat: 'place' }));
    const first = await asked();
    const known = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect(first.status).toBe(200);
    limitTo(join(other.folder, 'place'), ['slack:T1']);
    await other.house.reload();
    expect((await asked()).status).toBe(400);
    const again = await other.get(addressOf('sources', { debat: 'place' }), known);
    expect(again.status).toBe(400);
    expect(await (await other.get('api/debats')).text()).not.toContain('place');
  });

  test('need name none where one alone is for all', async () => {
    const own = ['discord:12345678901234567'];
    await using other = await servedHouse({ place: own, medias: own });
    const response = await other.get(addressOf('debat', { sujet: 'pistes' }));
    const { debat, total } = (await response.json()) as AnswerDocument;
    expect([response.status, debat, total > 0]).toEqual([200, 'velo', true]);
  });

  test('are told that there is none where none is for all', async () => {
    const own = ['slack:T1'];
    await using other = await servedHouse({ velo: own, place: own, medias: own });
    const told = await errorOf(await other.get(addressOf('debat', { sujet: 'pistes' })));
    expect(told.message).toBe('Aucun débat n’est ouvert ici.');
    expect(await (await other.get('api/debats')).json()).toMatchObject({ debates: [] });
  });

  test('get a reference where a debate cannot be read, and an answer from the others', async () => {
    await using other = await servedHouse();
    writeFileSync(join(other.folder, 'velo', 'cassee.md'), 'rien');
    const broken = await other.get(addressOf('debat', { sujet: 'pistes', debat: 'velo' }));
    expect(await errorOf(broken)).toMatchObject({ status: 500, code: 'fault' });
    const sound = await other.get(addressOf('debat', { sujet: 'étals', debat: 'place' }));
    expect(sound.status).toBe(200);
    // Nobody can say that it holds no such words.
    const body = 'Elle dit « jamais dit ».';
    const compared = await other.get('api/verifier', { method: 'POST', body });
    expect(compared.status).toBe(500);
  });
});

describe('an assistant on the operator’s own machine', () => {
  let folder: string;
  let client: Client;
  beforeAll(async () => {
    folder = withDebates(mkdtempSync(join(tmpdir(), 'debats-')), { place: ['slack:T1'] });
    const transport = new StdioClientTransport({
      ...{ command: process.execPath, args: [PROGRAM, 'mcp'], cwd: tmpdir(), stderr: 'ignore' },
      env: { DEBATES_DIR: folder, STORE_URL: 'sqlite::memory:', THESAURUS_FILE: 'off' },
    });
    client = await connected(transport);
  });
  afterAll(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  test('asks every debate, whoever else may know of it', async () => {
    const { structuredContent } = await client.callTool({ name: 'debats', arguments: {} });
    const { debates } = debatesSchema.parse(structuredContent);
    expect(debates.map(({ debat }) => debat)).toEqual(['velo', 'medias', 'place']);
    const result = await client.callTool({
      ...{ name: 'passage', arguments: { ref: PLACE.id, debat: 'place' } },
    });
    const { debat, quotes } = answerSchema.parse(result.structuredContent);
    expect([debat, quotes.map(({ ref }) => ref).includes(PLACE.id)]).toEqual(['place', true]);
  });

  test('verifies a text against all of them', async () => {
    const texte = `« ${PLACE.text} », « ${VELO.text} »`;
    const result = await client.callTool({ name: 'verifier', arguments: { texte } });
    const { quotations } = verificationSchema.parse(result.structuredContent);
    expect(quotations.map(({ quotes }) => quotes[0]?.debat)).toEqual(['place', 'velo']);
  });

  test('is told in one sentence to name one', async () => {
    const result = await client.callTool({ name: 'chercher', arguments: { sujet: 'pistes' } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(
      'Dites dans debat lequel est demandé\u00A0: velo, medias ou place.',
    );
  });

  test('reads the works of each', async () => {
    const uri = `debat://place/oeuvres/${PLACE.source.id}`;
    const { contents } = await client.readResource({ uri });
    const document: unknown = JSON.parse((contents[0] as { text: string }).text);
    expect(workSchema.parse(document).debat).toBe('place');
  });
});

describe('a text that is compared with several debates', () => {
  const opened = [
    OpenDebate.of(veloCorpus, 'velo'),
    OpenDebate.of(townCorpus, 'place'),
    OpenDebate.of(veloCorpus, 'copie'),
  ];

  test('is told the best of what each says, and the passages of all that say as much', async () => {
    const text = `« ${VELO.text} » puis « ${VELO.text.toUpperCase()} » et « ${PLACE.text} »`;
    const { quotations } = (await verified(text, () => opened)).document.payload;
    expect(
      quotations.map(({ verdict, quotes }) => [verdict, quotes.map(({ debat }) => debat)]),
    ).toEqual([
      ['exact', ['velo', 'copie']],
      ['retyped', ['velo', 'copie']],
      ['exact', ['place']],
    ]);
  });

  test('is of one state of each, which its hash tells', async () => {
    const hashOf = async (debates: readonly OpenDebate[]) =>
      (await verified('rien', () => debates)).document.payload.corpus;
    const [velo, place] = opened;
    const both = await hashOf([velo, place].filter((each) => each !== undefined));
    expect(both.passages).toBe(veloCorpus.passages.length + townCorpus.passages.length);
    expect([veloCorpus.hash, townCorpus.hash]).not.toContain(both.hash);
    expect((await hashOf(opened.slice(0, 1))).hash).toBe(veloCorpus.hash);
  });

  test('is refused where a passage would be told as another debate’s', async () => {
    const [velo, place] = opened;
    if (velo === undefined || place === undefined) throw new Error('there are none');
    const swapped = Object.assign(OpenDebate.of(townCorpus, 'place'), { gate: velo.gate });
    const asked = verified(`« ${PLACE.text} »`, () => [swapped]);
    await expect(asked).rejects.toThrow('refused by the outgoing gate');
  });
});
