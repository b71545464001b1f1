import { describe, expect, test } from 'vitest';
import { openTestHouse } from '../fixtures/house.ts';
import { only, told, type Channel, type WithinChannel } from './channel.ts';

/** What happens where there are several debates: the same on every platform. */
export function debatesContract(within: WithinChannel): void {
  type Home = Awaited<ReturnType<typeof openTestHouse>>;
  const atHome = async (run: (channel: Channel, home: Home) => Promise<void>) => {
    await using home = await openTestHouse();
    const { house: debates, dispatch } = home;
    await within((channel) => run(channel, home), { debates, dispatch });
    expect(home.faults).toEqual([]);
  };
  const PLACE = 'La place du Marché';
  const VELO = 'Des pistes cyclables au centre-ville';

  describe('several debates', () => {
    test('none of which is chosen are offered to the one who asked, who is answered by the one pressed', () =>
      atHome(async (channel) => {
        await channel.ask('alice', 'debat', { sujet: 'stationnement' });
        const offer = await told(channel, 'alice', 'Aucun débat n’est choisi ici');
        expect(offer.actions).toEqual(['ask', 'ask', 'ask']);
        await channel.press('alice', 'ask');
        await told(channel, 'alice', VELO);
      }));

    test('are chosen from by whoever may manage, and answer under their names', () =>
      atHome(async (channel) => {
        await channel.write('bruno', '/debats choisir place');
        await only(channel, 'Seule une personne');
        await channel.write('alice', '/debats choisir place');
        await channel.until(() =>
          channel.shown().some(({ words }) => words.includes('Le débat est choisi ici')),
        );
        await channel.ask('bruno', 'debat', { sujet: 'stationnement' });
        await told(channel, null, PLACE);
      }));

    test('are asked by a button as it was made, whatever was chosen since', () =>
      atHome(async (channel, { choices }) => {
        await channel.write('alice', 'stationnement debat:place');
        const answer = await only(channel, PLACE);
        const [platform = '', workspace = ''] = channel.tenant.split(':');
        await choices.keep({ platform, workspace, channel: null }, { debate: 'velo' });
        await channel.press('bruno', 'context');
        const context = await told(channel, 'bruno', PLACE);
        expect(context.words).toContain('Autour de ce passage');
        await channel.press('alice', 'wrong');
        await channel.giveReason('alice', 'hors sujet');
        await channel.until(() => channel.bot().feedback.contests.length > 0);
        const [contest] = channel.bot().feedback.contests;
        expect(contest?.passages.every((each) => each.startsWith('place/'))).toBe(true);
        expect(answer.actions).toContain('context');
      }));

    test('say of a button whose debate is gone that it is gone', () =>
      atHome(async (channel, { remove }) => {
        await channel.write('alice', 'stationnement debat:place');
        await only(channel, PLACE);
        await remove('place');
        await channel.press('bruno', 'context');
        await told(channel, 'bruno', 'n’est plus là');
      }));

    test('say in the answer of the workspace’s that the channel’s is gone', () =>
      atHome(async (channel, { remove, choices }) => {
        const [platform = '', workspace = ''] = channel.tenant.split(':');
        await channel.write('alice', '/debats choisir place');
        await only(channel, 'Le débat est choisi ici');
        await choices.keep({ platform, workspace, channel: null }, { debate: 'velo' });
        await remove('place');
        await channel.write('bruno', 'pistes');
        const answer = await told(channel, null, VELO);
        expect(answer.words).toContain('Le débat choisi ici n’est plus disponible.');
        expect(answer.words).toContain(`Celui qui répond désormais\u00A0: ${VELO}.`);
      }));

    test('are gone on from in the one that was asked', () =>
      atHome(async (channel) => {
        await channel.write('alice', '/debat stationnement debat:place', 'direct');
        await told(channel, null, PLACE, 'direct');
        await channel.write('alice', 'et les commerces ?', 'direct');
        await channel.until(
          () => channel.shown('direct').filter(({ words }) => words.includes(PLACE)).length === 2,
        );
      }));
  });
}
