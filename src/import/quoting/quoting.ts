import { named, type Draft, type Paragraph, type Turn } from '../draft.ts';
import { Attribution, whyOf, type Said } from './attribution.ts';
import { isReport, saidBefore, type Attributed } from './clauses.ts';
import { Names } from './names.ts';
import { sentencesOf } from './sentences.ts';
import { quotationsIn, withoutMarks, wordsIn } from './stretches.ts';
import type { Quotation, Stretch } from './stretches.ts';

/**
 * The same draft, in which what a voice quotes between quotation marks is a turn of whom it quotes, and a
 * sentence that tells what somebody else says is told apart.
 */
export function withQuotations(draft: Draft): Draft {
  const names = new Names(draft);
  const turns = draft.turns.flatMap((turn, at) =>
    turn.speaker.role === 'cité'
      ? [announced(turn, draft.turns[at - 1], names)]
      : new QuotingTurn(turn, names).parted(),
  );
  return { ...draft, turns };
}

/** What is set apart as somebody's words, named by the sentence before it that ends with a colon. */
function announced(turn: Turn, before: Turn | undefined, names: Names): Turn {
  const { text = '' } = before?.paragraphs.at(-1) ?? {};
  const { name, quotedBy } = turn.speaker;
  if (name !== null || !text.endsWith(':')) return turn;
  const said = saidBefore(text.replace(/(?: ?:)+$/u, ' :'));
  const isName = said?.kind === 'name' && !said.isOfMany;
  const who = isName ? names.fullName(said.who, said.office) : null;
  if (said === null || who === null) return turn;
  return { ...turn, doubt: null, speaker: named(who, 'cité', { quotedBy, why: whyOf(said) }) };
}

/** As many words beside the name, and what the person is, tell nothing but who speaks. */
const MOST_BESIDE = 6;

/** The length of a clause of which nothing is lost where it is left out, for the reason of the voice has it. */
function lengthAlone(said: Attributed | null): number {
  if (said === null) return 0;
  const beside = said.clause.replace(said.office + said.who, '');
  return wordsIn(beside) <= MOST_BESIDE ? said.length : 0;
}

class QuotingTurn {
  readonly #turn: Turn;
  readonly #texts: readonly string[];
  readonly #names: Names;
  readonly #parts: Turn[] = [];

  constructor(turn: Turn, names: Names) {
    this.#turn = turn;
    this.#texts = turn.paragraphs.map(({ text }) => text);
    this.#names = names;
  }

  parted(): Turn[] {
    const said = this.#said();
    let from = { paragraph: 0, place: 0 };
    for (const [at, each] of said.entries()) {
      this.#own(from, each.quotation.from, said[at - 1]?.after ?? null, each.before);
      this.#quoted(each);
      from = each.quotation.to;
    }
    const end = { paragraph: this.#texts.length - 1, place: this.#texts.at(-1)?.length ?? 0 };
    this.#own(from, end, said.at(-1)?.after ?? null, null);
    const first = this.#parts.findIndex(({ speaker }) => speaker.role !== 'cité');
    const { key, answers } = this.#turn;
    return this.#parts.map((part, at) =>
      at === Math.max(first, 0) ? { ...part, key, answers } : part,
    );
  }

  /** The quotations that are somebody else's words. */
  #said(): Said[] {
    const attribution = new Attribution(this.#names, this.#turn.speaker.name);
    const quotations = quotationsIn(this.#texts);
    return quotations.flatMap((quotation, at) => {
      const { from, to } = quotation;
      const last = quotations[at - 1]?.to;
      const said = attribution.next(quotation, {
        words: this.#words(quotation),
        before: this.#text(from.paragraph, last, from),
        after: this.#text(to.paragraph, to, quotations[at + 1]?.from),
        since: this.#between(last ?? { paragraph: from.paragraph, place: 0 }, from),
      });
      return said ?? [];
    });
  }

  #between(last: Quotation['to'], next: Quotation['from']): string {
    if (last.paragraph === next.paragraph) return this.#text(next.paragraph, last, next);
    const [first = '', ...others] = this.#texts.slice(last.paragraph, next.paragraph + 1);
    const end = others.pop()?.slice(0, next.place) ?? '';
    return [first.slice(last.place), ...others, end].join(' ');
  }

