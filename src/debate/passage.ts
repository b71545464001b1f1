import type { PartialDate } from '../french/typography.ts';

/** Names for speakers the source does not name: never a person, always shown in lower case. */
export const ANONYMOUS_VOICES: readonly string[] = [
  'un commentateur',
  'une commentatrice',
  'auteur non identifié',
  'intervieweur non identifié',
  'orateur non identifié',
  'oratrice non identifiée',
  'voix non identifiée',
];

/** Who speaks. Two anonymous voices of the same name need not be one person. */
export interface Voice {
  readonly name: string;
  readonly named: boolean;
  /** What the person is in this debate: « conseillère municipale », a party; null where nobody said. */
  readonly quality: string | null;
}

/** The voice a corpus file means by `name`: one of the anonymous forms, or a person's name. */
export function voiceNamed(name: string, quality: string | null = null): Voice {
  return { name, named: !ANONYMOUS_VOICES.includes(name), quality };
}

/** A person as whoever keeps the corpus declares them: one spelling for every work. */
export interface KnownVoice {
  readonly name: string;
  readonly quality: string | null;
  /** What works write, and people type, in its place. */
  readonly aliases: readonly string[];
  /** Who this may be as well, until a person has said whether they are one or two. */
  readonly perhaps?: string | null;
}

/** Whose permission a whole text needs: the keeper's own, a public document, a free licence. */
export const LICENCES = ['own', 'public', 'free'] as const;
export type Licence = (typeof LICENCES)[number];

/** A work of the debate: where its passages come from and what may be said of it. */
export interface Source {
  /** Lower-case ASCII slug, unique in the corpus: `dupont-2011`. */
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
  /** Whether every sentence of it is here, in order, or only what was chosen of it. */
  readonly content: 'whole' | 'excerpts';
  /** Null where the words are another's: only excerpts of them are quoted then. */
  readonly licence: Licence | null;
  /** Where the pages of the debate are, ending in a slash; null where nobody shows them. */
  readonly site: string | null;
}

/** In what capacity the voice speaks in the work, in both forms that a file may write. */
export const ROLE_FORMS = {
  auteur: 'autrice',
  cité: 'citée',
  interviewé: 'interviewée',
  intervieweur: 'intervieweuse',
  commentateur: 'commentatrice',
  orateur: 'oratrice',
  'président de séance': 'présidente de séance',
  modérateur: 'modératrice',
  traducteur: 'traductrice',
} as const;
export type Role = keyof typeof ROLE_FORMS;

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

/** Where words stand in a work: the first of them and the last, six at most of each. */
export interface TextPlace {
  readonly from: string;
  readonly to: string;
}

/** How one passage stands to another, as an editor reads the two. */
export type RelationKind = 'answers' | 'joins' | 'qualifies' | 'rejects';
export interface Relation {
  readonly kind: RelationKind;
  /** The id of the other passage. */
  readonly ref: string;
}

/**
 * Contiguous words of one voice in one work: the unit that is searched, ranked and quoted. Of one that
 * is not quoted, its thesis tells the idea and its place says where to read it.
 */
export interface Passage {
  /** `source-id#anchor`, stable for ever. */
  readonly id: string;
  readonly source: Source;
  readonly voice: Voice;
  readonly role: Role;
  /** The role in the form that agrees with the voice: « oratrice ». */
  readonly writtenRole: string;
  /** Who quotes the voice in the work; null unless the role is « cité ». */
  readonly reportedBy: string | null;
  /** Why the voice is an inference; null where the work states it. */
  readonly deduction: string | null;
  readonly stance: Stance;
  readonly flags: readonly Flag[];
  /** The exact words, white space folded to single spaces; null where they are not quoted. */
  readonly text: string | null;
  /** Where the words stand; null where they are quoted, and so tell it themselves. */
  readonly place: TextPlace | null;
  /** Whether nothing stands in the work between the passage before and this one. */
  readonly followsOn: boolean;
  /** Its own date and address, where they are not those of the work. */
  readonly date: PartialDate | null;
  readonly url: string | null;
  /** When it is said in the recording at that address, in seconds. */
  readonly seconds: number | null;
  readonly relations: readonly Relation[];
  /** Null until somebody has written or proposed one. */
  readonly thesis: Thesis | null;
  readonly topics: readonly string[];
  /** Other words by which people would look for it: for search, never for display. */
  readonly searchWords: readonly string[];
  /** Position in the work, from 0. */
  readonly order: number;
}

/** The id of the work that a passage of this id is of. */
export function workIn(id: string): string {
  return id.replace(/#.*$/su, '');
}

/** Words and expressions that are one idea in this debate: for search, never for display. */
export type SynonymGroup = readonly string[];

/** What is debated, as whoever keeps the corpus says it; null is what is not said. */
export interface Debate {
  readonly title: string | null;
  /** One sentence that asks what is in question. */
  readonly question: string | null;
  /** The themes that passages may have, and what each covers; null where any may be had. */
  readonly themes: Readonly<Record<string, string>> | null;
  /** The workspaces and servers that alone may know of it, each as `slack:T0123`; null or absent where all may. */
  readonly tenants?: readonly string[] | null;
}

/** Everything the bot may quote. */
export interface Corpus {
  /** SHA-256, in hexadecimal, of the files it was read from. */
  readonly hash: string;
  readonly debate: Debate;
  readonly voices: readonly KnownVoice[];
  /** In order of date. */
  readonly sources: readonly Source[];
  /** Source by source, in the order of each work. */
  readonly passages: readonly Passage[];
  readonly lexicon: readonly SynonymGroup[];
}
