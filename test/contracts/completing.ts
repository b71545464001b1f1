import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../src/ask/request.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../src/conversation/delivery.ts';
import { LONGEST_RANKING } from '../../src/debate/reply.ts';
import { MOST_THESES } from '../../src/debate/summary.ts';
import type { Choose } from '../../src/summary/model-choice.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { lastFirst } from '../fixtures/summaries.ts';
import { only, told } from './channel.ts';
import type { Channel, Shown, WithinChannel } from './channel.ts';

/** The line above every summary, and what it says where a model chose. */
const SUMMARY = 'En bref\u00A0: ';
const BY_A_MODEL = 'par un modèle';

/** A model that chooses when the test says so, and on whose account it was asked. */
export function model() {
  const { promise: chosen, resolve: finish } = Promise.withResolvers<Choose>();
  const tenants: string[] = [];
  const choose: Choose = async (wanted) => {
    tenants.push(wanted.tenant);
    return (await chosen)(wanted);
  };
  return { parts: { dispatch: dispatchOn(realCorpus, { choose }) }, tenants, finish };
}

/** A model that has chosen as soon as it is asked. */
export function quickModel(choose = lastFirst) {
  const { parts, tenants, finish } = model();
  finish(choose);
  return { parts, tenants };
}

/** What a message says of each of its theses. */
function pointsIn({ words }: Shown): readonly string[] {
  return words.split('\n').filter((line) => /\)\. \[\d\]/u.test(line));
}

/** How the passages of a message begin, quoted or not, whatever numbers they bear. */
function quotationsIn({ words }: Shown): readonly string[] {
  const lines = [...words.matchAll(/^ *(?:\[\d+\][ \u00A0])?((?:«|hors citation).+)$/gmu)];
  // A long one is cut where there is no room.
  return lines.map(([, quotation = '']) => quotation.slice(0, 100));
}

/** A click, and the one message of the channel once it was changed by it. */
async function clicked(channel: Channel, action: 'next' | 'previous' | 'summarise') {
  const edits = channel.shown()[0]?.edits ?? 0;
  await channel.press('bruno', action);
  await channel.until(() => (channel.shown()[0]?.edits ?? 0) > edits);
  return channel.shown()[0] ?? expect.fail();
}

const ASKED = [
  ['debat', { sujet: 'blogs', resume: true }],
  ['position', { auteur: 'kabla', sujet: 'blogs' }],
  ['comparer', { auteur1: 'kabla', auteur2: 'cavazza' }],
] as const;
const [DEBAT] = ASKED;
const PLAIN = ['debat', { sujet: 'blogs' }] as const;
const PRIVATE = ['debat', { sujet: 'blogs', prive: true }] as const;
/** Every way to ask for a summary, and the room in which it then stands. */
const ASKING = [
  ...ASKED.map(([command, options]) => {
    const ask = (channel: Channel) => channel.ask('bruno', command, options);
    return { what: `/${command}`, room: 'channel', ask } as const;
  }),
  ...(['channel', 'direct'] as const).map((room) => {
    const ask = (channel: Channel) => channel.write('alice', '/debat blogs resume', room);
    return { what: `a message in the ${room}`, room, ask } as const;
  }),
];

