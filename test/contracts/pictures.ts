import { beforeAll, describe, expect, test } from 'vitest';
import type { Illustrate } from '../../src/ask/request.ts';
import { PICTURED_WITHIN_MS, type Rendering } from '../../src/conversation/composer.ts';
import type { Drawn } from '../../src/debate/drawn.ts';
import { Cleared, MisquotationError, type Gate } from '../../src/debate/gate.ts';
import { Quote, shownWords } from '../../src/debate/quote.ts';
import type { Reply } from '../../src/debate/reply.ts';
import { showing } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { drawnOf, illustrateOn } from '../fixtures/pictures.ts';
import { answerOf, dailyReply, mapReply } from '../fixtures/replies.ts';
import { jsonStrings } from './adapter.ts';
import { only, told, type Channel, type WithinChannel } from './channel.ts';

/** What a person sees of an answer that is a picture too, whatever the platform. */
export function picturesContract(within: WithinChannel): void {
  const illustrate = illustrateOn(realCorpus);
  const daily = (place: number): Reply => {
    const [passage = expect.fail()] = realCorpus.passages.slice(place);
    return { ...dailyReply(Quote.at(passage)), isPictured: true };
  };
  const forAll = (channel: Channel) => channel.shown().filter(({ onlyFor }) => onlyFor === null);
  /** The text of a card as it is told to whoever does not see it. */
  const cardOf = ({ words }: { readonly words: string }) => {
    const [quoted = expect.fail()] = /«\u00A0[^]*?\u00A0»/u.exec(words) ?? [];
    return quoted;
  };

  describe('a picture', () => {
    test('of a map stands over its passages and the buttons of their contexts', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'carte', {});
          const map = await only(channel, 'Carte du débat');
          expect(map.pictures).toEqual([expect.stringMatching(/^Carte du débat, \d+/u)]);
          expect(map.words).toContain('[1]');
          expect(map.actions).toContain('context');
        },
        { illustrate },
      ));

    test('of a quotation is shown to the one who asks for it, who may pass it on', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'citation', {});
          const text = await only(channel, 'La citation du jour');
          expect(text.pictures).toEqual([]);
          await channel.press('bruno', 'picture');
          const shown = await told(channel, 'bruno', 'Une citation');
          expect(shown.pictures).toEqual([expect.stringContaining(cardOf(shown))]);
          expect(shown.actions).not.toContain('picture');
          expect(cardOf(shown)).toBe(cardOf(text));
          await channel.press('bruno', 'share');
          await channel.until(() => forAll(channel).length === 2);
          expect(forAll(channel)[1]?.pictures).toEqual(shown.pictures);
        },
        { illustrate },
      ));

    test('goes with the message that takes its place', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'citation', { sujet: 'blogs', image: true });
          const one = await only(channel, 'Une citation');
          await channel.press('alice', 'another');
          await channel.until(() => channel.shown()[0]?.words !== one.words);
          const other = channel.shown()[0] ?? expect.fail();
          expect(other.pictures).toEqual([expect.stringContaining(cardOf(other))]);
          expect(other.pictures).not.toEqual(one.pictures);
        },
        { illustrate },
      ));

    test('that cannot be drawn leaves the quotation in letters, and says so', () =>
      within(
        async (channel) => {
          await channel.ask('alice', 'citation', { sujet: 'blogs', image: true });
          const text = await only(channel, 'L’image n’a pas pu être jointe');
          expect(text.pictures).toEqual([]);
          expect(cardOf(text)).not.toBe('');
        },
        { illustrate: () => Promise.resolve(null) },
      ));

    test('that is not there soon is waited for no longer, by whoever asked or by the quotation of the day', () =>
      within(
        async (channel) => {
          const { time } = channel.bot();
          for (const shown of [
            () => channel.ask('alice', 'citation', { sujet: 'blogs', image: true }),
            () => channel.post(daily(0)),
          ]) {
            const doing = shown();
            await time.untilDeadline(PICTURED_WITHIN_MS);
            time.passDeadlines(PICTURED_WITHIN_MS);
            await doing;
          }
          await channel.until(() => channel.shown().length === 2);
          for (const { words, pictures } of channel.shown()) {
            expect(words).toContain('L’image n’a pas pu être jointe');
            expect(pictures).toEqual([]);
          }
        },
        { illustrate: () => Promise.withResolvers<null>().promise },
      ));

    test('that could not be drawn is drawn for whoever asks next', () => {
      let faults = 1;
      const draw: Illustrate = (answer) =>
        faults-- > 0 ? Promise.resolve(null) : illustrate(answer);
      return within(
        async (channel) => {
          for (const count of [1, 2]) {
            await channel.ask('alice', 'citation', { sujet: 'blogs', image: true });
            await channel.until(() => channel.shown().length === count);
          }
          expect(channel.shown().map(({ pictures }) => pictures.length)).toEqual([0, 1]);
        },
        { illustrate: draw },
      );
    });

    test('of the quotation of the day is posted where it was asked for', () =>
      within(
        async (channel) => {
          await channel.post(daily(0));
          const pictured = await only(channel, 'La citation du jour');
          expect(pictured.pictures).toEqual([expect.stringContaining(cardOf(pictured))]);
        },
        { illustrate },
      ));
  });
}

/** What the gate refuses of a message with its picture. */
export function picturedContract<Payload extends { readonly picture?: Drawn }>({
  render,
  read,
}: Rendering<Payload>): void {
  let gate: Gate;
  beforeAll(async () => {
    ({ gate } = await showing(realCorpus));
  });
  const [passage = expect.fail()] = realCorpus.passages;
  const card: Reply = { ...dailyReply(Quote.at(passage)), isPictured: true };
  /** What a platform writes of a reply with its picture, whose pixels nobody reads. */
  const written = async (reply: Reply) => {
    const drawn = await drawnOf(reply, realCorpus);
    return render({ ...answerOf(reply), picture: { ...drawn, png: new Uint8Array(1) } });
  };
  const clear = (payload: Payload) => Cleared.by(gate, payload, read);

  describe('a message with a picture', () => {
    test('leaves with what is written in the picture and said in its place', async () => {
      for (const reply of [card, mapReply(realCorpus, 'roi')]) {
        expect(clear(await written(reply)).payload.picture).toBeDefined();
      }
    });

    test('is refused with a letter changed in the words that stand for its picture', async () => {
      const payload = await written(card);
      const words = shownWords(Quote.at(passage));
      const changed = jsonStrings.mapStrings(payload, (text) =>
        text.startsWith(`${words}\n`) ? text.replace('e', 'a') : text,
      );
      expect(() => clear(changed)).toThrow(MisquotationError);
    });

    test('is refused with a picture that says otherwise, of another passage or an older corpus', async () => {
      const map = await written(mapReply(realCorpus, 'roi'));
      const { picture = expect.fail() } = map;
      const nodes = picture.reading.nodes ?? [];
      const turned = nodes.map((node, place) => ({
        ...node,
        label: nodes[nodes.length - 1 - place]?.label ?? '',
      }));
      const said = nodes.map((node) => ({
        ...node,
        statement: `${node.statement.slice(0, -1)}s.`,
      }));
      for (const others of [turned, said]) {
        const reading = { ...picture.reading, nodes: others };
        expect(() => clear({ ...map, picture: { ...picture, reading } })).toThrow(
          MisquotationError,
        );
      }
    });
  });
}
