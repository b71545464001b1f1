import { describe, expect, test } from 'vitest';
import type { Action } from '../../src/conversation/buttons.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import type { Verdict } from '../../src/ports.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf } from '../fixtures/passages.ts';

/** Two people of the channel; Bruno may do nothing but ask. */
export type Person = 'alice' | 'bruno';

/** A message that stands in the channel now. */
export interface Shown {
  readonly words: string;
  readonly actions: readonly Action[];
  /** The one person who sees it; null where everybody does. */
  readonly onlyFor: Person | null;
}

/** A channel with a bot in it, as a platform's stand-in shows it to those in it. */
export interface Channel {
  /** By a slash command. */
  readonly ask: (by: Person, sujet: string, options?: { prive?: boolean }) => Promise<void>;
  /** On the newest message that the person sees and that has such a button. */
  readonly press: (by: Person, action: Action) => Promise<void>;
  /** In the form that 👎 opened. */
  readonly giveReason: (by: Person, reason: Verdict) => Promise<void>;
  /** A button of another version of the bot. */
  readonly pressUnknown: (by: Person) => Promise<void>;
  readonly shown: () => readonly Shown[];
  /** Every message that ever stood there. */
  readonly everShown: () => number;
  readonly verdicts: () => readonly (readonly [string, number])[];
  readonly faults: () => readonly unknown[];
  /** Ends the bot, and begins another over this corpus. */
  readonly restart: (corpus?: Corpus) => Promise<void>;
  /** Resolves once the condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

/** What happens when somebody asks or clicks, whatever the platform. `platform` opens its verdicts. */
export function conversationContract(
  platform: string,
  within: (run: (channel: Channel) => Promise<void>) => Promise<void>,
): void {
  const SUBJECT = 'blogs';
  const forAll = (channel: Channel) => channel.shown().filter(({ onlyFor }) => onlyFor === null);
  const told = async (channel: Channel, person: Person, words: string) => {
    const isIt = (each: Shown) => each.onlyFor === person && each.words.includes(words);
    await channel.until(() => channel.shown().some(isIt));
    return channel.shown().find(isIt) ?? expect.fail();
  };
  const asked = async (channel: Channel, options?: { prive?: boolean }) => {
    await channel.ask('alice', SUBJECT, options);
    await channel.until(() => channel.shown().length === 1);
    return channel.shown()[0] ?? expect.fail();
  };

  describe('a conversation', () => {
    test('answers a command for all, once, under buttons for what comes next', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        expect(answer.words).toContain(SUBJECT);
        expect(answer.onlyFor).toBeNull();
        const expected: Action[] = ['next', 'summarise', 'context', 'remove', 'useful', 'wrong'];
        expect(answer.actions).toEqual(expect.arrayContaining(expected));
        expect(answer.actions).not.toContain('previous');
        expect(answer.actions).not.toContain('share');
        expect(channel.everShown()).toBe(1);
      }));

    test('answers a private question to the one who asked, who may share it', () =>
      within(async (channel) => {
        const answer = await asked(channel, { prive: true });
        expect(answer.onlyFor).toBe('alice');
        expect(answer.actions).toContain('share');
        expect(answer.actions).not.toContain('remove');
      }));

    test('turns pages in the message itself, there and back, whoever clicks', () =>
      within(async (channel) => {
        const first = await asked(channel);
        await channel.press('bruno', 'next');
        await channel.until(() => channel.shown()[0]?.words.includes('Page 2 sur') ?? false);
        await channel.press('alice', 'previous');
        await channel.until(() => channel.shown()[0]?.words === first.words);
        expect(channel.everShown()).toBe(1);
      }));

    test('sums up in the message itself', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'summarise');
        await channel.until(() => channel.shown()[0]?.words.includes('En bref') ?? false);
        expect(channel.shown()[0]?.actions).not.toContain('summarise');
        expect(channel.everShown()).toBe(1);
      }));

    test('works after a restart, because buttons know what they ask', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.restart();
        await channel.press('alice', 'next');
        await channel.until(() => channel.shown()[0]?.words.includes('Page 2 sur') ?? false);
      }));

    test('shows what surrounds a passage to the one who clicks', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'Autour de ce passage');
        expect(forAll(channel)).toEqual([answer]);
      }));

    test('shows what a voice holds to the one who clicks, summed up, to be shared', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'position');
        const position = await told(channel, 'bruno', 'Ce que dit ');
        expect(position.words).toMatch(/En bref\u00A0: [^]* \[1\]/u);
        expect(position.actions).toContain('share');
      }));

    test('tells the one who clicks of a passage that left the corpus, and leaves the message', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        await channel.restart(corpusOf(realCorpus.passages.slice(-1)));
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'Ce passage n’est plus dans le corpus');
        expect(forAll(channel)).toEqual([answer]);
      }));

    test('shares a private answer once, however often it is clicked, and takes its buttons away', () =>
      within(async (channel) => {
        await asked(channel, { prive: true });
        await Promise.all([1, 2].map(() => channel.press('alice', 'share')));
        await channel.until(() => forAll(channel).length > 0);
        const copy = await told(channel, 'alice', 'est partagée');
        expect(copy.actions).toEqual([]);
        const [shared = expect.fail(), ...others] = forAll(channel);
        expect(others).toEqual([]);
        expect(shared.words).toContain('Partagé par ');
        expect(shared.actions).toContain('remove');
      }));

    test('withdraws an answer for the one who asked, and not for anybody else', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        await channel.press('bruno', 'remove');
        await told(channel, 'bruno', 'Seule la personne qui a posé la question');
        expect(forAll(channel)).toEqual([answer]);
        await channel.press('alice', 'remove');
        await channel.until(() => forAll(channel).length === 0);
      }));

    test('counts 👍 without a name, and says thanks', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'useful');
        await told(channel, 'bruno', 'Merci, c’est compté, sans votre nom.');
        expect(channel.verdicts()).toEqual([[`${platform}: utile`, 1]]);
      }));

    test.each([
      'citation inexacte',
      'mauvais auteur',
      'hors sujet',
      'résumé infidèle',
      'autre',
    ] as const)('asks after 👎 what is wrong, and counts the reason alone: %s', (reason) =>
      within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'wrong');
        await channel.giveReason('bruno', reason);
        await channel.until(() => channel.verdicts().length > 0);
        expect(channel.verdicts()).toEqual([[`${platform}: ${reason}`, 1]]);
      }),
    );

    test('tells of a button of another version, honestly, and of no fault', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.pressUnknown('bruno');
        await told(channel, 'bruno', 'Ce bouton vient d’une autre version du bot');
        expect(channel.faults()).toEqual([]);
      }));
  });
}
