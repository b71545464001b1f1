import type { Role } from '../debate/passage.ts';

/** How it is known who speaks: the source says so, it lets one infer it, or nobody can tell. */
export type Certainty = 'stated' | 'deduced' | 'unknown';

/** Who says a turn. */
export interface Speaker {
  /** The person's name, as the source writes it; null where it names nobody. */
  readonly name: string | null;
  /** What the source says the person is: a function, a party, a group. */
  readonly quality: string | null;
  readonly role: Role;
  /** Whether a feminine form of the role agrees with the person; null where nothing tells. */
  readonly feminine: boolean | null;
  readonly certainty: Certainty;
  /** Why the voice is inferred, as a short French clause: « la réponse 12 la nomme ». Null unless it is deduced. */
  readonly why: string | null;
  /** Who quotes the person, where the role is « cité »; null elsewhere, and where nobody can tell. */
  readonly quotedBy: string | null;
}

/** A paragraph as a reader sees it: its exact characters, white space folded to single spaces. */
export interface Paragraph {
  readonly text: string;
  /** When it begins in the recording; null where it is written. */
  readonly seconds: number | null;
}

/** What one voice says in a row: a comment, a speech, an answer, the article between two quotations. */
export interface Turn {
  readonly speaker: Speaker;
  /** In order, none of them empty; what is no voice's words (headings, stage directions, dates) is not in them. */
  readonly paragraphs: readonly Paragraph[];
  /** What the source calls this turn (« comment-12 », an xml:id, a time stamp): unique in the work. */
  readonly key: string | null;
  /** The key of the turn it answers, in the same work. */
  readonly answers: string | null;
  /** Its own date in EDTF (`2011-04-01`) and its own address, where the source gives them. */
  readonly date: string | null;
  readonly url: string | null;
  /** Whether the voice tells what others say, which is not its position. */
  readonly isReported: boolean;
  /** What somebody should look at, as a French clause, beside an inferred or an unknown voice. */
  readonly doubt: string | null;
}

/** A work as a file tells it, before it is cut into passages. Null is what the file does not say. */
export interface Draft {
  readonly title: string | null;
  /** The person who wrote it, as the file names them. */
  readonly author: string | null;
  /** The site, the newspaper, the institution. */
  readonly publisher: string | null;
  /** In EDTF, to its true precision. */
  readonly date: string | null;
  readonly url: string | null;
  /** In French: « article de blog », « compte rendu de séance », « fil de discussion ». */
  readonly kind: string;
  /** In French, who typed the words: « page enregistrée, ni relue ni retapée », « transcription automatique ». */
  readonly typedBy: string;
  /** Whether a machine heard the words. */
  readonly isMachineHeard: boolean;
  /** Whether nothing stands between the paragraphs of a turn, so that a short one may be read with the next. */
  readonly isUnbroken: boolean;
  readonly turns: readonly Turn[];
  /** What somebody should look at in the whole work, as French clauses, most consequential first. */
  readonly doubts: readonly string[];
}

/** A draft of which nothing is known but what is given; its date is that of its first turn that has one. */
export function draftOf(known: Partial<Draft> & Pick<Draft, 'kind' | 'turns'>): Draft {
  return {
    title: null,
    author: null,
    publisher: null,
    date: known.turns.find(({ date }) => date !== null)?.date ?? null,
    url: null,
    typedBy: 'fichier importé, ni relu ni retapé',
    isMachineHeard: false,
    isUnbroken: false,
    doubts: [],
    ...known,
  };
}

/** A turn of which nothing is known but what is given. */
export function turnOf(known: Partial<Turn> & Pick<Turn, 'speaker' | 'paragraphs'>): Turn {
  return {
    ...{ key: null, answers: null, date: null, url: null, doubt: null, isReported: false },
    ...known,
  };
}

/** Somebody by the name that the source gives; null where it names nobody. */
export function named(name: string | null, role: Role, known: Partial<Speaker> = {}): Speaker {
  const stated: Certainty = (known.why ?? null) === null ? 'stated' : 'deduced';
  const certainty = name === null ? 'unknown' : stated;
  return {
    ...{ name, role, quality: null, feminine: null, certainty, why: null, quotedBy: null },
    ...known,
  };
}

/** Somebody whom the source does not name. */
export function unnamed(role: Role, known: Partial<Speaker> = {}): Speaker {
  return named(null, role, known);
}

/** Who is quoted, by the name that stands under the words: null where none does. */
export function quotedOver(name: string | null, quotedBy: string | null): Speaker {
  const why = name === null ? null : 'ce nom est sous la citation';
  return named(name, 'cité', { quotedBy, why });
}

/** What somebody should look at in a quotation under which no name stands. */
export const UNSIGNED_QUOTATION = 'citation dont rien ne nomme l’auteur';

/** How many characters paragraphs have. */
export function lengthOf(paragraphs: readonly { readonly text: string }[]): number {
  return paragraphs.reduce((sum, { text }) => sum + text.length, 0);
}
