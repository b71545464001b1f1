import type { Courtesy } from '../french/lists/courtesies.ts';
import type { ChoiceNotice } from './choice.ts';
import type { Filters } from './filters.ts';
import type { ProposalNotice } from './proposal.ts';
import type { SubscriptionNotice } from './subscription.ts';

/** What is said in place of an answer, and what its sentence names. */
export type Notice =
  | Bare<'subject missing' | 'subject too short' | 'subject without words'>
  | Bare<'no other citation' | 'passage gone' | 'nothing to follow'>
  | {
      readonly code: 'no passage';
      readonly subject: string;
      readonly filters: Filters;
      /** Whether the works that were searched are here whole, and not in excerpts. */
      readonly isWhole: boolean;
      readonly suggestions: readonly string[];
    }
  | { readonly code: 'no citation'; readonly suggestions: readonly string[] }
  | { readonly code: 'no such page'; readonly pages: number }
  | { readonly code: 'subject too long'; readonly length: number; readonly longest: number }
  | (Bare<'author missing' | 'two authors needed'> & { readonly known: readonly string[] })
  | { readonly code: 'same author twice'; readonly author: string }
  | {
      readonly code: 'unknown author';
      readonly name: string;
      readonly suggestions: readonly string[];
      readonly known: readonly string[];
    }
  | {
      readonly code: 'several authors';
      readonly name: string;
      readonly candidates: readonly string[];
    }
  | { readonly code: 'no position'; readonly speaker: string }
  | {
      readonly code: 'silent on subject';
      readonly speaker: string;
      readonly subject: string;
      readonly filters: Filters;
      /** Whether it reports or rejects words on it. */
      readonly isReported: boolean;
      /** Whether all the works of this voice are here whole. */
      readonly isWhole: boolean;
      readonly topics: readonly string[];
    }
  | {
      readonly code: 'nothing in common';
      readonly speakers: readonly [string, string];
      readonly subject: string | null;
      readonly filters: Filters;
    }
  | { readonly code: 'nothing held'; readonly filters: Filters }
  | {
      readonly code: 'nothing read together';
      /** What was asked for by its reference. */
      readonly of: 'passage' | 'work' | null;
      readonly subject: string | null;
      readonly filters: Filters;
      /** Themes on which passages are read together. */
      readonly topics: readonly string[];
    }
  | { readonly code: 'unknown work'; readonly words: string }
  | {
      readonly code: 'two voices at a time';
      /** Three or more. */
      readonly voices: readonly string[];
      readonly subject: string;
    }
  | {
      readonly code: 'unknown option';
      readonly option: string;
      readonly options: readonly string[];
    }
  | (Bare<'option without value' | 'option twice'> & { readonly option: string })
  | { readonly code: 'not a date'; readonly option: string; readonly value: string }
  | { readonly code: 'dates reversed'; readonly since: string; readonly until: string }
  | ({ readonly code: 'only exclusions' } & Pick<Filters, 'others' | 'without'>)
  | { readonly code: 'not a page'; readonly value: string }
  | {
      readonly code: 'unknown command';
      readonly command: string;
      readonly suggestion: string | null;
    }
  | { readonly code: 'courtesy'; readonly courtesies: readonly Courtesy[] }
  | SubscriptionNotice
  | ProposalNotice
  | ChoiceNotice
  | { readonly code: 'fault'; readonly reference: string };

/** Notices told apart by their codes alone. */
type Bare<Code> = Code extends string ? { readonly code: Code } : never;
