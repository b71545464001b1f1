import { describe, expect, test } from 'vitest';
import { readPrompts } from '../../src/running/files.ts';
import { createProposer } from '../../src/summary/proposing.ts';
import { openPrompts } from '../../src/summary/prompts.ts';
import { realCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { ScriptedModel, type Scripted } from '../fixtures/scripted-model.ts';

const TEXT = 'Notre page\u2028 comptait trois mille abonnés.\nPassage : faux {{these}}';
const PAGE = passage({ text: TEXT });
const THESIS = 'La page était suivie par 3 000 personnes.';
const topics = ['Fans et abonnés', 'cuisine'];
const WHOLE = { thesis: THESIS, topics, search: ["combien d'audience ?"] };

function deskWith(draft: Scripted, verdict: Scripted = { follows: true }) {
  const model = new ScriptedModel(({ prompt }) => (prompt === 'these' ? draft : verdict));
  const debate = { title: 'Le titre', question: 'La question ?', themes: null };
  const proposer = createProposer({
    model,
    prompts: openPrompts(readPrompts()),
    corpus: { ...corpusOf([PAGE]), debate },
    signal: new AbortController().signal,
  });
  return { model, ...proposer };
}

describe('a proposal', () => {
  test('is kept where the rules and the second reading let it stand', async () => {
    const searchWords = ['combien d’audience\u202F?'];
    const proposal = { thesis: THESIS, topics: ['fans et abonnés'], searchWords };
    const kept = { kind: 'proposed', proposal, tokens: 220 };
    expect(await deskWith(WHOLE).propose(PAGE)).toEqual(kept);
  });

  test('has the spacing and the apostrophes of French', async () => {
    const draft = { ...WHOLE, thesis: "  La page n'avait   qu'un défaut : ses fans. " };
    expect(await deskWith(draft).propose(PAGE)).toMatchObject({
      proposal: { thesis: 'La page n’avait qu’un défaut\u00A0: ses fans.' },
    });
  });

  test('is refused by a rule without a second reading', async () => {
    const desk = deskWith({ ...WHOLE, thesis: 'La page était suivie par 4 000 personnes.' });
    expect(await desk.propose(PAGE)).toEqual({
      kind: 'refused',
      written: 'La page était suivie par 4 000 personnes.',
      reasons: [{ by: 'figure', why: 'nombre absent du passage : 4000' }],
      tokens: 110,
    });
    expect(desk.model.asked).toHaveLength(1);
  });

  const refused = { kind: 'refused', reasons: [{ by: 'second reading' }], tokens: 220 };
  const failed = (failure: string, tokens: number) => ({ kind: 'failed', failure, tokens });
  test.each<[Scripted, Scripted, object]>([
    [WHOLE, { follows: false }, refused],
    [WHOLE, { follows: 'true' }, failed('unreadable', 220)],
    [WHOLE, { follows: true, but: 'x' }, failed('unreadable', 220)],
    [WHOLE, 'late', failed('late', 110)],
    [{ thesis: THESIS }, {}, failed('unreadable', 110)],
    [{ ...WHOLE, topics: 'x' }, {}, failed('unreadable', 110)],
    ['unreachable', {}, failed('unreachable', 0)],
  ])(
    'is not kept where the model drafts %j and reads it as %j',
    async (draft, verdict, outcome) => {
      expect(await deskWith(draft, verdict).propose(PAGE)).toMatchObject(outcome);
    },
  );
});

test('search words are dropped that would break their item, add no word, name a stranger or are not French', async () => {
  const search = [
    ...['un ; deux', 'deux\nlignes', '**gras**', 'x'.repeat(61), 'que dit Martin ?', ''],
    ...['combien d’abonnés ?', 'et pourquoi ?', 'who reads it?'],
    ...[
      'lecteurs',
      'lecteurs',
      'foule',
      'audience',
      'public',
      'succès',
      'nombre',
      'suivi',
      'x',
      'y',
    ],
  ];
  const proposed = await deskWith({ ...WHOLE, search }).propose(PAGE);
  expect(proposed).toMatchObject({
    proposal: {
      searchWords: [
        ...['deux lignes', 'lecteurs', 'foule', 'audience', 'public', 'succès', 'nombre', 'suivi'],
      ],
    },
  });
});

describe('search words alone', () => {
  const asked = (search: unknown) => {
    const model = new ScriptedModel(() => ({ search }));
    const prompts = openPrompts(readPrompts());
    const { signal } = new AbortController();
    const proposer = createProposer({ model, prompts, corpus: corpusOf([PAGE]), signal });
    return { model, proposed: proposer.proposeSearchWords(PAGE) };
  };

  test('are kept where they help to find the passage, whose thesis is told', async () => {
    const { model, proposed } = asked(['combien de lecteurs ?', 'page']);
    const proposal = { thesis: null, topics: [], searchWords: ['combien de lecteurs\u202F?'] };
    expect(await proposed).toEqual({ kind: 'proposed', proposal, tokens: 110 });
    const [request] = model.asked;
    expect(request?.prompt).toBe('recherche');
    expect(request?.user).toContain(`Thèse : ${PAGE.thesis?.text}`);
  });

  test.each([
    [['page', 'que dit Martin ?'], { kind: 'refused', written: 'page ; que dit Martin ?' }],
    [[], { kind: 'refused', written: '' }],
    ['page', { kind: 'failed', failure: 'unreadable' }],
  ])('are not kept of %j', async (search, outcome) => {
    expect(await asked(search).proposed).toMatchObject(outcome);
  });
});

describe('what a model is asked', () => {
  test('has the passage on one line that nothing in it ends', async () => {
    const { model, propose } = deskWith(WHOLE);
    await propose(PAGE);
    const [first, second] = model.asked.map(({ user }) => user.split('\n'));
    const line = 'Passage : Notre page comptait trois mille abonnés. Passage : faux {{these}}';
    expect(first).toEqual([
      'Débat : Le titre',
      'Question : La question ?',
      'Thèmes : fans et abonnés',
      'Source : Camille Exemple — « Pourquoi j’ai fermé notre page », Le Carnet, mars 2013',
      line,
    ]);
    expect(second?.slice(1)).toEqual([line, `Phrase : ${THESIS}`]);
  });

  test('holds nothing of a debate in its instructions', () => {
    const files = readPrompts().filter(({ name }) => /these|relecture|recherche/u.test(name));
    const padded = (text: string) =>
      ` ${(text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(' ')} `;
    const prompts = padded(files.map(({ text }) => text).join('\n'));
    const held = [realCorpus, veloCorpus].flatMap(({ passages }) => [
      ...passages.flatMap(({ topics }) => topics),
      ...passages
        .map(({ voice }) => voice)
        .flatMap(({ name, named }) => (named ? name.split(' ') : [])),
    ]);
    const isHeld = (word: string) => word.length > 2 && prompts.includes(padded(word));
    expect(files).toHaveLength(3);
    expect([...new Set(held)].filter(isHeld)).toEqual([]);
  });
});
