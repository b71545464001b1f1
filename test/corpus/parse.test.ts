import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFault } from '../../src/corpus/faults.ts';
import type { CorpusFile } from '../../src/corpus/decode.ts';
import { parseCorpus, parseWork, type CorpusFiles } from '../../src/corpus/parse.ts';
import { foldWhiteSpace } from '../../src/french/typography.ts';
import { SOUND_WORK, changed, escaped, faultsOf, fileOf, placeIn } from '../fixtures/works.ts';

const WORDS = '> Et vous ne regrettez pas le temps passé à la remplir ?';
const HASH = 'a'.repeat(64);

describe('a sound file', () => {
  const { value: work } = parseWork(fileOf(SOUND_WORK));

  test('gives the work as its front matter tells it', () => {
    expect(work?.source).toEqual({
      id: 'exemple-2013',
      title: "Pourquoi j'ai fermé notre page",
      author: { name: 'Camille Exemple', named: true, quality: null },
      publisher: 'Le Carnet',
      date: { edtf: '2013-03', year: 2013, month: 3, approximate: false, uncertain: false },
      url: 'https://exemple.invalid/page',
      kind: 'article de blog',
      rights: 'texte inventé pour les tests',
      typedBy: 'personne',
      content: 'excerpts',
      licence: null,
      site: null,
    });
  });

  test('gives each quotation exactly, its escapes undone and its lines and spaces joined', () => {
    expect(work?.passages[0]).toEqual({
      id: 'exemple-2013#page-sans-effet',
      source: work?.source,
      voice: { name: 'Camille Exemple', named: true, quality: null },
      role: 'auteur',
      writtenRole: 'auteur',
      reportedBy: null,
      deduction: null,
      stance: 'assumed',
      flags: [],
      text: "Notre page comptait *trois mille* abonnés, <bisounours> compris, et n'amenait personne.",
      thesis: {
        text: expect.stringMatching(/^Une .* client : c’est tout\.$/u) as string,
        isRead: true,
      },
      searchWords: [],
      place: null,
      followsOn: false,
      date: null,
      url: null,
      seconds: null,
      relations: [],
      topics: ['fans et abonnés', 'retour sur investissement'],
      order: 0,
    });
    expect(work?.passages[1]).toMatchObject({
      voice: { name: 'un commentateur', named: false },
      role: 'commentateur',
      deduction: 'la page ne nomme personne',
      order: 1,
    });
  });

  test('tells its raw text, its cuts and where each quotation stands', () => {
    const words = 'Un abonné est une personne qui suit une page.';
    const cuts = [{ words, reason: 'glose du glossaire' }];
    expect(work).toMatchObject({ file: 'exemple-2013.md', raw: 'exemple.txt', cuts });
    const places = work?.places.map(({ line, column }) => `${line}:${column}`);
    const headings = ['## page-sans-effet', '## temps-perdu'];
    expect(places).toEqual(headings.map((heading) => placeIn(SOUND_WORK, heading)));
  });

  test('keeps the no-break spaces of our own sentences and folds those of the quoted ones', () => {
    const ours = changed(SOUND_WORK, 'Thèse : On demande', 'Thèse : On\u00A0demande');
    const { value } = parseWork(fileOf(changed(ours, 'vous ne', 'vous\u00A0ne')));
    expect(value?.passages[1]?.thesis?.text).toMatch(/^On\u00A0demande/u);
    expect(value?.passages[1]?.text).toMatch(/^Et vous ne regrettez/u);
  });

  test('has no author and no link where it says none', () => {
    const unsigned = changed(SOUND_WORK, 'author: Camille Exemple', 'author: none');
    const unlinked = changed(unsigned, 'https://exemple.invalid/page', 'none');
    const unnamed = changed(unlinked, '— Camille Exemple,', '— auteur non identifié,');
    const { value } = parseWork(fileOf(unnamed));
    expect(value?.source).toMatchObject({ author: null, url: null });
    expect(value?.passages[0]?.voice).toMatchObject({ name: 'auteur non identifié', named: false });
  });

  test('is the same with the line ends of Windows', () => {
    expect(parseWork(fileOf(SOUND_WORK.replaceAll('\n', '\r\n'))).value).toEqual(work);
  });

  test('gives back any words an editor escapes', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(words, (written) => {
        const file = changed(SOUND_WORK, WORDS, `> ${escaped(foldWhiteSpace(written))}`);
        expect(parseWork(fileOf(file)).value?.passages[1]?.text).toBe(foldWhiteSpace(written));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('a file that is not sound', () => {
  test('tells all its faults at once, in the order of the file, each with its remedy', () => {
    const broken = [
      ['date: 2013-03', 'date: 2013-13'],
      ['rights: texte inventé pour les tests\n', 'droits: à tous\n'],
      ['— Camille Exemple, auteur', '— Camille Exemple, chanteur'],
      ['## temps-perdu', '## page-sans-effet'],
      [WORDS, '>'],
    ].reduce((text, [from = '', to = '']) => changed(text, from, to), SOUND_WORK);
    const { value, faults } = parseWork(fileOf(broken));
    expect(value).toBeNull();
    expect(faults.map(formatFault)).toEqual([
      expect.stringMatching(/^exemple-2013.md:2:1: clé « rights » absente ou vide — ajoutez/u),
      expect.stringMatching(/^exemple-2013.md:6:1: valeur inattendue pour « date » — attendu/u),
      expect.stringMatching(/^exemple-2013.md:9:1: clé inconnue « droits » — clés permises/u),
      expect.stringMatching(/^exemple-2013.md:26:1: rôle inconnu « chanteur » — rôles permis/u),
      expect.stringMatching(/^exemple-2013.md:31:1: ancre « page-sans-effet » déjà employée/u),
      expect.stringMatching(/^exemple-2013.md:33:1: citation vide — écrivez/u),
    ]);
  });

  test('tells true line numbers with the line ends of Windows too', () => {
    const broken = changed(SOUND_WORK, WORDS, '>');
    expect(faultsOf(broken.replaceAll('\n', '\r\n'))).toEqual(faultsOf(broken));
  });

  test.each([
    ['no front matter', SOUND_WORK.slice(SOUND_WORK.indexOf('# ')), 'pas d’en-tête YAML'],
    ['a front matter that never ends', '---\nid: x\n', 'pas d’en-tête YAML'],
    ['nothing at all', '', 'pas d’en-tête YAML'],
    ['another title', changed(SOUND_WORK, '# Pourquoi', '# Comment'), 'pas de titre'],
    ['no title', changed(SOUND_WORK, "# Pourquoi j'ai fermé notre page", ''), 'pas de titre'],
    ['no quotation', SOUND_WORK.slice(0, SOUND_WORK.indexOf('## ')), 'aucune citation'],
  ])('is refused with %s', (_, text, what) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(`1:1 ${what}`)]);
  });

  test.each(['Jo Autre', 'camille exemple', 'auteur non identifié'])(
    'is refused when %s is called the author of another’s page',
    (voice) => {
      const broken = changed(SOUND_WORK, '— Camille Exemple, auteur', `— ${voice}, auteur`);
      expect(faultsOf(broken)).toEqual([
        expect.stringContaining(`${placeIn(broken, '## page-sans-effet')} le rôle « auteur »`),
      ]);
    },
  );

  test('never makes the parser throw, whatever was done to it', () => {
    const change = fc.record({
      at: fc.nat(SOUND_WORK.length),
      removed: fc.nat(60),
      added: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('---\n', '## ', '> ', '\n- ', '`', '<!--', '&a ', '{', '"', '\r', '\t'),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const text = changes.reduce(
          (made, { at, removed, added }) => made.slice(0, at) + added + made.slice(at + removed),
          SOUND_WORK,
        );
        const { value, faults } = parseWork(fileOf(text));
        expect(faults.length > 0).toBe(value === null);
        for (const { line } of faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('a corpus', () => {
  const renamed = (id: string, date: string) => {
    const dated = changed(SOUND_WORK, 'date: 2013-03', date);
    return fileOf(changed(dated, 'id: exemple-2013', `id: ${id}`), `${id}.md`);
  };
  const lexicon = fileOf('- words: [fin, mort]\n', 'lexicon.yaml');
  const parsed = (works: readonly CorpusFile[], given: Partial<CorpusFiles> = {}) =>
    parseCorpus({ works, lexicon: null, debate: null, voices: null, hash: HASH, ...given });

  test('holds its works in order of date, their passages in the order of each work', () => {
    const files = [renamed('b-2014', 'date: 2014'), renamed('a-2012', 'date: 2012~')];
    const { value } = parsed(files, { lexicon });
    expect(value?.corpus.hash).toBe(HASH);
    expect(value?.corpus.lexicon).toEqual([['fin', 'mort']]);
    expect(value?.corpus.sources.map(({ id }) => id)).toEqual(['a-2012', 'b-2014']);
    expect(value?.corpus.passages.map(({ id }) => id)).toEqual([
      'a-2012#page-sans-effet',
      'a-2012#temps-perdu',
      'b-2014#page-sans-effet',
      'b-2014#temps-perdu',
    ]);
  });

  test.each([
    [null, {}],
    ['', {}],
    ['title: La fin\n', { title: 'La fin' }],
    ['themes:\n  vélo: les pistes\n', { themes: { vélo: 'les pistes' } }],
    ['title: La fin\nquestion: Est-ce ?\n', { title: 'La fin', question: 'Est-ce ?' }],
    ['tenants: [slack:T0123, discord:42]\n', { tenants: ['slack:T0123', 'discord:42'] }],
  ])('says what is debated as debate.yaml does: %j', (written, told) => {
    const debate = written === null ? null : fileOf(written, 'debate.yaml');
    expect(parsed([fileOf(SOUND_WORK)], { debate }).value?.corpus.debate).toEqual({
      title: null,
      question: null,
      themes: null,
      ...told,
    });
  });

  test.each([
    ['title: « La fin »\n', 'title'],
    [`title: ${'x'.repeat(201)}\n`, 'title'],
    ['question:\n', 'question'],
    ['auteur: moi\n', 'auteur'],
  ])('refuses a debate.yaml that says %j', (written, key) => {
    const { faults } = parsed([fileOf(SOUND_WORK)], { debate: fileOf(written, 'debate.yaml') });
    const what = `clé « ${key} » inattendue, vide ou trop longue`;
    expect(faults).toEqual([expect.objectContaining({ what })]);
  });

  test.each(['tenants: T0123\n', 'tenants: [T0123]\n', 'tenants: ["slack:"]\n'])(
    'tells how tenants are written where debate.yaml says %j',
    (written) => {
      const { faults } = parsed([fileOf(SOUND_WORK)], { debate: fileOf(written, 'debate.yaml') });
      expect(faults).toEqual([expect.objectContaining({ what: '« tenants » mal écrit' })]);
    },
  );

  test.each([
    ['another work', 'sound-2013#temps-perdu', 'sound-2013#temps-perdu'],
    ['the same work', 'page-sans-effet', 'exemple-2013#page-sans-effet'],
    ['no work of the corpus, which may have been taken out', 'nulle-part#fin', null],
    ['no passage of a work', 'fin', null],
    ['itself', 'temps-perdu', null],
  ])('holds that a passage answers one of %s, where there is one', (_, ref, known) => {
    const list = '- Thèmes : retour sur investissement\n- Thèse : On';
    const text = changed(SOUND_WORK, list, `- Nuance : ${ref}\n${list}`);
    const { value } = parsed([fileOf(text), renamed('sound-2013', 'date: 2013')]);
    const relations = value?.corpus.passages.flatMap((each) => each.relations);
    expect(relations).toEqual(known === null ? [] : [{ kind: 'qualifies', ref: known }]);
  });

  describe('of which voices are declared', () => {
    const withVoices = (written: string, work = SOUND_WORK) =>
      parsed([fileOf(work)], { voices: fileOf(written, 'voices.yaml') });

    test('gives each its one name and its quality, whatever a work calls it', () => {
      const { value } = withVoices(
        '- name: Camille Exemple\n  quality: libraire\n  aliases: [Mme Exemple, C. Exemple]\n',
        changed(
          changed(SOUND_WORK, 'author: Camille Exemple', 'author: C. Exemple'),
          '— Camille Exemple, auteur',
          '— Mme Exemple, autrice',
        ),
      );
      const voice = { name: 'Camille Exemple', named: true, quality: 'libraire' };
      expect(value?.corpus.passages[0]).toMatchObject({ voice, writtenRole: 'autrice' });
      expect(value?.corpus.sources[0]?.author).toEqual(voice);
    });

    const SHAPE =
      'voix mal déclarée — attendu : « - name: … », puis s’il y a lieu « quality: … » et « aliases: [autre nom] » ou « perhaps: autre voix », sans guillemets français';
    test.each([
      ['an unknown key', '- name: Jo\n- nom: Al\n', '2:3', SHAPE],
      ['no name', '- quality: maire\n', '1:3', SHAPE],
      ['an empty name', '- name: ""\n', '1:3', SHAPE],
      ['guillemets in a quality', '- name: Jo\n  quality: la « voix »\n', '1:3', SHAPE],
      ['a name of 81 letters', `- name: ${'x'.repeat(81)}\n`, '1:3', SHAPE],
      ['a text for its aliases', '- name: Jo\n  aliases: J.\n', '1:3', SHAPE],
      ['a mapping in place of the list', 'name: Jo\n', '1:1', SHAPE],
      [
        'a name that is another’s alias',
        '- name: Jo\n  aliases: [J.]\n- name: J.\n',
        '3:3',
        'nom « J. » déclaré deux fois — gardez-le pour une seule personne',
      ],
    ])('refuses %s', (_, written, place, fault) => {
      const { value, faults } = withVoices(written);
      expect(value).toBeNull();
      expect(faults.map(formatFault)).toEqual([`voices.yaml:${place}: ${fault}`]);
    });
  });

  test('needs no lexicon', () => {
    expect(parsed([fileOf(SOUND_WORK)]).value?.corpus.lexicon).toEqual([]);
  });

  test('refuses two works of one id, and names the other file', () => {
    const { value, faults } = parsed([fileOf(SOUND_WORK, 'un.md'), fileOf(SOUND_WORK, 'deux.md')]);
    expect(value).toBeNull();
    expect(faults.map(formatFault)).toEqual([
      'deux.md:1:1: id « exemple-2013 » déjà pris par un.md — donnez à l’œuvre un autre id',
    ]);
  });

  test('tells the faults of all its files, its lexicon included, and opens none of them', () => {
    const broken = fileOf(changed(SOUND_WORK, WORDS, '>'), 'un.md');
    const works = [broken, renamed('sound-2013', 'date: 2013'), fileOf('', 'deux.md')];
    const { value, faults } = parsed(works, {
      lexicon: fileOf('- words: [seul]\n', 'lexicon.yaml'),
      debate: fileOf('titre: x\n', 'debate.yaml'),
    });
    expect(value).toBeNull();
    expect(faults.map(({ file, what }) => [file, what])).toEqual([
      ['un.md', 'citation vide'],
      ['deux.md', 'pas d’en-tête YAML'],
      ['lexicon.yaml', 'entrée de lexique mal formée'],
      ['debate.yaml', 'clé « titre » inattendue, vide ou trop longue'],
    ]);
  });

  test('is not one without any work', () => {
    const { faults } = parsed([], { lexicon });
    expect(faults.map(({ what }) => what)).toEqual(['aucune œuvre dans ce dossier']);
  });
});
