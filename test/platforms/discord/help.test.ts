import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { ApplicationCommandOptionType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { readOptions, commandsFor } from '../../../src/platforms/discord/commands.ts';
import { readMessage } from '../../../src/platforms/discord/view/read.ts';
import type { Options } from '../../../src/ask/request.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { realCorpus, townCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { answerOf, noticesOn } from '../../fixtures/replies.ts';
import { GENERAL } from '../../standins/discord/community.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { renderingOn, withDiscord } from './harness.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
/** A command with what follows it, up to the end of its sentence or of the enumeration. */
const COMMAND =
  /\/(?<name>[a-z-]+)(?<rest>(?: [a-z]+\d?(?::(?:[^,.:/ ]+(?: (?!ou )[^,.:/ ]+(?!\S*:))*))?)*)/gu;

describe.each([
  ['the true corpus', realCorpus],
  ['a town’s debate', townCorpus],
  ['a third debate', veloCorpus],
])('of %s', (_, corpus) => {
  const examples = catalogueOf(corpus).examples;
  const { render } = renderingOn(corpus, { shownTo: 'asker', isOwned: false, sharedBy: null });
  const shown = [['help', { kind: 'help' }] as const, ...noticesOn('tulipes')].map(
    ([what, reply]) => [what, readMessage(render(answerOf(reply))).texts.join('\n')] as const,
  );
  const dispatch = dispatchOn(corpus);
  const commands = commandsFor(null, { examples, areSeveral: false });

  test.each(shown)('H16: what Discord shows speaks of its own options: %s', (__, text) => {
    expect(text).not.toMatch(
      /page:|auteur:\p{Ll}(?!’)|point-virgule|\/(?:position|comparer) [^.,]* ; /u,
    );
    for (const { groups = {} } of text.matchAll(COMMAND)) {
      const command = commands.find(({ name }) => name === groups['name']);
      if (command === undefined) continue;
      const known = JSON.stringify(command);
      for (const [, option = ''] of (groups['rest'] ?? '').matchAll(/(\p{L}+\d?):/gu)) {
        expect(known).toContain(`"name":"${option}"`);
      }
    }
  });

  test('H16: every question that the help proposes is answered as Discord sends it, and as it is typed', async () => {
    const [, help = ''] = shown[0] ?? [];
    const line = /Par exemple\s:(.*)\.$/mu.exec(help)?.[1] ?? '';
    const questions = line.split(',').map((each) => each.trim());
    expect(questions).toHaveLength(3);
    for (const question of questions) {
      const [, command = '', text = ''] = /^\/(\S+)\s(.*)$/u.exec(question) ?? [];
      const given = text.split(/ (?=\p{L}+\d?:)/u).map((each) => each.split(':'));
      const options: Options = readOptions(
        given.map(([name = '', value = '']) => ({
          type: ApplicationCommandOptionType.String,
          name,
          value,
        })),
      );
      for (const input of [{ options }, { text }]) {
        const { reply } = await dispatch({ address: ADDRESS, command, input });
        expect(reply.kind, question).toMatch(/^(?:quotes|position|comparison)$/u);
      }
    }
  });
});

test('H16: help says that a message to the bot takes a phrase or a command, and it does', () =>
  withDiscord(async ({ discord, start }) => {
    await start();
    const { message } = await discord.command({ name: 'aide-debat' });
    const help = textOf(message ?? expect.fail()).replaceAll('\\', '');
    expect(help).toContain('/debat sujet:');
    expect(help).toContain('une commande s’y tape');
    discord.mention({ text: '/position auteur:Kabla sujet:médias sociaux' });
    const answer = await discord.waitForMessage(GENERAL, (message) =>
      textOf(message).includes('Ce que dit Hervé Kabla'),
    );
    expect(textOf(answer)).toMatch(/\s: médias sociaux/u);
  }));
