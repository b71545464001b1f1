import { foldText } from '../../french/words.ts';
import { named, unnamed, type Draft, type Paragraph, type Speaker, type Turn } from '../draft.ts';
import {
  isPronoun,
  isReport,
  genderOf,
  isSaid,
  namesOthers,
  saidAfter,
  saidBefore,
  saidWithin,
  type Attributed,
  type Gender,
} from './clauses.ts';
import { Names } from './names.ts';
import { sentencesOf } from './sentences.ts';
import { quotationsIn, withoutMarks, type Quotation, type Stretch } from './stretches.ts';

/** Fewer words between quotation marks are a term or an irony of whoever writes. */
const FEWEST_WORDS = 4;
/** Words that nobody is said to have said are somebody else's where they make a sentence, or are as many. */
const [FEWEST_OF_SENTENCE, FEWEST_OF_OTHERS] = [5, 12];
const UNSIGNED = 'une citation dont rien ne dit de qui elle est';

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
  const who = said === null || isPronoun(said.who) ? null : names.fullName(said.who, said.isFirst);
  if (said === null || who === null) return turn;
  return { ...turn, doubt: null, speaker: named(who, 'cité', { quotedBy, why: whyOf(said) }) };
}

function whyOf({ clause }: Attributed): string {
  return `le texte dit : ${clause.slice(0, 120)}`;
}

interface Said {
  readonly quotation: Quotation;
  readonly speaker: Speaker;
  /** The clauses that say so. */
  readonly after: Attributed | null;
  readonly before: Attributed | null;
}

class QuotingTurn {
  readonly #turn: Turn;
  readonly #texts: readonly string[];
  readonly #names: Names;
  readonly #parts: Turn[] = [];
  /** Who was named last, and in which paragraph. */
  #last: { name: string; paragraph: number; gender: Gender } | null = null;

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
    const quotations = quotationsIn(this.#texts);
    const said: Said[] = [];
    for (const [at, quotation] of quotations.entries()) {
      const { from, to } = quotation;
      const before = this.#text(from.paragraph, quotations[at - 1]?.to, from);
      const after = this.#text(to.paragraph, to, quotations[at + 1]?.from);
      const last = said.at(-1);
      const found = this.#attributed(quotation, { before, after });
      const isNext = last !== undefined && last.quotation === quotations[at - 1];
      const isNear = isNext && last.quotation.to.paragraph === from.paragraph;
      const speaker = found.speaker ?? (isNear ? goingOn(last, before) : null);
      if (speaker !== null) said.push({ ...found, quotation, speaker });
      else if (isOthers(this.#words(quotation), () => isSaid(before, after))) {
        this.#last = null;
        const { name } = this.#turn.speaker;
        said.push({ ...found, quotation, speaker: unnamed('cité', { quotedBy: name }) });
      }
    }
    return said;
  }

  #attributed(
    quotation: Quotation,
    { before, after }: { before: string; after: string },
  ): { speaker: Speaker | null; before: Attributed | null; after: Attributed | null } {
    const none = { speaker: null, before: null, after: null };
    if (wordsIn(this.#words(quotation)) < FEWEST_WORDS) return none;
    const { paragraph } = quotation.from;
    const said = saidAfter(after) ?? saidWithin(this.#words(quotation));
    const speaker = said === null ? null : this.#speakerNamed(said, paragraph, before);
    if (speaker !== null) return { speaker, before: null, after: said };
    const announced = saidBefore(before);
    const other = announced === null ? null : this.#speakerNamed(announced, paragraph, before);
    return other === null ? none : { speaker: other, before: announced, after: null };
  }

  #speakerNamed(found: Attributed, paragraph: number, before: string): Speaker | null {
    const { who, clause, isFirst } = found;
    const gender = genderOf(clause, who);
    const isNear = this.#last?.paragraph === paragraph && !namesOthers(before, this.#last.name);
    const last = isNear ? this.#last : null;
    const isOther = last?.gender != null && gender !== null && last.gender !== gender;
    const name = isPronoun(who)
      ? isOther
        ? null
        : (last?.name ?? null)
      : this.#names.fullName(who, isFirst);
    const own = this.#turn.speaker.name;
    if (name === null || (own !== null && foldText(name) === foldText(own))) return null;
    this.#last = { name, paragraph, gender };
    return named(name, 'cité', { quotedBy: own, why: whyOf(found) });
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

  #quoted({ quotation, speaker }: Said): void {
    const paragraphs = quotation.stretches.map(({ paragraph, start, end }) =>
      this.#piece(paragraph, start, end),
    );
    const doubt = speaker.name === null ? UNSIGNED : null;
    this.#parts.push({ ...this.#turn, key: null, answers: null, speaker, paragraphs, doubt });
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
      const afterwards = paragraph === from.paragraph ? (after?.length ?? 0) : 0;
      const announcing = paragraph === to.paragraph ? (before?.length ?? 0) : 0;
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

/** Where nothing but who speaks stands within a sentence, the rest of it is of the same voice. */
function goingOn({ speaker, after }: Said, between: string): Speaker | null {
  return after !== null && /^\s*,?\s*$/u.test(between.slice(after.length)) ? speaker : null;
}

function isOthers(words: string, isSaidByOthers: () => boolean): boolean {
  const count = wordsIn(words);
  if (count >= FEWEST_WORDS && isSaidByOthers()) return true;
  const isSentence = /^\p{Lu}/u.test(words) && /[.?!…]$/u.test(words);
  return count >= FEWEST_OF_OTHERS || (isSentence && count >= FEWEST_OF_SENTENCE);
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
