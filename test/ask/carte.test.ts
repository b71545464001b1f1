import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { passagePath } from '../../src/debate/address.ts';
import { MOST_NODES, readTogetherIn } from '../../src/debate/graph.ts';
import type { Passage, Relation } from '../../src/debate/passage.ts';
import { linkOf } from '../../src/debate/quote.ts';
import type { ExchangeReply, MapReply, Reply } from '../../src/debate/reply.ts';
import { noticeText } from '../../src/messages/messages.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

const real = askerOf(realCorpus);

async function answerTo<K extends Reply['kind']>(line: string, kind: K, { ask } = real) {
  const { reply } = await ask(line);
  if (reply.kind !== kind) throw new Error(`${line} is answered with ${JSON.stringify(reply)}`);
  return reply as Extract<Reply, { kind: K }>;
}

const anchorOf = ({ id }: Passage) => id.replace(/^.*#/u, '');
const nodesOf = ({ map }: MapReply) => map.nodes.map((quote) => anchorOf(quote.passage));
const pairsOf = ({ pairs }: ExchangeReply) =>
  pairs.map(({ kind, by, to }) => `${anchorOf(by.passage)} ${kind} ${anchorOf(to.passage)}`);

const answers = (ref: string, kind: Relation['kind'] = 'answers'): Pick<Passage, 'relations'> => ({
  relations: [{ kind, ref: `exemple-2013#${ref}` }],
});
const LATER = source({
  id: 'autre-2020',
  date: { edtf: '2020', year: 2020, approximate: false, uncertain: false },
});
/** Jo answers Camille on pages, Max qualifies Jo, Ada rejects Camille on rents later; Zoé is answered by nobody. */
const DEBATE = corpusOf([
  passage({ anchor: 'pages', text: 'Une page ne rapporte rien.', topics: ['pages'] }),
  passage({ anchor: 'loyers', text: 'Les loyers montent.', topics: ['loyers'] }),
  passage({
    ...{ anchor: 'jo', voice: 'Jo Autre', text: 'Une page nourrit.', topics: ['pages'] },
    ...answers('pages'),
  }),
  passage({
    ...{ anchor: 'max', voice: 'Max Tiers', text: 'Cela dépend du métier.', topics: ['métiers'] },
    ...answers('jo', 'qualifies'),
  }),
  passage({
    ...{ anchor: 'ada', voice: 'Ada Quart', text: 'Ils baissent.', topics: ['loyers'] },
    ...{ source: LATER, ...answers('loyers', 'rejects') },
  }),
  passage({ anchor: 'zoe', voice: 'Zoé Seule', text: 'Les jardins ferment.', topics: ['jardins'] }),
]);
const asker = askerOf(DEBATE);

describe('/carte', () => {
  test('alone is the whole debate, the most connected of it', async () => {
    const reply = await answerTo('/carte', 'map');
    expect(reply).toMatchObject({ subject: null, isLoose: false });
    expect(reply.total).toBe(readTogetherIn(realCorpus).size);
    expect(reply.map.nodes).toHaveLength(MOST_NODES);
  });

  test.each<[string, readonly string[]]>([
    ['/carte', ['jo', 'pages', 'max', 'loyers', 'ada']],
    ['/carte pages', ['jo', 'pages', 'max']],
    ['/carte auteur:max', ['max', 'jo']],
    ['/carte Max', ['max', 'jo']],
    ['/carte loyers auteur:camille', ['loyers', 'ada']],
    ['/carte depuis:2020', ['ada', 'loyers']],
    ['/carte pages sauf Max', ['pages', 'jo']],
    ['/carte exemple-2013#max', ['max', 'jo']],
    ['/carte autre-2020', ['ada', 'loyers']],
  ])('%s draws what matches and what is read with it', async (line, expected) => {
    expect(nodesOf(await answerTo(line, 'map', asker))).toEqual(expected);
  });
});

describe('/qui-repond', () => {
  test.each<[string, readonly string[]]>([
    ['/qui-repond', ['jo answers pages', 'ada rejects loyers', 'max qualifies jo']],
    ['/qui-repond jo', ['max qualifies jo', 'jo answers pages']],
    ['/qui-repond auteur:camille', ['jo answers pages', 'ada rejects loyers']],
    ['/qui-repond pages', ['jo answers pages', 'max qualifies jo']],
    ['/qui-repond loyers', ['ada rejects loyers']],
    ['/qui-repond exemple-2013#jo', ['max qualifies jo', 'jo answers pages']],
    ['/qui-repond ref:exemple-2013#jo', ['max qualifies jo', 'jo answers pages']],
    ['/qui-repond autre-2020', ['ada rejects loyers']],
    ['/qui-repond depuis:2020', ['ada rejects loyers']],
    ['/qui-repond pages sauf Max', ['jo answers pages']],
  ])('%s tells each pair, the answer first', async (line, expected) => {
    expect(pairsOf(await answerTo(line, 'exchange', asker))).toEqual(expected);
  });

  const [read] = [...readTogetherIn(realCorpus).keys()].filter((each) => linkOf(each) !== null);
  if (read === undefined) throw new Error('no passage that is read with another has a link');

  test.each([
    ['its reference', read.id],
    ['its link', linkOf(read) ?? ''],
    ['the address of its page', `https://debat.invalid/ici/${passagePath(read)}`],
  ])('of a passage is asked for by %s', async (_, typed) => {
    const reply = await answerTo(`/qui-repond ${typed}`, 'exchange');
    expect(reply.of).toBe('passage');
    for (const { by, to } of reply.pairs) expect([by.passage, to.passage]).toContain(read);
  });

  test('of a work is asked for by its address', async () => {
    const { url } = read.source;
    const reply = await answerTo(`/qui-repond ${url ?? ''}`, 'exchange');
    expect(reply.of).toBe('work');
    for (const { by, to } of reply.pairs)
      expect([by.passage.source, to.passage.source]).toContain(read.source);
  });

  test('has its pages, each pair on one', async () => {
    const first = await answerTo('/qui-repond', 'exchange');
    const second = await answerTo('/qui-repond page:2', 'exchange');
    expect(second).toMatchObject({ page: 2, total: first.total });
    expect((await real.ask('/qui-repond page:99')).reply).toMatchObject({
      notice: { code: 'no such page' },
    });
  });

  test('puts two voices before one that answers itself', async () => {
    const own = passage({ anchor: 'suite', text: 'Je me répète.', ...answers('pages', 'joins') });
    const corpus = corpusOf([...DEBATE.passages.slice(0, 1), own, ...DEBATE.passages.slice(1)]);
    const told = pairsOf(await answerTo('/qui-repond camille', 'exchange', askerOf(corpus)));
    expect(told.at(-1)).toBe('suite joins pages');
    expect(told).toHaveLength(3);
  });
});

test('/qui-repond tells first what both say in their own words', async () => {
  const untold = passage({ anchor: 'dit', voice: 'Léa', text: null, ...answers('pages') });
  const corpus = corpusOf([DEBATE.passages[0] ?? untold, untold, ...DEBATE.passages.slice(2, 3)]);
  const told = pairsOf(await answerTo('/qui-repond', 'exchange', askerOf(corpus)));
  expect(told).toEqual(['jo answers pages', 'dit answers pages']);
});

describe('where nothing is read together', () => {
  test.each(['/carte', '/qui-repond'])(
    '%s says so, and proposes what gives something',
    async (name) => {
      const { reply, offers = [] } = await asker.ask(`${name} jardins`);
      expect(reply).toMatchObject({
        notice: {
          code: 'nothing read together',
          subject: 'jardins',
          topics: ['pages', 'loyers', 'métiers'],
        },
      });
      expect(offers.map(({ command, options }) => `${command} ${options.sujet}`)).toEqual([
        ...['pages', 'loyers', 'métiers'].map((topic) => `${name.slice(1)} ${topic}`),
        'debat jardins',
      ]);
    },
  );

  test.each([
    ['/carte zoé', /entre un passage de Zoé Seule et un autre\. Cela ne dit pas que personne/u],
    [
      '/qui-repond jardins',
      /entre un passage du débat et un autre\u00A0: jardins\. Cela ne dit pas/u,
    ],
    ['/carte exemple-2013#zoe', /entre ce passage et un autre\./u],
    ['/qui-repond exemple-2013#parti', /Aucun passage n’a cette référence/u],
    ['/carte xylophone', /ne répond/u],
    ['/carte !', /ne contient ni lettre ni chiffre/u],
    ['/carte depuis:hier', /Date incomprise/u],
  ])('%s is told in words that claim nothing of people', async (line, told) => {
    const reply = await answerTo(line, 'notice', asker);
    expect(noticeText(reply.notice, catalogueOf(DEBATE).examples)).toMatch(told);
  });

  test('in a debate without relations, something else is proposed', async () => {
    const { reply, offers = [] } = await askerOf(corpusOf([passage()])).ask('/carte');
    expect(reply).toMatchObject({ notice: { code: 'nothing read together', topics: [] } });
    expect(offers.length).toBeGreaterThan(0);
  });
});
