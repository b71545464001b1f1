// What the editor's debate is worth: `npm run eval:theses` says how many theses that a person has read the
// rules refuse (none should be), and how many of sixty false theses near the truth they catch. With a
// server it also hides the theses of some passages, has the debate propose, and says how many of the false
// ones slip through the rules and the second reading too. `--passages 40` says how many are hidden.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readConfig } from '../src/config/config.ts';
import { loadCorpus } from '../src/running/reader.ts';
import { readPrompts } from '../src/running/files.ts';
import { openModel } from '../src/running/model.ts';
import { createProposer } from '../src/summary/proposing.ts';
import { openPrompts } from '../src/summary/prompts.ts';
import { OPERATOR_LOG, PLAIN_TIME } from './summaries/surroundings.ts';
import { measureProposals, measureRereading, measureRules } from './theses/measure.ts';
import type { DebateParts, FalseThesis } from './theses/measure.ts';

const FOLDERS = ['corpus', 'test/fixtures/debates/velo'];
const falseTheses = v.array(
  v.strictObject({ id: v.string(), kind: v.string(), false: v.string() }),
);

const { values } = parseArgs({ options: { passages: { type: 'string', default: '40' } } });
const corpora = await Promise.all(
  FOLDERS.map((corpusFolder) => loadCorpus({ corpusFolder, showsProposed: true })),
);
const written = v.parse(falseTheses, parse(readFileSync('bench/theses/false.yaml', 'utf8')));
const all: readonly FalseThesis[] = written.map(({ id, kind, false: thesis }) => {
  const corpus = corpora.find(({ passages }) => passages.some((passage) => passage.id === id));
  const passage = corpus?.passages.find((each) => each.id === id);
  if (corpus === undefined || passage === undefined) throw new Error(`no passage ${id}`);
  return { corpus, passage, kind, thesis };
});

const uncaught = measureRules(corpora, all);
const model = await openModel(readConfig(process.env).model, {
  time: PLAIN_TIME,
  log: OPERATOR_LOG,
});
if (model === null) {
  console.log(
    '\nno server is configured (OPENAI_API_KEY, OPENAI_BASE_URL): what a model proposes, and what its second reading lets slip, needs one',
  );
} else {
  console.log(`\n${model.name}`);
  const signal = new AbortController().signal;
  const prompts = openPrompts(readPrompts());
  const debates: readonly DebateParts[] = corpora.map((corpus) => ({
    corpus,
    proposer: createProposer({ model, prompts, corpus, signal }),
  }));
  await measureProposals(debates, Number(values.passages));
  await measureRereading(debates, all.length, uncaught);
}
