import { createDispatch } from '../../test/fixtures/making.ts';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import { PAGE_SIZE, quotesOf } from '../../src/debate/reply.ts';
import { MOST_THESES } from '../../src/debate/summary.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { withBalance } from '../../src/search/balance.ts';
import type { Choose } from '../../src/summary/model-choice.ts';
import { voiceKey } from '../../src/debate/speaker.ts';

/** A subject as it is asked, and what a reader found the debate to say of it. */
export interface Annotated {
  readonly ask: string;
  /** The most central first; any of the passages tells the idea. */
  readonly ideas: readonly Idea[];
}

interface Idea {
  readonly passages: readonly string[];
  readonly side?: string | undefined;
}

/** What one way of choosing told of one subject. */
export interface Measured {
  readonly ask: string;
  readonly by: string;
  readonly ideas: { readonly found: number; readonly told: number };
  readonly voices: { readonly found: number; readonly told: number };
  /** Null where the passages found take one side or none. */
  readonly hasBothSides: boolean | null;
  readonly theses: number;
  /** Theses of an idea that another told already. */
  readonly repeats: number;
  /** Theses of no idea that a reader saw on the subject. */
  readonly beside: number;
  readonly tookMs: number;
}

const ADDRESS = { platform: 'console', workspace: null, channel: null, person: null };

/** Asks every subject through the program, one after another; `choose` is the model, if there is one. */
export async function measureAll(
  subjects: readonly Annotated[],
  corpus: Corpus,
  choose: Choose | null,
): Promise<readonly Measured[]> {
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  const known = { corpus, retriever, today: () => '2026-11-27', choose, subscribing: null };
  const dispatch = createDispatch(known, (fault) => {
    throw fault;
  });
  const measured: Measured[] = [];
  for (const { ask, ideas } of subjects) {
    const [, command = '', text = ''] = /^\/(\S+) (.*)$/u.exec(ask) ?? [];
    const begun = performance.now();
    const answer = await dispatch({ address: ADDRESS, command, input: { text } });
    const own = performance.now() - begun;
    const { reply } = answer;
    // The search refuses some subjects: that is measured elsewhere.
    if (!('summary' in reply) || reply.summary == null) continue;
    const found = quotesOf(reply).map(({ passage }) => passage);
    const ranked = reply.kind === 'comparison' ? found : reply.ranked.map((each) => each.passage);
    measured.push({
      ask,
      ...measure('the ranking', ranked.slice(0, MOST_THESES), found, ideas, own),
    });
    const told = reply.summary.evidence.map(({ passage }) => passage);
    measured.push({ ask, ...measure('the corpus', told, found, ideas, own) });
    const whole = await answer.complete?.();
    if (whole === undefined || !('summary' in whole.reply)) continue;
    const chosen = whole.reply.summary?.evidence.map(({ passage }) => passage) ?? [];
    const by = whole.reply.summary?.by === 'model' ? 'the model' : 'the corpus, after the model';
    measured.push({ ask, ...measure(by, chosen, found, ideas, performance.now() - begun) });
  }
  return measured;
}

function measure(
  by: string,
  told: readonly Passage[],
  found: readonly Passage[],
  ideas: readonly Idea[],
  tookMs: number,
): Omit<Measured, 'ask'> {
  const ideaOf = ({ id }: Passage) => ideas.find(({ passages }) => passages.includes(id));
  const ideasIn = (passages: readonly Passage[]) =>
    new Set(passages.flatMap((each) => ideaOf(each) ?? []));
  const sidesIn = (passages: readonly Passage[]) => {
    return new Set(passages.flatMap((each) => ideaOf(each)?.side ?? []));
  };
  const voicesIn = (passages: readonly Passage[]) => new Set(passages.map(voiceKey)).size;
  // Voices and sides count where they speak of the subject.
  const onSubject = found.filter((passage) => ideaOf(passage) !== undefined);
  const sides = sidesIn(onSubject).size;
  const beside = told.filter((passage) => ideaOf(passage) === undefined).length;
  return {
    by,
    ideas: { found: ideasIn(found).size, told: ideasIn(told).size },
    voices: { found: voicesIn(onSubject), told: voicesIn(told.filter((each) => ideaOf(each))) },
    hasBothSides: sides < 2 ? null : sidesIn(told).size > 1,
    theses: told.length,
    repeats: told.length - beside - ideasIn(told).size,
    beside,
    tookMs,
  };
}

/** A line of a table for each way of choosing. */
export function totalsOf(measured: readonly Measured[]): string[] {
  return [...Map.groupBy(measured, ({ by }) => by)].map(([by, all]) => {
    const sum = (of: (each: Measured) => number) =>
      all.reduce((total, each) => total + of(each), 0);
    const told = sum(({ ideas }) => ideas.told);
    const sided = all.filter(({ hasBothSides }) => hasBothSides !== null);
    const times = all.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
    const cells = [
      by,
      share(
        told,
        sum(({ ideas }) => ideas.found),
      ),
      share(
        told,
        sum(({ ideas }) => Math.min(MOST_THESES, ideas.found)),
      ),
      share(
        sum(({ voices }) => voices.told),
        sum(({ voices }) => Math.min(MOST_THESES, voices.found)),
      ),
      `${sided.filter(({ hasBothSides }) => hasBothSides).length} of ${sided.length}`,
      sum(({ repeats }) => repeats),
      share(
        sum(({ beside }) => beside),
        sum(({ theses }) => theses),
      ),
      (times[Math.floor(times.length / 2)] ?? 0).toFixed(1),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(1)} %`;
}
