import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose, chooseNext as choosing } from '../../src/daily/choose.ts';
import { standingOf, standsAlone } from '../../src/debate/standing.ts';
import { NOTHING_SENT, type Delivery, type Sending } from '../../src/daily/subscriptions.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { realCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { passage } from '../fixtures/passages.ts';
import { voiceKey } from '../../src/debate/speaker.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 22);
const TEXT = 'Les communautés se construisent avec le temps, jamais avec de l’argent seul.';
const COMMUNITIES = passage({ text: TEXT });

/** One passage that stands alone for each voice in a row such as « aab ». */
function saidBy(row: string): Passage[] {
  return Array.from(row, (voice, at) =>
    passage({ voice, anchor: `p${at}`, text: `${at} ${TEXT}` }),
  );
}

function dateOf(day: number): string {
  return new Date(START_MS + day * DAY_MS).toISOString().slice(0, 10);
}

function daysOf(passages: readonly Passage[], count: number): Passage[] {
  return Array.from({ length: count }, (_, day) => {
    return choose(passages, dateOf(day)) ?? expect.fail();
  });
}

/** The first day on which the passages begin to be gone through again. */
function cycleStart(length: number): number {
  return length - ((START_MS / DAY_MS) % length);
}

function repeats(passages: readonly Passage[]): number {
  return passages.filter((each, index) => {
    const before = passages[index - 1];
    return before !== undefined && voiceKey(before) === voiceKey(each);
  }).length;
}

function sendingOf(chosen: Passage, date: string, outcome: Sending['outcome'] = 'sent'): Sending {
  const voice = voiceKey(chosen);
  return { date, ref: chosen.id, voice, outcome, attempt: 1, retryAtMs: null, by: 1 };
}

const standing = new WeakMap<readonly Passage[], readonly ReturnType<typeof standingOf>[]>();

/** What is chosen of passages, as one of them. */
function chooseNext(
  passages: readonly Passage[],
  date: string,
  delivery: Pick<Delivery, 'last' | 'sent'>,
) {
  const those = standing.get(passages) ?? passages.filter(standsAlone).map(standingOf);
  standing.set(passages, those);
  const choice = choosing(those, date, delivery);
  if (choice === null) return null;
  const passage = passages.find(({ id }) => id === choice.chosen.id) ?? expect.fail();
  return { passage, sent: choice.sent };
}

/** Sends day after day; `passagesOn` gives the corpus of each day. */
function sentOn(passagesOn: (day: number) => readonly Passage[], days: readonly number[]) {
  let delivery: Pick<Delivery, 'last' | 'sent'> = NOTHING_SENT;
  return days.map((day) => {
    const choice = chooseNext(passagesOn(day), dateOf(day), delivery) ?? expect.fail();
    const last = sendingOf(choice.passage, dateOf(day));
    delivery = { last, sent: choice.sent };
    return choice.passage;
  });
}

function first(count: number): number[] {
  return Array.from({ length: count }, (_, day) => day);
}

/** How often a voice spoke twice running although another was left to speak in its cycle. */
function needlessRepeats(sent: readonly Passage[], fit: readonly Passage[]): number {
  return sent.filter((each, index) => {
    const before = sent[index - 1];
    if (before === undefined || voiceKey(before) !== voiceKey(each)) return false;
    const cycle = index - (index % fit.length);
    const left = fit.filter((other) => !sent.slice(cycle, index).includes(other));
    return left.some((other) => voiceKey(other) !== voiceKey(before));
  }).length;
}

const fit = realCorpus.passages.filter(standsAlone);
/** A few passages of a few voices, in any order. */
const rows = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 14 });

