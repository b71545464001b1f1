import type { RelationKind } from './passage.ts';
import type { ToldRelation } from './relation.ts';

/** A message as a person will see it, read back from the payload that is about to leave. */
export interface Reading {
  readonly quotations: readonly ShownQuotation[];
  /** Works listed on their own line. */
  readonly works: readonly ShownWork[];
  /** Quotations (with `ref`) and works (with `id`) in their form for programs, all their fields. */
  readonly documents: readonly ShownDocument[];
  /** The same, and the debate itself, as many of their fields as are shown, in files that have their own; absent where there are none. */
  readonly facts?: readonly ShownDocument[];
  /** The sentences of a summary; absent where there is none. */
  readonly sentences?: readonly ShownSentence[];
  /** The passages of a map that their theses tell; absent where there is none. */
  readonly nodes?: readonly ShownNode[];
  /** What a map, or a document, shows to be read between its passages; absent where there is none. */
  readonly arrows?: readonly ShownArrow[];
  /** Whose quotations stand on each side of a comparison for programs; absent where there is none. */
  readonly sides?: readonly ShownSide[];
  /** Theses that link to their passages; absent where there are none. */
  readonly statements?: readonly ShownStatement[];
  /** Lines that tell what is read between two passages, and link to them; absent where there are none. */
  readonly pairs?: readonly ShownPair[];
  /** The debates, by their keys, that it is said to be of; absent where that is not told. */
  readonly debates?: readonly string[];
  /** Everything else that is shown, label by label. */
  readonly texts: readonly string[];
}

export type ShownDocument = Readonly<Record<string, unknown>>;

export interface ShownQuotation {
  /** With its guillemets and « […] ». */
  readonly words: string;
  readonly caption: string;
  /** Null where no address is known; undefined in what cannot be followed, such as a picture. */
  readonly url: string | null | undefined;
  /** Where it links to as its passage's own page, as an address or from the root of the pages; absent or null without. */
  readonly page?: string | null;
  /** The sentence shown with it as its passage's thesis; null when there is none. */
  readonly thesis: string | null;
  /** What the line over it, or over one before it, says of it and of another quotation; absent without one. */
  readonly relation?: ToldRelation;
  /** The line over it and the one that faces it; absent where there is none. */
  readonly facing?: string;
  /** The voice at the head of what it stands in, as its words; absent where its caption alone names one. */
  readonly speaker?: string;
  /** What a sentence may call it by, such as its number; absent where it has none. */
  readonly label?: string;
}

/** A sentence that is shown as telling the theses of the passages it refers to, in their order. */
export interface ShownSentence {
  readonly sentence: string;
  /** Labels of quotations, or `ref` of documents, in the same message. */
  readonly cites: readonly string[];
}

/** A passage of a map. */
export interface ShownNode {
  /** What arrows call it by. */
  readonly label: string;
  /** What it argues and who holds that. */
  readonly statement: string;
  /** Where it links to, as of a quotation. */
  readonly page?: string | null;
}

/** What is shown to be read between two passages of the same message. */
export interface ShownArrow {
  readonly kind: RelationKind;
  /** Labels of nodes or quotations, or `ref` of documents. */
  readonly from: string;
  readonly to: string;
}

/** Quotations that are shown as one speaker’s. */
export interface ShownSide {
  /** The label of the speaker. */
  readonly author: string;
  /** `ref` of documents. */
  readonly refs: readonly string[];
}

export interface ShownWork {
  readonly line: string;
  readonly url: string | null;
  /** Where the line links to among our pages, from their root; absent or null without. */
  readonly page?: string | null;
}

/** What a passage argues and who holds that, with a link to it. */
export interface ShownStatement {
  readonly text: string;
  readonly ref: string;
}

/** Who answers, joins, qualifies or rejects whom. */
export interface ShownPair {
  readonly line: string;
  readonly refs: readonly [string, string];
  /** Whether the first reference is of the voice that the line names first; else it may be of either. */
  readonly isInOrder: boolean;
}

/** What a message claims that the corpus does not say. */
export interface Misquotation {
  readonly code:
    | 'words'
    | 'attribution'
    | 'link'
    | 'thesis'
    | 'work'
    | 'document'
    | 'reference'
    | 'sentence'
    | 'relation'
    | 'debate'
    | 'stray quotation'
    | 'stray link';
  /** The place in question as shown. */
  readonly shown: string;
}

/** What is said again in the same words under the same number is one passage. */
export function distinct(nodes: readonly ShownNode[]): readonly ShownNode[] {
  return [...new Map(nodes.map((each) => [`${each.label} ${each.statement}`, each])).values()];
}
