import { createHash } from 'node:crypto';
import { setImmediate as othersServed } from 'node:timers/promises';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { quoteDocument } from '../debate/document.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { Catalogue } from '../debate/catalogue.ts';
import type { Passage } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import { ofDebate, verdictLine, verdictOfNone } from '../messages/doors.ts';
import { quotationText, read } from '../platforms/terminal/render.ts';
import type { Opening } from './debated.ts';
import { Judge, MOST_PASSAGES, quotedIn, type Place, type Verdict } from './judging.ts';

/** A passage that holds words, of one state of a debate. */
interface Holding {
  readonly passage: Passage;
  readonly debate: OpenDebate;
  readonly hash: string;
}

/** A quotation in a text: where its words stand there, and the passages that hold them, a few. */
interface Judged extends Place {
  readonly verdict: Verdict;
  readonly holding: readonly Holding[];
}

type State = Catalogue['state'];

/** Of a text as long as may be sent, and no more than somebody reads. */
const MOST_QUOTATIONS = 200;
/** What is exact somewhere is exact, wherever else it is not. */
const BEST_FIRST: readonly Verdict[] = ['exact', 'title', 'retyped', 'unchecked', 'unknown'];

/**
 * Which quotations of a text are exact, in one of these debates at least, and of which each passage is. The answer
 * says where they stand in it and never repeats them: what is false is not written down once more. Rejects as
 * `debates` does.
 */
export async function verified(text: string, debates: Opening) {
  let judged: readonly Judged[] = quotedIn(text)
    .slice(0, MOST_QUOTATIONS)
    .map((place) => ({ ...place, verdict: 'unknown', holding: [] }));
  const states: State[] = [];
  // Only the passages that are told stay in memory: the debates may be more than it holds.
  for await (const debate of debates()) {
    const { catalogue } = debate;
    judged = await judgedIn(text, judged, debate, catalogue);
    states.push(catalogue.state);
  }
  const held = judged.flatMap(({ holding }) => holding);
  const gates = await gatesOf(held);
  await Promise.all(held.map(({ debate }) => debate.catchUp()));
  // One was read again meanwhile: an answer is of one state of each.
  if (held.some(({ debate, hash }) => debate.catalogue.hash !== hash))
    return verified(text, debates);
  const document = {
    version: 1 as const,
    kind: 'verification' as const,
    quotations: judged.map(({ holding, ...told }) => ({ ...told, quotes: holding.map(quoted) })),
    corpus: stateOfAll(states),
  };
  const keys = gates.map(({ key }) => key);
  const reading = ({ quotations }: typeof document, key: string) => {
    const quotes = quotations.flatMap((each) => each.quotes);
    return { quotations: [], works: [], documents: documentsOf(quotes, key, keys), texts: [] };
  };
  return {
    document: Cleared.byEach(gates, document, reading),
    text: () => Cleared.byEach(gates, textOf(judged), (told, key) => read(partOf(told, key, keys))),
  };
}

/** What stands best so far, and what a debate makes of it. */
async function judgedIn(
  text: string,
  before: readonly Judged[],
  debate: OpenDebate,
  { hash, sources }: Catalogue,
): Promise<readonly Judged[]> {
  const quotations = before.map(({ start, end }) => text.slice(start, end));
  const judges = quotations.map((words) => new Judge(words, sources));
  const unread = await debate.holdings.mayHold(quotations, async (portion, asked) => {
    const wanted: number[] = [];
    for (const quotation of asked) {
      if (judges[quotation]?.compare(portion, quotation) === true) wanted.push(quotation);
      // Each is looked for in many passages, and others wait meanwhile.
      await othersServed();
    }
    return wanted;
  });
  return before.map((known, quotation) => {
    const isWhole = !unread.has(quotation);
    const { verdict = known.verdict, passages = [] } = judges[quotation]?.judgement(isWhole) ?? {};
    const holding = passages.map((passage) => ({ passage, debate, hash }));
    return better(known, { ...known, verdict, holding });
  });
}

function better(one: Judged, other: Judged): Judged {
  const rank = ({ verdict }: Judged) => BEST_FIRST.indexOf(verdict);
  if (rank(one) !== rank(other)) return rank(one) < rank(other) ? one : other;
  return { ...one, holding: [...one.holding, ...other.holding].slice(0, MOST_PASSAGES) };
}

/** Of one debate, its own; of several, one that changes when any of them does. */
function stateOfAll(states: readonly State[]): State {
  const [only, ...others] = states;
  if (only !== undefined && others.length === 0) return only;
  const sum = (count: (state: State) => number) =>
    states.reduce((all, each) => all + count(each), 0);
  const hashes = states.map(({ hash }) => hash).join(' ');
  return {
    hash: createHash('sha256').update(hashes).digest('hex'),
    sources: sum(({ sources }) => sources),
    passages: sum(({ passages }) => passages),
  };
}

/** Each debate answers for its own passages. */
async function gatesOf(held: readonly Holding[]): Promise<readonly [Gate, ...Gate[]]> {
  const byDebate = Map.groupBy(held, ({ debate }) => debate);
  const shown = byDebate
    .entries()
    .map(([debate, those]) => debate.showing(those.map(({ passage }) => passage.id)));
  const [first = NO_DEBATE, ...others] = await Promise.all(shown);
  return [first.gate, ...others.map(({ gate }) => gate)];
}

function quoted({ passage, debate: { key } }: Holding) {
  return { ...(key !== '' && { debat: key }), ...quoteDocument(Quote.at(passage)) };
}

/** Those that one debate answers for; what is of none of these debates is asked of each, and held by none. */
function documentsOf(
  quotes: readonly ReturnType<typeof quoted>[],
  key: string,
  keys: readonly string[],
) {
  return quotes.flatMap(({ debat = '', ...quote }) => {
    if (!keys.includes(debat)) return [{ ...quote, debat }];
    return debat === key ? [quote] : [];
  });
}

function textOf(judged: readonly Judged[]): string {
  if (judged.length === 0) return verdictOfNone();
  return judged
    .map(({ verdict, holding }, index) => {
      const told = holding.map(({ passage, debate: { key } }) => {
        const words = quotationText(Quote.at(passage));
        return key === '' ? words : `${ofDebate(key)}\n\n${words}`;
      });
      return [verdictLine[verdict](index + 1), ...told].join('\n\n');
    })
    .join('\n\n');
}

/** What one debate answers for of such a text: all that stands under its name, and what stands under none. */
function partOf(text: string, key: string, keys: readonly string[]): string {
  const blocks = text.split('\n\n');
  const named = (block: string) => keys.find((each) => each !== '' && ofDebate(each) === block);
  return blocks
    .filter((_, at) => [key, undefined].includes(named(blocks[at - 1] ?? '')))
    .join('\n\n');
}
