import { describe, expect, test } from 'vitest';
import { dataIn, topicsOf } from '../../src/answer/data.ts';
import { openPrompts } from '../../src/answer/prompt.ts';
import { questionOf } from '../../src/answer/question.ts';
import { Quote } from '../../src/debate/quote.ts';
import { shownOf } from '../../src/debate/reply.ts';
import type { SummarisedReply } from '../../src/debate/reply.ts';
import { speakersOf } from '../../src/debate/speaker.ts';
import type { Speaker } from '../../src/debate/speaker.ts';
import { readPrompts } from '../../src/files.ts';
import { realCorpus } from '../fixtures/corpora.ts';

const prompts = openPrompts(readPrompts());

function speaker(name: string): Speaker {
  const found = speakersOf(realCorpus).find(({ label }) => label === name);
  if (found === undefined) throw new Error(`${name} says nothing`);
  return found;
}

function quotesOf(name: string) {
  const said = realCorpus.passages.filter((each) => speaker(name).speaks(each)).slice(0, 2);
  return said.map((passage) => Quote.at(passage));
}

function asked(reply: SummarisedReply) {
  const shown = shownOf(reply).map(({ quote }) => quote);
  const { prompt, user } = questionOf(reply, shown, prompts, topicsOf(realCorpus));
  const data = dataIn(user).filter(([label]) => !/^(?:source|passage) \d$/u.test(label));
  return { prompt, data };
}

describe('what a model is asked', () => {
  test('of a position is the voice and the subject', () => {
    const groups = [{ topic: 'blogs', quotes: quotesOf('Hervé Kabla') }];
    const held = { speaker: speaker('Hervé Kabla'), subject: 'les blogs ?', groups, total: 2 };
    expect(asked({ kind: 'position', page: 1, ...held })).toEqual({
      prompt: 'position',
      data: [
        ['voix', 'Hervé Kabla'],
        ['sujet', 'les blogs'],
      ],
    });
  });

  test('of a comparison without a subject is both voices and what they have in common', () => {
    const sides = ['Hervé Kabla', 'Yann Gourvennec'].map((name) => ({
      speaker: speaker(name),
      quotes: quotesOf(name),
    }));
    const [one, other] = sides;
    if (one === undefined || other === undefined) throw new Error('there are two sides');
    const topics = ['Facebook', 'achat de fans'];
    const reply = { kind: 'comparison', subject: null, topics, sides: [one, other] } as const;
    expect(asked(reply)).toEqual({
      prompt: 'comparaison',
      data: [
        ['voix', 'Hervé Kabla ; Yann Gourvennec'],
        ['sujet', 'Facebook achat de fans'],
      ],
    });
  });
});
