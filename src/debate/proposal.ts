/** What a proposal cannot do without. */
export type ProposalField = 'words' | 'voice' | 'source' | 'date';

/** Of what whoever keeps the debate says to the proposer. */
export const LONGEST_REASON = 200;

/** What became of one proposal, as its proposer is told. */
export interface ProposalState {
  readonly number: number;
  /** When it was made, as `2026-11-22`. */
  readonly day: string;
  /** Of a thread, `asked` while its people may still answer, and `unheard` where nobody agreed. */
  readonly verdict: 'waiting' | 'accepted' | 'refused' | 'asked' | 'unheard';
  readonly reason: string | null;
}

/** What is told of proposals; none of it shows the words that are proposed. */
export type ProposalNotice =
  | { readonly code: 'no proposals' }
  | { readonly code: 'proposals down' }
  /** Nothing at all was said of it. */
  | { readonly code: 'nothing to propose' }
  | { readonly code: 'proposal incomplete'; readonly missing: readonly ProposalField[] }
  | {
      readonly code: 'proposal too long';
      readonly field: ProposalField;
      readonly length: number;
      readonly longest: number;
    }
  | { readonly code: 'not an address' }
  | { readonly code: 'not a day'; readonly value: string }
  | { readonly code: 'words apart' }
  | { readonly code: 'too many proposals'; readonly of: 'person' | 'place' }
  | { readonly code: 'words held'; readonly ref: string }
  | { readonly code: 'proposed before'; readonly number: number }
  | { readonly code: 'proposed'; readonly number: number; readonly isAddress: boolean }
  | { readonly code: 'proposals'; readonly states: readonly ProposalState[] }
  | { readonly code: 'proposal withdrawn'; readonly number: number }
  | { readonly code: 'no such proposal'; readonly value: string }
  | ThreadNotice;

/** What is told of a whole thread: to whoever proposes it, then to each person in it. */
type ThreadNotice =
  | { readonly code: 'thread to propose' }
  /** Why its platform does not give it, in a sentence of its own. */
  | { readonly code: 'thread unreadable'; readonly why: string }
  /** Its platform makes the bot wait. */
  | { readonly code: 'thread later' }
  | { readonly code: 'thread too long'; readonly messages: number; readonly people: number }
  | { readonly code: 'nobody to ask' }
  | { readonly code: 'thread proposed before' }
  | { readonly code: 'thread proposed'; readonly number: number; readonly people: number }
  | {
      readonly code: 'consent asked';
      /** Null where the platform tells none. */
      readonly name: string | null;
      /** When the first of their messages was written, and the last day on which they may answer. */
      readonly day: string;
      readonly until: string;
    }
  | { readonly code: 'consented'; readonly answer: 'named' | 'unnamed' | 'refused' }
  /** Nothing is asked of that person, or it is too late. */
  | { readonly code: 'consent over' };
