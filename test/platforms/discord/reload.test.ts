import { expect, test } from 'vitest';
import type { Corpus } from '../../../src/debate/passage.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { liveOn, partsOf } from '../../fixtures/bots.ts';
import { withDiscord } from './harness.ts';

/** A corpus in which one voice speaks of one matter. */
function corpusWith(voice: string, topic: string): Corpus {
  const text = `Nous parlons ici de ${topic} et de rien d’autre, comme il se doit.`;
  return { ...corpusOf([passage({ voice, text, topics: [topic] })]), hash: topic };
}

async function offeredBy(discord: Discord, option: string): Promise<readonly unknown[]> {
  const { choices } = await discord.autocomplete({ name: 'debat', option, typed: '' });
  return choices.map(({ value }) => value);
}

test('once the corpus was read again, nothing of the one before is proposed', () =>
  withDiscord(async ({ discord, start }) => {
    const live = liveOn(
      corpusWith('Ancienne Voix', 'fromage'),
      corpusWith('Nouvelle Voix', 'poisson'),
    );
    const { faults } = await start(partsOf(live));
    expect(await offeredBy(discord, 'auteur')).toEqual(['Ancienne Voix']);
    expect(await offeredBy(discord, 'sujet')).toContain('fromage');
    await live.reload();
    expect(await offeredBy(discord, 'auteur')).toEqual(['Nouvelle Voix']);
    expect(await offeredBy(discord, 'sujet')).toContain('poisson');
    expect(await offeredBy(discord, 'sujet')).not.toContain('fromage');
    expect(faults).toEqual([]);
  }));
