import { describe, expect, test } from 'vitest';
import { standsAlone } from '../../src/debate/standing.ts';
import { NO_FILTERS } from '../../src/debate/filters.ts';
import { voiceNamed, type Corpus, type Passage } from '../../src/debate/passage.ts';
import { linkOf, type Quote } from '../../src/debate/quote.ts';
import { shownOf } from '../../src/debate/paging.ts';
import { quotesOf, type Reply } from '../../src/debate/reply.ts';
import { realDispatch } from '../fixtures/bots.ts';
import { realCorpus, townCorpus } from '../fixtures/corpora.ts';
import { askerOf, simpleRetriever } from '../fixtures/dispatch.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';

const { ask } = askerOf(realCorpus);

async function answerTo<K extends Reply['kind']>(line: string, kind: K) {
  const { reply } = await ask(line);
  if (reply.kind !== kind) throw new Error(`${line} is answered with ${JSON.stringify(reply)}`);
  return reply as Extract<Reply, { kind: K }>;
}

const passagesOf = (reply: Reply): Passage[] => quotesOf(reply).map((quote) => quote.passage);

describe('/debat', () => {
  test('gives the whole ranking in its order, and the page asked for', async () => {
    const { hits, total } = await simpleRetriever(realCorpus).search({ text: 'fans', limit: 50 });
    const reply = await answerTo('/debat fans page:2', 'quotes');
    expect(reply).toMatchObject({ subject: 'fans', total, page: 2 });
    expect(passagesOf(reply)).toEqual(hits.map((hit) => hit.passage));
  });

  test.each([
    ['auteur:kabla', (said: Passage) => said.voice.name === 'Hervé Kabla'],
    ['depuis:2012', (said: Passage) => (said.source.date.year ?? 0) >= 2012],
    ['jusqua:2011', (said: Passage) => (said.source.date.year ?? 9999) <= 2011],
    ['depuis:2012 jusqua:2012', (said: Passage) => said.source.date.year === 2012],
    ['auteur:commentateurs', (said: Passage) => said.voice.name === 'un commentateur'],
  ])('with %s keeps those passages only, and all of them', async (option, isKept) => {
    const all = passagesOf(await answerTo('/debat entreprise', 'quotes'));
    const kept = passagesOf(await answerTo(`/debat entreprise ${option}`, 'quotes'));
    expect(kept).toEqual(all.filter(isKept));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(all.length);
  });

  const held = realCorpus.passages.filter(({ source }) => source.id === 'cavazza-2011');
  const url = String(held[0]?.source.url);

  test.each([
    ['its address', url],
    ['its address as it was shared', `${url.slice(0, -1)}?utm_source=lettre&fbclid=x#haut`],
    ['the host that has no other', 'www.fredcavazza.net'],
  ])('gives the passages of a work by %s', async (_, address) => {
    const passages = passagesOf(await answerTo(`/debat ${address}`, 'quotes'));
    expect(passages).toEqual(held.slice(0, passages.length));
  });

  test('gives the passage first that an address points to', async () => {
    const pointed = held.slice(-1);
    const address = pointed.map(linkOf).join('');
    const passages = passagesOf(await answerTo(`/debat ${address}`, 'quotes'));
    expect(passages.slice(0, 1)).toEqual(pointed);
  });

  test.each(['https://fr.wikipedia.org/wiki/Louis_XIV', `${url}autre`, 'a@fredcavazza.net'])(
    'finds nothing at %s, which no work has',
    async (address) => {
      const { notice } = await answerTo(`/debat ${address}`, 'notice');
      expect(notice.code).toBe('no passage');
    },
  );

  test('says what it was narrowed to', async () => {
    const { filters } = await answerTo('/debat fans auteur:kabla depuis:2011', 'quotes');
    expect(filters).toMatchObject({
      speakers: [{ label: 'Hervé Kabla' }],
      since: '2011',
      until: null,
    });
  });

  test('gives the passages of a synonym, and says so, where a thesaurus has one', async () => {
    const synonyms = Promise.resolve(['zzz', 'fans', 'roi']);
    const retriever = { ...simpleRetriever(realCorpus), synonymsOf: () => synonyms };
    const widely = askerOf(realCorpus, retriever);
    const { reply } = await widely.ask('/debat aficionados auteur:kabla');
    const known = await widely.ask('/debat fans auteur:kabla');
    expect(reply).toEqual({ ...known.reply, subject: 'aficionados', synonym: 'fans' });
    expect(known.reply).not.toHaveProperty('synonym');
    const nothing = await askerOf(realCorpus, simpleRetriever(realCorpus)).ask(
      '/debat aficionados',
    );
    expect(nothing.reply).toMatchObject({ notice: { code: 'no passage' } });
  });

  test('without anything is help', async () => {
    const help = await answerTo('/debat', 'help');
    expect(help).toEqual({ kind: 'help' });
    expect(await answerTo('/debat prive', 'help')).toEqual(help);
  });
});

