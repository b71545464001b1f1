import type { Config } from '../config/config.ts';
import { secretsIn } from '../config/config.ts';
import { Cleared, Gate } from '../debate/gate.ts';
import type { Corpus } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import { BotError } from '../errors.ts';
import { contestedText, verdictsText } from '../messages/conversation.ts';
import { quotationText, read } from '../platforms/terminal/render.ts';
import type { Contested } from '../ports.ts';
import { createLog } from '../running/log.ts';
import { loadCorpus } from '../running/reader.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';
import { openStore } from '../store/open.ts';
import { StoreFeedback } from '../store/ports.ts';

const USAGE = 'usage: npm run avis';
const PLATFORMS = ['slack', 'discord'];

/**
 * `avis`: how often each verdict was given, then the quotations that people contested, most often first,
 * each with its words, whose they are and where they stand. Rejects with a BotError where the corpus or
 * the store cannot be read.
 */
export async function avisCommand(
  typed: readonly string[],
  config: Config,
  { output, errors, now }: Pick<Surroundings, 'output' | 'errors' | 'now'>,
): Promise<number> {
  if (typed.length > 0) throw new BotError('usage', USAGE);
  const corpus = await loadCorpus(config);
  const time = platformTime(now);
  const log = createLog(errors, secretsIn(config));
  const { store, close } = await openStore(config.storeUrl, { time, log });
  try {
    const feedback = new StoreFeedback(store, time.now);
    for (const platform of PLATFORMS) {
      const counts = (await feedback.counts(platform)).filter(([, count]) => count > 0);
      if (counts.length > 0) output.write(`${platform} : ${verdictsText(counts)}\n`);
    }
    const contested = await feedback.contested();
    for (const each of contested) output.write(`\n${shown(each, corpus)}\n`);
    if (contested.length === 0) output.write('Aucune citation n’est contestée.\n');
  } finally {
    await close();
  }
  return ANSWERED;
}

/** It quotes: so it passes the gate as any answer does. */
function shown(contested: Contested, corpus: Corpus): string {
  const passage = corpus.passages.find(({ id }) => id === contested.passage);
  const heading = `${contested.passage} · ${contestedText(contested)}`;
  if (passage === undefined) return `${heading}\n   n’est plus dans le corpus`;
  const text = `${heading}\n${quotationText(Quote.at(passage))}`;
  return Cleared.by(new Gate(corpus), text, read).payload;
}
