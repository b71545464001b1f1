// What summaries are worth: `npm run eval:summaries` asks the 30 subjects of `summaries/subjects.yaml` and the
// 12 of another debate, both annotated by reading, and says which of the ideas found are told: by the corpus's
// own choice, beside the first theses of the ranking, and by a model where a server is configured. It also counts
// the tokens of every request that a model would get, as OpenAI's o200k_base counts them.
import { readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readConfig } from '../src/config/config.ts';
import { loadCorpus } from '../src/running/reader.ts';
import { readPrompts } from '../src/running/files.ts';
import type { LanguageModel } from '../src/summary/language-model.ts';
import { ModelFailure } from '../src/summary/language-model.ts';
import { createChooser } from '../src/summary/model-choice.ts';
import { openPrompts } from '../src/summary/prompts.ts';
import { openChoosing } from '../src/running/model.ts';
import { measureAll, totalsOf } from './summaries/measure.ts';
import type { Measured } from './summaries/measure.ts';
import { OPERATOR_LOG, PLAIN_TIME } from './summaries/surroundings.ts';

const DEBATES = [
  { corpusFolder: 'corpus', subjects: 'bench/summaries/subjects.yaml' },
  {
    corpusFolder: 'test/fixtures/debates/velo',
    subjects: 'test/fixtures/debates/velo-subjects.yaml',
  },
];

const annotated = v.array(
  v.object({
    ask: v.string(),
    ideas: v.array(v.object({ passages: v.array(v.string()), side: v.optional(v.string()) })),
  }),
);

const today = () => '2026-11-27';
const signal = new AbortController().signal;
const parts = { today, time: PLAIN_TIME, log: OPERATOR_LOG, signal };
const choose = await openChoosing(readConfig(process.env).model, parts);

/** Counts what it is asked, and chooses nothing. */
const tokens: number[] = [];
const counter: LanguageModel = {
  name: 'counter',
  complete: ({ system, user }) => {
    tokens.push(encode(system).length + encode(user).length);
    return Promise.reject(new ModelFailure('stopped'));
  },
};
const counting = createChooser({
  model: counter,
  prompt: openPrompts(readPrompts()).choix,
  today,
  signal,
  limits: { concurrency: 1, tokensPerDay: Number.MAX_SAFE_INTEGER },
  now: () => performance.now(),
  record: () => undefined,
});
const LONGEST_ANSWER = '{"groups": [[12, 11], [10], [9], [8]]}';

for (const { corpusFolder, subjects } of DEBATES) {
  const corpus = await loadCorpus({ corpusFolder, showsProposed: true });
  const asked = v.parse(annotated, parse(readFileSync(subjects, 'utf8')));
  const measured = await measureAll(asked, corpus, choose);
  const answered = new Set(measured.map(({ ask }) => ask)).size;
  console.log(`\n${corpusFolder}: ${answered} of ${asked.length} subjects answered\n`);
  console.log(tableOf(measured));
  await measureAll(asked, corpus, counting);
  console.log(`\na request: ${told(tokens)} tokens; twelve theses in the longest`);
  tokens.length = 0;
}
console.log(`the longest answer: ${encode(LONGEST_ANSWER).length} tokens`);

function told(counts: readonly number[]): string {
  const sorted = counts.toSorted((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)]}, at most ${sorted.at(-1)}`;
}

function tableOf(measured: readonly Measured[]): string {
  return [
    '| chosen by | ideas told | of five at most | voices | both sides | repeats | beside the subject | ms p50 |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...totalsOf(measured),
  ].join('\n');
}
