// What summaries are worth: `npm run eval:summaries` asks 30 fixed questions of a model through the whole
// program: of the configured server, or where none is of a script (prompts/demonstration.yaml and, wrong on
// purpose, summaries/refused.yaml). `--price-in` and `--price-out` are what a million tokens cost. The exit
// code is 1 where a quotation is not exact.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { parse } from 'yaml';
import { createCheck } from '../src/answer/check.ts';
import type { LanguageModel } from '../src/answer/language-model.ts';
import type { ModelServer } from '../src/config-model.ts';
import { readConfig } from '../src/config.ts';
import { loadCorpus } from '../src/corpus-folder.ts';
import { OpenAiModel } from '../src/models/openai.ts';
import { ScriptedModel, readScript } from '../src/models/scripted.ts';
import { measureAll } from './summaries/measure.ts';
import { tableOf } from './summaries/table.ts';

const SCRIPTS = ['../prompts/demonstration.yaml', 'summaries/refused.yaml'];

const { values } = parseArgs({
  options: {
    'price-in': { type: 'string' },
    'price-out': { type: 'string' },
  },
});
const config = readConfig(process.env);
const corpus = await loadCorpus(config.corpusFolder);
const questions = v.parse(v.array(v.string()), parse(read('summaries/questions.yaml')));
const { server } = config.model;
const model = server === null ? scriptedModel() : serverModel(server);
const measured = await measureAll(questions, {
  ...{ corpus, model, now: () => performance.now() },
  check: createCheck(corpus),
  // A script has no opinion of what follows from what.
  isJudged: server !== null,
});
const prices = { input: Number(values['price-in']), output: Number(values['price-out']) };
console.log(`model: ${model.name}\n`);
console.log(tableOf(measured, Number.isNaN(prices.input + prices.output) ? null : prices));
process.exitCode = measured.every(({ exact, quotations }) => exact === quotations) ? 0 : 1;

function scriptedModel(): LanguageModel {
  return new ScriptedModel(SCRIPTS.flatMap((name) => readScript(name, read(name))));
}

function serverModel(settings: ModelServer): LanguageModel {
  const tell = (fields: object, event: string) => {
    console.error(event, JSON.stringify(fields));
  };
  const pause = (ms: number, signal?: AbortSignal) =>
    wait(ms, undefined, signal === undefined ? {} : { signal });
  return new OpenAiModel(settings, {
    log: { info: tell, warn: tell, error: tell },
    time: { now: () => performance.now(), wait: pause, deadline: pause },
  });
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
