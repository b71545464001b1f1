import { describe, expect, test } from 'vitest';
import type { Notes } from '../../src/ports.ts';
import { MemoryNotes } from '../../src/store/ports.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { told, type Channel, type Shown, type WithinChannel } from './channel.ts';

/** What people say without asking anew, whatever the platform. `whispers` tells whether it has messages for one person in a channel. */
export function followingContract(within: WithinChannel, whispers: boolean): void {
  const HALF_AN_HOUR_MS = 30 * 60_000;
  const HELP = 'Ce que vous pouvez demander';
  const NOTHING = 'Il n’y a pas ici de question à poursuivre';
  const toAlice = whispers ? 'alice' : null;
  const heading = async (channel: Channel, words: string): Promise<Shown> => {
    const found = () => channel.shown().find((each) => each.words.includes(words));
    await channel.until(() => found() !== undefined);
    return found() ?? expect.fail();
  };

  describe('a follow-up', () => {
    test('H15: changes the last question of the direct conversation', () =>
      within(async (channel) => {
        const said: readonly (readonly [string, string])[] = [
          ['blogs', 'passages\u00A0: blogs'],
          ['la suite', 'Page 2 sur'],
          ['et Kabal\u202F?', 'd’Hervé Kabla\u00A0: blogs'],
          ['avant 2012', 'd’Hervé Kabla jusqu’en 2011'],
          ['et sur facebook ?', ': facebook'],
        ];
        for (const [words, answered] of said) {
          await channel.write('alice', words, 'direct');
          await told(channel, null, answered, 'direct');
        }
        expect(channel.everShown('direct')).toBe(said.length);
        expect(channel.bot().faults).toEqual([]);
      }));

    test('H15: changes the last question of the thread, whoever asked it', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs');
        await heading(channel, ': blogs');
        await channel.goOn('bruno', 'et Kabla ?', 'alice');
        await heading(channel, 'd’Hervé Kabla\u00A0: blogs');
      }));

    test('H15: goes on from what the same person asked, where two ask at once', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs');
        await heading(channel, ': blogs');
        await channel.write('bruno', 'facebook');
        await heading(channel, ': facebook');
        await channel.goOn('alice', 'et Kabla ?', 'alice');
        await heading(channel, 'd’Hervé Kabla\u00A0: blogs');
        await channel.goOn('bruno', 'et Kabla ?', 'bruno');
        await heading(channel, 'd’Hervé Kabla\u00A0: facebook');
      }));

    test('H15: goes on from the page that somebody has turned to', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs');
        await heading(channel, 'Page 1 sur');
        await channel.press('alice', 'next');
        await heading(channel, 'Page 2 sur');
        await channel.goOn('alice', 'la suite', 'alice');
        await heading(channel, 'Page 3 sur');
      }));

    test('H15: is told after half an hour that there is nothing to go on from, or is a subject again', () => {
      const time = new TestTime();
      return within(
        async (channel) => {
          await channel.write('alice', 'blogs', 'direct');
          await told(channel, null, ': blogs', 'direct');
          time.advance(HALF_AN_HOUR_MS + 1);
          await channel.write('alice', 'la suite', 'direct');
          await told(channel, null, NOTHING, 'direct');
          await channel.write('alice', 'et gourvennec ?', 'direct');
          await told(channel, null, ': et gourvennec', 'direct');
        },
        { notes: new MemoryNotes(time.now) },
      );
    });

    test('H15: survives a restart, and what is kept names no place, no person and no message', () => {
      const kept: string[] = [];
      const memory = new MemoryNotes(new TestTime().now);
      const notes: Notes = {
        keep: (key, text, ttlMs) => {
          kept.push(`${key} ${text} ${ttlMs}`);
          return memory.keep(key, text, ttlMs);
        },
        recall: (key) => memory.recall(key),
      };
      return within(
        async (channel) => {
          await channel.write('alice', 'que dit-on des blogs ?', 'direct');
          await told(channel, null, ': ', 'direct');
          await channel.restart({ notes });
          await channel.write('alice', 'la suite', 'direct');
          await told(channel, null, 'Page 2 sur', 'direct');
          const asked = kept.filter((each) => each.includes('"command"'));
          for (const each of asked)
            expect(each).toMatch(
              /^[\w-]{43} \{"command":"debat","options":\{"sujet":"que dit-on des blogs \?"(?:,"page":"2")?\},"askedAtMs":\d{13}\} (?:1800000|1[67]\d{5})$/u,
            );
          expect(asked.length).toBeGreaterThan(1);
        },
        { notes },
      );
    });

    test('H15: in other words changes what stood before it, and not what it made of that', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs', 'direct');
        await told(channel, null, 'Page 1 sur', 'direct');
        await channel.write('alice', 'la suite', 'direct');
        await told(channel, null, 'Page 2 sur', 'direct');
        const edited = () => channel.shown('direct').at(-1) ?? expect.fail();
        await channel.rewrite('la suite svp');
        await channel.until(() => edited().edits === 1);
        expect(edited().words).toContain('Page 2 sur');
        await channel.rewrite('et Kabla ?');
        await channel.until(() => edited().edits === 2);
        expect(edited().words).toContain('d’Hervé Kabla\u00A0: blogs');
        await channel.rewrite('et sur facebook ?');
        await channel.until(() => edited().edits === 3);
        expect(edited().words).toContain(': facebook');
        expect(edited().words).not.toContain('Kabla\u00A0: facebook');
      }));

    test('H15: in the place of a first question finds nothing to go on from', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs');
        await heading(channel, 'Page 1 sur');
        await channel.rewrite('la suite');
        await told(channel, toAlice, NOTHING);
      }));

    test('H15: a memory that is down keeps nobody from an answer, and the operator is told', () => {
      const down = () => Promise.reject(new Error('the store is down'));
      return within(
        async (channel) => {
          await channel.write('alice', 'blogs');
          await heading(channel, ': blogs');
          expect(channel.bot().faults.map(String)).toContain('Error: the store is down');
        },
        { notes: { keep: down, recall: down } },
      );
    });

    test('H15: what one person asked in private is nobody else’s to go on from', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs prive');
        await told(channel, toAlice, ': blogs');
        await channel.goOn('bruno', 'la suite', 'alice');
        await told(channel, whispers ? 'bruno' : null, NOTHING);
      }));

    test('H15: after a slash, the same words are a subject', () =>
      within(async (channel) => {
        await channel.write('alice', 'blogs', 'direct');
        await told(channel, null, ': blogs', 'direct');
        await channel.write('alice', '/debat et kabla ?', 'direct');
        await told(channel, null, ': et kabla', 'direct');
      }));
  });

  describe('what a notice proposes', () => {
    test('is asked by buttons, for the one who clicks, after a restart too', () =>
      within(async (channel) => {
        await channel.ask('alice', 'debat', { sujet: 'xylophone' });
        const notice = await told(channel, 'alice', 'Essayez plutôt');
        expect(notice.actions).toEqual(['ask', 'ask', 'ask']);
        await channel.restart();
        await channel.press('alice', 'ask');
        const answer = await told(channel, 'alice', 'passages\u00A0: ');
        expect(answer.actions).toContain('share');
      }));

    test('keeps the rest of the question', () =>
      within(async (channel) => {
        await channel.write('alice', '/position kabal ; blogs');
        const notice = await told(channel, toAlice, 'Vouliez-vous dire');
        expect(notice.actions).toEqual(['ask']);
        await channel.press('alice', 'ask');
        const { words } = await told(channel, 'alice', 'Ce que dit Hervé Kabla');
        expect(words).toContain('passages\u00A0: blogs');
      }));

    test('begins with examples where help is asked for', () =>
      within(async (channel) => {
        await channel.ask('alice', 'aide-debat', {});
        const { actions, words } = await told(channel, 'alice', HELP);
        expect(words).toMatch(/question se poursuit\s: la suite, page 2/u);
        expect(actions).toEqual(['ask', 'ask', 'ask']);
        await channel.press('alice', 'ask');
        await told(channel, 'alice', 'passages\u00A0: ');
      }));
  });

  describe('a courtesy', () => {
    test.each([
      ['merci !', 'Je vous en prie. Écrivez un sujet du débat, par exemple '],
      ['bonjour', 'Bonjour. Écrivez'],
      ['ok', 'Bien noté. Écrivez'],
      ['super, merci beaucoup', 'Je vous en prie. Écrivez'],
      ['SALUT 👋', 'Bonjour. Écrivez'],
      ['bonne journée', 'À bientôt. Écrivez'],
      ['désolé', 'Il n’y a pas de mal. Écrivez'],
    ])('H13: is answered in kind, to the asker alone where that can be: %s', (words, answered) =>
      within(async (channel) => {
        await channel.write('alice', words);
        const { actions } = await told(channel, toAlice, answered);
        expect(actions).toEqual(['ask', 'ask', 'ask']);
        expect(channel.everShown()).toBe(1);
      }),
    );

    test.each(['👍', 'd’accord', 'ça marche'])('H13: and so is %s', (words) =>
      within(async (channel) => {
        await channel.write('alice', words, 'direct');
        await told(channel, null, 'Bien noté. Écrivez', 'direct');
      }),
    );

    test('H13: before a question is a part of it', () =>
      within(async (channel) => {
        await channel.write('alice', 'merci, que dit-on des blogs ?');
        const { onlyFor } = await heading(channel, ': ');
        expect(onlyFor).toBeNull();
      }));

    test.each(['aide', 'Help !', '?', '', 'comment ça marche ?'])(
      'H13: « %s » is a call for help',
      (words) =>
        within(async (channel) => {
          await channel.write('alice', words);
          await told(channel, toAlice, HELP);
        }),
    );
  });
}
