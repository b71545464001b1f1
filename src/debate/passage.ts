import type { PartialDate } from '../french/typography.ts';

/** Names for speakers the source does not name: never a person, always shown in lower case. */
const ANONYMOUS_VOICES = [
  'un commentateur',
  'auteur non identifié',
  'intervieweur non identifié',
  'voix non identifiée',
] as const;

/** Who speaks. Two anonymous voices of the same name need not be one person. */
interface Voice {
  readonly name: string;
  readonly named: boolean;
}

/** The voice a corpus file means by `name`: one of the anonymous forms, or a person's name. */
export function voiceNamed(name: string): Voice {
  return { name, named: !(ANONYMOUS_VOICES as readonly string[]).includes(name) };
}

/** A work of the debate: where its passages come from and what may be said of it. */
export interface Source {
  /** Lower-case ASCII slug, unique in the corpus: `cavazza-2011`. */
  readonly id: string;
  readonly title: string;
  /** Null when the page names nobody. */
  readonly author: Voice | null;
  readonly publisher: string;
  readonly date: PartialDate;
  /** Null when no address is known: then no link is shown. */
  readonly url: string | null;
  readonly kind: string;
  readonly rights: string;
  /** Who typed or transcribed the words. */
  readonly typedBy: string;
}

/** In what capacity the voice speaks in the work. */
export const ROLES = ['auteur', 'cité', 'interviewé', 'intervieweur', 'commentateur'] as const;
export type Role = (typeof ROLES)[number];

/** What the voice does with the words: says them in its own name, reports them, or rejects them. */
export type Stance = 'assumed' | 'reported' | 'rejected';

/** What a reader must be told of the words themselves. */
export const FLAGS = ['transcription automatique', 'mots mal entendus'] as const;
export type Flag = (typeof FLAGS)[number];

/** What a passage argues, in one sentence of our own French with its capital and full stop. */
export interface Thesis {
  readonly text: string;
  /** Whether a person has read it beside the passage; else a model proposed it, and it is shown as such. */
  readonly isRead: boolean;
}

/** Contiguous words of one voice in one work: the unit that is searched, ranked and quoted. */
export interface Passage {
  /** `source-id#anchor`, stable for ever. */
  readonly id: string;
  readonly source: Source;
  readonly voice: Voice;
  readonly role: Role;
  /** Who quotes the voice in the work; null unless the role is « cité ». */
  readonly reportedBy: string | null;
  /** Why the voice is an inference; null where the work states it. */
  readonly deduction: string | null;
  readonly stance: Stance;
  readonly flags: readonly Flag[];
  /** The exact words, white space folded to single spaces. */
  readonly text: string;
  /** Null until somebody has written or proposed one. */
  readonly thesis: Thesis | null;
  readonly topics: readonly string[];
  /** Other words by which people would look for it: for search, never for display. */
  readonly searchWords: readonly string[];
  /** Position in the work, from 0. */
  readonly order: number;
}

/** Words and expressions that are one idea in this debate: for search, never for display. */
export type SynonymGroup = readonly string[];

/** What is debated, as whoever keeps the corpus says it; null is what is not said. */
export interface Debate {
  readonly title: string | null;
  /** One sentence that asks what is in question. */
  readonly question: string | null;
}

/** Everything the bot may quote. */
export interface Corpus {
  /** SHA-256, in hexadecimal, of the files it was read from. */
  readonly hash: string;
  readonly debate: Debate;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** Source by source, in the order of each work. */
  readonly passages: readonly Passage[];
  readonly lexicon: readonly SynonymGroup[];
}

/** The topics of these passages, those of most passages first. */
export function topicsOf(passages: readonly Passage[]): string[] {
  const counts = new Map<string, number>();
  for (const topic of passages.flatMap(({ topics }) => topics)) {
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}
