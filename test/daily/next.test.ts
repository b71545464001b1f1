import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose, standsAlone } from '../../src/daily/choose.ts';
import { chooseNext } from '../../src/daily/choose.ts';
import { NOTHING_SENT } from '../../src/daily/subscriptions.ts';
import type { Delivery, Sending } from '../../src/daily/subscriptions.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { voiceKey } from '../../src/debate/speaker.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { passage } from '../fixtures/passages.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 23);
const TEXT = 'Les communautés se construisent avec le temps, jamais avec de l’argent seul.';

function saidBy(voices: string): Passage[] {
  return Array.from(voices, (voice, index) =>
    passage({ voice, anchor: `p${index}`, text: `${index} ${TEXT}` }),
  );
}

function dateOf(day: number): string {
  return new Date(START_MS + day * DAY_MS).toISOString().slice(0, 10);
}

function sendingOf(chosen: Passage, date: string, outcome: Sending['outcome'] = 'sent'): Sending {
  const voice = voiceKey(chosen);
  return { date, ref: chosen.id, voice, outcome, attempt: 1, retryAtMs: null };
}

/** Sends day after day; `passagesOn` gives the corpus of each day. */
function daysOf(passagesOn: (day: number) => readonly Passage[], days: readonly number[]) {
  let delivery: Delivery = NOTHING_SENT;
  return days.map((day) => {
    const choice = chooseNext(passagesOn(day), dateOf(day), delivery);
    if (choice === null) throw new Error('nothing was chosen');
    const last = sendingOf(choice.passage, dateOf(day));
    delivery = { last, sent: choice.sent, pause: null };
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

describe('what a channel is sent next', () => {
  test('is at first what /citation gives that day', () => {
    for (const day of first(40)) {
      const { passage: chosen } = chooseNext(realCorpus.passages, dateOf(day), NOTHING_SENT) ?? {};
      expect(chosen).toBe(choose(realCorpus.passages, dateOf(day)));
    }
  });

  test('is mostly that for as long as the channel has not had it', () => {
    const sent = daysOf(() => realCorpus.passages, first(fit.length));
    const same = sent.filter((each, day) => each === choose(realCorpus.passages, dateOf(day)));
    expect(same.length).toBeGreaterThan(fit.length / 2);
  });

  test('is each that stands alone once before any returns, three times over', () => {
    const sent = daysOf(() => realCorpus.passages, first(3 * fit.length));
    for (const cycle of [0, 1, 2]) {
      const those = sent.slice(cycle * fit.length, (cycle + 1) * fit.length);
      expect(new Set(those)).toEqual(new Set(fit));
    }
  });

  test('is that too where only some days of the week are asked for', () => {
    const mondays = first(fit.length).map((week) => 7 * week);
    expect(new Set(daysOf(() => realCorpus.passages, mondays))).toEqual(new Set(fit));
  });

  test('is never of the same voice two days running, in the true corpus over three years', () => {
    const sent = daysOf(() => realCorpus.passages, first(1_100));
    const again = sent.filter((each, day) => {
      const before = sent[day - 1];
      return before !== undefined && voiceKey(before) === voiceKey(each);
    });
    expect(again).toEqual([]);
  });

  test('is of the same voice twice only where no other is left', () => {
    const voices = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'd'),
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(voices, (said) => {
        const passages = saidBy(said);
        const sent = daysOf(() => passages, first(3 * passages.length));
        expect(needlessRepeats(sent, passages)).toBe(0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test('alternates two voices that say as much as each other, whatever their order', () => {
    const passages = saidBy('aaaaabbbbb');
    const voices = daysOf(() => passages, first(30))
      .map(voiceKey)
      .join('');
    expect(voices).toMatch(/^(?:ab){15}$|^(?:ba){15}$/u);
  });

  test('is the same whichever process asks, in whatever order it holds the passages', () => {
    const reversed = realCorpus.passages.toReversed();
    expect(daysOf(() => realCorpus.passages, first(100))).toEqual(
      daysOf(() => reversed, first(100)),
    );
  });

  test('is the same again on the same date, so that a second attempt sends the same', () => {
    const date = dateOf(0);
    const { passage: chosen, sent } = chooseNext(fit, date, NOTHING_SENT) ?? {};
    if (chosen === undefined || sent === undefined) throw new Error('nothing was chosen');
    for (const outcome of ['begun', 'failed', 'sent', 'unsure'] as const) {
      const last = sendingOf(chosen, date, outcome);
      expect(chooseNext(fit, date, { last, sent, pause: null })).toEqual({ passage: chosen, sent });
    }
  });

  test('may be, on a later date, what certainly was not sent', () => {
    const only = saidBy('ab');
    const [one, other] = only;
    if (one === undefined || other === undefined) throw new Error('two passages');
    const delivery = { last: sendingOf(one, dateOf(0), 'failed'), sent: [other.id], pause: null };
    expect(chooseNext(only, dateOf(1), delivery)?.passage).toBe(one);
  });

  test('is the only passage every day where there is but one', () => {
    const only = saidBy('a');
    expect(new Set(daysOf(() => only, first(4))).size).toBe(1);
  });

  test('is nothing where no passage stands alone', () => {
    expect(chooseNext([], dateOf(0), NOTHING_SENT)).toBeNull();
    expect(chooseNext([passage({ text: 'Trop court.' })], dateOf(0), NOTHING_SENT)).toBeNull();
  });
});

describe('a corpus that changes', () => {
  test('and grows has its new passages sent before any old one returns', () => {
    const [some, all] = [fit.slice(0, 20), fit];
    const sent = daysOf((day) => (day < 15 ? some : all), first(fit.length));
    expect(new Set(sent)).toEqual(new Set(fit));
  });

  test('and shrinks has the rest sent once, and nothing that is gone', () => {
    const rest = fit.slice(10);
    const sent = daysOf((day) => (day < 5 ? fit : rest), first(5 + fit.length));
    const early = new Set(sent.slice(0, 5));
    const left = rest.filter((each) => !early.has(each));
    expect(new Set(sent.slice(5, 5 + left.length))).toEqual(new Set(left));
  });

  test('and gets a passage back that was sent does not send it again', () => {
    const without = fit.slice(1);
    const sent = daysOf((day) => (day > 0 && day < 10 ? without : fit), first(fit.length));
    expect(new Set(sent).size).toBe(fit.length);
  });

  test('and loses the last voice still lets another speak', () => {
    const passages = saidBy('aabb');
    const [chosen] = daysOf(() => passages, [0]);
    if (chosen === undefined) throw new Error('nothing was chosen');
    const delivery = { last: sendingOf(chosen, dateOf(0)), sent: [], pause: null };
    const rest = passages.filter((each) => each !== chosen);
    const after = chooseNext(rest, dateOf(1), delivery)?.passage;
    expect(after && voiceKey(after)).not.toBe(voiceKey(chosen));
  });
});
