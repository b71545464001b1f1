import type { Debate } from './passage.ts';

/** One of several debates, as it is named to those who may ask it. */
export interface NamedDebate extends Pick<Debate, 'title' | 'question'> {
  /** What people type for it: the name of its folder; empty where it is the only one. */
  readonly key: string;
}

/** What people read for it. */
export function debateName({ title, key }: Pick<NamedDebate, 'title' | 'key'>): string {
  return title ?? key;
}

/** Whether a notice tells of that choice. */
export function isOfChoice(notice: { readonly code: string }): notice is ChoiceNotice {
  return Object.hasOwn(CODES, notice.code);
}

/** How far a choice reaches. */
export type Extent = 'channel' | 'workspace';

/** What is told of the choice among several debates. None of it names one that may not be known there. */
export type ChoiceNotice =
  | {
      readonly code: 'debates';
      readonly debates: readonly NamedDebate[];
      /** The key of the one that is answered from there; null where none is chosen. */
      readonly here: string | null;
      /** How far the nearest choice reaches whose debate can be asked there no longer; absent where there is none. */
      readonly gone?: Extent;
    }
  | {
      readonly code: 'no debate chosen';
      readonly debates: readonly NamedDebate[];
      readonly gone?: Extent;
    }
  /** `debate` is the one that answers in the place of what was chosen. */
  | { readonly code: 'chosen debate gone'; readonly debate: NamedDebate; readonly extent: Extent }
  | {
      readonly code: 'unknown debate';
      readonly name: string;
      readonly debates: readonly NamedDebate[];
    }
  /** One question is asked of one debate. */
  | { readonly code: 'several debates named'; readonly debates: readonly NamedDebate[] }
  /** The quotation of the day comes from the debate that is chosen. */
  | { readonly code: 'not of the chosen debate'; readonly debate: NamedDebate }
  | { readonly code: 'debate missing'; readonly debates: readonly NamedDebate[] }
  | { readonly code: 'debate chosen'; readonly debate: NamedDebate; readonly extent: Extent }
  /** `debate` is the one that is answered from now on; null where none is. */
  | { readonly code: 'choice ended'; readonly debate: NamedDebate | null; readonly extent: Extent }
  | { readonly code: 'unknown choice'; readonly gesture: string }
  | ({ readonly code: 'may not choose' } & Reserved)
  | ({ readonly code: 'choosing rights unknown' } & Reserved)
  | { readonly code: 'debate gone' }
  | { readonly code: 'debate unavailable'; readonly reference: string }
  | { readonly code: 'choices down' }
  /** The server that keeps the debate cannot be asked just now. */
  | { readonly code: 'search down' };

/** What only some may do, on a platform. */
interface Reserved {
  readonly platform: string;
  readonly extent: Extent;
}

const CODES: Readonly<Record<ChoiceNotice['code'], true>> = {
  debates: true,
  'no debate chosen': true,
  'chosen debate gone': true,
  'unknown debate': true,
  'several debates named': true,
  'not of the chosen debate': true,
  'debate missing': true,
  'debate chosen': true,
  'choice ended': true,
  'unknown choice': true,
  'may not choose': true,
  'choosing rights unknown': true,
  'debate gone': true,
  'debate unavailable': true,
  'choices down': true,
  'search down': true,
};