/** What a model may add to an answer once that is shown, whatever the platform. */
export function completingContract(within: WithinChannel): void {
  /** A summary that was asked for while the model has not chosen yet. */
  const awaiting = (
    run: (channel: Channel, given: ReturnType<typeof model>, own: Shown) => Promise<void>,
  ) => {
    const given = model();
    return within(async (channel) => {
      await channel.ask('alice', ...DEBAT);
      await run(channel, given, await only(channel, SUMMARY));
    }, given.parts);
  };

  describe('a summary', () => {
    test.each(ASKING)(
      'of $what is there at once without a model, and nothing is amended',
      ({ room, ask }) =>
        within(async (channel) => {
          await ask(channel);
          const whole = await only(channel, SUMMARY, room);
          expect(whole.words).not.toContain(BY_A_MODEL);
          expect(pointsIn(whole)).not.toEqual([]);
          await channel.stop();
          expect(channel.shown(room)).toEqual([whole]);
          expect(whole.edits).toBe(0);
          expect(channel.bot().faults).toEqual([]);
        }),
    );

    test.each(ASKING)(
      'of $what is the corpus’s own at once, then the model’s in its place',
      ({ room, ask }) => {
        const { parts, tenants, finish } = model();
        return within(async (channel) => {
          await ask(channel);
          const own = await only(channel, SUMMARY, room);
          expect(own.words).not.toContain(BY_A_MODEL);
          finish(lastFirst);
          const whole = await only(channel, BY_A_MODEL, room);
          expect(pointsIn(whole)).not.toEqual(pointsIn(own));
          expect(whole.edits).toBe(1);
          expect(channel.everShown(room)).toBe(1);
          expect(tenants).toHaveLength(1);
          if (room === 'channel') expect(tenants).toEqual([channel.tenant]);
          await channel.stop();
          expect(channel.bot().faults).toEqual([]);
        }, parts);
      },
    );

    test.each([
      ['a command', (channel: Channel) => channel.ask('alice', ...DEBAT)],
      ['a message', (channel: Channel) => channel.write('alice', '/debat blogs resume')],
    ])('of a late answer to %s comes with it, and the model’s after it', (_, ask) => {
      const { parts, finish } = model();
      const late = Promise.withResolvers<null>();
      const dispatch: Dispatch = async (request) => {
        // A bot may ask by itself what it proposes.
        if (request.address.person !== null) await late.promise;
        return parts.dispatch(request);
      };
      return within(
        async (channel) => {
          const { time } = channel.bot();
          const asking = ask(channel);
          await time.untilDeadline(ACKNOWLEDGE_WITHIN_MS);
          time.passDeadlines(ACKNOWLEDGE_WITHIN_MS);
          await asking;
          late.resolve(null);
          await only(channel, SUMMARY);
          finish(lastFirst);
          await only(channel, BY_A_MODEL);
          expect(channel.everShown()).toBe(1);
        },
        { dispatch },
      );
    });

    test.each<[string, Choose]>([
      ['chooses nothing', () => Promise.resolve(null)],
      ['chooses no passage at all', () => Promise.resolve([[], []])],
      ['chooses what has no thesis', () => Promise.resolve([[passage({ thesis: null })]])],
      ['fails', () => Promise.reject(new Error('no'))],
    ])('stays the corpus’s own where a model %s, and nothing is amended', (_, choose) =>
      awaiting(async (channel, { finish }, own) => {
        finish(choose);
        await channel.stop();
        expect(channel.shown()).toEqual([own]);
      }),
    );

    test('of a model that the gate refuses leaves what stands there', () =>
      awaiting(async (channel, { finish }, own) => {
        finish(() => Promise.resolve([[passage()]]));
        await channel.stop();
        expect(channel.shown()).toEqual([own]);
        expect(channel.bot().faults).toMatchObject([{ name: 'MisquotationError' }]);
      }));

    test('of a model that the platform refuses leaves what stands there, under one warning', () =>
      awaiting(async (channel, { finish }, own) => {
        channel.refuseCompletions();
        finish(lastFirst);
        await channel.stop();
        expect(channel.shown()).toEqual([own]);
        const { log, faults } = channel.bot();
        const event = 'an answer stays as it was before it was completed';
        expect(log.filter(({ level }) => level !== 'info')).toMatchObject([
          { level: 'warn', event },
        ]);
        expect(faults).toEqual([]);
      }));

    test('of a model is awaited by a stop', () =>
      awaiting(async (channel, { finish }) => {
        const stopped = channel.stop();
        finish(lastFirst);
        await stopped;
        expect(channel.shown()[0]?.words).toContain(BY_A_MODEL);
      }));

    test('of a model does not take the place of a page that was turned to meanwhile', () =>
      awaiting(async (channel, { finish, tenants }, own) => {
        const second = await clicked(channel, 'next');
        finish(lastFirst);
        await channel.stop();
        expect(second.words).toContain('Page 2 sur');
        const twice = quotationsIn(second).filter((each) => quotationsIn(own).includes(each));
        expect(twice).toEqual([]);
        expect(channel.shown()).toEqual([second]);
        expect(tenants).toHaveLength(1);
      }));

    test('of a model does not bring back an answer that was withdrawn meanwhile', () =>
      awaiting(async (channel, { finish }) => {
        await channel.press('alice', 'remove');
        await channel.until(() => channel.shown().length === 0);
        finish(lastFirst);
        await channel.stop();
        expect(channel.shown()).toEqual([]);
        expect(channel.everShown()).toBe(1);
      }));
  });

  describe('Résumer', () => {
    test.each([
      ['without a model', () => ({})],
      ['with one', () => model().parts],
    ])('stands under passages that are not summarised, %s', (_, parts) =>
      within(async (channel) => {
        await channel.ask('alice', ...PLAIN);
        expect((await only(channel, 'blogs')).actions).toContain('summarise');
      }, parts()),
    );

    test('does not stand where no passage has a thesis, and a summary asked for says so', () =>
      within(
        async (channel) => {
          await channel.ask('alice', ...PLAIN);
          expect((await only(channel, 'blogs')).actions).not.toContain('summarise');
          await channel.ask('alice', ...DEBAT);
          await channel.until(() => channel.shown().length === 2);
          expect(channel.shown()[1]?.words).toContain('n’a encore de thèse');
        },
        { corpus: corpusOf([passage({ thesis: null, topics: ['blogs'] })]) },
      ));

    test.each([1, 2, 3])('shows from page %i the first one summarised, in its message', (page) =>
      within(async (channel) => {
        await channel.ask('alice', ...PLAIN);
        await only(channel, 'blogs');
        for (let turned = 1; turned < page; turned += 1) await clicked(channel, 'next');
        const whole = await clicked(channel, 'summarise');
        expect(whole.words).toContain(SUMMARY);
        expect(whole.words).toContain('Page 1 sur ');
        expect(whole.words).not.toContain(BY_A_MODEL);
        expect(whole.actions).not.toContain('summarise');
        expect((await clicked(channel, 'next')).words).toContain('Page 2 sur ');
        await channel.stop();
        expect(channel.shown()[0]?.edits).toBe(page + 1);
        expect(channel.everShown()).toBe(1);
      }),
    );

    test('works after a restart, keeps whose answer it is, and is completed by a model', () => {
      const { parts, finish } = model();
      return within(async (channel) => {
        await channel.ask('bruno', ...PLAIN);
        await channel.restart(parts);
        await channel.press('alice', 'summarise');
        expect((await only(channel, SUMMARY)).words).not.toContain(BY_A_MODEL);
        finish(lastFirst);
        await only(channel, BY_A_MODEL);
        await channel.press('bruno', 'remove');
        await channel.until(() => channel.shown().length === 0);
        expect(channel.bot().faults).toEqual([]);
      });
    });

    test('of a private answer keeps it private, is completed, and is what is shared', () => {
      const { parts, tenants, finish } = model();
      return within(async (channel) => {
        await channel.ask('bruno', ...PRIVATE);
        await channel.press('bruno', 'summarise');
        await told(channel, 'bruno', SUMMARY);
        finish(lastFirst);
        const seen = await told(channel, 'bruno', BY_A_MODEL);
        expect(channel.everShown()).toBe(1);
        await channel.press('bruno', 'share');
        const shared = await told(channel, null, 'Partagé par ');
        await channel.stop();
        expect(pointsIn(shared)).toEqual(pointsIn(seen));
        expect(quotationsIn(shared)).toEqual(quotationsIn(seen));
        expect(tenants).toHaveLength(1);
      }, parts);
    });
  });

  describe('a model’s choice', () => {
    test('is remembered by the buttons: each passage once over all pages, and nobody is asked again', () => {
      const { parts, tenants } = quickModel();
      return within(async (channel) => {
        await channel.ask('alice', ...DEBAT);
        const first = await only(channel, BY_A_MODEL);
        const shown = [quotationsIn(first)];
        let last = first;
        while (last.actions.includes('next')) {
          last = await clicked(channel, 'next');
          expect(pointsIn(last)).toEqual([]);
          shown.push(quotationsIn(last));
        }
        const found = Number(/(\d+)\u00A0passages/u.exec(first.words)?.[1]);
        const total = Math.min(found, LONGEST_RANKING);
        expect(shown.length).toBeGreaterThan(2);
        expect(shown.flat()).toHaveLength(total);
        expect(new Set(shown.flat()).size).toBe(total);
        while (last.actions.includes('previous')) last = await clicked(channel, 'previous');
        expect(last.words).toBe(first.words);
        await channel.stop();
        expect(tenants).toHaveLength(1);
      }, parts);
    });

    test('stands before the quotations that its theses refer to by number', () =>
      within(async (channel) => {
        await channel.ask('alice', ...DEBAT);
        const whole = await only(channel, BY_A_MODEL);
        const points = pointsIn(whole);
        expect(points).toHaveLength(MOST_THESES - 1);
        expect(points[0]).toMatch(/\)\. \[1\] .*\)\. \[2\]$/u);
        const [quotation = expect.fail()] = quotationsIn(whole);
        expect(whole.words.indexOf(points.at(-1) ?? '')).toBeLessThan(
          whole.words.indexOf(quotation),
        );
      }, quickModel().parts));

    test('is remembered after a restart without the model', () =>
      within(async (channel) => {
        await channel.ask('alice', ...DEBAT);
        const { words } = await only(channel, BY_A_MODEL);
        await channel.restart();
        await clicked(channel, 'next');
        expect((await clicked(channel, 'previous')).words).toBe(words);
      }, quickModel().parts));

    test('is not awaited by whoever shares the corpus’s own, and does not change what is shared', () => {
      const { parts, finish } = model();
      return within(async (channel) => {
        await channel.ask('bruno', 'position', { auteur: 'kabla', prive: true });
        const seen = await told(channel, 'bruno', SUMMARY);
        await channel.press('bruno', 'share');
        const shared = await told(channel, null, 'Partagé par ');
        finish(lastFirst);
        await channel.stop();
        expect(pointsIn(shared)).toEqual(pointsIn(seen));
        expect(channel.shown().filter(({ onlyFor }) => onlyFor === null)).toEqual([shared]);
      }, parts);
    });
  });
}
