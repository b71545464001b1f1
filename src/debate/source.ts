import type { PartialDate } from '../french/dates.ts';
import type { Voice } from './voice.ts';

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
