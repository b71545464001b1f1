import { expect } from 'vitest';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { GENERAL } from '../../standins/discord/community.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { dispatchOn } from '../../fixtures/bots.ts';

export const RESUME = { name: 'debat', options: { sujet: 'blogs', resume: true } };
/** The line above every summary, and what it says where a model chose. */
export const SUMMARY = 'En bref\u00A0: ';
export const BY_A_MODEL = 'par un modèle';

/** A model that answers at once, and on whose account it was asked. */
export function quickModel(choose: Choose = lastFirst) {
  const tenants: string[] = [];
  const counted: Choose = (wanted) => {
    tenants.push(wanted.tenant);
    return choose(wanted);
  };
  return { tenants, parts: { dispatch: dispatchOn(realCorpus, { choose: counted }) } };
}

/** A model that answers as often as it is told to, the first who asked first. */
export function slowModel() {
  const answers: PromiseWithResolvers<Choose>[] = [];
  const nth = (index: number) => (answers[index] ??= Promise.withResolvers());
  let told = 0;
  const { tenants, parts } = quickModel(async (wanted) => {
    return (await nth(tenants.length - 1).promise)(wanted);
  });
  const answer = (choose: Choose = lastFirst) => {
    nth(told).resolve(choose);
    told += 1;
  };
  return { answer, tenants, parts };
}

/** The one message of a channel, once it says so. */
export async function once(discord: Discord, words: string, channel = GENERAL) {
  await discord.waitForMessage(channel, (each) => textOf(each).includes(words));
  const [message, ...others] = discord
    .everIn(channel)
    .filter(({ payload }) => payload.author.bot === true);
  expect(others).toEqual([]);
  return message ?? expect.fail();
}

/** The quotations of a message, whatever numbers they bear. */
export function quotationsIn(message: Parameters<typeof textOf>[0]): readonly string[] {
  const lines = [...textOf(message).matchAll(/^> (?:\*\*\\\[\d+\\\]\*\* )?(.+)$/gmu)];
  return lines.map(([, words = '']) => words);
}

/** The theses of a message, a point a line. */
export function pointsIn(message: Parameters<typeof textOf>[0]): readonly string[] {
  return textOf(message)
    .split('\n')
    .filter((line) => line.startsWith('• '));
}
