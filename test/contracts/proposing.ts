import { describe, expect, test } from 'vitest';
import type { Proposals } from '../../src/proposing/proposal.ts';
import { openProposing } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { told, type Channel, type WithinChannel } from './channel.ts';

const WORDS = 'Les carnets durent « toujours », *eux*.';
const WHOLE = { mots: WORDS, auteur: 'Lise Morin', source: 'https://exemple.org/a' };

/** What happens when somebody proposes, whatever the platform. */
export function proposingContract(platform: string, within: WithinChannel): void {
  /** With a bot that remembers; at the end nothing that was proposed is in its log, and nothing went wrong. */
  const proposing = async (run: (channel: Channel, proposals: Proposals) => Promise<void>) => {
    const { close, ...parts } = await openProposing();
    await within(async (channel) => {
      await run(channel, parts.proposals);
      expect(JSON.stringify(channel.bot().log)).not.toMatch(/carnets|Morin|Carrier/u);
      expect(channel.bot().faults).toEqual([]);
      const words = channel.shown().map((each) => each.words);
      expect(words.join('\n')).not.toContain('carnets');
      expect(channel.shown().filter(({ onlyFor }) => onlyFor === null)).toEqual([]);
    }, parts);
    await close();
  };

  describe('/proposer', () => {
    test('takes what is complete, and tells its number to the one who proposes', () =>
      proposing(async (channel, proposals) => {
        await channel.ask('bruno', 'proposer', { ...WHOLE, date: 'mars 2012' });
        await told(channel, 'bruno', 'sous le n° 1');
        const proposed = { words: WORDS, voice: 'Lise Morin', date: '2012-03', permalink: null };
        expect(await proposals.all()).toMatchObject([{ number: 1, platform, proposed }]);
      }));

    test('asks in a form for what is missing, and has what was typed in it', () =>
      proposing(async (channel, proposals) => {
        const { auteur: _, ...typed } = WHOLE;
        await channel.ask('bruno', 'proposer', typed);
        const form = await channel.form('bruno');
        expect(form.words).toContain('de qui ils sont');
        expect(form.filled).toEqual(typed);
        expect(await proposals.all()).toEqual([]);
        expect(await channel.send('bruno', { auteur: 'inconnu' })).toContain('sous le n° 1');
        const proposed = { words: WORDS, voice: 'inconnu' };
        expect(await proposals.all()).toMatchObject([{ proposed }]);
      }));

    test('opens a form where nothing is typed', () =>
      proposing(async (channel, proposals) => {
        await channel.ask('bruno', 'proposer', {});
        expect((await channel.form('bruno')).filled).toEqual({});
        await channel.send('bruno', { source: 'https://exemple.org/a' });
        const proposed = { words: null, url: 'https://exemple.org/a' };
        expect(await proposals.all()).toMatchObject([{ proposed }]);
      }));

    test('says in one sentence what is wrong in a form, and loses nothing that was written', () =>
      proposing(async (channel, proposals) => {
        await channel.ask('bruno', 'proposer', {});
        await channel.form('bruno');
        const sentence = await channel.send('bruno', { ...WHOLE, date: 'hier' });
        expect(sentence).toContain('Date incomprise');
        await channel.again('bruno');
        expect((await channel.form('bruno')).filled).toEqual({ ...WHOLE, date: 'hier' });
        await channel.send('bruno', { date: '2012' });
        expect(await proposals.all()).toMatchObject([{ proposed: { words: WORDS, date: '2012' } }]);
      }));

    test('tells its proposer, and nobody else, what became of a proposal', () =>
      proposing(async (channel, proposals) => {
        await channel.ask('bruno', 'proposer', WHOLE);
        await told(channel, 'bruno', 'sous le n° 1');
        const [kept = expect.fail()] = await proposals.all();
        const decision = { verdict: 'refused', reason: 'La page a disparu' } as const;
        await proposals.put({ ...kept, proposed: null, decision });
        await channel.ask('bruno', 'proposer', { geste: 'etat' });
        await told(channel, 'bruno', 'refusée. La page a disparu.');
        await channel.ask('alice', 'proposer', { geste: 'etat' });
        await told(channel, 'alice', 'Vous n’avez rien proposé ici');
      }));

    test('tells of words that the debate has already, whose surroundings can be read', () =>
      proposing(async (channel, proposals) => {
        const passage = realCorpus.passages.find(({ text }) => text !== null);
        await channel.ask('bruno', 'proposer', { ...WHOLE, mots: passage?.text ?? '' });
        const { actions } = await told(channel, 'bruno', 'déjà dans le débat');
        expect(actions).toEqual(['ask']);
        expect(await proposals.all()).toEqual([]);
      }));

    test('has a button to complete what was said to the bot without a command', () =>
      proposing(async (channel) => {
        await channel.write('alice', `/proposer « ${WORDS} » auteur:Lise Morin`, 'direct');
        await channel.until(() => channel.shown('direct').length > 0);
        expect(channel.shown('direct')[0]?.words).toContain('où ils se lisent');
        expect(channel.shown('direct')[0]?.actions).toEqual(['ask']);
      }));
  });

  describe('« Proposer au débat »', () => {
    test('opens a form with the words of a message, its author, its day and its address', () =>
      proposing(async (channel, proposals) => {
        await channel.propose('alice', WORDS, 'bruno');
        const { filled } = await channel.form('alice');
        expect(filled).toMatchObject({
          mots: WORDS,
          date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/u) as unknown,
        });
        expect(filled['auteur']).toMatch(/^bruno/iu);
        expect(filled['source']).toMatch(/^https:\/\//u);
        expect(await channel.send('alice', {})).toContain('sous le n° 1');
        const [kept] = await proposals.all();
        expect(kept?.proposed).toMatchObject({
          words: WORDS,
          voice: filled['auteur'],
          url: filled['source'],
          permalink: filled['source'],
        });
      }));

    test('keeps the address of the message where another source is written', () =>
      proposing(async (channel, proposals) => {
        await channel.propose('alice', WORDS, 'bruno');
        const { filled } = await channel.form('alice');
        await channel.send('alice', { source: 'Le carnet de Lise', auteur: 'Lise Morin' });
        const proposed = { url: null, title: 'Le carnet de Lise', permalink: filled['source'] };
        expect(await proposals.all()).toMatchObject([{ proposed }]);
      }));

    test('says nothing to the one whose words are proposed', () =>
      proposing(async (channel) => {
        await channel.propose('alice', WORDS, 'bruno');
        await channel.form('alice');
        await channel.send('alice', {});
        await channel.stop();
        expect(channel.shown().filter(({ onlyFor }) => onlyFor === 'bruno')).toEqual([]);
      }));

    test('says of a message without words that it has none', () =>
      proposing(async (channel) => {
        await channel.propose('alice', '<@1>', 'bruno');
        await told(channel, 'alice', 'ne contient pas de texte à proposer');
      }));
  });
}
