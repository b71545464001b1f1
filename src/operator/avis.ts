import type { Config } from '../config/config.ts';
import { secretsIn } from '../config/config.ts';
import { NO_DEBATE, OpenDebate, readQualifiedRef } from '../debate/debates.ts';
import { Cleared } from '../debate/gate.ts';
import { Quote } from '../debate/quote.ts';
import { BotError } from '../errors.ts';
import { french } from '../french/typography.ts';
import { contestedText, verdictsText } from '../messages/conversation.ts';
import { quotationText, read } from '../platforms/terminal/render.ts';
import type { Contested } from '../ports.ts';
import { createLog } from '../running/log.ts';
import { loadCorpus } from '../running/reader.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';
import { openStore } from '../store/open.ts';
import { StoreFeedback } from '../store/ports.ts';
import { debatesChosen, takeKey, type KeptDebate } from './choosing.ts';

const USAGE = 'usage: npm run avis [-- --debat KEY]';
const PLATFORMS = ['slack', 'discord'];

/**
 * `avis`: how often each verdict was given, then the quotations that people contested, debate by debate and most
 * often first, each with its words, whose they are and where they stand. Rejects with a BotError where a corpus or
 * the store cannot be read.
 */
export async function avisCommand(
  typed: readonly string[],
  config: Config,
  { output, errors, now }: Pick<Surroundings, 'output' | 'errors' | 'now'>,
): Promise<number> {
  const { key: named, rest } = takeKey(typed);
  if (rest.length > 0) throw new BotError('usage', USAGE);
  const debates = debatesChosen(named, config);
  const time = platformTime(now);
  const log = createLog(errors, secretsIn(config));
  const { store, close } = await openStore(config.storeUrl, { time, log });
  try {
    const feedback = new StoreFeedback(store, time.now);
    for (const platform of PLATFORMS) {
      const counts = (await feedback.counts(platform)).filter(([, count]) => count > 0);
      if (counts.length > 0) output.write(`${platform} : ${verdictsText(counts)}\n`);
    }
    const keys = debates.map(({ key }) => key);
    const contested = Map.groupBy(await feedback.contested(), (each) => keyOf(each));
    // What is of a debate that is gone, or was said when there was one, is told as well.
    const told = named !== null ? keys : [...new Set([...keys, ...contested.keys()])];
    for (const key of told) {
      const debate = debates.find((each) => each.key === key);
      const those = contested.get(key) ?? [];
      if (those.length > 0) output.write(await shownOf(those, debate));
    }
    if (told.every((key) => !contested.has(key)))
      output.write('Aucune citation n’est contestée.\n');
  } finally {
    await close();
  }
  return ANSWERED;
}

const keyOf = ({ passage }: Contested) => readQualifiedRef(passage).key;

/** The contested quotations of one debate; undefined is one that is gone. */
async function shownOf(
  contested: readonly Contested[],
  debate: KeptDebate | undefined,
): Promise<string> {
  const known =
    debate === undefined ? NO_DEBATE : OpenDebate.of(await loadCorpus(debate), debate.key);
  const heading = known.key === '' ? '' : french`\nDébat : ${known.key}\n`;
  const all = await Promise.all(contested.map((each) => shown(each, known)));
  return heading + all.map((each) => `\n${each}\n`).join('');
}

/** It quotes: so it passes the gate as any answer does. */
async function shown(contested: Contested, { holdings, gate }: OpenDebate): Promise<string> {
  const { ref } = readQualifiedRef(contested.passage);
  const [passage] = await holdings.passages([ref]);
  const heading = `${contested.passage} · ${contestedText(contested)}`;
  if (passage === undefined) return `${heading}\n   n’est plus dans le corpus`;
  const text = `${heading}\n${quotationText(Quote.at(passage))}`;
  return Cleared.by(gate, text, read).payload;
}
