import { oneDebate, openOn } from '../fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import type { Dispatch, Request } from '../../src/ask/request.ts';
import type { Action } from '../../src/conversation/buttons.ts';
import { voiceNamed } from '../../src/debate/passage.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { shownOf } from '../../src/debate/paging.ts';
import { Quote } from '../../src/debate/quote.ts';
import type { QuotesReply } from '../../src/debate/reply.ts';
import { BotError } from '../../src/errors.ts';
import { MemoryClaims, MemoryNotes } from '../../src/store/ports.ts';
import type { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { changingOn, openSubscribing, realDispatch } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage as passageOf, source } from '../fixtures/passages.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { dailyReply } from '../fixtures/replies.ts';
import { only, told } from './channel.ts';
import type { Channel, Filled, Room, WithinChannel } from './channel.ts';

/** What happens when somebody asks or clicks, whatever the platform. `platform` opens its verdicts. */
export function conversationContract(platform: string, within: WithinChannel): void {
  const SUBJECT = 'blogs';
  const forAll = (channel: Channel) => channel.shown().filter(({ onlyFor }) => onlyFor === null);
  const asked = async (channel: Channel, options: Filled = {}) => {
    await channel.ask('alice', 'debat', { sujet: SUBJECT, ...options });
    await channel.until(() => channel.shown().length === 1);
    return channel.shown()[0] ?? expect.fail();
  };

  /** A dispatch that keeps back, until the test says so, what people ask of this kind. */
  const heldFrom = (isHeld: (request: Request) => boolean) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const dispatch: Dispatch = async (request) => {
      if (request.address.person !== null && isHeld(request)) {
        begun.resolve(undefined);
        await promise;
      }
      return realDispatch(request);
    };
    const finish = () => {
      resolve(undefined);
    };
    return { dispatch, begun: begun.promise, finish };
  };
  /** What a press on Partager asks. */
  const isToShare = ({ input }: Request) => 'options' in input && input.options.prive === undefined;

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

    test('gives another quotation in the message itself, whoever clicks', () =>
      within(async (channel) => {
        await channel.ask('alice', 'citation', {});
        const first = await only(channel, 'La citation du jour');
        await channel.press('bruno', 'another');
        const other = await only(channel, 'Une citation du débat');
        expect(other.words).not.toBe(first.words);
        await channel.press('bruno', 'another');
        await channel.until(() => channel.shown()[0]?.words !== other.words);
        expect(channel.everShown()).toBe(1);
      }));

    test('tells the one who clicks of a page that the corpus no longer has, and leaves the message', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        await channel.restart({ corpus: corpusOf(realCorpus.passages.slice(-1)) });
        await channel.press('bruno', 'next');
        await channel.until(() => channel.shown().some(({ onlyFor }) => onlyFor === 'bruno'));
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
        await channel.press('alice', 'remove');
        await channel.until(() => forAll(channel).length === 0);
      }));

    test('H14: shares a private answer once, however slowly that goes', () => {
      const { dispatch, begun, finish } = heldFrom(isToShare);
      return within(
        async (channel) => {
          await asked(channel, { prive: true });
          const presses = [channel.press('alice', 'share')];
          await begun;
          channel.bot().time.advance(11_000);
          presses.push(channel.press('alice', 'share'));
          finish();
          await Promise.all(presses);
          await told(channel, 'alice', 'est partagée');
          await channel.stop();
          expect(forAll(channel)).toHaveLength(1);
          expect(channel.bot().faults).toEqual([]);
        },
        { dispatch },
      );
    });

    test('H14: shares a private answer at the next press where the first failed', () => {
      let isBroken = true;
      const dispatch: Dispatch = (request) => {
        const isShared = request.address.person !== null && isToShare(request);
        return isShared && isBroken ? Promise.reject(new Error('boum')) : realDispatch(request);
      };
      return within(
        async (channel) => {
          await asked(channel, { prive: true });
          await channel.press('alice', 'share');
          await told(channel, 'alice', 'ref-1');
          isBroken = false;
          await channel.press('alice', 'share');
          await told(channel, 'alice', 'est partagée');
          await channel.stop();
          expect(forAll(channel)).toHaveLength(1);
        },
        { dispatch },
      );
    });

    test('H14: proposes once what is pressed twice', () =>
      within(async (channel) => {
        await channel.ask('alice', 'debat', { sujet: 'xylophone' });
        await told(channel, 'alice', 'Essayez plutôt');
        await Promise.all([1, 2].map(() => channel.press('alice', 'ask')));
        await channel.stop();
        expect(channel.everShown()).toBe(2);
      }));

    test.each(['next', 'summarise', 'another', 'context', 'position', 'useful', 'remove'] as const)(
      'H14: does once what is pressed twice: %s',
      (action) =>
        within(async (channel) => {
          await (action === 'another' ? channel.ask('alice', 'citation', {}) : asked(channel));
          await channel.until(() => channel.shown().length === 1);
          await Promise.all([1, 2].map(() => channel.press('alice', action)));
          await channel.stop();
          const isPrivate = action === 'context' || action === 'position' || action === 'useful';
          expect(channel.everShown()).toBe(isPrivate ? 2 : 1);
          expect(forAll(channel)).toHaveLength(action === 'remove' ? 0 : 1);
          const counted = action === 'useful' ? [[`${platform}: utile`, 1]] : [];
          expect([...channel.bot().feedback.counts()]).toEqual(counted);
          expect(channel.bot().faults).toEqual([]);
        }),
    );

    test('withdraws an answer for the one who asked, whoever turned its pages, and not for anybody else', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'next');
        const answer = await only(channel, 'Page 2 sur');
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
        expect([...channel.bot().feedback.counts()]).toEqual([[`${platform}: utile`, 1]]);
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
        await channel.until(() => [...channel.bot().feedback.counts()].length > 0);
        expect([...channel.bot().feedback.counts()]).toEqual([[`${platform}: ${reason}`, 1]]);
      }),
    );

    test('O8: keeps which quotation is contested, and why, with one line in the log and nothing of the person', () =>
      within(async (channel) => {
        await asked(channel);
        const { feedback, log } = channel.bot();
        const reply = await realDispatch({
          address: { platform, workspace: null, channel: null, person: null },
          command: 'debat',
          input: { options: { sujet: SUBJECT } },
        });
        const page = shownOf(reply.reply as QuotesReply).map(({ quote }) => quote.passage.id);
        expect(page.length).toBeGreaterThan(1);
        await channel.press('bruno', 'wrong');
        await channel.giveReason('bruno', 'mauvais auteur', 2);
        await channel.until(() => feedback.contests.length === 1);
        await channel.press('alice', 'wrong');
        await channel.giveReason('alice', 'hors sujet');
        await channel.until(() => feedback.contests.length === 2);
        const second = [page[1] ?? ''];
        expect(feedback.contests).toEqual([
          { reason: 'mauvais auteur', passages: second },
          { reason: 'hors sujet', passages: page },
        ]);
        const lines = log.filter(({ event }) => event === 'a quotation was contested');
        expect(lines.map(({ fields }) => fields)).toEqual([
          { platform, reason: 'mauvais auteur', passages: second },
          { platform, reason: 'hors sujet', passages: page },
        ]);
      }));

    test('O8: keeps of a private answer, and of one quotation alone, what is contested', () =>
      within(async (channel) => {
        await channel.ask('alice', 'citation', { sujet: SUBJECT, prive: true });
        await channel.until(() => channel.shown().length === 1);
        await channel.press('alice', 'wrong');
        await channel.giveReason('alice', 'citation inexacte');
        const { feedback } = channel.bot();
        await channel.until(() => feedback.contests.length === 1);
        expect(feedback.contests[0]?.passages).toHaveLength(1);
      }));

    test('O8: keeps the quotation that was chosen, by its number in the answer, where one before it has left the corpus', () =>
      within(async (channel) => {
        await asked(channel);
        const { reply } = await realDispatch({
          address: { platform, workspace: null, channel: null, person: null },
          command: 'debat',
          input: { options: { sujet: SUBJECT } },
        });
        const page = shownOf(reply as QuotesReply).map(({ quote }) => quote.passage.id);
        expect(page.length).toBeGreaterThan(2);
        const others = realCorpus.passages.filter(({ id }) => id !== page[0]);
        await channel.restart({ corpus: corpusOf(others) });
        await channel.press('bruno', 'wrong');
        await channel.giveReason('bruno', 'autre', 2);
        const { feedback } = channel.bot();
        await channel.until(() => feedback.contests.length === 1);
        expect(feedback.contests).toEqual([{ reason: 'autre', passages: [page[1]] }]);
      }));

    test('O8: asks of what was shown when the form was opened, whoever turns the page meanwhile and whichever process takes it', () => {
      const { now } = new TestTime();
      const shared = { claims: new MemoryClaims(now), notes: new MemoryNotes(now) };
      return within(async (channel) => {
        await asked(channel);
        await channel.press('bruno', 'wrong');
        await channel.press('alice', 'next');
        await only(channel, 'Page 2 sur');
        await channel.restart(shared);
        await channel.giveReason('bruno', 'hors sujet');
        const { feedback } = channel.bot();
        await channel.until(() => feedback.contests.length === 1);
        const { reply } = await realDispatch({
          address: { platform, workspace: null, channel: null, person: null },
          command: 'debat',
          input: { options: { sujet: SUBJECT } },
        });
        const first = shownOf(reply as QuotesReply).map(({ quote }) => quote.passage.id);
        expect(feedback.contests).toEqual([{ reason: 'hors sujet', passages: first }]);
      }, shared);
    });

    test('O8: keeps nothing of what has left the corpus', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.restart({ corpus: corpusOf(realCorpus.passages.slice(-1)) });
        await channel.press('bruno', 'wrong');
        await channel.giveReason('bruno', 'autre');
        const { feedback } = channel.bot();
        await channel.until(() => [...feedback.counts()].length > 0);
        expect(feedback.contests).toEqual([]);
      }));

    test('tells of a button of another version, honestly, and of no fault', () =>
      within(async (channel) => {
        await asked(channel);
        await channel.pressUnknown('bruno');
        await told(channel, 'bruno', 'Ce bouton vient d’une autre version du bot');
        expect(channel.bot().faults).toEqual([]);
      }));
  });

  describe('a command', () => {
    test.each([
      ['position', { auteur: 'kabla', sujet: SUBJECT }, 'Ce que dit Hervé Kabla'],
      ['comparer', { auteur1: 'kabla', auteur2: 'cavazza' }, 'Hervé Kabla et Fred Cavazza'],
      ['carte', { sujet: 'roi' }, 'Carte du débat, en'],
      ['qui-repond', { sujet: 'kabla-2012' }, 'Qui répond à qui autour de ce texte'],
      ['citation', {}, 'La citation du jour'],
      ['sources', {}, 'Le débat en'],
      ['aide-debat', {}, 'Ce que vous pouvez demander'],
    ])('does what it is called: /%s', (command, options, words) =>
      within(async (channel) => {
        await channel.ask('bruno', command, options);
        const answer = await only(channel, words);
        expect(answer.onlyFor).toBe(command === 'aide-debat' ? 'bruno' : null);
        expect(channel.bot().faults).toEqual([]);
      }),
    );

    test('that draws a map tells what surrounds each passage of it', () =>
      within(async (channel) => {
        await channel.ask('bruno', 'carte', {});
        const { words } = await only(channel, 'Ce qui les relie, à notre lecture');
        expect(words).toContain('2 rejette 1');
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'Autour de ce passage');
        expect(channel.bot().faults).toEqual([]);
      }));

    test('that tells who answers whom turns its pages', () =>
      within(async (channel) => {
        await channel.ask('bruno', 'qui-repond', {});
        await only(channel, 'Page 1 sur');
        await channel.press('bruno', 'next');
        await only(channel, 'Page 2 sur');
        expect(channel.bot().faults).toEqual([]);
      }));

    test('that finds nothing says so to the asker alone', () =>
      within(async (channel) => {
        await channel.ask('bruno', 'debat', { sujet: 'xylophone' });
        await told(channel, 'bruno', 'Nos extraits');
        expect(channel.everShown()).toBe(1);
      }));
  });

  describe('a message to the bot', () => {
    test.each(['channel', 'direct'] as const)('is answered for all who see it: in the %s', (room) =>
      within(async (channel) => {
        await channel.write('alice', SUBJECT, room);
        const answer = await only(channel, SUBJECT, room);
        expect(answer.onlyFor).toBeNull();
        expect(answer.actions).toContain('remove');
        expect(channel.bot().faults).toEqual([]);
      }),
    );

    test('may be a command, and without words it asks for help', () =>
      within(async (channel) => {
        await channel.write('alice', '/position kabla ; blogs', 'direct');
        await only(channel, 'Ce que dit', 'direct');
        await channel.write('alice', '');
        await only(channel, 'Ce que vous pouvez demander');
      }));

    test('is answered once, however often it is told', () =>
      within(async (channel) => {
        await channel.write('alice', SUBJECT);
        await only(channel, SUBJECT);
        for (let times = 0; times < 3; times += 1) await channel.tellAgain();
        await channel.write('alice', 'fans');
        await channel.until(() => channel.everShown() > 1);
        await channel.stop();
        expect(channel.everShown()).toBe(2);
      }));

    test('is answered when nobody can tell whether it was before, and the operator is told', () =>
      within(
        async (channel) => {
          await channel.write('alice', SUBJECT);
          await only(channel, SUBJECT);
          expect(channel.bot().faults.map(String)).toEqual(['Error: the store is down']);
        },
        { claims: { claim: () => Promise.reject(new Error('the store is down')) } },
      ));
  });

  describe('H1: a question that its author changes', () => {
    const OTHER = 'fans';
    const answers = (channel: Channel, room?: Room) => {
      return channel.shown(room).filter(({ onlyFor }) => onlyFor === null);
    };
    /** Asks otherwise; resolves once an answer is to that. */
    const toOther = async (channel: Channel) => {
      await channel.rewrite(OTHER);
      await channel.until(() => answers(channel).some(({ words }) => words.includes(`: ${OTHER}`)));
    };
    /** Once all that was told is done. */
    const settled = async (channel: Channel, room?: Room) => {
      await channel.stop();
      return answers(channel, room);
    };
    /** What processes share. */
    const memory = () => {
      const { now } = new TestTime();
      return { claims: new MemoryClaims(now), notes: new MemoryNotes(now) };
    };
    const held = () => heldFrom(() => true);

    test.each(['channel', 'direct'] as const)('has its answer amended: in the %s', (room) =>
      within(async (channel) => {
        await channel.write('alice', SUBJECT, room);
        const first = await only(channel, SUBJECT, room);
        await channel.rewrite(OTHER);
        const amended = await only(channel, `: ${OTHER}`, room);
        expect([first.edits, amended.edits]).toEqual([0, 1]);
        expect(amended.actions).toContain('remove');
        await channel.tellAgain();
        await channel.rewrite(SUBJECT);
        await channel.until(() => answers(channel, room)[0]?.words === first.words);
        expect(await settled(channel, room)).toMatchObject([{ edits: 2 }]);
        expect([channel.everShown(room), channel.bot().faults]).toEqual([1, []]);
      }),
    );

    test.each(['channel', 'direct'] as const)(
      'in the same words changes nothing: in the %s',
      (room) =>
        within(async (channel) => {
          await channel.write('alice', SUBJECT, room);
          await only(channel, SUBJECT, room);
          for (const words of [null, SUBJECT, ` ${SUBJECT}  `, null]) await channel.rewrite(words);
          await channel.write('bruno', OTHER);
          await channel.until(() => answers(channel).some(({ words }) => words.includes(OTHER)));
          const shown = await settled(channel, room);
          expect(shown.filter(({ edits }) => edits > 0)).toEqual([]);
          expect(shown).toHaveLength(room === 'channel' ? 2 : 1);
        }),
    );

    test('while it is being answered has one answer, to what it asks last', () => {
      const { dispatch, begun, finish } = held();
      return within(
        async (channel) => {
          await channel.write('alice', SUBJECT);
          await begun;
          await channel.rewrite(OTHER);
          await channel.rewrite('Twitter');
          finish();
          await channel.until(() => answers(channel)[0]?.words.includes(': Twitter') ?? false);
          expect(await settled(channel)).toHaveLength(1);
          expect(channel.everShown()).toBe(1);
        },
        { dispatch },
      );
    });

    test('has its answer amended by another process, after a restart too', () => {
      const shared = memory();
      return within(async (channel) => {
        await channel.write('alice', SUBJECT);
        await only(channel, SUBJECT);
        await channel.restart(shared);
        await channel.rewrite(OTHER);
        await only(channel, `: ${OTHER}`);
        await channel.restart(shared);
        await channel.tellAgain();
        await channel.write('bruno', 'Twitter');
        await channel.until(() => answers(channel).length > 1);
        expect((await settled(channel)).map(({ edits }) => edits)).toEqual([1, 0]);
      }, shared);
    });

    test('is answered anew where its answer was withdrawn', () =>
      within(async (channel) => {
        await channel.write('alice', SUBJECT);
        await only(channel, SUBJECT);
        await channel.press('alice', 'remove');
        await channel.until(() => channel.shown().length === 0);
        await channel.rewrite(OTHER);
        await only(channel, `: ${OTHER}`);
        expect(channel.bot().faults).toEqual([]);
      }));

    test('is answered where nothing was found, and its answer goes where nothing is found any more', () =>
      within(async (channel) => {
        await channel.write('bruno', 'xylophone');
        await channel.until(() => channel.shown().length === 1);
        await channel.rewrite(SUBJECT);
        await channel.until(() => answers(channel).some(({ words }) => words.includes(SUBJECT)));
        await channel.rewrite('xylophone');
        await channel.until(() => answers(channel).every(({ words }) => !words.includes(SUBJECT)));
        expect(channel.shown().at(-1)?.words).toContain('xylophone');
        expect(channel.bot().faults).toEqual([]);
      }));

    test('is answered after a fault', () => {
      let isBroken = true;
      const dispatch: Dispatch = (request) => {
        const fails = isBroken && request.address.person !== null;
        return fails ? Promise.reject(new Error('boum')) : realDispatch(request);
      };
      return within(
        async (channel) => {
          await channel.write('alice', SUBJECT);
          await channel.until(() => channel.bot().faults.length > 0);
          isBroken = false;
          await toOther(channel);
        },
        { dispatch },
      );
    });

    test('has a turned page amended all the same', () =>
      within(async (channel) => {
        await channel.write('alice', SUBJECT);
        await only(channel, SUBJECT);
        await channel.press('bruno', 'next');
        await only(channel, 'Page 2 sur');
        await channel.rewrite(OTHER);
        await only(channel, `: ${OTHER}`);
      }));

    test('is answered when nobody can tell what was, and the operator is told', () => {
      const down = () => Promise.reject(new Error('the store is down'));
      return within(
        async (channel) => {
          await channel.write('alice', SUBJECT);
          await only(channel, SUBJECT);
          await toOther(channel);
          expect(new Set(channel.bot().faults.map(String))).toEqual(
            new Set(['Error: the store is down']),
          );
        },
        { notes: { keep: down, recall: down } },
      );
    });

    test.each([
      '',
      'not JSON',
      'null',
      '[]',
      '{}',
      '{"words":1,"command":2,"askedAtMs":"x"}',
      'NaN',
    ])(
      'is answered, as are a follow-up and a press, where what is remembered is damaged: %j',
      (damaged) =>
        within(
          async (channel) => {
            await channel.write('alice', SUBJECT);
            await only(channel, SUBJECT);
            await toOther(channel);
            const before = channel.shown().length;
            await channel.press('bruno', 'context');
            await channel.until(() => channel.shown().length > before);
            await channel.write('alice', 'la suite', 'direct');
            await channel.until(() => channel.shown('direct').length === 1);
            expect(channel.bot().faults).toEqual([]);
          },
          { notes: { keep: () => Promise.resolve(), recall: () => Promise.resolve(damaged) } },
        ),
    );
  });

  test('H7: « Passages liés » on an answer of the bot finds passages on what it quotes', () =>
    within(async (channel) => {
      await asked(channel);
      await channel.relate('bruno');
      await channel.until(() => channel.shown().length === 2);
      expect(channel.shown()[1]?.words).toMatch(/\d\spassages/u);
      expect(channel.bot().faults).toEqual([]);
    }));

  describe('a fault of our own', () => {
    const failing: Dispatch = ({ address }) =>
      address.person === null
        ? realDispatch({ address, command: 'aide', input: { options: {} } })
        : Promise.reject(new Error('boum sur motsecret'));
    const APOLOGY =
      'La réponse n’a pas pu être préparée. Réessayez\u202F; si cela continue, donnez ce numéro à la personne qui s’occupe du bot\u00A0: ref-1.';

    test('is told to the asker in one French sentence with a reference', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'debat', { sujet: SUBJECT });
          expect((await told(channel, 'alice', 'ref-1')).words).toBe(APOLOGY);
          expect(channel.everShown()).toBe(1);
        },
        { dispatch: failing },
      ));

    test('is told in the answer to a message too', () =>
      within(
        async (channel) => {
          await channel.write('alice', SUBJECT);
          expect((await only(channel, 'ref-1')).words).toBe(APOLOGY);
        },
        { dispatch: failing },
      ));

    test('is told to the one who clicks, and leaves the message', () =>
      within(async (channel) => {
        const answer = await asked(channel);
        await channel.restart({ dispatch: failing });
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'ref-1');
        expect(forAll(channel)).toEqual([answer]);
      }));

    const ofOnePassage = openOn(corpusOf(realCorpus.passages.slice(0, 1)));

    test('that would misquote is stopped by the gate', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'debat', { sujet: SUBJECT });
          await told(channel, 'alice', 'ref-1');
          expect(channel.everShown()).toBe(1);
          expect(channel.bot().faults).toMatchObject([{ name: 'MisquotationError' }]);
        },
        { dispatch: async (request) => ({ ...(await realDispatch(request)), from: ofOnePassage }) },
      ));
  });

  describe('the quotation of the day', () => {
    const [passage = expect.fail()] = realCorpus.passages;
    const daily = dailyReply(Quote.at(passage));

    test('leads to its context and to the debate on its theme, after a restart too', () =>
      within(async (channel) => {
        await channel.post(daily);
        await channel.restart();
        const posted = await only(channel, 'La citation du jour');
        expect(posted.actions).toEqual(expect.arrayContaining(['context', 'theme']));
        expect(posted.actions).not.toContain('remove');
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'Autour de ce passage');
        await channel.press('bruno', 'theme');
        const theme = await told(channel, 'bruno', `: ${passage.topics[0] ?? ''}`);
        expect(theme.actions).toContain('share');
        expect(forAll(channel)).toEqual([posted]);
      }));

    test('leads to its context where it has no theme', () => {
      const bare = { ...passage, topics: [] };
      const passages = realCorpus.passages.map((each) => (each === passage ? bare : each));
      return within(
        async (channel) => {
          await channel.post(dailyReply(Quote.at(bare)));
          await channel.press('bruno', 'theme');
          await told(channel, 'bruno', 'Autour de ce passage');
        },
        { corpus: { ...realCorpus, passages } },
      );
    });

    test('says of a theme whose passage is gone that it is gone', () =>
      within(async (channel) => {
        await channel.post(daily);
        await channel.restart({ corpus: corpusOf(realCorpus.passages.slice(-1)) });
        await channel.press('bruno', 'theme');
        await told(channel, 'bruno', 'Aucun passage n’a cette référence');
      }));

    test('whose server is away leads to one sentence that says so, and the operator has why', () => {
      const cause = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      const away = new BotError('search', 'away', { cause, retryable: true });
      const debates = { ...oneDebate(), named: () => Promise.reject(away) };
      return within(
        async (channel) => {
          await channel.post(daily);
          await channel.press('bruno', 'theme');
          await told(channel, 'bruno', 'le serveur qui le garde ne répond pas');
          expect(channel.bot().faults).toEqual([away]);
        },
        { debates },
      );
    });

    test('that the gate refuses is not posted', () =>
      within(async (channel) => {
        const without = openOn(corpusOf(realCorpus.passages.slice(1)));
        await expect(channel.post(daily, without)).rejects.toMatchObject({
          code: 'misquotation',
          outcome: 'undone',
          retryable: false,
        });
        expect(channel.everShown()).toBe(0);
      }));
  });

  describe('/abonnement', () => {
    /** With a bot that remembers. */
    const withSubscriptions = async (
      run: (channel: Channel, subscriptions: StoreSubscriptions) => Promise<void>,
    ) => {
      const { dispatch, subscriptions, close } = await openSubscribing();
      await within((channel) => run(channel, subscriptions), { dispatch });
      await close();
    };
    const all = (subscriptions: StoreSubscriptions) => Array.fromAsync(subscriptions.all());

    test('subscribes, tells of it, ends and erases it, for whoever may manage', () =>
      withSubscriptions(async (channel, subscriptions) => {
        const asking = async (gesture: string, options: Filled, words: string) => {
          await channel.ask('alice', `abonnement ${gesture}`, options);
          await told(channel, gesture === 'essai' ? null : 'alice', words);
        };
        const settings = { heure: '9h30', fuseau: 'Europe/Paris', jours: 'lun-ven' };
        await asking('activer', settings, 'lundi 23 novembre');
        const schedule = { hour: 9, minute: 30, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] };
        expect(await all(subscriptions)).toMatchObject([{ place: { platform }, schedule }]);
        await asking('etat', {}, 'Prochain envoi');
        await asking('essai', {}, 'La citation du jour');
        const rehearsed = forAll(channel)[0]?.actions;
        expect(rehearsed).toEqual(expect.arrayContaining(['context', 'theme']));
        await asking('effacer', {}, '/abonnement effacer ');
        expect(await all(subscriptions)).toHaveLength(1);
        await asking('desactiver', {}, 'n’est plus envoyée');
        await asking('activer', { fuseau: 'montréal' }, 'America/Toronto');
        await asking('effacer', { confirmer: true }, 'est effacé');
        expect(await all(subscriptions)).toEqual([]);
        expect(channel.bot().faults).toEqual([]);
      }));

    test('is understood in a message, for the channel and for the conversation with the bot', () =>
      withSubscriptions(async (channel, subscriptions) => {
        for (const room of ['channel', 'direct'] as const) {
          await channel.write('alice', '/abonnement activer midi', room);
          await only(channel, 'sera envoyée', room);
        }
        expect((await all(subscriptions)).map(({ schedule }) => schedule.hour)).toEqual([12, 12]);
      }));

    test('changes nothing for anybody else', () =>
      withSubscriptions(async (channel, subscriptions) => {
        await channel.write('bruno', '/abonnement activer 8h');
        await only(channel, 'Seule une personne');
        expect(await all(subscriptions)).toEqual([]);
      }));
  });

  describe('once the corpus was read again', () => {
    const WITHDRAWN = 'Les forums se vident, dit-on partout.';
    const KEPT = 'Les forums se remplissent de nouveau.';
    const kept = passageOf({ anchor: 'deux', text: KEPT, topics: ['forums'], order: 1 });
    const gone = passageOf({ anchor: 'un', text: WITHDRAWN, voice: 'Ancienne Voix' });
    /** With a bot on a corpus that `reload` replaces by another. */
    const withReload = (
      run: (channel: Channel, reload: () => Promise<unknown>) => Promise<void>,
      [before, after]: readonly [readonly Passage[], readonly Passage[]],
    ) => {
      const { parts, bringNext } = changingOn(
        { ...corpusOf(before), hash: 'a'.repeat(64) },
        { ...corpusOf(after), hash: 'b'.repeat(64) },
      );
      return within((channel) => run(channel, bringNext), parts);
    };

    test('a question asked again is answered from the new corpus alone', () =>
      withReload(
        async (channel, reload) => {
          await channel.ask('alice', 'debat', { sujet: 'forums' });
          expect(channel.shown()[0]?.words).toContain(WITHDRAWN);
          await reload();
          await channel.ask('bruno', 'debat', { sujet: 'forums' });
          expect(channel.shown()[1]?.words).toContain(KEPT);
          expect(channel.shown()[1]?.words).not.toContain(WITHDRAWN);
          expect(channel.bot().faults).toEqual([]);
        },
        [[gone, kept], [kept]],
      ));

    test('a button under an old answer shows nothing old', () =>
      withReload(
        async (channel, reload) => {
          await channel.ask('alice', 'debat', { sujet: 'forums' });
          await reload();
          await channel.press('bruno', 'context');
          await told(channel, 'bruno', 'Aucun passage n’a cette référence');
          expect(channel.bot().faults).toEqual([]);
        },
        [[gone], [kept]],
      ));

    test('an author who is not named is asked for under the name the new corpus gives them', () => {
      const voice = 'auteur non identifié';
      const titled = (publisher: string) => {
        const work = source({ author: voiceNamed(voice), publisher });
        return [passageOf({ source: work, text: KEPT, voice })];
      };
      return withReload(
        async (channel, reload) => {
          await reload();
          await channel.ask('alice', 'debat', { sujet: 'forums' });
          await channel.press('bruno', 'position');
          const { words } = await told(channel, 'bruno', 'Ce que dit ');
          expect(words).toMatch(/Ce que dit .*La Revue/u);
          expect(words).not.toContain('Le Cahier');
        },
        [titled('Le Cahier'), titled('La Revue')],
      );
    });
  });
}
