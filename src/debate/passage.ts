import type { Source } from './source.ts';
import type { Voice } from './voice.ts';

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
