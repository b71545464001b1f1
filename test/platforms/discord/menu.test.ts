import { describe, expect, test } from 'vitest';
import { told, type Dispatch } from '../../../src/ask/request.ts';
import { openTestHouse } from '../../fixtures/house.ts';
import { passDeadline, withDiscord } from './harness.ts';
import { Proposals } from '../../../src/platforms/discord/proposals.ts';
import { oneDebate } from '../../fixtures/open.ts';
import { realDispatch } from '../../fixtures/bots.ts';

const NOWHERE = { platform: 'discord', workspace: null, channel: null, person: null };
const proposals = new Proposals({ debates: oneDebate(), dispatch: realDispatch });

async function zonesFor(typed: string): Promise<readonly string[]> {
  const { choices } = await proposals.offer({ option: 'fuseau', typed, debat: '' }, NOWHERE);
  return choices.map(({ value }) => value);
}

describe('the time zones offered', () => {
  test.each([
    ['Paris', 'Europe/Paris'],
    ['europe/par', 'Europe/Paris'],
    ['new york', 'America/New_York'],
    ['montreal', 'America/Toronto'],
    ['Bruxelles', 'Europe/Brussels'],
    ['la reunion', 'Indian/Reunion'],
    ['UTC', 'UTC'],
  ])('for %s begin with %s', async (typed, zone) => {
    expect((await zonesFor(typed))[0]).toBe(zone);
  });

  test('before anything is typed are those where French is spoken, 25 at most', async () => {
    const zones = await zonesFor('');
    expect(zones).toHaveLength(25);
    expect(zones[0]).toBe('Europe/Paris');
  });

  test('are zones that a calendar knows', async () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      for (const timeZone of await zonesFor(letter)) {
        expect(() => new Intl.DateTimeFormat('fr', { timeZone })).not.toThrow();
      }
    }
  });

  test('for what is nowhere are none', async () => {
    expect(await zonesFor('Atlantide')).toEqual([]);
  });
});

test('an entry is shown with its other names, and found by them', async () => {
  const { choices } = await proposals.offer(
    { option: 'fuseau', typed: 'bruX', debat: '' },
    NOWHERE,
  );
  expect(choices).toEqual([{ name: 'Europe/Brussels (Bruxelles)', value: 'Europe/Brussels' }]);
});

test('a menu has first what begins as was typed, in the order of importance', async () => {
  expect((await zonesFor('mo')).slice(0, 2)).toEqual(['America/Toronto', 'Europe/Monaco']);
  expect((await zonesFor('Pacific')).slice(0, 2)).toEqual(['Pacific/Noumea', 'Pacific/Tahiti']);
});

test('subjects are those of the debate beside them, by its key or by the name that was typed', async () => {
  await using home = await openTestHouse({ tenants: { place: ['discord:G1'] } });
  const { house: debates, dispatch } = home;
  const proposed = async (debat: string, workspace: string) => {
    const filling = { option: 'sujet', typed: 'station', debat };
    const menus = new Proposals({ debates, dispatch });
    return (await menus.offer(filling, { ...NOWHERE, workspace })).choices.map(({ name }) => name);
  };
  for (const name of ['place', 'La place du Marché']) {
    expect(await proposed(name, 'G1'), name).toEqual(['stationnement']);
    expect(await proposed(name, 'G2'), name).toEqual([]);
  }
});

test('subjects that could not be asked for are asked for again', async () => {
  let isAway = true;
  const dispatch: Dispatch = (request) =>
    isAway ? Promise.resolve(told({ code: 'search down' })) : realDispatch(request);
  const menus = new Proposals({ debates: oneDebate(), dispatch });
  const offered = async (option: string) => {
    const { choices } = await menus.offer({ option, typed: '', debat: '' }, NOWHERE);
    return choices.length > 0;
  };
  await menus.prepare();
  expect([await offered('sujet'), await offered('auteur')]).toEqual([false, true]);
  isAway = false;
  expect(await offered('sujet')).toBe(true);
});

test('a start waits three seconds for menus that are not made, and answers then', () =>
  withDiscord(async ({ discord, time, make }) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const dispatch: Dispatch = async (request) => {
      if (request.address.person === null) await promise;
      return realDispatch(request);
    };
    const { adapter } = make({ dispatch });
    const started = adapter.start();
    await passDeadline(time, 3_000);
    await started;
    expect(adapter.isReady).toBe(true);
    resolve(undefined);
    const asked = { name: 'debat', option: 'sujet', typed: 'blog' };
    const { choices } = await discord.autocomplete(asked);
    expect(choices.length).toBeGreaterThan(0);
  }));
