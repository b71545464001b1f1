import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { commandsFor } from '../../../src/platforms/discord/commands.ts';
import { canonical } from '../../../src/platforms/discord/register.ts';
import { COMMAND_NAMES } from '../../../src/ask/request.ts';
import { GUILD } from '../../standins/discord/community.ts';
import { refused } from '../../standins/discord/faults.ts';
import { NOT_FOUND } from '../../standins/discord/refusal.ts';
import { REGISTER_COMMANDS } from '../../standins/discord/route-names.ts';
import { withDiscord } from './harness.ts';
import { realCorpus } from '../../fixtures/corpora.ts';

const EXAMPLES = catalogueOf(realCorpus).examples;
const MENU = ['Passages liés', 'Proposer au débat', 'Proposer le fil entier'];

describe('the commands', () => {
  test('are those of every platform, without accents, and the menu of a message', () => {
    const names = commandsFor(null, { examples: EXAMPLES, areSeveral: false }).map(
      ({ name }) => name,
    );
    expect(names).toEqual([...COMMAND_NAMES, ...MENU]);
    for (const name of COMMAND_NAMES) expect(name).toMatch(/^[a-z-]{1,32}$/u);
  });

  test('are registered at the first start and left alone at the next ones', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await start();
      expect(discord.calls(REGISTER_COMMANDS)).toHaveLength(1);
      const [debat] = discord.commands.in();
      expect(debat).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
      expect(Object.keys(debat?.description_localizations ?? {})).toEqual(['fr', 'en-US', 'en-GB']);
    }));

  test('are registered again when Discord has others', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.commands.put(undefined, { name: 'debat', description: 'autre chose' });
      const { log } = await start();
      expect(log.map(({ event }) => event)).toContain('the commands were registered');
      expect(canonical(discord.commands.in())).toBe(
        canonical(commandsFor(null, { examples: EXAMPLES, areSeveral: false })),
      );
    }));

  test('of one server are there at once, and say nothing of places', () =>
    withDiscord(async ({ discord, start }) => {
      await start({ settings: { guildId: GUILD } });
      await start({ settings: { guildId: GUILD } });
      expect(discord.commands.in(GUILD)).toHaveLength(
        commandsFor(null, { examples: EXAMPLES, areSeveral: false }).length,
      );
      expect(discord.commands.in()).toEqual([]);
      expect(discord.calls('PUT /applications/:application/guilds/:guild/commands')).toHaveLength(
        1,
      );
    }));

  test('of a server where the bot is not end the start with the remedy', () =>
    withDiscord(async ({ make }) => {
      const started = make({ settings: { guildId: '399999999999999999' } }).adapter.start();
      const message = expect.stringContaining('DISCORD_GUILD_ID') as string;
      await expect(started).rejects.toMatchObject({ code: 'configuration', message });
    }));

  test('are registered where only the older address tells who the bot is', () =>
    withDiscord(async ({ discord, start }) => {
      discord.faults.add('GET /applications/@me', refused(NOT_FOUND));
      await start();
      expect(discord.commands.in()).toHaveLength(
        commandsFor(null, { examples: EXAMPLES, areSeveral: false }).length,
      );
    }));

  test('are left alone where the operator registers them', () =>
    withDiscord(async ({ discord, start }) => {
      await start({ settings: { registers: false } });
      expect(discord.commands.in()).toEqual([]);
    }));
});

test('the same commands are the same with Discord’s additions and in another order', () => {
  const given = [
    { name: 'b', type: 1, description: 'x', options: [{ type: 3, name: 'o', required: false }] },
    { name: 'a', description: 'y', contexts: [2, 0, 1], integration_types: [0] },
  ];
  const returned = [
    {
      id: '1',
      name: 'a',
      type: 1,
      description: 'y',
      contexts: [0, 1, 2],
      nsfw: false,
      default_permission: true,
      dm_permission: true,
      name_localized: 'a',
      new_member: 7,
    },
    {
      version: '2',
      description: 'x',
      name: 'b',
      options: [{ name: 'o', type: 3 }],
      contexts: null,
    },
  ];
  expect(canonical(given)).toBe(canonical(returned));
  const changes = [
    { description: 'z' },
    { nsfw: true },
    { default_member_permissions: '32' },
    { description_localizations: { de: 'z' } },
  ];
  for (const change of changes) {
    const changed = returned.map((each) => ({ ...each, ...change }));
    expect(canonical(given)).not.toBe(canonical(changed));
  }
});
