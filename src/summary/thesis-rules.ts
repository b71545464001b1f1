import type { Corpus, Passage } from '../debate/passage.ts';
import { figuresIn } from '../french/figures.ts';
import { foldText, isStopWord } from '../french/words.ts';
import { QUOTATION_MARKS } from '../french/typography.ts';

/** What the corpus knows beside the passage. */
export interface Known {
  /** Each theme, as the corpus writes it. */
  readonly topics: readonly string[];
  /** Words, folded, that it writes with a capital more often than not, sentences that open aside. */
  readonly names: ReadonlySet<string>;
  readonly lexicon: Corpus['lexicon'];
}

/** Why a thesis can't stand beside its passage, in French; null where the rule has nothing against it. */
type Rule = (thesis: string, passage: Passage, known: Known) => string | null;

const LONGEST = 220;
const [FEWEST_WORDS, MOST_WORDS] = [5, 45];
/** As many words in a row are a quotation, though nothing marks them. */
const COPIED_WORDS = 8;
const PLAIN = /^[\p{Script=Latin}\d \u00A0\u202F.,:;’'%€&+°-]+$/u;
/** Full stops that end no sentence: « M. », « J.-Ph. », « Mgr. », « J.O. », « 16.000 ». No word is all consonants. */
const INNER_STOPS =
  /(?<!\p{L})(?:MM|Me|Ste|\p{Lu}[b-df-hj-np-tv-xz]{0,2})\.(?:-?\p{Lu}[b-df-hj-np-tv-xz]{0,2}(?:\.|(?!\p{L})))*|\d\.(?=\d)/gu;
const CAPITALISED = /(?<![\p{L}\p{N}])(?:\p{Ll}{1,2}(?=\p{Lu}))?\p{Lu}[\p{L}\p{M}\p{N}]*/gu;
const ROMAN_ORDINAL = /^[IVX]+(?:er|re|e|ème)$/u;
/** What a sentence has just named needs no figure in the passage. */
const COUNTED_BEFORE =
  /(?<!\p{L})(?:ces (?:deux|trois|quatre)|(?:les|tous|toutes) deux)(?!\p{L})/giu;
const OWN_VOICE =
  /(?<![\p{L}-])(?:[jm]['’]|(?:je|moi|mon|ma|mes|nous|notre|nos|vous|votre|vos)(?!\p{L}))/iu;

/** Rules that words can decide. They prove nothing of the sense: a reader does. */
const THESIS_RULES = {
  form: (thesis) => {
    const words = thesis.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    const shape = shapeFault(thesis);
    if (shape !== null) return shape;
    if (/[?!]/u.test(thesis)) return 'point d’interrogation ou d’exclamation';
    if (words < FEWEST_WORDS || words > MOST_WORDS) return `${words} mots`;
    if (thesis.slice(0, -1).replace(INNER_STOPS, '').includes('.')) return 'plus d’une phrase';
    // Markdown writes a character so.
    if (/&#?[\p{L}\p{N}]+\s?;/iu.test(thesis)) return 'signe écrit par son nom';
    // Quotation marks have a rule of their own.
    return PLAIN.test(thesis.replace(QUOTATION_MARKS, ''))
      ? null
      : 'signe qui n’est pas d’une phrase';
  },
  quotation: (thesis, { text }) => {
    const isMarked = thesis.search(QUOTATION_MARKS) >= 0 || /(?<!\p{L})['’‘‚‛]/u.test(thesis);
    if (isMarked) return 'guillemets';
    const run = text === null ? null : copiedRun(thesis, text);
    return run === null ? null : `mots du passage recopiés : ${run}`;
  },
  name: (thesis, passage, known) => {
    // What is not quoted cannot be compared.
    if (passage.text === null) return null;
    const names = strangeNames(thesis, passage, known);
    return names.length === 0 ? null : `absent du passage et de sa source : ${names.join(', ')}`;
  },
  figure: (thesis, { text, source }) => {
    if (text === null) return null;
    const known = new Set([...figuresIn(text), String(source.date.year ?? '')]);
    const told = figuresIn(thesis.replace(COUNTED_BEFORE, ' '));
    const missing = [...told].filter((figure) => !known.has(figure));
    return missing.length === 0 ? null : `nombre absent du passage : ${missing.join(', ')}`;
  },
  voice: (thesis, { voice }) => {
    const [word] = OWN_VOICE.exec(thesis.replace(/rendez-vous/giu, '')) ?? [];
    if (word !== undefined) return `dit « ${word} »`;
    const own = voice.named ? capitalisedIn(voice.name).filter(({ length }) => length > 2) : [];
    const named = own.find((name) => capitalisedIn(thesis).includes(name));
    return named === undefined ? null : `nomme sa propre voix : ${named}`;
  },
  deduced: (thesis) => (/\bdeduite?s?\b/u.test(foldText(thesis)) ? 'dit « déduit »' : null),
  stance: (thesis, { stance, text }) => {
    const folded = foldText(thesis);
    if (stance === 'reported' && !REPORTED.test(folded))
      return 'ne dit pas que le propos est rapporté';
    if (stance === 'rejected' && !REJECTED.test(folded))
      return 'ne dit pas que le propos est rejeté';
    const isAsked = /^[^.!…]*\?[^\p{L}]*$/u.test(
      (text ?? '').replace(INNER_STOPS, '').replace(/\?(?=.*\?)/gu, ''),
    );
    return isAsked && !ASKED.test(folded) ? 'ne dit pas que c’est une question' : null;
  },
} as const satisfies Readonly<Record<string, Rule>>;

const REPORTED =
  /\b(?:rapporte(?:e?s?|nt)|rapportant|cit(?:e(?:e?s?|nt)|ant|ations?)|repris(?:e?s?)|reprend(?:re|ant)?|reprennent|selon|d'apres)\b/u;
const REJECTED =
  /\b(?:rejet(?:s|te(?:e?s?|nt)|e(?:e?s?|r)|ant)?|refus(?:e(?:e?s?|nt|r)|ant)?|(?:recus|contest)(?:e(?:e?s?|nt|r)|ant|ations?)|ecarte(?:e?s?|nt|r)|ecartant)\b/u;
const ASKED = /\b(?:demand\p{L}*|questions?|interrog\p{L}*)\b/u;

/** What is wrong with a thesis beyond doubt: its ends, its length, or the name of who holds it. */
export function certainFault(thesis: string, { voice }: Pick<Passage, 'voice'>): string | null {
  const surname = voice.named ? capitalisedIn(voice.name).at(-1) : undefined;
  const isNamed = surname !== undefined && capitalisedIn(thesis).includes(surname);
  return shapeFault(thesis) ?? (isNamed ? `nomme sa propre voix : ${surname}` : null);
}

function shapeFault(thesis: string): string | null {
  if (!/^[\p{Lu}\d]/u.test(thesis)) return 'pas de majuscule au début';
  if (!/[^.\s]\.$/u.test(thesis)) return 'pas un point, et un seul, à la fin';
  return thesis.length > LONGEST ? `plus de ${LONGEST} caractères` : null;
}

export type RuleName = keyof typeof THESIS_RULES;

/** Every rule that a thesis breaks, with what it has against it; a passage without one breaks none. */
export function brokenRules(
  thesis: string | null,
  passage: Passage,
  known: Known,
): readonly { readonly rule: RuleName; readonly why: string }[] {
  if (thesis === null) return [];
  return (Object.keys(THESIS_RULES) as RuleName[]).flatMap((rule) => {
    const why = THESIS_RULES[rule](thesis, passage, known);
    return why === null ? [] : [{ rule, why }];
  });
}

/**
 * Capitalised words that neither the passage nor its source has. One that opens a sentence is decided
 * where it is written as only names are, or where the corpus knows it as a name.
 */
export function strangeNames(written: string, passage: Passage, known: Known): readonly string[] {
  const { text, source, voice, reportedBy } = passage;
  const told = [text, source.title, source.author?.name, source.publisher, voice.name, reportedBy];
  const near = told.join(' ');
  const own = new Set(piecesOf(`${near} ${synonymsIn(near, known).join(' ')}`));
  const acronyms = (near.match(/\p{Lu}(?:\.?\p{Lu})+/gu) ?? []).map((each) =>
    piecesOf(each).join(''),
  );
  const initials = initialsOf(written);
  const isSpelledOut = (at: number) =>
    acronyms.some((each) => {
      const first = Math.max(0, at - each.length + 1);
      return initials.slice(first, at + each.length).includes(each);
    });
  return [...written.matchAll(CAPITALISED)].flatMap(({ 0: name, index }) => {
    const folded = foldText(name);
    if (own.has(folded) || ROMAN_ORDINAL.test(name)) return [];
    if (isSpelledOut(initialsOf(written.slice(0, index)).length)) return [];
    const isOpening = index === 0 && !/.\p{Lu}|\d/u.test(name);
    const isName = !isOpening || (known.names.has(folded) && !isStopWord(folded));
    return isName ? [name] : [];
  });
}

/** What a corpus knows, read once. */
export function knownOf({ passages, lexicon }: Pick<Corpus, 'passages' | 'lexicon'>): Known {
  const texts = passages.flatMap(({ text, thesis, topics, source }) => {
    return [text ?? '', thesis?.isRead === true ? thesis.text : '', topics.join(' '), source.title];
  });
  const words = texts.flatMap((text) => [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]);
  const opens = ({ input, index }: RegExpExecArray) => {
    return index === 0 || /[.?!…:«“"–—>]/u.test(input.slice(Math.max(0, index - 2), index));
  };
  const balance = new Map<string, number>();
  for (const each of words) {
    const isCapitalised = /^\p{Lu}/u.test(each[0]);
    const folded = foldText(each[0]);
    const weight = isCapitalised ? Number(!opens(each)) : -1;
    balance.set(folded, (balance.get(folded) ?? 0) + weight);
  }
  const names = new Set([...balance].flatMap(([word, sum]) => (sum > 0 ? [word] : [])));
  const topics = [...new Set(passages.flatMap((passage) => passage.topics))];
  return { topics, names, lexicon };
}

function synonymsIn(text: string, { lexicon }: Known): readonly string[] {
  const folded = ` ${piecesOf(text).join(' ')} `;
  const holds = (word: string) => folded.includes(` ${piecesOf(word).join(' ')} `);
  return lexicon.filter((group) => group.some(holds)).flat();
}

function copiedRun(thesis: string, text: string): string | null {
  const held = ` ${writtenWords(text).join(' ')} `;
  const words = writtenWords(thesis);
  const runs = words.map((_, at) => words.slice(at, at + COPIED_WORDS));
  const isCopied = (run: readonly string[]) => held.includes(` ${run.join(' ')} `);
  return runs.find((run) => run.length === COPIED_WORDS && isCopied(run))?.join(' ') ?? null;
}

/** A compound is one word, and an elided article none. */
function writtenWords(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?![\p{L}\p{N}'])/gu) ?? [];
}

function initialsOf(text: string): string {
  return piecesOf(text)
    .map((word) => word.charAt(0))
    .join('');
}

function capitalisedIn(text: string): readonly string[] {
  return [...text.matchAll(CAPITALISED)].map(([name]) => foldText(name));
}

function piecesOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
