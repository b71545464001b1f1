import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { citationsOf, summed } from '../../bench/summaries/citations.ts';
import { measureAll } from '../../bench/summaries/measure.ts';
import { refusedByRule, tableOf } from '../../bench/summaries/table.ts';
import { createCheck } from '../../src/answer/check.ts';
import { dataIn } from '../../src/answer/data.ts';
import type { ModelRequest } from '../../src/answer/language-model.ts';
import { openPrompts } from '../../src/answer/prompt.ts';
import { Quote } from '../../src/debate/quote.ts';
import { readPrompts } from '../../src/files.ts';
import { ScriptedModel, readScript } from '../../src/models/scripted.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { passage } from '../fixtures/passages.ts';

const at = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const honest = readScript('demonstration', at('prompts/demonstration.yaml'));
const wrong = readScript('refused', at('bench/summaries/refused.yaml'));
const questions = parse(at('bench/summaries/questions.yaml')) as string[];

const measured = await measureAll(questions, {
  corpus: realCorpus,
  check: createCheck(realCorpus),
  model: new ScriptedModel([...honest, ...wrong]),
  isJudged: false,
  now: () => 0,
});

describe('the thirty questions, asked of a script with faults', () => {
  test('are thirty, and each gets a summary', () => {
    expect(questions).toHaveLength(30);
    expect(new Set(questions).size).toBe(30);
    expect(measured.filter(({ kept }) => kept < 2).map(({ question }) => question)).toEqual([]);
  });

  test('show quotations that are exact to the character, all of them', () => {
    expect(measured.filter(({ quotations }) => quotations < 2)).toEqual([]);
    for (const { exact, quotations } of measured) expect(exact).toBe(quotations);
  });

  test('show none of the sentences that are wrong, and meet every one of them', () => {
    const records = measured.flatMap(({ record }) => record ?? []);
    const refused = records
      .flatMap(({ proposals }) => proposals)
      .flatMap((proposal) => proposal.refused.map(({ sentence }) => sentence));
    const shown = records.flatMap(({ summary }) => summary?.points ?? []);
    const wrongly = new Set(wrong.map(({ sentence }) => sentence));
    expect(shown.filter(({ sentence }) => wrongly.has(sentence))).toEqual([]);
    expect([...wrongly].filter((sentence) => !refused.includes(sentence))).toEqual([]);
  });

  test('lose none of the sentences that are right', () => {
    const refused = measured
      .flatMap(({ record }) => record?.proposals ?? [])
      .flatMap((proposal) => proposal.refused.map(({ sentence }) => sentence));
    const rightly = new Set(honest.map(({ sentence }) => sentence));
    expect(refused.filter((sentence) => rightly.has(sentence))).toEqual([]);
  });

  test('make a table with what each rule refused and what it came to', () => {
    const table = tableOf(measured, { input: 1, output: 2 });
    expect(table.split('\n').filter((line) => line.startsWith('| /'))).toHaveLength(30);
    expect(table).toContain('30 questions, 30 summaries');
    expect(table).toMatch(/exact quotations: (\d+) of \1 \(100\.0 %\)/u);
    expect(table).toContain('citation recall: n/a');
    expect(table).toMatch(/cost: 0\.\d{4}/u);
    expect(refusedByRule(measured).size).toBeGreaterThan(5);
  });
});

describe('citation precision and recall', () => {
  const passages = ['un', 'deux', 'trois'].map((anchor) => passage({ anchor, text: `${anchor}.` }));
  const [one, two] = passages.map((each) => Quote.at(each));
  const { juge } = openPrompts(readPrompts());

  /** A judge for whom a sentence follows from the passages whose words it has. */
  function judging() {
    const complete = ({ user }: ModelRequest) => {
      const data = dataIn(user);
      const claims = data.filter(([label]) => label.startsWith('affirmation '));
      const verdicts = claims.map(([label, sentence]) => {
        const number = label.replace('affirmation ', '');
        const evidence = data
          .filter(([each]) => each === `preuve de ${number}`)
          .map(([, text]) => text);
        const follows = sentence.split(' ').every((word) => evidence.includes(`${word}.`));
        return { claim: Number(number), follows };
      });
      const text = JSON.stringify({ verdicts });
      return Promise.resolve({ text, tokens: { input: 1, output: 1 } });
    };
    return { model: { name: 'juge', complete }, judge: juge, now: () => 0 };
  }

  test('count what supports a sentence, and what of it is needed', async () => {
    if (one === undefined || two === undefined) throw new Error('two passages are needed');
    const points = [
      { sentence: 'un', evidence: [one] },
      { sentence: 'un deux', evidence: [one, two] },
      { sentence: 'un', evidence: [one, two] },
      { sentence: 'quatre', evidence: [one, two] },
    ] as const;
    const each = await Promise.all(points.map((point) => citationsOf([point], judging())));
    expect(each).toEqual([
      { sentences: 1, supported: 1, citations: 1, precise: 1 },
      { sentences: 1, supported: 1, citations: 2, precise: 2 },
      { sentences: 1, supported: 1, citations: 2, precise: 1 },
      { sentences: 1, supported: 0, citations: 2, precise: 0 },
    ]);
    expect(await citationsOf(points, judging())).toEqual(summed(each.flatMap((sum) => sum ?? [])));
  });
});
