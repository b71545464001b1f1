import { Gate } from '../../../src/debate/gate.ts';
import type { SummarisedReply } from '../../../src/debate/reply.ts';
import type { SummaryPart } from '../../../src/debate/summary.ts';
import { expect } from 'vitest';
import { realCorpus } from '../../fixtures/corpora.ts';
import { summarised, thesisCheck } from '../../fixtures/summaries.ts';
import { GENERAL } from '../../standins/discord/community.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { dispatchOn } from './harness.ts';

export const RESUME = { name: 'debat', options: { sujet: 'blogs', resume: true } };
export const PREPARING = 'Résumé en préparation';
export const SUMMARY = 'Résumé automatique de';

const gate = new Gate(realCorpus, thesisCheck);

/** A model that answers at once. */
export function quickModel() {
  const summarise = (reply: SummarisedReply) => Promise.resolve(givenFor(reply));
  return { gate, dispatch: dispatchOn(realCorpus, { summarise }) };
}

/** A model that answers as often as it is told to, the first who asked first. */
export function slowModel() {
  const answers: PromiseWithResolvers<SummaryPart | undefined>[] = [];
  const nth = (index: number) => (answers[index] ??= Promise.withResolvers());
  let [asked, told] = [0, 0];
  const summarise = async (reply: SummarisedReply) => {
    asked += 1;
    return (await nth(asked - 1).promise) ?? givenFor(reply);
  };
  const answer = (part?: SummaryPart) => {
    nth(told).resolve(part);
    told += 1;
  };
  return { answer, parts: { gate, dispatch: dispatchOn(realCorpus, { summarise }) } };
}

function givenFor(reply: SummarisedReply): SummaryPart {
  return summarised(reply).summary ?? expect.fail();
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
