import { expect, onTestFinished, test, vi } from 'vitest';
import type { Address } from '../../src/ask/request.ts';
import {
  ANSWER_MS,
  CONSENT,
  judgeable,
  MOST_OF_THREAD,
  peopleIn,
  type Wrote,
} from '../../src/proposing/thread.ts';
import { BotError } from '../../src/errors.ts';
import { StoreConsents } from '../../src/store/consents.ts';
import { StoreProposals } from '../../src/store/proposals.ts';
import { kind } from '../../src/store/store.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { openInMemory } from '../store/opening.ts';

const HERE: Address = { platform: 'discord', workspace: 'G1', channel: 'C1', person: 'U1' };
const THREAD = { place: 'C1 1', link: 'https://exemple.org/1', day: '2026-11-22', debate: '' };
const [LISE, PAUL]: readonly [Wrote, Wrote] = [
  { person: 'U1', name: 'Lise', said: [{ at: 0, day: '2026-11-20', words: 'Les carnets.' }] },
  { person: 'U2', name: null, said: [{ at: 1, day: '2026-11-21', words: 'Pas les miens.' }] },
];
const KEPT = kind('consent', CONSENT);

const message = (person: string, text: string) => {
  return { person, name: person.toLowerCase(), text, atMs: Date.UTC(2026, 10, 20) };
};

async function opened(people = [LISE, PAUL]) {
  const { store, close, time } = await openInMemory();
  onTestFinished(close);
  const [proposals, consents] = [new StoreProposals(store), new StoreConsents(store, time.now)];
  const proposal = (await consents.begin(HERE, THREAD, people)) ?? expect.fail();
  const of = async (person: string) => (await consents.of(proposal, person)) ?? expect.fail();
  const kept = async () =>
    (await Array.fromAsync(store.entries(KEPT), ({ value }) => value)).map((each) => {
      const { said, name, answer, person } = each;
      return { words: said.map(({ words }) => words).join(' '), name, answer, person };
    });
  return { store, time, proposals, consents, proposal, of, kept };
}

test('the messages of each person are together, as lines of what people see, in the order of the thread', () => {
  const messages = [
    message('U1', ' Les\u202E carnets\n\n durent. '),
    message('U2', '…'),
    message('U1', 'Toujours.'),
    message('U3', 'Non.'),
  ];
  expect(peopleIn(messages)).toEqual([
    {
      ...{ person: 'U1', name: 'u1' },
      said: [
        { at: 0, day: '2026-11-20', words: 'Les carnets durent.' },
        { at: 2, day: '2026-11-20', words: 'Toujours.' },
      ],
    },
    { person: 'U3', name: 'u3', said: [{ at: 3, day: '2026-11-20', words: 'Non.' }] },
  ]);
});

test('what one question cannot show whole is left out by messages, the first before others', () => {
  const { characters } = MOST_OF_THREAD;
  const [long, half] = ['a'.repeat(characters + 1), 'b'.repeat(characters / 2)];
  const texts = [long, half, half, 'c'];
  const [person] = peopleIn(texts.map((text) => message('U1', text)));
  expect(person?.said.map(({ at }) => at)).toEqual([1, 2]);
  expect(peopleIn([message('U1', long)])).toEqual([]);
});

test('a person is taken once by whatever process, and from then on nobody can be written to', async () => {
  const { consents, kept } = await opened();
  const [first = expect.fail()] = await consents.unasked('discord');
  expect(await consents.unasked('slack')).toEqual([]);
  const taken = [consents.take(first), consents.take(first), consents.take(first)];
  expect((await Promise.all(taken)).filter(Boolean)).toHaveLength(1);
  expect(await consents.unasked('discord')).toHaveLength(1);
  expect((await kept()).filter(({ person }) => person === first.person)).toEqual([]);
});

test('two people who answer at once change nothing of each other’s', async () => {
  const { consents, proposal, of } = await opened();
  const [lise, paul] = [await of('U1'), await of('U2')];
  await Promise.all([consents.answer(lise, 'named'), consents.answer(paul, 'refused')]);
  expect(await consents.standing(proposal)).toEqual({
    ...{ isOver: true, asked: 2, agreed: 1, refused: 1, unreached: 0 },
    messages: [{ day: '2026-11-20', words: 'Les carnets.', voice: 'Lise' }],
  });
});

test.each(['refused', 'unreached'] as const)(
  'of whoever is %s no word and no name is kept',
  async (answer) => {
    const { consents, of, kept } = await opened([LISE]);
    await consents.answer(await of('U1'), 'named');
    await consents.answer(await of('U1'), answer);
    expect(await kept()).toEqual([{ words: '', name: null, answer, person: null }]);
  },
);

test('of whoever refuses and agrees in one moment no word is kept, whichever is written last', async () => {
  const { consents, of, kept } = await opened([LISE]);
  const read = await of('U1');
  await consents.answer(read, 'refused');
  await consents.answer(read, 'named');
  expect(await kept()).toEqual([{ words: '', name: null, answer: 'refused', person: null }]);
});

test('of whoever wants no name none is kept', async () => {
  const { consents, of, kept } = await opened([LISE]);
  await consents.answer(await of('U1'), 'unnamed');
  expect(await kept()).toMatchObject([{ words: 'Les carnets.', name: null }]);
});

