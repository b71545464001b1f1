import * as v from 'valibot';
import type { Corpus, Passage } from '../debate/passage.ts';
import { stem } from '../french/stem.ts';
import { foldText, isStopWord, wordsIn } from '../french/words.ts';
import { foldWhiteSpace, typeset } from '../french/typography.ts';
import { outcomeOf, readerOf, schemaOf, tokensSpent } from './language-model.ts';
import type { FailureKind, LanguageModel, ModelRequest, Outcome } from './language-model.ts';
import { fillSlots, type PromptName, type Prompts } from './prompts.ts';
import { brokenRules, knownOf, strangeNames, type Known, type RuleName } from './thesis-rules.ts';
import { captionOf } from '../debate/quote.ts';

/** What a model proposes for a passage, and the rules let stand. */
export interface Proposal {
  /** Null where search words alone were asked for. */
  readonly thesis: string | null;
  readonly topics: readonly string[];
  readonly searchWords: readonly string[];
}

/** Why a proposal is refused: a rule, or the model itself, asked again. */
export type Refusal = RuleName | 'second reading';

/** What came of asking for a proposal, and the tokens it took. */
export type Proposed = { readonly tokens: number } & (
  | { readonly kind: 'proposed'; readonly proposal: Proposal }
  | {
      readonly kind: 'refused';
      /** The thesis, or the search words where they alone were asked for. */
      readonly written: string;
      readonly reasons: readonly { readonly by: Refusal; readonly why: string }[];
    }
  | { readonly kind: 'failed'; readonly failure: FailureKind }
);

interface ProposerParts {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly corpus: Corpus;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
}

/** Asks a model, for one passage at a time; neither promise rejects but for a fault of our own. */
export interface Proposer {
  readonly propose: (passage: Passage) => Promise<Proposed>;
  /** Search words alone: the questions that the passage answers, and what else it would be looked for by. */
  readonly proposeSearchWords: (passage: Passage) => Promise<Proposed>;
  /** Whether the model finds, reading again, that a thesis follows: anything but a clear yes is a no. */
  readonly reread: (thesis: string, passage: Passage) => Promise<Asked<boolean>>;
}

type Asked<Value> = Omit<Outcome<Value>, 'tokens'> & { readonly tokens: number };
/** What is wanted of a model: the shape that it is told, and what reads that. */
type Wanted<Value> = Pick<ModelRequest<Value>, 'schema' | 'read'>;

/** An editor waits before a progress bar, not a person in a conversation. */
const LONGEST_ANSWER_MS = 60_000;
const MOST_TOPICS = 4;
const MOST_SEARCH_WORDS = 8;
const LONGEST_SEARCH_WORDS = 60;
const SEARCHABLE = /^[\p{Script=Latin}\d \u00A0\u202F.,:’%€&+°?!-]+$/u;

/** Asked in French, some models answer in the language that they know best. */
const ENGLISH = /\b(?:the|of|and|what|how|why|who|is|are|does)\b/iu;

const texts = { type: 'array', items: { type: 'string' } };
const DRAFT = {
  schema: schemaOf('these', { thesis: { type: 'string' }, topics: texts, search: texts }),
  read: readerOf(
    v.object({ thesis: v.string(), topics: v.array(v.string()), search: v.array(v.string()) }),
  ),
};
const WORDS = {
  schema: schemaOf('recherche', { search: texts }),
  read: readerOf(v.object({ search: v.array(v.string()) })),
};
const VERDICT = {
  schema: schemaOf('relecture', { follows: { type: 'boolean' } }),
  read: readerOf(
    v.pipe(
      v.strictObject({ follows: v.boolean() }),
      v.transform(({ follows }) => follows),
    ),
  ),
};

