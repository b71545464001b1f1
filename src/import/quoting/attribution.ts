import { foldText } from '../../french/words.ts';
import { named, unnamed, type Speaker } from '../draft.ts';
import {
  genderOf,
  institutionCited,
  isAnswer,
  isSaidBySomebody,
  spokenOf,
  saidAfter,
  saidBefore,
  saidWithin,
  type Attributed,
  type Gender,
} from './clauses.ts';
import { FULL_NAME, type Names } from './names.ts';
import { sentencesOf } from './sentences.ts';
import { FEWEST_WORDS, isOthers, isSentence, type Quotation, wordsIn } from './stretches.ts';

const UNSIGNED = 'une citation dont rien ne dit de qui elle est';
/** Further on, a pronoun may stand for somebody else. */
const FARTHEST = 600;

/** Somebody else's words, and whose they are. */
export interface Said {
  readonly quotation: Quotation;
  readonly speaker: Speaker;
  /** Why nobody is named. */
  readonly doubt: string | null;
  /** Whether they are what an institution or a newspaper is cited for. */
  readonly isReported: boolean;
  /** The clauses that say so. */
  readonly after: Attributed | null;
  readonly before: Attributed | null;
}

/** Of what stands between two quotations. */
export interface Beside {
  readonly words: string;
  /** What the voice itself says since the quotation before, and until the next, in the same paragraph. */
  readonly before: string;
  readonly after: string;
  /** The same since the quotation before, in whatever paragraph that is. */
  readonly since: string;
}

/** Somebody who speaks, and what the voice itself says since. */
interface Heard {
  readonly name: string;
  readonly gender: Gender;
  readonly since: string;
}

/** Follows who is quoted in what one voice says, one quotation after the other. */
export class Attribution {
  readonly #names: Names;
  /** Whose words the quotations are in. */
  readonly #own: string | null;
  /** Who was quoted last, and what was said since. */
  #last: Heard | null = null;
  /** What the voice said since somebody's words, with « » for a term. */
  #told = '';
  /** The quotation before, where it is somebody's words. */
  #before: Said | null = null;
  /** The length of the clause after it. */
  #clause = 0;

  constructor(names: Names, own: string | null) {
    this.#names = names;
    this.#own = own;
  }

  /** Null where a quotation is of the voice itself: a term, an irony, a title. */
  next(quotation: Quotation, beside: Beside): Said | null {
    const between = beside.since.slice(this.#clause);
    this.#hear(between);
    const said = this.#said(quotation, { ...beside, since: between });
    this.#told = said === null ? `${this.#told}« »` : '';
    if (said === null) this.#answered(beside);
    this.#before = said;
    this.#clause = said?.after?.length ?? 0;
    if (said !== null && said.speaker.name === null) this.#last = null;
    return said;
  }

  #said(quotation: Quotation, { words, before, after, since }: Beside): Said | null {
    const quotedBy = this.#own;
    const count = wordsIn(words);
    const found = count < FEWEST_WORDS ? [] : clausesBeside(words, before, after);
    for (const { clause, ...place } of found) {
      const name = this.#named(clause);
      if (name === null) continue;
      if (this.#isOwn(name)) return null;
      this.#last = { name, gender: genderOf(clause), since: tailOf(clause) };
      const speaker = named(name, 'cité', { quotedBy, why: whyOf(clause) });
      return { quotation, speaker, doubt: null, isReported: false, ...place };
    }
    const [{ clause } = { clause: null }] = found;
    const institution = institutionCited(before, after);
    const isSaid = clause !== null || institution !== null || isSaidBySomebody(before, after);
    const speaker = isSaid ? null : this.#goingOn(count, since, after);
    if (speaker !== null) return { ...NO_CLAUSE, quotation, speaker };
    if (!isOthers(words, count, isSaid)) return null;
    const cited = clause === null ? institution : citedBy(clause);
    return {
      ...{ ...NO_CLAUSE, quotation, speaker: unnamed('cité', { quotedBy }) },
      doubt: cited === null ? UNSIGNED : doubtOf(cited, clause?.isOfMany ?? false),
      isReported: cited !== null && clause?.isOfMany !== true,
    };
  }

  /** « Vraiment ? » a dit Anne Roux: too few words for a passage, but a pronoun may be hers. */
  #answered({ after }: Beside): void {
    const clause = saidAfter(after);
    const name = clause === null || clause.isSignature ? null : this.#named(clause);
    if (clause === null || name === null) return;
    this.#last = { name, gender: genderOf(clause), since: tailOf(clause) };
    this.#told = '';
  }

  /** The end of what the voice says between two quotations: whoever it brings in may be meant by a pronoun. */
  #hear(text: string): void {
    this.#told = `${this.#told}${text}`.slice(-FARTHEST);
    if (this.#last === null) return;
    const since = `${this.#last.since} ${text}`;
    this.#last = since.length > FARTHEST ? null : { ...this.#last, since };
  }

