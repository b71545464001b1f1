import type { Corpus, Passage } from '../../src/debate/passage.ts';
import type { Proposed, Proposer } from '../../src/summary/proposing.ts';
import { brokenRules, knownOf } from '../../src/summary/thesis-rules.ts';

/** A thesis that is false of its passage, though near the truth. */
export interface FalseThesis {
  readonly corpus: Corpus;
  readonly passage: Passage;
  /** What was made false. */
  readonly kind: string;
  readonly thesis: string;
}

/** What proposes for the passages of one corpus. */
export interface DebateParts {
  readonly corpus: Corpus;
  readonly proposer: Proposer;
}

/** Prints what the rules refuse by themselves; returns the false theses that they let through. */
export function measureRules(
  corpora: readonly Corpus[],
  all: readonly FalseThesis[],
): readonly FalseThesis[] {
  const read = corpora.flatMap((corpus) => {
    const known = knownOf(corpus);
    const own = corpus.passages.filter(({ thesis }) => thesis?.isRead === true);
    return own.map((passage) => ({
      id: passage.id,
      broken: brokenRules(passage.thesis?.text ?? '', passage, known),
    }));
  });
  const refused = read.filter(({ broken }) => broken.length > 0);
  console.log(`read theses that the rules refuse: ${of(refused.length, read.length)}`);
  for (const { id, broken } of refused) console.log(`  ${id}: ${named(broken)}`);
  const knownTo = new Map(corpora.map((corpus) => [corpus, knownOf(corpus)]));
  const measured = all.map((each) => {
    const known = knownTo.get(each.corpus) ?? knownOf(each.corpus);
    return { ...each, broken: brokenRules(each.thesis, each.passage, known) };
  });
  const uncaught = measured.filter(({ broken }) => broken.length === 0);
  const caught = measured.filter(({ broken }) => broken.length > 0);
  console.log(`\nfalse theses that the rules catch: ${of(caught.length, all.length)}`);
  console.log(tableOf('made false', caught, all));
  console.log(`by rule: ${counts(caught.flatMap(({ broken }) => broken.map(({ rule }) => rule)))}`);
  return uncaught;
}

/** Asks for proposals for passages whose thesis and themes are hidden, the same ones at each run. */
export async function measureProposals(
  debates: readonly DebateParts[],
  most: number,
): Promise<void> {
  const all = debates.flatMap(({ corpus, proposer }) =>
    corpus.passages
      .filter(({ thesis }) => thesis?.isRead === true)
      .map((passage) => ({ passage, proposer })),
  );
  const begun = performance.now();
  const measured: { passage: Passage; proposed: Proposed }[] = [];
  for (const { passage, proposer } of drawn(all, most)) {
    const hidden = { ...passage, thesis: null, topics: [], searchWords: [] };
    measured.push({ passage, proposed: await proposer.propose(hidden) });
  }
  const seconds = (performance.now() - begun) / 1000;
  const reasons = measured.flatMap(({ proposed }) => {
    return proposed.kind === 'refused' ? proposed.reasons.map(({ by }) => by) : [];
  });
  const failures = measured.flatMap(({ proposed }) => {
    return proposed.kind === 'failed' ? [proposed.failure] : [];
  });
  const kept = measured.flatMap(({ passage, proposed }) => {
    return proposed.kind === 'proposed' ? [{ passage, topics: proposed.proposal.topics }] : [];
  });
  const topics = kept.flatMap(({ passage, topics: own }) =>
    own.map((topic) => ({ passage, topic })),
  );
  const agreeing = topics.filter(({ passage, topic }) => passage.topics.includes(topic));
  const tokens = measured.reduce((sum, { proposed }) => sum + proposed.tokens, 0);
  console.log(
    `\nproposals asked for: ${measured.length}, kept: ${of(kept.length, measured.length)}`,
  );
  console.log(`refused by: ${counts(reasons)}; failures: ${counts(failures)}`);
  console.log(`themes that the editor gave too: ${of(agreeing.length, topics.length)}`);
  console.log(`tokens: ${tokens}, time: ${seconds.toFixed(1)} s`);
  for (const { passage, proposed } of measured) console.log(lineOf(passage, proposed));
}

/** Has the false theses that the rules let through read again, and prints which ones slip through. */
export async function measureRereading(
  debates: readonly DebateParts[],
  all: number,
  uncaught: readonly FalseThesis[],
): Promise<void> {
  const slipped: FalseThesis[] = [];
  for (const each of uncaught) {
    const proposer = debates.find(({ corpus }) => corpus === each.corpus)?.proposer;
    const reading = await proposer?.reread(each.thesis, each.passage);
    if (reading?.failure !== null) console.log(`  no answer for ${each.passage.id}`);
    if (reading?.value === true) slipped.push(each);
  }
  console.log(
    `\nfalse theses that slip through rules and second reading: ${of(slipped.length, all)}`,
  );
  console.log(`those that the second reading was asked: ${of(slipped.length, uncaught.length)}`);
  for (const { passage, kind, thesis } of slipped)
    console.log(`  ${passage.id} (${kind}): ${thesis}`);
}

function tableOf(
  head: string,
  caught: readonly FalseThesis[],
  all: readonly FalseThesis[],
): string {
  const rows = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, each]) => {
    const own = caught.filter((one) => one.kind === kind).length;
    return `| ${kind} | ${own} | ${each.length} |`;
  });
  return [`| ${head} | caught | of |`, '| --- | --: | --: |', ...rows].join('\n');
}

function lineOf({ id }: Passage, proposed: Proposed): string {
  if (proposed.kind === 'failed') return `  ${id}: ${proposed.failure}`;
  if (proposed.kind === 'proposed') return `  ${id}: kept: ${proposed.proposal.thesis ?? ''}`;
  const by = proposed.reasons.map((reason) => reason.by).join(', ');
  return `  ${id}: refused (${by}): ${proposed.written}`;
}

function named(broken: readonly { readonly rule: string; readonly why: string }[]): string {
  return broken.map(({ rule, why }) => `${rule}, ${why}`).join('; ');
}

function counts(names: readonly string[]): string {
  const groups = [...Map.groupBy(names, (name) => name)];
  return groups.map(([name, each]) => `${name} ${each.length}`).join(', ') || 'none';
}

function of(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;
}

const SEED = 20_261_127;

/** Some of a list, in an order that depends on the seed alone (a linear congruential generator). */
function drawn<Item>(items: readonly Item[], most: number): readonly Item[] {
  let state = SEED;
  const keyed = items.map((item) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return { item, key: state };
  });
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, most)
    .map(({ item }) => item);
}
