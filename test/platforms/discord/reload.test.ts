import { expect, test } from 'vitest';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { Live, liveParts, type Edition } from '../../../src/running/live.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import { answerOf, quotesReply } from '../../fixtures/replies.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { renderingOn, withDiscord } from './harness.ts';

/** An edition in which one voice speaks of one matter. */
function editionWith(voice: string, topic: string): Edition {
  const text = `Nous parlons ici de ${topic} et de rien d’autre, comme il se doit.`;
  const corpus = { ...corpusOf([passage({ voice, text, topics: [topic] })]), hash: topic };
  return { corpus, gate: new Gate(corpus), dispatch: dispatchOn(corpus) };
}

async function offeredBy(discord: Discord, option: string): Promise<readonly unknown[]> {
  const { choices } = await discord.autocomplete({ name: 'debat', option, typed: '' });
  return choices.map(({ value }) => value);
}

async function answerOn(discord: Discord, sujet: string): Promise<string> {
  const { message } = await discord.command({ name: 'debat', options: { sujet } });
  return textOf(message ?? expect.fail());
}

test('once the corpus was read again, nothing of the one before is said or proposed', () =>
  withDiscord(async ({ discord, start }) => {
    const live = new Live(editionWith('Ancienne Voix', 'fromage'), () =>
      Promise.resolve(editionWith('Nouvelle Voix', 'poisson')),
    );
    const { faults } = await start(liveParts(live));
    expect(await offeredBy(discord, 'auteur')).toEqual(['Ancienne Voix']);
    expect(await offeredBy(discord, 'sujet')).toContain('fromage');
    expect(await answerOn(discord, 'fromage')).toContain('Ancienne Voix');
    await live.reload();
    expect(await offeredBy(discord, 'auteur')).toEqual(['Nouvelle Voix']);
    expect(await offeredBy(discord, 'sujet')).toContain('poisson');
    expect(await offeredBy(discord, 'sujet')).not.toContain('fromage');
    expect(await answerOn(discord, 'fromage')).toContain('Aucun passage');
    expect(await answerOn(discord, 'poisson')).toContain('Nouvelle Voix');
    expect(faults).toEqual([]);
  }));

test('an author who is not named is asked for under the name the corpus of the moment gives them', () => {
  const anonymous = (publisher: string): Corpus => {
    const work = source({ publisher, author: null });
    const [one, other] = [
      passage({ source: work, voice: 'auteur non identifié' }),
      passage({ source: work, anchor: 'autre' }),
    ];
    return { ...corpusOf([one, other]), hash: publisher };
  };
  let corpus = anonymous('Avant');
  const live: Corpus = {
    get hash() {
      return corpus.hash;
    },
    get sources() {
      return corpus.sources;
    },
    get passages() {
      return corpus.passages;
    },
    debate: { title: null, question: null },
    lexicon: [],
  };
  const circumstances = { shownTo: 'asker', isOwned: false, sharedBy: null } as const;
  const { render } = renderingOn(live, circumstances);
  const buttonsNow = () => {
    const [first = expect.fail()] = corpus.passages;
    return JSON.stringify(render(answerOf(quotesReply([Quote.at(first)]))).components);
  };
  const [before = expect.fail()] = speakersOf(corpus).filter(isUnnamed);
  expect(buttonsNow()).toContain(before.label);
  corpus = anonymous('Après');
  const [after = expect.fail()] = speakersOf(corpus).filter(isUnnamed);
  expect(buttonsNow()).toContain(after.label);
});

function isUnnamed({ kind }: Speaker): boolean {
  return kind === 'unnamed author';
}