/** Lets a model propose, within what the rules and a second reading of its own allow. */
export function createProposer(parts: ProposerParts): Proposer {
  const known = knownOf(parts.corpus);
  const reread: Proposer['reread'] = (thesis, passage) => {
    const slots = { ...told(passage), these: thesis };
    return ask(parts, 'relecture', slots, VERDICT);
  };
  const propose: Proposer['propose'] = async (passage) => {
    const drafted = await draftedBy(parts, passage, known);
    const { value, failure, tokens } = drafted;
    if (value === null) return { kind: 'failed', failure: failure ?? 'unreadable', tokens };
    const thesis = asWeWrite(value.thesis);
    const broken = brokenRules(thesis, passage, known).map(({ rule, why }) => ({ by: rule, why }));
    const refused = { kind: 'refused', written: thesis } as const;
    if (broken.length > 0) return { ...refused, reasons: broken, tokens };
    const again = await reread(thesis, passage);
    const spent = { tokens: tokens + again.tokens };
    if (again.failure !== null) return { kind: 'failed', failure: again.failure, ...spent };
    if (again.value !== true) return { ...refused, reasons: [DOUBTED], ...spent };
    const topics = keptTopics(value.topics, known);
    const searchWords = keptSearchWords(value.search, passage, known);
    return { kind: 'proposed', proposal: { thesis, topics, searchWords }, ...spent };
  };
  const proposeSearchWords: Proposer['proposeSearchWords'] = async (passage) => {
    const slots = { ...debateOf(parts), ...told(passage), these: passage.thesis?.text ?? '' };
    const { value, failure, tokens } = await ask(parts, 'recherche', slots, WORDS);
    if (value === null) return { kind: 'failed', failure: failure ?? 'unreadable', tokens };
    const searchWords = keptSearchWords(value.search, passage, known);
    if (searchWords.length > 0) {
      return { kind: 'proposed', proposal: { thesis: null, topics: [], searchWords }, tokens };
    }
    return { kind: 'refused', written: value.search.join(' ; '), reasons: [USELESS], tokens };
  };
  return { propose, proposeSearchWords, reread };
}

const USELESS = { by: 'form', why: 'rien qui aide à trouver le passage' } as const;

const DOUBTED = {
  by: 'second reading',
  why: 'la phrase ne découle pas clairement du passage',
} as const;

function draftedBy(parts: ProposerParts, passage: Passage, known: Known) {
  const slots = { ...debateOf(parts), themes: known.topics.join(', '), ...told(passage) };
  return ask(parts, 'these', slots, DRAFT);
}

function debateOf({ corpus }: ProposerParts) {
  const { title, question } = corpus.debate;
  return { titre: title ?? '', question: question ?? '' };
}

function told(passage: Passage) {
  return { source: captionOf(passage), passage: passage.text ?? '' };
}

async function ask<Value>(
  { model, prompts, signal }: ProposerParts,
  prompt: PromptName,
  slots: Readonly<Record<string, string>>,
  wanted: Wanted<Value>,
): Promise<Asked<Value>> {
  const { system, user: template, settings } = prompts[prompt];
  // Each slot is a line, which nothing in its data can end.
  const lines = Object.entries(slots).map(([name, text]) => [name, foldWhiteSpace(text)] as const);
  const user = fillSlots(template, Object.fromEntries(lines));
  const request = { prompt, system, user, ...wanted, settings, signal };
  const { tokens, ...outcome } = await outcomeOf(model, {
    ...request,
    withinMs: LONGEST_ANSWER_MS,
  });
  return { ...outcome, tokens: tokens === null ? 0 : tokensSpent(request, tokens) };
}

/** White space, apostrophes and spaces before double signs, which are no matter for a refusal. */
function asWeWrite(thesis: string): string {
  return typeset(foldWhiteSpace(thesis.normalize('NFC')).replace(/(?<=\p{L})'(?=\p{L})/gu, '’'));
}

function keptTopics(proposed: readonly string[], { topics }: Known): readonly string[] {
  const folded = new Set(proposed.map((topic) => foldText(foldWhiteSpace(topic))));
  return topics.filter((topic) => folded.has(foldText(topic))).slice(0, MOST_TOPICS);
}

/** What is searched has no need of words that the passage has: each must add one. */
function keptSearchWords(
  proposed: readonly string[],
  passage: Passage,
  known: Known,
): readonly string[] {
  const { text, thesis, topics } = passage;
  const held = stemsOf([text, thesis?.text, ...topics].join(' '));
  const written = proposed.map(asWeWrite).filter((words) => {
    const isPlain = SEARCHABLE.test(words) && words.length <= LONGEST_SEARCH_WORDS;
    if (!isPlain || ENGLISH.test(words) || stemsOf(words).isSubsetOf(held)) return false;
    return strangeNames(words, passage, known).length === 0;
  });
  return [...new Set(written)].slice(0, MOST_SEARCH_WORDS);
}

/** The stems of the words that say something. */
function stemsOf(text: string): ReadonlySet<string> {
  const words = wordsIn(text).filter(({ form }) => !isStopWord(form));
  return new Set(words.map(({ form }) => stem(form)));
}
