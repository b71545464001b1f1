// What summaries are worth: `npm run eval:summaries` asks the 30 subjects of `summaries/subjects.yaml` and the
// 12 of another debate, both annotated by reading, and says which of the ideas found are told: by the corpus's
// own choice, beside the first theses of the ranking, and by a model where a server is configured.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';
import { loadCorpus } from '../src/corpus-folder.ts';
import { openChoosing } from '../src/summaries.ts';
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
const choose = (await openChoosing(readConfig(process.env).model, parts)) ?? null;

for (const { corpusFolder, subjects } of DEBATES) {
  const corpus = await loadCorpus({ corpusFolder, showsProposed: true });
  const asked = v.parse(annotated, parse(readFileSync(subjects, 'utf8')));
  const measured = await measureAll(asked, corpus, choose);
  console.log(`\n${corpusFolder}, ${String(asked.length)} subjects\n`);
  console.log(tableOf(measured));
}

function tableOf(measured: readonly Measured[]): string {
  return [
    '| chosen by | ideas told | of five at most | voices | both sides | repeats | beside the subject | ms p50 |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...totalsOf(measured),
  ].join('\n');
}
