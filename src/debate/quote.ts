import { inGuillemets, formatDate, NARROW_NO_BREAK_SPACE } from '../french/typography.ts';
import type { Passage, Role, Stance, Thesis, Source, Corpus } from './passage.ts';

/**
 * A place in a passage, and nothing else: its words, voice, work, date and link are read from the
 * corpus whenever they are needed, so that a misquotation cannot be written down.
 */
export class Quote {
  readonly #passage: Passage;
  readonly #start: number;
  readonly #end: number;

  private constructor(passage: Passage, start: number, end: number) {
    this.#passage = passage;
    this.#start = start;
    this.#end = end;
  }

  /**
   * The words of `passage` from `start` to `end` (UTF-16 offsets, end excluded; the whole passage by
   * default). Throws a RangeError for an empty or outlying place, or one that halves a character.
   */
  static at(passage: Passage, start = 0, end = passage.text.length): Quote {
    const { text } = passage;
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end;
    if (
      !isPlace ||
      end > text.length ||
      halvesCharacter(text, start) ||
      halvesCharacter(text, end)
    ) {
      throw new RangeError(`${passage.id} has no words from ${start} to ${end}`);
    }
    return new Quote(passage, start, end);
  }

  get passage(): Passage {
    return this.#passage;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }
}

/** The exact words of the quotation. */
export function textOf(quote: Quote): string {
  return quote.passage.text.slice(quote.start, quote.end);
}

const CUT = '[…]';

/** The quotation as it is shown everywhere: between guillemets, with « […] » where words were left out. */
export function shownWords(quote: Quote): string {
  const before = quote.start > 0 ? `${CUT} ` : '';
  const after = quote.end < quote.passage.text.length ? ` ${CUT}` : '';
  return inGuillemets(`${before}${textOf(quote)}${after}`);
}

function halvesCharacter(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
  return offset > 0 && offset < text.length && isLowSurrogate;
}

const CAPACITIES: Readonly<Record<Role, string | null>> = {
  auteur: null,
  cité: 'cité',
  interviewé: 'interviewé',
  intervieweur: null,
  commentateur: 'en commentaire',
};

const STANCES: Readonly<Record<Stance, string | null>> = {
  assumed: null,
  reported: 'propos rapporté',
  rejected: 'propos rejeté',
};

/** What is said wherever a thesis is shown that no person has read yet. */
export const UNREAD = 'résumé automatique, non relu';

/** Who said it and in what capacity: « Paul Petit, cité par Jean Roux (déduit) ». */
export function speakerText(passage: Passage): string {
  const { flags, stance } = passage;
  const marks = [...deductionOf(passage), STANCES[stance], ...flags].filter(
    (mark) => mark !== null,
  );
  const speaker = capacityText(passage);
  return marks.length === 0 ? speaker : `${speaker} (${marks.join(', ')})`;
}

/**
 * What a passage argues, then who holds it and how: « Les forums vont durer (Paul Petit, déduit). »
 * The thesis stays as it was written, whatever its first word is. Null where there is no thesis.
 */
export function statementOf(passage: Passage): string | null {
  const { thesis } = passage;
  if (thesis === null) return null;
  const holder = holderText(passage);
  const marks = thesis.isRead ? holder : `${holder}${NARROW_NO_BREAK_SPACE}; ${UNREAD}`;
  return `${withoutStop(thesis)} (${marks}).`;
}

/** Who holds a thesis, and how: « Paul Petit, interviewé », « propos rejeté par Jean Roux, déduit ». */
export function holderText(passage: Passage): string {
  const stance = STANCES[passage.stance];
  const speaker = capacityText(passage);
  const holder = stance === null ? speaker : `${stance} par ${articled(speaker)}`;
  return [holder, ...deductionOf(passage)].join(', ');
}

/** A thesis as it stands over its quotation, which says who holds it. */
export function thesisText(thesis: Thesis): string {
  return thesis.isRead ? thesis.text : `${withoutStop(thesis)} (${UNREAD}).`;
}

/** Where it was said: « Titre », publisher, date to its true precision. */
export function workText({ title, publisher, date }: Source): string {
  return `${inGuillemets(title)}, ${publisher}, ${formatDate(date)}`;
}

/** A work on its own line: its author, then where and when. */
export function workLine(source: Source): string {
  return `${source.author?.name ?? 'auteur non identifié'} — ${workText(source)}`;
}

/** The whole attribution in one line, the same on every platform; the link is shown beside it. */
export function captionOf(passage: Passage): string {
  return `${speakerText(passage)} — ${workText(passage.source)}`;
}

function withoutStop({ text }: Thesis): string {
  return text.replace(/\.$/u, '');
}

function capacityText({ voice, role, reportedBy }: Passage): string {
  const quotedBy = reportedBy === null ? null : `${agreed('cité', voice.name)} par ${reportedBy}`;
  const capacity = quotedBy ?? (voice.named ? CAPACITIES[role] : null);
  return capacity === null ? voice.name : `${voice.name}, ${capacity}`;
}

function deductionOf({ deduction }: Passage): readonly string[] {
  return deduction === null ? [] : ['déduit'];
}

/** « voix non identifiée » is the one feminine voice that is not a person. */
function agreed(participle: string, voice: string): string {
  return voice.startsWith('voix ') ? `${participle}e` : participle;
}

/** The anonymous voices have no article of their own, save « un commentateur ». */
function articled(speaker: string): string {
  if (speaker.startsWith('voix ')) return `une ${speaker}`;
  return /^(?:auteur|intervieweur) /u.test(speaker) ? `un ${speaker}` : speaker;
}

/**
 * Someone whose words can be asked for. A person is one speaker in every work; an author whom the
 * page does not name is one speaker in that page; unsigned commenters are many persons, and can be
 * searched together but hold no position.
 */
export interface Speaker {
  readonly kind: 'person' | 'unnamed author' | 'unnamed commenters';
  /** « Camille Exemple », « l’auteur non identifié du Carnet », « les commentateurs non identifiés ». */
  readonly label: string;
  readonly speaks: (passage: Passage) => boolean;
}

const COMMENTERS: Speaker = {
  kind: 'unnamed commenters',
  label: 'les commentateurs non identifiés',
  speaks: ({ voice, role }) => !voice.named && role === 'commentateur',
};

/** A menu asks for them at every letter typed. */
const speakersKnown = new WeakMap<readonly Passage[], readonly Speaker[]>();

/** Everyone who can be asked for, those with most passages first. */
export function speakersOf(corpus: Pick<Corpus, 'passages' | 'sources'>): readonly Speaker[] {
  const speakers = speakersKnown.get(corpus.passages) ?? speakersIn(corpus);
  speakersKnown.set(corpus.passages, speakers);
  return speakers;
}

function speakersIn({ passages, sources }: Pick<Corpus, 'passages' | 'sources'>): Speaker[] {
  const publishers = sources.filter(({ author }) => author === null).map((each) => each.publisher);
  const severalOf = new Set(publishers.filter((name, at) => publishers.indexOf(name) !== at));
  const counts = new Map<string, { speaker: Speaker; passages: number }>();
  for (const passage of passages) {
    const speaker = speakerOf(passage, severalOf);
    if (speaker === null) continue;
    const known = counts.get(speaker.label) ?? { speaker, passages: 0 };
    counts.set(speaker.label, { ...known, passages: known.passages + 1 });
  }
  return [...counts.values()].sort((a, b) => b.passages - a.passages).map(({ speaker }) => speaker);
}

/** Null for an unnamed interviewer or quoted voice, whom nobody can ask for. */
function speakerOf(
  { voice, role, source }: Passage,
  severalOf: ReadonlySet<string>,
): Speaker | null {
  if (voice.named) return person(voice.name);
  if (role === 'auteur') return unnamedAuthor(source, severalOf.has(source.publisher));
  return role === 'commentateur' ? COMMENTERS : null;
}

function person(name: string): Speaker {
  return { kind: 'person', label: name, speaks: ({ voice }) => voice.named && voice.name === name };
}

/** Where a publisher has several unsigned pages, nothing says that one person wrote them. */
function unnamedAuthor({ id, publisher }: Source, isOneOfSeveral: boolean): Speaker {
  return {
    kind: 'unnamed author',
    label: `l’auteur non identifié de ${publisher}${isOneOfSeveral ? ` (${id})` : ''}`,
    speaks: ({ voice, role, source }) => source.id === id && !voice.named && role === 'auteur',
  };
}

/**
 * One string per voice, for sharing a page out: a name is one person everywhere, an unnamed author
 * or interviewer one person in a work, an unsigned comment a person of its own.
 */
export function voiceKey({ voice, role, source, id }: Passage): string {
  if (voice.named) return voice.name;
  return role === 'commentateur' || role === 'cité' ? id : `${source.id} ${role}`;
}

/** Whether the words are the voice's own position, not something it reports or rejects. */
export function isOwnPosition(passage: Passage): boolean {
  return passage.stance === 'assumed';
}