describe('the quotation of a day', () => {
  test('is the same whoever asks, in whatever order the passages are given', () => {
    for (const day of [0, 1, 100]) {
      const chosen = choose(realCorpus.passages, dateOf(day));
      expect(choose(realCorpus.passages.toReversed(), dateOf(day))).toBe(chosen);
    }
  });

  test('is each of those that stand alone before any returns, in another order the next time', () => {
    const start = cycleStart(fit.length);
    const days = daysOf(realCorpus.passages, start + 2 * fit.length).slice(start);
    const [one, other] = [days.slice(0, fit.length), days.slice(fit.length)];
    expect([new Set(one), new Set(other)]).toEqual([new Set(fit), new Set(fit)]);
    expect(one).not.toEqual(other);
  });

  test('is never of the same voice two days running, in the true corpus over three years', () => {
    expect(repeats(daysOf(realCorpus.passages, 1_100))).toBe(0);
  });

  test('is of the same voice two days running only where the others are too few', () => {
    fc.assert(
      fc.property(rows, fc.nat(400), (row, skipped) => {
        const said = saidBy(row);
        const start = cycleStart(said.length) + said.length * skipped;
        const cycle = said.map((_, day) => choose(said, dateOf(start + day)) ?? passage());
        const most = Math.max(...Array.from(row, (voice) => row.split(voice).length - 1));
        // A voice with m of n passages needs m - 1 others between them.
        expect(repeats(cycle)).toBe(Math.max(0, 2 * most - 1 - row.length));
        expect(new Set(cycle)).toEqual(new Set(said));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is none when no passage stands alone', () => {
    expect(choose([], dateOf(0))).toBeNull();
    expect(choose([passage({ text: 'Trop court.' })], dateOf(0))).toBeNull();
  });

  test('is found for days long past too', () => {
    expect(choose(realCorpus.passages, '1969-07-20')).not.toBeNull();
    expect(choose(realCorpus.passages, '0001-01-01')).not.toBeNull();
  });
});

describe('a passage stands alone', () => {
  test('when it is one or more whole sentences of its voice', () => {
    expect(standsAlone(COMMUNITIES)).toBe(true);
  });

  test.each([
    ['it is short', { text: 'Les communautés se construisent.' }],
    ['it is long', { text: `${TEXT} `.repeat(8).trim() }],
    ['it stops in the middle', { text: TEXT.replace('.', ' et') }],
    ['it speaks to somebody', { text: `@Fred ${TEXT}` }],
    ['it begins in the middle of a sentence', { text: TEXT.toLowerCase() }],
    ['its voice reports it', { stance: 'reported' }],
    ['its voice rejects it', { stance: 'rejected' }],
    ['it is a question put to somebody', { role: 'intervieweur' }],
    ['a machine misheard it', { flags: ['mots mal entendus'] }],
  ] as const)('but not when %s', (_, given) => {
    expect(standsAlone({ ...COMMUNITIES, ...given })).toBe(false);
  });

  const ending = TEXT.toLowerCase();
  test.each([
    ['a conjunction', `Mais ${ending}`],
    ['a connective', `D’autre part, ${ending}`],
    ['an answer', `Oui, ${ending}`],
    ['a pronoun', `Elles durent : ${ending}`],
    ['a pronoun that is a person', `Il est venu nous dire que ${ending}`],
    ['« C’est »', `C’est vrai : ${ending}`],
    ['a demonstrative', `Cette idée revient souvent : ${ending}`],
    ['a pronoun without its noun', `Celui de mes voisins me l’a dit : ${ending}`],
    ['a place in a list', `La deuxième règle est simple : ${ending}`],
    ['a complement that points back', `À partir de ce constat, ${ending}`],
    ['a clause with a connective', `Il existe pourtant une règle : ${ending}`],
    ['a connective between two commas', `Sur le quai, en revanche, ${ending}`],
    ['a sign to what stands above', `La citation ci-dessus le dit bien : ${ending}`],
  ])('but not when it opens with %s, whatever the debate', (_, text) => {
    expect(standsAlone(passage({ text }))).toBe(false);
  });

  test.each([
    `Ce qui compte pour les habitants, c’est que ${ending}`,
    `Ceux qui attendent le savent : ${ending}`,
    `Il faut le dire : ${ending}`,
    `Il est temps de le dire : ${ending}`,
    `Il est tout à fait possible de le dire : ${ending}`,
    `Si rien ne change, on le verra : ${ending}`,
    `En janvier, on l’a bien vu : ${ending}`,
    `Je le dis, et ces chiffres le montrent : ${ending}`,
  ])('when what it opens with brings its own noun: %s', (text) => {
    expect(standsAlone(passage({ text }))).toBe(true);
  });

  test('often enough in the true corpus for a month without returning, and in another debate', () => {
    expect(fit.length).toBeGreaterThanOrEqual(31);
    expect(veloCorpus.passages.filter(standsAlone).length).toBeGreaterThanOrEqual(31);
  });
});

describe('what a channel is sent next', () => {
  test('is at first what /citation gives that day', () => {
    for (const day of first(40)) {
      const { passage: chosen } = chooseNext(realCorpus.passages, dateOf(day), NOTHING_SENT) ?? {};
      expect(chosen).toBe(choose(realCorpus.passages, dateOf(day)));
    }
  });

  test('is mostly that for as long as the channel has not had it', () => {
    const sent = sentOn(() => realCorpus.passages, first(fit.length));
    const same = sent.filter((each, day) => each === choose(realCorpus.passages, dateOf(day)));
    expect(same.length).toBeGreaterThan(fit.length / 2);
  });

  test('is each that stands alone once before any returns, three times over', () => {
    const sent = sentOn(() => realCorpus.passages, first(3 * fit.length));
    for (const cycle of [0, 1, 2]) {
      const those = sent.slice(cycle * fit.length, (cycle + 1) * fit.length);
      expect(new Set(those)).toEqual(new Set(fit));
    }
  });

  test('is never of the same voice two days running, in the true corpus over three years', () => {
    expect(repeats(sentOn(() => realCorpus.passages, first(1_100)))).toBe(0);
  });

  test('is of the same voice twice only where no other is left', () => {
    fc.assert(
      fc.property(rows, (said) => {
        const passages = saidBy(said);
        const sent = sentOn(() => passages, first(3 * passages.length));
        expect(needlessRepeats(sent, passages)).toBe(0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test('alternates two voices that say as much as each other, whatever their order', () => {
    const passages = saidBy('aaaaabbbbb');
    expect(repeats(sentOn(() => passages, first(30)))).toBe(0);
  });

  test('is the same whichever process asks, in whatever order it holds the passages', () => {
    const reversed = realCorpus.passages.toReversed();
    const days = first(100);
    expect(sentOn(() => realCorpus.passages, days)).toEqual(sentOn(() => reversed, days));
  });

  test('is the same again on the same date, so that a second attempt sends the same', () => {
    const date = dateOf(0);
    const { passage: chosen, sent } = chooseNext(fit, date, NOTHING_SENT) ?? expect.fail();
    for (const outcome of ['begun', 'failed', 'sent', 'unsure'] as const) {
      const last = sendingOf(chosen, date, outcome);
      expect(chooseNext(fit, date, { last, sent })).toEqual({ passage: chosen, sent });
    }
  });

  test('may be, on a later date, what certainly was not sent', () => {
    const only = saidBy('ab');
    const [one = expect.fail(), other = expect.fail()] = only;
    const delivery = { last: sendingOf(one, dateOf(0), 'failed'), sent: [other.id] };
    expect(chooseNext(only, dateOf(1), delivery)?.passage).toBe(one);
  });

  test('is nothing where no passage stands alone', () => {
    expect(chooseNext([], dateOf(0), NOTHING_SENT)).toBeNull();
    expect(chooseNext([passage({ text: 'Trop court.' })], dateOf(0), NOTHING_SENT)).toBeNull();
  });
});

describe('a corpus that changes', () => {
  test('and grows has its new passages sent before any old one returns', () => {
    const [some, all] = [fit.slice(0, 20), fit];
    const sent = sentOn((day) => (day < 15 ? some : all), first(fit.length));
    expect(new Set(sent)).toEqual(new Set(fit));
  });

  test('and shrinks has the rest sent once, and nothing that is gone', () => {
    const rest = fit.slice(10);
    const sent = sentOn((day) => (day < 5 ? fit : rest), first(5 + fit.length));
    const early = new Set(sent.slice(0, 5));
    const left = rest.filter((each) => !early.has(each));
    expect(new Set(sent.slice(5, 5 + left.length))).toEqual(new Set(left));
  });

  test('and gets a passage back that was sent does not send it again', () => {
    const without = fit.slice(1);
    const sent = sentOn((day) => (day > 0 && day < 10 ? without : fit), first(fit.length));
    expect(new Set(sent).size).toBe(fit.length);
  });

  test('and loses the last voice still lets another speak', () => {
    const passages = saidBy('aabb');
    const [chosen = expect.fail()] = sentOn(() => passages, [0]);
    const delivery = { last: sendingOf(chosen, dateOf(0)), sent: [] };
    const rest = passages.filter((each) => each !== chosen);
    const after = chooseNext(rest, dateOf(1), delivery)?.passage;
    expect(after && voiceKey(after)).not.toBe(voiceKey(chosen));
  });
});