describe('/position', () => {
  test('groups all that a voice says in its own name by topic', async () => {
    const { speaker, total, groups } = await answerTo('/position gourvennec', 'position');
    const own = realCorpus.passages.filter(
      ({ voice, stance }) => voice.name === 'Yann Gourvennec' && stance === 'assumed',
    );
    const shown = groups.flatMap(({ quotes }) => quotes.map((quote) => quote.passage));
    expect(speaker.label).toBe('Yann Gourvennec');
    expect(total).toBe(own.length);
    expect(shown.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
    expect(new Set(groups.map(({ topic }) => topic)).size).toBe(groups.length);
    for (const { topic, quotes } of groups) {
      expect(quotes.every((quote) => quote.passage.topics.includes(topic))).toBe(true);
    }
  });

  test('on a subject has its groups in the order of their best passage, and passages best first', async () => {
    const own = ({ voice, stance }: Passage) =>
      voice.name === 'Yann Gourvennec' && stance === 'assumed';
    const question = { text: 'médias', accepts: own, limit: realCorpus.passages.length };
    const { hits } = await simpleRetriever(realCorpus).search(question);
    const { groups, ranked } = await answerTo('/position gourvennec ; médias', 'position');
    const placeOf = ({ passage: said }: Quote) => hits.findIndex((hit) => hit.passage === said);
    for (const { quotes } of groups) {
      expect(quotes.map(placeOf)).toEqual(quotes.map(placeOf).toSorted((a, b) => a - b));
    }
    const first = groups.flatMap(({ quotes }) => quotes.slice(0, 1).map(placeOf));
    expect(first.length).toBeGreaterThan(1);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    expect(ranked.map(placeOf)).toEqual(ranked.map((_, place) => place));
  });

  test('on a subject shows the passage that says it on the first page, as the program runs', async () => {
    const options = { auteur: 'gourvennec', sujet: 'fin des médias sociaux' };
    const address = { platform: 'test', workspace: null, channel: null, person: null };
    const { reply } = await realDispatch({ address, command: 'position', input: { options } });
    if (reply.kind !== 'position') return expect.fail(reply.kind);
    const texts = shownOf(reply).map(({ quote }) => quote.passage.text);
    expect(texts).toContainEqual(expect.stringContaining('En aucun cas et bien au contraire !'));
  });

  const jo = { source: source({ id: 'autre' }), voice: 'Jo Autre' } as const;
  const said = (anchor: string, topics: readonly string[], order: number) =>
    passage({ anchor, topics, order, thesis: null });
  const shared = ['blogs', 'blogs', 'crise', 'blogs', 'crise', 'crise', 'vols'];
  const owned = corpusOf([
    ...shared.map((topic, order) => said(`p${order}`, [topic], order)),
    passage({ ...jo, anchor: 'a', topics: ['blogs'], thesis: null }),
    passage({ ...jo, anchor: 'b', topics: ['blogs'], thesis: null }),
    passage({
      ...jo,
      anchor: 'c',
      topics: ['vols'],
      relations: [{ kind: 'rejects', ref: 'exemple-2013#p3' }],
      thesis: null,
    }),
  ]);
  const firstOf = async (corpus: Corpus) => {
    const { reply } = await askerOf(corpus).ask('/position camille');
    if (reply.kind !== 'position') return expect.fail(reply.kind);
    return reply.ranked.map((quote) => quote.passage.id.replace(/^.*#/u, ''));
  };

  test('without a subject opens with what others answer, then with the topics of its own', async () => {
    // Camille alone speaks of « crise »; of « blogs » and « vols », no more than Jo.
    expect(await firstOf(owned)).toEqual(['p3', 'p2', 'p0', 'p6', 'p4', 'p1', 'p5']);
  });

  test('takes what a voice answers itself for nobody’s answer', async () => {
    const passages = owned.passages.map((each) => ({
      ...each,
      voice: voiceNamed('Camille Exemple'),
    }));
    expect((await firstOf({ ...owned, passages }))[0]).not.toBe('p3');
  });

  test('tells all of a voice in a corpus without relations, themes or theses', async () => {
    const passages = owned.passages.map((each) => ({ ...each, topics: [], relations: [] }));
    expect((await firstOf({ ...owned, passages })).toSorted()).toEqual(
      shared.map((_, order) => `p${order}`),
    );
  });

  test('leaves out what the voice reports or rejects, subject or not', async () => {
    for (const line of ['/position gourvennec', '/position gourvennec ; médias sociaux']) {
      for (const said of passagesOf(await answerTo(line, 'position'))) {
        expect(said).toMatchObject({ stance: 'assumed', voice: { name: 'Yann Gourvennec' } });
      }
    }
  });

  test('counts the works that quote the voice', async () => {
    const roles = passagesOf(await answerTo('/position kabla', 'position')).map(({ role }) => role);
    expect(new Set(roles)).toEqual(new Set(['cité', 'interviewé']));
  });

  test.each([
    ['/position kabla ; blogs'],
    ['/position Hervé Kabla ; blogs'],
    ['/position kabla blogs'],
    ['/position blogs auteur:kabla'],
    ['/position auteur:Hervé Kabla sujet:blogs'],
  ])('%s is on that subject', async (line) => {
    const reply = await answerTo(line, 'position');
    expect(reply).toMatchObject({ subject: 'blogs', speaker: { label: 'Hervé Kabla' } });
    const written = await answerTo('/position kabla ; blogs', 'position');
    expect(passagesOf(reply)).toEqual(passagesOf(written));
  });

  test('says what else the voice speaks of when it is silent on a subject', async () => {
    const { notice } = await answerTo('/position kabla ; mobile', 'notice');
    expect(notice).toMatchObject({ code: 'silent on subject', speaker: 'Hervé Kabla' });
    const topics = 'topics' in notice ? notice.topics : [];
    expect(topics).toHaveLength(5);
    for (const topic of topics) {
      expect(passagesOf(await answerTo(`/position kabla ; ${topic}`, 'position'))).not.toEqual([]);
    }
  });

  test('has pages', async () => {
    expect(await answerTo('/position kabla page:2', 'position')).toMatchObject({ page: 2 });
    expect(await answerTo('/position kabla page:99', 'notice')).toMatchObject({
      notice: { code: 'no such page' },
    });
  });
});

describe('/comparer', () => {
  test.each([
    '/comparer kabla ; cavazza',
    '/comparer kabla ; gourvennec ; blogs',
    '/comparer kabla ; cavazza ; facebook',
    '/comparer kabla ; blog interaction',
  ])('%s shows as many quotations of each, all in their own name', async (line) => {
    const { sides } = await answerTo(line, 'comparison');
    const [one, other] = sides;
    expect(one.quotes.length).toBeGreaterThan(0);
    expect(one.quotes.length).toBeLessThanOrEqual(3);
    expect(other.quotes).toHaveLength(one.quotes.length);
    for (const { speaker, quotes } of sides) {
      expect(new Set(quotes.map((quote) => quote.passage)).size).toBe(quotes.length);
      for (const { passage: said } of quotes) {
        expect([speaker.speaks(said), said.stance]).toEqual([true, 'assumed']);
      }
    }
  });

  test.each([
    '/comparer kabla ; gourvennec ; blogs',
    '/comparer kabla et gourvennec blogs',
    '/comparer kabla gourvennec blogs',
    '/comparer Hervé Kabla vs Yann Gourvennec blogs',
    '/comparer blogs auteur:kabla auteur2:gourvennec',
    '/comparer auteur:kabla auteur2:gourvennec sujet:blogs',
  ])('%s is between those two, on that subject', async (line) => {
    expect(await answerTo(line, 'comparison')).toMatchObject({
      subject: 'blogs',
      sides: [{ speaker: { label: 'Hervé Kabla' } }, { speaker: { label: 'Yann Gourvennec' } }],
    });
  });

  test.each(['kabla ; cavazza', 'cavazza ; kabla'])('of %s names who is silent', async (two) => {
    expect(await answerTo(`/comparer ${two} ; agence`, 'notice')).toMatchObject({
      notice: { code: 'silent on subject', speaker: 'Hervé Kabla', subject: 'agence' },
    });
  });

  const FORUMS = 'Les forums de voisins servent surtout aux brocantes et aux objets trouvés.';
  const LOST = 'Un objet trouvé se rend plus vite par un forum de voisins que par la mairie.';
  const TAXES = 'La taxe foncière a doublé en dix ans sans que rien soit réparé.';
  type Read = Partial<Pick<Passage, 'topics' | 'relations'>>;
  const ours = (anchor: string, text: string, given: Read = {}) =>
    passage({ anchor, text, thesis: null, topics: [], ...given });
  const theirs = (anchor: string, text: string, given: Read = {}) =>
    passage({ anchor, text, thesis: null, topics: [], ...given, voice: 'Jo Autre' });
  const others = ['chats', 'ponts', 'lilas', 'trains', 'moulins', 'orages'].map((word, place) =>
    passage({ voice: 'Max', anchor: word, text: `${place} ${word}.`, thesis: null, topics: [] }),
  );
  const facing = async (passages: readonly Passage[], line = '/comparer camille ; jo') => {
    const { reply } = await askerOf(corpusOf([...passages, ...others])).ask(line);
    if (reply.kind !== 'comparison') return reply;
    const [one, other] = reply.sides.map(({ quotes }) =>
      quotes.map((quote) => quote.passage.id.replace(/^.*#/u, '')),
    );
    return reply.points.map(({ relation, topics }, place) => {
      const told =
        relation === null ? topics.join() : `${relation.isOfOther ? '<' : '>'}${relation.kind}`;
      return `${one?.[place]} ${other?.[place]} ${told}`;
    });
  };
  const joins = (ref: string) => ({ relations: [{ kind: 'joins', ref }] }) as const;

  test.each<[string, readonly Passage[], readonly string[]]>([
    [
      'words that few others have, and not by chance',
      [
        ours('a', TAXES, { topics: ['impôts'] }),
        ours('b', FORUMS),
        theirs('c', 'Bonjour à tous.'),
        theirs('d', LOST),
      ],
      ['b d forums de voisins'],
    ],
    [
      'a theme and a word',
      [
        ours('a', 'La taxe monte.', { topics: ['impôts'] }),
        theirs('c', 'Une taxe de trop.', { topics: ['impôts'] }),
      ],
      ['a c impôts'],
    ],
    [
      'what an editor reads first, whichever answers',
      [
        ours('a', FORUMS),
        ours('b', TAXES, joins('exemple-2013#d')),
        ours('e', 'Nous verrons bien.'),
        theirs('c', LOST),
        theirs('d', 'Bonjour à tous.'),
        theirs('f', 'Merci pour lui.', joins('exemple-2013#e')),
      ],
      ['b d >joins', 'e f <joins', 'a c forum de voisins'],
    ],
    [
      'each passage once',
      [
        ours('a', FORUMS, joins('exemple-2013#c')),
        ours('b', FORUMS, joins('exemple-2013#c')),
        theirs('c', LOST),
      ],
      ['a c >joins'],
    ],
  ])('faces two voices by %s', async (_, passages, expected) => {
    expect(await facing(passages)).toEqual(expected);
  });

  test('on a subject faces what is on the same point of it', async () => {
    const passages = [ours('a', FORUMS), ours('b', 'Nos forums ferment.'), theirs('c', LOST)];
    expect(await facing(passages, '/comparer camille ; jo ; forum')).toEqual(['a c voisins,forum']);
  });

  test.each([
    ['/comparer camille ; jo', null],
    ['/comparer camille ; jo ; forum', 'forum'],
  ])('says so where nothing is on the same point: %s', async (line, subject) => {
    const passages = [
      ours('a', 'Nos forums ferment.'),
      theirs('b', 'Un forum romain fut rouvert.'),
    ];
    expect(await facing(passages, line)).toEqual({
      kind: 'notice',
      notice: {
        code: 'nothing in common',
        speakers: ['Camille Exemple', 'Jo Autre'],
        subject,
        filters: NO_FILTERS,
      },
    });
  });

  test('of the founding debate faces nobody’s « clubs » with an anniversary', async () => {
    const { sides } = await answerTo('/comparer kabla ; gourvennec', 'comparison');
    const [one, other] = sides.map(({ quotes }) => quotes.map((quote) => quote.passage));
    for (const [place, said] of (one ?? []).entries()) {
      const those = [said, other?.[place] ?? expect.fail()];
      const [first, second] = those.map(({ id }) => id);
      const refs = those.flatMap(({ relations }) => relations.map(({ ref }) => ref));
      expect(refs.includes(first ?? '') || refs.includes(second ?? '')).toBe(true);
    }
  });

  test.each(['kabla ; commentateurs', 'commentateurs ; kabla ; entreprise'])(
    'never makes one voice of unsigned comments, subject or not: %s',
    async (line) => {
      expect((await ask(`/comparer ${line}`)).reply.kind).toBe('notice');
    },
  );
});

describe('/citation', () => {
  test('bare is the same for everyone that day, and says the day', async () => {
    const first = await answerTo('/citation', 'citation');
    expect(first).toMatchObject({ day: '2026-11-22', subject: null });
    expect(await answerTo('/citation', 'citation')).toEqual(first);
    expect(standsAlone(first.quote.passage)).toBe(true);
  });

  test('on a subject is the first that stands alone', async () => {
    const { quote, day } = await answerTo('/citation fans', 'citation');
    const ranked = passagesOf(await answerTo('/debat fans', 'quotes'));
    expect(day).toBeNull();
    expect(quote.passage).toBe(ranked.find(standsAlone));
  });

  test.each<readonly [line: string, text: string, isPictured: boolean]>([
    ['/citation fans en image', '/citation fans', true],
    ['/citation fans image:oui', '/citation fans', true],
    ['/citation fans image:non', '/citation fans', false],
    ['/citation auteur:kabla en image !', '/citation auteur:kabla', true],
    ['/citation en image', '/citation', true],
    ['/citation fans une autre en image', '/citation fans une autre', true],
    ['/citation fans en image, une autre', '/citation fans une autre', true],
    ['/citation image', '/citation image', false],
  ])('is shown as a picture too where that was asked for: %s', async (line, text, isPictured) => {
    const asked = await ask(line);
    const plain = await ask(text);
    if (plain.reply.kind !== 'citation') expect(asked.reply).toEqual(plain.reply);
    else expect(asked.reply).toEqual({ ...plain.reply, ...(isPictured && { isPictured }) });
  });

  test('of a reference is that passage, or says that it is gone', async () => {
    const [passage = expect.fail()] = realCorpus.passages;
    const { quote } = await answerTo(`/citation ref:${passage.id}`, 'citation');
    expect(quote.passage).toBe(passage);
    expect((await ask('/citation ref:parti#a1')).reply).toMatchObject({
      notice: { code: 'passage gone' },
    });
  });

  test('of an author is theirs', async () => {
    for (const line of ['/citation auteur:kabla', '/citation stratégie auteur:kabla']) {
      const { quote, day } = await answerTo(line, 'citation');
      expect(quote.passage.voice.name).toBe('Hervé Kabla');
      // The one of the day is the same for everybody.
      expect(day).toBeNull();
    }
  });

  const around = async (asked: string) => {
    const { quote, next } = await answerTo(`/citation ${asked}`, 'citation');
    const shown = [quote.passage];
    for (let place = next; place != null && shown.length < 99;) {
      const other = await answerTo(`/citation ${asked} autre:${place}`, 'citation');
      if (other.quote.passage === quote.passage) return shown;
      expect(other.day).toBeNull();
      shown.push(other.quote.passage);
      place = other.next;
    }
    return shown;
  };

  const found = async (text: string) => {
    const { hits } = await simpleRetriever(realCorpus).search({ text, limit: 50 });
    return hits.map((hit) => hit.passage);
  };

  test.each([
    ['', () => realCorpus.passages],
    ['auteur:kabla', () => realCorpus.passages.filter(({ voice }) => voice.name === 'Hervé Kabla')],
    ['entreprise', () => found('entreprise')],
  ])('another one goes round all that fit before any returns: %s', async (asked, kept) => {
    const shown = await around(asked);
    const fit = (await kept()).filter(standsAlone);
    expect(shown.length).toBe(fit.length);
    expect(new Set(shown)).toEqual(new Set(fit));
  });
  test('another one is of another voice, save perhaps where the round closes', async () => {
    const voices = (await around('')).map(({ voice }) => voice.name);
    const same = voices.filter((voice, place) => voice === voices[place - 1]);
    expect(same.length).toBeLessThanOrEqual(1);
  });

  test.each([
    ['une autre', '', null],
    ['Une autre citation !', '', null],
    ['encore une', '', null],
    ['autre', '', null],
    ['entreprise une autre', 'entreprise', 'entreprise'],
    ['entreprise ; une autre', 'entreprise', 'entreprise'],
    ['une autre prive', '', null],
  ])('is another one where people ask for one: %s', async (asked, first, subject) => {
    const { next } = await answerTo(`/citation ${first}`, 'citation');
    const { quote } = await answerTo(`/citation ${first} autre:${next}`, 'citation');
    const other = await answerTo(`/citation ${asked}`, 'citation');
    expect(other).toMatchObject({ subject, day: null });
    expect(other.quote.passage).toBe(quote.passage);
  });

  test('leaves the quotation of the day what it was', async () => {
    const first = await answerTo('/citation', 'citation');
    await answerTo('/citation une autre', 'citation');
    expect(await answerTo('/citation', 'citation')).toEqual(first);
  });

  test('says so where there is no other', async () => {
    const { ask: askTwo } = askerOf(corpusOf([passage({ text: PAGE })]));
    expect((await askTwo('/citation')).reply).toMatchObject({ kind: 'citation', next: null });
    expect((await askTwo('/citation une autre')).reply).toMatchObject({
      notice: { code: 'no other citation' },
    });
  });
  const PAGE = 'Notre page comptait trois mille abonnés et n’amenait personne.';

  test('is a notice where no passage stands alone', async () => {
    const corpus = corpusOf([passage({ text: 'Et puis non.' })]);
    for (const line of ['/citation', '/citation puis']) {
      const { reply } = await askerOf(corpus).ask(line);
      expect(reply).toMatchObject({ notice: { code: 'no citation' } });
    }
  });
});

describe('/sources', () => {
  test('lists every work in order of date, with its voices and passages', async () => {
    const { entries, filters } = await answerTo('/sources', 'sources');
    expect(filters).toEqual(NO_FILTERS);
    expect(entries.map((entry) => entry.source)).toEqual(realCorpus.sources);
    for (const { source: work, passages, voices } of entries) {
      const said = realCorpus.passages.filter((each) => each.source === work);
      expect(passages).toBe(said.length);
      expect(voices.reduce((sum, voice) => sum + voice.passages, 0)).toBe(said.length);
    }
  });

  test('of a voice lists the works in which it is heard', async () => {
    const { entries } = await answerTo('/sources kabla', 'sources');
    expect(entries.map((entry) => entry.source.id)).toEqual(
      expect.arrayContaining(['gourvennec-2011', 'blog-interaction-2012', 'kabla-2012']),
    );
    expect(entries).toHaveLength(3);
  });
});

describe('a passage with a date of its own', () => {
  const { ask: askTown } = askerOf(townCorpus);
  test.each([
    ['navette depuis:2025', ['riverains-2024#navette-pleine']],
    ['navette jusqua:2024', ['conseil-2024#navette', 'conseil-2024#adopte']],
  ])('is of that year: %s', async (asked, ids) => {
    const { reply } = await askTown(`/debat ${asked}`);
    expect(passagesOf(reply).map(({ id }) => id)).toEqual(ids);
  });

  test('comes in its order among what a voice holds', async () => {
    const { reply } = await askTown('/position orvel ; mère');
    expect(passagesOf(reply).map(({ id }) => id)).toEqual([
      'conseil-2024#quatre-minutes',
      'riverains-2024#navette-pleine',
    ]);
  });
});

describe('/contexte', () => {
  const works = [source({ id: 'un' }), source({ id: 'deux' })];
  const corpus = corpusOf(
    works.flatMap((work) =>
      ['a', 'b', 'c', 'd', 'e'].map((anchor) => passage({ source: work, anchor, text: anchor })),
    ),
  );
  const around = async (ref: string) => {
    const { reply } = await askerOf(corpus).ask(`/contexte ${ref}`);
    if (reply.kind !== 'context') throw new Error(`${ref} is gone`);
    return reply.quotes.map(({ passage: { id } }, index) =>
      index === reply.focus ? `(${id})` : id,
    );
  };

  test.each([
    ['un#c', ['un#a', 'un#b', '(un#c)', 'un#d', 'un#e']],
    ['un#a', ['(un#a)', 'un#b', 'un#c']],
    ['un#e', ['un#c', 'un#d', '(un#e)']],
    ['deux#b', ['deux#a', '(deux#b)', 'deux#c', 'deux#d']],
  ])('%s stands among %j', async (ref, shown) => {
    expect(await around(ref)).toEqual(shown);
  });

  const shownOf = async (ref: string) => {
    const { reply } = await askerOf(townCorpus).ask(`/contexte ${ref}`);
    if (reply.kind !== 'context') throw new Error(`${ref} is gone`);
    return reply;
  };

  test.each([
    [
      'of a work in excerpts, before what follows nothing at once',
      'diallo-2024#commerces-morts',
      [false, false, true, false, false],
    ],
    [
      'of a whole work, nowhere',
      'conseil-2024#remparts-pleins',
      [false, false, false, false, false],
    ],
  ])('leaves out what stands between passages %s', async (_, ref, gaps) => {
    expect((await shownOf(ref)).gaps).toEqual(gaps);
  });

  test.each([
    [
      'conseil-2024#navette',
      [
        ['answers', false, 'conseil-2024#quatre-minutes'],
        ['joins', true, 'riverains-2024#navette-pleine'],
      ],
    ],
    ['diallo-2024#tanneurs', [['rejects', true, 'riverains-2024#un-client-sur-cinq']]],
    ['diallo-2024#un-ete', []],
  ])('%s is shown with what it answers, then with what answers it', async (ref, related) => {
    const shown = await shownOf(ref);
    const told = shown.related.map(({ kind, isOfOther, quote }) => [
      kind,
      isOfOther,
      quote.passage.id,
    ]);
    expect(told).toEqual(related);
  });
});
