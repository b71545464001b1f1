import { describe, expect, test, vi } from 'vitest';
import { BotError } from '../../src/errors.ts';
import { ANSWER_MS, judgeable, type Consent, type Consents } from '../../src/proposing/thread.ts';
import { openProposing, type GivenParts } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { oneDebate, realDebate } from '../fixtures/open.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { told, type Channel, type Mail, type Person, type WithinChannel } from './channel.ts';

const ASK = 'Demander leur accord';
const [NAMED, UNNAMED, REFUSE, TAKE_BACK] = [
  'Accepter, sous mon nom',
  'Accepter, sans mon nom',
  'Refuser',
  'Reprendre mes mots',
];
const ALICES = 'Les carnets durent « toujours », *eux*.';
const BRUNOS = ['Pas les <miens> : voyez https://exemple.org/a.', 'Je le redis, ils s’effacent.'];
const THREAD = [
  ['alice', ALICES],
  ['bruno', BRUNOS[0] ?? ''],
  [null, 'Rapport du soir'],
  ['bruno', BRUNOS[1] ?? ''],
] as const;

type Kept = Awaited<ReturnType<typeof openProposing>> & { readonly time: TestTime };

/** What happens when somebody proposes a whole thread, whatever the platform. */
export function consentingContract(platform: string, within: WithinChannel): void {
  /** With a bot that remembers; at the end nothing that was written is in its log, and nothing went wrong. */
  const consenting = async (
    run: (channel: Channel, kept: Kept) => Promise<void>,
    others: (kept: Kept) => GivenParts = () => ({}),
  ) => {
    const time = new TestTime(Date.now());
    const kept = { ...(await openProposing(time)), time };
    const { dispatch, proposals, drafts, consents } = kept;
    await within(
      async (channel) => {
        await run(channel, kept);
        await channel.stop();
        expect(JSON.stringify(channel.bot().log)).not.toMatch(/carnets|miens|Carrier/u);
        expect(channel.bot().faults).toEqual([]);
        expect(channel.shown().filter(({ onlyFor }) => onlyFor === null)).toEqual([]);
      },
      { dispatch, proposals, drafts, consents, ...others(kept) },
    );
    await kept.close();
  };

  const begin = async (channel: Channel, by: Person = 'bruno') => {
    channel.thread(THREAD);
    await channel.proposeThread(by);
    await told(channel, by, 'Le fil entier peut être proposé');
    await channel.pressLabelled(by, ASK, null);
  };
  /** The one message to a person that says so, once it is there. */
  const mailed = async (channel: Channel, to: Person, words: string): Promise<Mail> => {
    const find = () => channel.mail(to).find((each) => each.words.includes(words));
    await channel.until(() => find() !== undefined);
    return find() ?? expect.fail();
  };
  /** With both asked. */
  const asked = async (channel: Channel) => {
    await begin(channel);
    await mailed(channel, 'alice', ALICES);
    await mailed(channel, 'bruno', BRUNOS[1] ?? '');
  };
  const answer = async (channel: Channel, by: Person, label: string, words: string) => {
    await channel.pressLabelled(by, label, by);
    return mailed(channel, by, words);
  };
  const judged = async ({ proposals, consents }: Kept) =>
    judgeable(await proposals.all(), consents);
  /** All that is kept of what people wrote. */
  const written = async ({ proposals, consents }: Kept) => {
    const all = await proposals.all();
    const unasked = await consents.unasked(platform);
    const stands = await Promise.all(all.map((each) => consents.standing(each)));
    return JSON.stringify([all, unasked, stands]);
  };

  describe('« Proposer le fil entier »', () => {
    test('says what it does, and asks each person once, in private, with their own words alone', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await told(channel, 'bruno', '2\u00A0personnes sont interrogées');
        const [alices, ...more] = channel.mail('alice');
        expect(more).toEqual([]);
        expect(alices?.words).toContain('Un fil où vous avez écrit');
        expect(alices?.words).not.toContain('miens');
        // Whoever is of another workspace must not learn of it.
        expect(alices?.words).not.toContain(realCorpus.debate.title);
        expect(alices?.labels).toEqual([NAMED, UNNAMED, REFUSE]);
        const [brunos] = channel.mail('bruno');
        for (const each of BRUNOS) expect(brunos?.words).toContain(each);
        expect(brunos?.words).not.toContain('carnets');
        expect(await judged(kept)).toEqual([]);
        expect(await kept.proposals.all()).toMatchObject([
          { number: 1, platform, proposed: { words: null, thread: { asked: 2 } }, decision: null },
        ]);
      }));

    test('puts before whoever keeps the debate what everybody agreed to, named as they want', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await answer(channel, 'alice', NAMED, 'sous votre nom');
        expect(await judged(kept)).toEqual([]);
        await answer(channel, 'bruno', UNNAMED, 'sans votre nom');
        const [[, standing] = expect.fail()] = await judged(kept);
        expect(standing).toMatchObject({ isOver: true, asked: 2, agreed: 2, refused: 0 });
        const [first, ...others] = standing?.messages ?? [];
        expect(first).toMatchObject({ words: ALICES });
        expect(first?.voice).toMatch(/^alice/iu);
        expect(others.map(({ words, voice }) => [words, voice])).toEqual(
          BRUNOS.map((words) => [words, null]),
        );
      }));

    test('keeps nothing of those who refuse, and tells nobody who did', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await answer(channel, 'alice', REFUSE, 'rien de vous n’est gardé');
        expect(await written(kept)).not.toMatch(/carnets|alice/iu);
        await channel.ask('bruno', 'proposer', { geste: 'etat' });
        const { words } = await told(channel, 'bruno', 'n’ont pas encore toutes répondu');
        expect(words).not.toMatch(/alice|refus/iu);
        await answer(channel, 'bruno', NAMED, 'sous votre nom');
        expect(await judged(kept)).toMatchObject([[{ number: 1 }, { agreed: 1, refused: 1 }]]);
      }));

    test('lets people take their words back until the decision, and tells that it is too late then', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await answer(channel, 'alice', NAMED, 'sous votre nom');
        await answer(channel, 'bruno', NAMED, 'sous votre nom');
        const { labels } = await answer(channel, 'alice', TAKE_BACK, 'rien de vous n’est gardé');
        expect(labels).toEqual([]);
        expect(await written(kept)).not.toContain('carnets');
        const [[proposal] = expect.fail()] = await judged(kept);
        const decision = { verdict: 'accepted', reason: null } as const;
        await kept.proposals.put({ ...proposal, proposed: null, decision });
        await answer(channel, 'bruno', TAKE_BACK, 'plus rien à répondre');
        expect(await kept.consents.of(proposal, 'x')).toBeNull();
      }));

    test('keeps nothing of whoever has not answered in seven days', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await answer(channel, 'bruno', UNNAMED, 'sans votre nom');
        kept.time.advance(ANSWER_MS + 1);
        expect(await judged(kept)).toMatchObject([[{}, { isOver: true, asked: 2, agreed: 1 }]]);
        expect(await written(kept)).not.toContain('carnets');
        await answer(channel, 'alice', NAMED, 'plus rien à répondre');
        expect(await written(kept)).not.toContain('carnets');
      }));

    test('tells its proposer that nobody agreed', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        kept.time.advance(ANSWER_MS + 1);
        expect(await judged(kept)).toEqual([]);
        await channel.ask('bruno', 'proposer', { geste: 'etat' });
        await told(channel, 'bruno', 'personne n’a donné son accord');
      }));

    test('takes the answers of two people at once, and a button pressed twice as one', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await Promise.all([
          channel.pressLabelled('alice', NAMED, 'alice'),
          channel.pressLabelled('alice', NAMED, 'alice').catch(() => undefined),
          channel.pressLabelled('bruno', UNNAMED, 'bruno'),
        ]);
        await mailed(channel, 'alice', 'sous votre nom');
        await mailed(channel, 'bruno', 'sans votre nom');
        expect(await judged(kept)).toMatchObject([[{}, { agreed: 2 }]]);
        expect(channel.mail('alice')).toHaveLength(1);
      }));

    test('hears nobody else in the place of the one who is asked', () =>
      consenting(async (channel, kept) => {
        channel.thread([['alice', ALICES]]);
        await channel.proposeThread('alice');
        await told(channel, 'alice', 'Le fil entier peut être proposé');
        await channel.pressLabelled('alice', ASK, null);
        await mailed(channel, 'alice', ALICES);
        await channel.pressLabelled('bruno', NAMED, 'alice');
        await channel.until(() => JSON.stringify(channel.mail('alice')).includes('plus rien'));
        expect(await judged(kept)).toEqual([]);
      }));

    test('is done once for a thread, by whomever, and nobody is asked again', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        await channel.proposeThread('alice');
        await told(channel, 'alice', 'Le fil entier peut être proposé');
        await channel.pressLabelled('alice', ASK, null);
        await told(channel, 'alice', 'déjà été proposé');
        await channel.ask('bruno', 'proposer', { geste: 'retirer 1' });
        await told(channel, 'bruno', 'est retirée');
        expect(await kept.proposals.all()).toEqual([]);
        expect(channel.mail('alice')).toHaveLength(1);
        await answer(channel, 'alice', NAMED, 'plus rien à répondre');
        expect(await written(kept)).not.toContain('carnets');
      }));

    test('keeps what a person was shown and accepted, however the thread is edited since', () =>
      consenting(async (channel, kept) => {
        await asked(channel);
        channel.thread([['alice', 'Tout autre chose que cela.']]);
        await answer(channel, 'alice', NAMED, 'sous votre nom');
        await answer(channel, 'bruno', REFUSE, 'rien de vous');
        expect(await judged(kept)).toMatchObject([[{}, { messages: [{ words: ALICES }] }]]);
      }));

    test('shows a person as many messages as are kept of them', () =>
      consenting(async (channel) => {
        const words = Array.from({ length: 99 }, (_, at) => `[${at}] Un mot de plus.`);
        channel.thread(words.map((each) => ['alice', each]));
        await channel.proposeThread('bruno');
        await told(channel, 'bruno', 'Le fil entier peut être proposé');
        await channel.pressLabelled('bruno', ASK, null);
        const { words: shown } = await mailed(channel, 'alice', 'Un fil où vous avez écrit');
        for (const each of words) expect(shown).toContain(each);
      }));

    test('keeps nothing of those to whom the bot may not write', () =>
      consenting(async (channel, kept) => {
        channel.closeMail();
        await begin(channel);
        await told(channel, 'bruno', '2\u00A0personnes sont interrogées');
        const [proposal = expect.fail()] = await kept.proposals.all();
        const nobody = { isOver: true, agreed: 0, unreached: 2, messages: [] };
        await vi.waitFor(async () => {
          expect(await kept.consents.standing(proposal)).toMatchObject(nobody);
        });
        expect(await written(kept)).not.toMatch(/carnets|miens/u);
      }));

    test('asks after a restart those who were not asked, and nobody twice', () =>
      consenting(async (channel, kept) => {
        const { dispatch, proposals, consents } = kept;
        // As where a process ends between two people.
        const taken: Consent[] = [];
        const take: Consents['take'] = async (each) =>
          taken.push(each) === 1 && (await consents.take(each));
        await channel.restart({ dispatch, proposals, consents: { ...consentsOf(kept), take } });
        await begin(channel);
        const mails = () => [...channel.mail('alice'), ...channel.mail('bruno')];
        await channel.until(() => mails().length === 1);
        for (let starts = 0; starts < 2; starts += 1) {
          await channel.restart({ dispatch, proposals, consents });
          await channel.until(() => mails().length === 2);
        }
        await channel.stop();
        expect(channel.mail('alice')).toHaveLength(1);
        expect(channel.mail('bruno')).toHaveLength(1);
      }));

    test.each([
      ['nobody', [[null, 'Rapport du soir']], 'Personne n’a écrit dans ce fil'],
      [
        'too many messages',
        Array.from({ length: 101 }, (_, at) => ['alice', `Message ${at}.`]),
        '100\u00A0messages et 20\u00A0personnes au plus',
      ],
    ] as const)('says of a thread of %s that it cannot be', (_what, messages, sentence) =>
      consenting(async (channel, kept) => {
        channel.thread(messages as readonly (readonly [Person | null, string])[]);
        await channel.proposeThread('bruno');
        await told(channel, 'bruno', 'Le fil entier peut être proposé');
        await channel.pressLabelled('bruno', ASK, null);
        await told(channel, 'bruno', sentence);
        expect(await kept.proposals.all()).toEqual([]);
        expect(channel.mail('alice')).toEqual([]);
      }),
    );

    test('says so where the debate is gone meanwhile, and keeps the question', () => {
      let isGone = false;
      const debates = {
        ...oneDebate(realDebate),
        areSeveral: true,
        knownAt: () => (isGone ? [] : [{ key: '', title: null, question: null }]),
      };
      return consenting(
        async (channel, kept) => {
          await asked(channel);
          isGone = true;
          await answer(channel, 'alice', NAMED, 'n’est plus');
          expect(await judged(kept)).toEqual([]);
        },
        () => ({ debates }),
      );
    });

    test('says so where the store is down', () => {
      const down = () => Promise.reject(new BotError('store', 'down'));
      return consenting(
        async (channel, kept) => {
          await begin(channel);
          await told(channel, 'bruno', 'ne peuvent pas être notées pour le moment');
          expect(await kept.proposals.all()).toEqual([]);
        },
        (kept) => ({ consents: { ...consentsOf(kept), begin: down, unasked: down } }),
      );
    });
  });
}

/** Those that are kept, each promise to be replaced by itself. */
function consentsOf({ consents }: Kept): Consents {
  return {
    begin: consents.begin.bind(consents),
    unasked: consents.unasked.bind(consents),
    take: consents.take.bind(consents),
    of: consents.of.bind(consents),
    answer: consents.answer.bind(consents),
    standing: consents.standing.bind(consents),
  };
}