test('what nobody answered ends with the time, whether they were asked by then or not', async () => {
  const { consents, proposal, proposals, of, time, kept } = await opened();
  await consents.answer(await of('U1'), 'named');
  time.advance(ANSWER_MS - 1);
  expect(await judgeable(await proposals.all(), consents)).toEqual([]);
  expect(await kept()).toHaveLength(2);
  const [late = expect.fail()] = await consents.unasked('discord');
  time.advance(1);
  expect(await kept()).toHaveLength(1);
  expect(await consents.take(late)).toBe(false);
  expect(await consents.of(proposal, 'U2')).toBeNull();
  expect(await judgeable(await proposals.all(), consents)).toMatchObject([[{ number: 1 }, {}]]);
});

test('a thread is proposed once in half a year, to whatever debate, even where it was taken back', async () => {
  const { consents, proposals, proposal, kept, time } = await opened();
  await proposals.remove(proposal);
  expect(await kept()).toEqual([]);
  expect(await consents.begin({ ...HERE, person: 'U2' }, THREAD, [LISE])).toBeNull();
  expect(await consents.begin(HERE, { ...THREAD, debate: 'climat' }, [LISE])).toBeNull();
  expect(await kept()).toEqual([]);
  time.advance(181 * 24 * 3_600_000);
  expect(await consents.begin(HERE, THREAD, [LISE])).not.toBeNull();
});

test('an answer that comes with the decision, or after the proposer took it back, keeps nothing', async () => {
  const { consents, proposals, proposal, of, kept } = await opened();
  const late = await of('U1');
  const decision = { verdict: 'refused', reason: null } as const;
  await proposals.put({ ...proposal, proposed: null, decision });
  await consents.answer(late, 'named');
  expect(await kept()).toEqual([]);
});

test('erasing a workspace erases what its threads held', async () => {
  const { store, consents, of, kept } = await opened();
  await consents.answer(await of('U1'), 'named');
  const place = { platform: 'discord', workspace: 'G1', channel: 'C9' };
  await new StoreSubscriptions(store).erase(place);
  expect(await kept()).toEqual([]);
});

test('the store names neither who proposes nor who answered', async () => {
  const { store, consents, of } = await opened([{ ...LISE, person: 'U123456' }]);
  await consents.answer(await of('U123456'), 'named');
  const all = await Array.fromAsync(store.entries(KEPT));
  expect(JSON.stringify(all)).not.toContain('U123456');
});

test('nobody is asked, and nothing is kept again, of a thread that was taken back meanwhile', async () => {
  const { consents, proposals, proposal, kept } = await opened();
  const all = await consents.unasked('discord');
  await proposals.remove(proposal);
  expect(await Promise.all(all.map((each) => consents.take(each)))).toEqual([false, false]);
  expect(await kept()).toEqual([]);
});

test('what is agreed to late ends with its proposal', async () => {
  const { consents, proposals, of, kept, time } = await opened([LISE]);
  time.advance(ANSWER_MS - 1);
  await consents.answer(await of('U1'), 'named');
  time.advance(180 * 24 * 3_600_000 - ANSWER_MS + 1);
  expect(await proposals.all()).toEqual([]);
  expect(await kept()).toEqual([]);
});

test('of a thread that the store could not take whole nothing is kept, and it can be proposed again', async () => {
  const { store, close, time } = await openInMemory();
  onTestFinished(close);
  const consents = new StoreConsents(store, time.now);
  const set = store.set.bind(store);
  vi.spyOn(store, 'set')
    .mockImplementationOnce(set)
    .mockRejectedValueOnce(new BotError('store', 'down'));
  await expect(consents.begin(HERE, THREAD, [LISE, PAUL])).rejects.toThrow('down');
  expect(await consents.unasked('discord')).toEqual([]);
  expect(await new StoreProposals(store).all()).toEqual([]);
  expect(await consents.begin(HERE, THREAD, [LISE, PAUL])).not.toBeNull();
});

test('what a message quotes of others in blocks is none of its words', () => {
  const texts = ['> Les carnets durent.\nPas les miens.', '>>> Tout\nce qui suit', '5 > 4.'];
  const [person] = peopleIn(texts.map((text) => message('U1', text)));
  expect(person?.said.map(({ words }) => words)).toEqual(['Pas les miens.', '5 > 4.']);
});

test('whoever is called by an @ is named in nobody’s words, and what is no name stays', () => {
  const named = (name: string, text: string) => ({ ...message(name, text), name });
  const texts = [
    ['@lise.morin a raison.', '@… a raison.'],
    ['Non, @Paul Le Goff, ni @LISE : @paul_l, @Al.', 'Non, @…, ni @… : @…, @….'],
    ['(@Lise) « @Alain » l’@Al', '(@…) « @… » l’@…'],
    ['Écrivez à lise@exemple.org ou voyez https://exemple.org/@lise.', null],
    ['À 3 @ 5, Lise a dit non.', null],
  ] as const;
  const said = texts.map(([text]) => named('Paul Le Goff', text));
  const [paul] = peopleIn([...said, named('Al', '@Lise @Paul Le Goff')]);
  expect(paul?.said.map(({ words }) => words)).toEqual(texts.map(([text, kept]) => kept ?? text));
  expect(peopleIn([named('Al', '@Lise')])).toEqual([]);
});

test('a name that nobody could read is none', () => {
  const names = ['\u200B', ' ', '🔥', ' Lise\n Morin '];
  const people = peopleIn(names.map((name) => ({ ...message(name, 'Oui.'), name })));
  expect(people.map(({ name }) => name)).toEqual([null, null, null, 'Lise Morin']);
});
