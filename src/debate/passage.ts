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
  /** One sentence of the editor's own saying what the passage argues. */
  readonly thesis: string;
  readonly topics: readonly string[];
  /** Position in the work, from 0. */
  readonly order: number;
}
