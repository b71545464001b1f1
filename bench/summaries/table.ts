import { summed } from './citations.ts';
import type { Measured } from './measure.ts';

/** What a million tokens cost, in whatever currency; null where nobody said. */
export interface Prices {
  readonly input: number;
  readonly output: number;
}

const NO_FIGURE = 'n/a';

/** The measurements as a Markdown table, and what they come to. */
export function tableOf(measured: readonly Measured[], prices: Prices | null): string {
  const lines = [
    '| question | proposed | refused | refused again | kept | precision | recall | tokens | ms |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...measured.map(lineOf),
  ];
  return [...lines, '', ...totalsOf(measured, prices)].join('\n');
}

/** How many sentences each rule refused, in first drafts and corrections together. */
export function refusedByRule(measured: readonly Measured[]): ReadonlyMap<string, number> {
  const rules = measured
    .flatMap(({ record }) => record?.proposals ?? [])
    .flatMap(({ refused }) => refused)
    .flatMap(({ faults }) => [...new Set(faults.map(({ rule }) => rule))]);
  const counts = [...Map.groupBy(rules, (rule) => rule)].map(([rule, all]) => [rule, all.length]);
  return new Map((counts as [string, number][]).toSorted((a, b) => b[1] - a[1]));
}

function lineOf({ question, record, kept, citations }: Measured): string {
  const [first, second] = record?.proposals ?? [];
  const tokens = record === null ? NO_FIGURE : record.tokens.input + record.tokens.output;
  const cells = [
    question,
    first?.proposed ?? 0,
    first?.refused.length ?? 0,
    second?.refused.length ?? 0,
    kept > 0 ? kept : (record?.withheld ?? 0),
    citations === null ? NO_FIGURE : percent(citations.precise, citations.citations),
    citations === null ? NO_FIGURE : percent(citations.supported, citations.sentences),
    tokens,
    record === null ? NO_FIGURE : Math.round(record.tookMs),
  ];
  return `| ${cells.join(' | ')} |`;
}

function totalsOf(measured: readonly Measured[], prices: Prices | null): string[] {
  const sum = (of: (each: Measured) => number) => measured.reduce((all, each) => all + of(each), 0);
  const proposed = sum(({ record }) => record?.proposals[0]?.proposed ?? 0);
  const input = sum(({ record }) => record?.tokens.input ?? 0);
  const output = sum(({ record }) => record?.tokens.output ?? 0);
  const kept = sum((each) => each.kept);
  const [exact, quotations] = [sum((each) => each.exact), sum((each) => each.quotations)];
  const judged = measured.flatMap(({ citations }) => citations ?? []);
  const { sentences, supported, citations, precise } = summed(judged);
  const isJudged = judged.length > 0;
  const cost = prices === null ? null : (input * prices.input + output * prices.output) / 1e6;
  const times = measured.flatMap(({ record }) => record?.tookMs ?? []).toSorted((a, b) => a - b);
  return [
    `${measured.length} questions, ${measured.filter((each) => each.kept > 0).length} summaries`,
    `sentences: ${proposed} proposed at first, ${kept} shown`,
    ...[...refusedByRule(measured)].map(([rule, count]) => `refused by « ${rule} »: ${count}`),
    `citation precision: ${isJudged ? percent(precise, citations) : NO_FIGURE}`,
    `citation recall: ${isJudged ? percent(supported, sentences) : NO_FIGURE}`,
    `exact quotations: ${exact} of ${quotations} (${percent(exact, quotations)})`,
    `tokens: ${input} in, ${output} out`,
    `time: p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`,
    `cost: ${cost === null ? NO_FIGURE : cost.toFixed(4)}`,
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? NO_FIGURE : `${((100 * part) / whole).toFixed(1)} %`;
}

function at(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? NO_FIGURE : value.toFixed(0);
}