  /** Who speaks last in the voice's own sentences since somebody's words. */
  #speaking(): Heard | null {
    const told = sentencesOf(this.#told);
    for (let at = told.length - 1; at >= 0; at -= 1) {
      const said = spokenOf(told[at] ?? '');
      const name = said === null ? null : this.#names.fullName(said.who, said.office);
      if (said === null || name === null) continue;
      const since = [said.rest, ...told.slice(at + 1)].join(' ');
      return { name, gender: genderOf(said), since };
    }
    return this.#last;
  }

  #named(said: Attributed): string | null {
    const { who, kind, office, isOfMany, clause, rest } = said;
    if (isOfMany) return null;
    const name =
      kind === 'title'
        ? this.#names.titled(who)
        : kind === 'name'
          ? (this.#names.fullName(who, office) ?? agedIn(clause, who))
          : this.#meant(genderOf(said), isAnswer(clause));
    return name === null || (rest !== '' && this.#names.othersIn(rest, name)) ? null : name;
  }

  /** Whom a pronoun stands for: who was quoted last, where nobody else has been brought in. */
  #meant(gender: Gender, isOther: boolean): string | null {
    const last = this.#speaking();
    if (last === null || isOther || this.#names.othersIn(last.since, last.name)) return null;
    return last.gender !== null && gender !== null && last.gender !== gender ? null : last.name;
  }

  #isOwn(name: string): boolean {
    return this.#own !== null && foldText(name) === foldText(this.#own);
  }

  /** Where nothing but who speaks stands between two quotations, both are of the same voice. */
  #goingOn(count: number, between: string, after: string): Speaker | null {
    const last = this.#before;
    if (last?.speaker.name == null) return null;
    // A term right after a name is no speech: « …», dit Anne Roux, une « nageuse ».
    const isTold = count < FEWEST_WORDS || last.after?.clause.includes(',') === true;
    if (last.after !== null && (isTold ? /^\s*,\s*$/u : /^\s*,?\s*$/u).test(between))
      return last.speaker;
    // « …», souffle un voisin: a verb that nobody has in a list.
    if (count < FEWEST_WORDS || /^\s*,?\s*\p{Ll}/u.test(after)) return null;
    if (/^[\s.,;]*$/u.test(between)) return last.speaker;
    // « …», dit-elle en riant. « …
    const isOneSentence = last.after !== null && /^ [^.,;:!?…«»]{2,80}\. ?$/u.test(between);
    return isOneSentence && !this.#names.othersIn(between, last.speaker.name) ? last.speaker : null;
  }
}

/** « lance Éric, 45 ans »: whoever has an age is a person, though the text has another Éric. */
function agedIn(clause: string, who: string): string | null {
  const after = clause.slice(clause.indexOf(who) + who.length);
  return /^, \d{1,3} ans(?!\p{L})/u.test(after) ? who : null;
}

/** « , directrice de l’Institut Roux »: what only says who the person is. */
const APPOSITION =
  /^, (?!(?:qui|dont|que|à|au|en|de|devant|avec|lors|après|avant|dans|sur|pour|par|mais|et|puis|face) )\p{Ll}[\p{L}-]+ [^,;:]*/u;
const OF_SOMEBODY = new RegExp(String.raw`(?<!\p{L})d(?:e |['’])${FULL_NAME}`, 'gu');
const NO_CLAUSE = { doubt: null, isReported: false, after: null, before: null };

interface Placed {
  readonly clause: Attributed;
  readonly after: Attributed | null;
  readonly before: Attributed | null;
}

/** What the words beside a quotation, and those within it, say of whose it is, the nearest first. */
function clausesBeside(words: string, before: string, after: string): Placed[] {
  const following = saidAfter(after);
  const isSigned =
    following === null || !following.isSignature || isSentence(words, following.clause);
  const next = isSigned ? following : null;
  const within = next === null ? saidWithin(words) : null;
  const announced = saidBefore(before);
  return [
    ...(next === null ? [] : [{ clause: next, after: next, before: null }]),
    ...(within === null ? [] : [{ clause: within, after: null, before: null }]),
    ...(announced === null ? [] : [{ clause: announced, after: null, before: announced }]),
  ];
}

/** What a clause says after the name; of whom it is a complement nobody is said to speak. */
function tailOf({ clause, who }: Attributed): string {
  const tail = clause.slice(clause.lastIndexOf(who) + who.length);
  return `${tail.replace(APPOSITION, '').replace(OF_SOMEBODY, '')}.`;
}

export function whyOf({ clause }: Attributed): string {
  return `le texte dit : ${clause.slice(0, 120)}`;
}

/** What a text cites for a quotation, where that is a name that is nobody's; null where it is not known to be. */
function citedBy({ who, kind, rest, clause }: Attributed): string | null {
  // At the start of a sentence any word has a capital.
  const isWord = /^\p{L}+$/u.test(who) && clause.startsWith(who);
  return kind === 'name' && rest === '' && !isWord ? clause : null;
}

function doubtOf(cited: string, isOfMany: boolean): string {
  const why = isOfMany ? 'de plusieurs personnes' : 'de qui rien ne dit que c’est une personne';
  return `une citation ${why} : ${cited.slice(0, 120)}`;
}