  #text(
    paragraph: number,
    from: Quotation['from'] | undefined,
    to: Quotation['from'] | undefined,
  ): string {
    const text = this.#texts[paragraph] ?? '';
    const start = from?.paragraph === paragraph ? from.place : 0;
    return text.slice(start, to?.paragraph === paragraph ? to.place : text.length);
  }

  #words({ stretches }: Quotation): string {
    return stretches
      .map(({ paragraph, start, end }) => this.#texts[paragraph]?.slice(start, end) ?? '')
      .join(' ');
  }

  #quoted({ quotation, speaker, doubt, isReported }: Said): void {
    const said = { ...this.#turn, key: null, answers: null, speaker, doubt, isReported };
    let paragraphs: Paragraph[] = [];
    for (const [at, { paragraph, start, end }] of quotation.stretches.entries()) {
      // The mark again at the start of a paragraph stands between its words and those before.
      if (at > 0 && start > 0) {
        this.#parts.push({ ...said, paragraphs });
        paragraphs = [];
      }
      paragraphs.push(this.#piece(paragraph, start, end));
    }
    this.#parts.push({ ...said, paragraphs });
  }

  /** What whoever writes says between two quotations, without what only tells whose they are. */
  #own(
    from: Quotation['from'],
    to: Quotation['from'],
    after: Attributed | null,
    before: Attributed | null,
  ): void {
    for (let paragraph = from.paragraph; paragraph <= to.paragraph; paragraph += 1) {
      const text = this.#texts[paragraph] ?? '';
      const start = paragraph === from.paragraph ? from.place : 0;
      const end = paragraph === to.paragraph ? to.place : text.length;
      const afterwards = paragraph === from.paragraph ? lengthAlone(after) : 0;
      const announcing = paragraph === to.paragraph ? lengthAlone(before) : 0;
      // A clause that ends its sentence, or is one, is left out; within a sentence it stays.
      const first = /^[.!?…]/u.test(text.slice(start + afterwards)) ? start + afterwards : start;
      const last = /[.!?…»”]\s*$/u.test(text.slice(first, end - announcing))
        ? end - announcing
        : end;
      if (/[\p{L}\p{N}]/u.test(text.slice(start + afterwards, Math.max(start, end - announcing)))) {
        this.#say(withoutMarks(text, { paragraph, start: first, end: Math.max(first, last) }));
      }
    }
  }

  #say({ paragraph, start, end }: Stretch): void {
    const piece = this.#piece(paragraph, start, end);
    const runs: { text: string; isReported: boolean }[] = [];
    for (const text of sentencesOf(piece.text)) {
      const isReported = isReport(text);
      const last = runs.at(-1);
      if (last?.isReported === isReported) last.text += ` ${text}`;
      else runs.push({ text, isReported });
    }
    for (const { text, isReported } of runs) this.#add({ ...piece, text }, isReported);
  }

  #add(paragraph: Paragraph, isReported: boolean): void {
    const last = this.#parts.at(-1);
    const { speaker } = this.#turn;
    if (last?.speaker === speaker && last.isReported === isReported) {
      this.#parts[this.#parts.length - 1] = {
        ...last,
        paragraphs: [...last.paragraphs, paragraph],
      };
    } else {
      const part = { ...this.#turn, key: null, answers: null, isReported, paragraphs: [paragraph] };
      this.#parts.push(part);
    }
  }

  #piece(paragraph: number, start: number, end: number): Paragraph {
    const { text = '', seconds = null } = this.#turn.paragraphs[paragraph] ?? {};
    return { text: text.slice(start, end), seconds };
  }
}
