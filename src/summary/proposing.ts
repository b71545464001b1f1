import * as v from 'valibot';
import type { Corpus, Passage } from '../debate/passage.ts';
import { foldText } from '../french/words.ts';
import { foldWhiteSpace, typeset } from '../french/typography.ts';
import {
  ModelFailure,
  tokensSpent,
  type FailureKind,
  type JsonSchema,
  type LanguageModel,
} from './language-model.ts';
import { fillSlots, type PromptName, type Prompts } from './prompts.ts';
import { brokenRules, knownOf, strangeNames, type Known, type RuleName } from './thesis-rules.ts';
import { captionOf } from '../debate/quote.ts';

/** What a model proposes for a passage, and the rules let stand. */
export interface Proposal {
  readonly thesis: string;
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
      readonly thesis: string;
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
  /** Whether the model finds, reading again, that a thesis follows: anything but a clear yes is a no. */
  readonly reread: (thesis: string, passage: Passage) => Promise<Asked<boolean>>;
}

/** What a model answered, null with the reason where it did not. */
interface Asked<Value> {
  readonly value: Value | null;
  readonly failure: FailureKind | null;
  readonly tokens: number;
}

/** An editor waits before a progress bar, not a person in a conversation. */
const LONGEST_ANSWER_MS = 60_000;
const MOST_TOPICS = 4;
const MOST_SEARCH_WORDS = 8;
const LONGEST_SEARCH_WORDS = 60;
const SEARCHABLE = /^[\p{Script=Latin}\d \u00A0\u202F.,:’%€&+°?!-]+$/u;

const answer = v.object({
  thesis: v.string(),
  topics: v.array(v.string()),
  search: v.array(v.string()),
});
const verdict = v.strictObject({ follows: v.boolean() });
const texts = { type: 'array', items: { type: 'string' } };
const ANSWER_SCHEMA = schemaOf('these', {
  thesis: { type: 'string' },
  topics: texts,
  search: texts,
});
const VERDICT_SCHEMA = schemaOf('relecture', { follows: { type: 'boolean' } });

/** Lets a model propose, within what the rules and a second reading of its own allow. */
export function createProposer(parts: ProposerParts): Proposer {
  const known = knownOf(parts.corpus);
  const reread: Proposer['reread'] = (thesis, passage) => rereadBy(parts, thesis, passage);
  const propose: Proposer['propose'] = async (passage) => {
    const drafted = await draftedBy(parts, passage, known);
    const { value, failure, tokens } = drafted;
    if (value === null) return { kind: 'failed', failure: failure ?? 'unreadable', tokens };
    const thesis = asWeWrite(value.thesis);
    const broken = brokenRules(thesis, passage, known).map(({ rule, why }) => ({ by: rule, why }));
    if (broken.length > 0) return { kind: 'refused', thesis, reasons: broken, tokens };
    const again = await reread(thesis, passage);
    const spent = { tokens: tokens + again.tokens };
    if (again.failure !== null) return { kind: 'failed', failure: again.failure, ...spent };
    if (again.value !== true) return { kind: 'refused', thesis, reasons: [DOUBTED], ...spent };
    const topics = keptTopics(value.topics, known);
    const searchWords = keptSearchWords(value.search, passage, known);
    return { kind: 'proposed', proposal: { thesis, topics, searchWords }, ...spent };
  };
  return { propose, reread };
}

const DOUBTED = {
  by: 'second reading',
  why: 'la phrase ne découle pas clairement du passage',
} as const;

type Draft = v.InferOutput<typeof answer>;

function draftedBy(parts: ProposerParts, passage: Passage, known: Known): Promise<Asked<Draft>> {
  const { title, question } = parts.corpus.debate;
  const slots = {
    titre: title ?? '',
    question: question ?? '',
    themes: known.topics.join(', '),
    source: captionOf(passage),
    passage: passage.text,
  };
  const read = (json: unknown) => outputOf(v.safeParse(answer, json));
  return ask(parts, 'these', slots, ANSWER_SCHEMA, read);
}

async function rereadBy(
  parts: ProposerParts,
  thesis: string,
  passage: Passage,
): Promise<Asked<boolean>> {
  const slots = { source: captionOf(passage), passage: passage.text, these: thesis };
  const read = (json: unknown) => outputOf(v.safeParse(verdict, json));
  const asked = await ask(parts, 'relecture', slots, VERDICT_SCHEMA, read);
  return { ...asked, value: asked.value?.follows ?? null };
}

async function ask<Value>(
  { model, prompts, signal }: ProposerParts,
  prompt: PromptName,
  slots: Readonly<Record<string, string>>,
  schema: JsonSchema,
  read: (json: unknown) => Value | undefined,
): Promise<Asked<Value>> {
  const { system, user: template, settings } = prompts[prompt];
  // Each slot is a line, which nothing in its data can end.
  const lines = Object.entries(slots).map(([name, text]) => [name, foldWhiteSpace(text)]);
  const user = fillSlots(template, Object.fromEntries(lines) as Record<string, string>);
  const request = { prompt, system, user, schema, read, settings, signal };
  try {
    const { value, tokens } = await model.complete({ ...request, withinMs: LONGEST_ANSWER_MS });
    return { value, failure: null, tokens: tokensSpent(request, tokens) };
  } catch (fault) {
    if (!(fault instanceof ModelFailure)) throw fault;
    return {
      value: null,
      failure: fault.kind,
      tokens: fault.tokens === null ? 0 : tokensSpent(request, fault.tokens),
    };
  }
}

/** White space, apostrophes and spaces before double signs, which are no matter for a refusal. */
function asWeWrite(thesis: string): string {
  return typeset(foldWhiteSpace(thesis.normalize('NFC')).replace(/(?<=\p{L})'(?=\p{L})/gu, '’'));
}

function keptTopics(proposed: readonly string[], { topics }: Known): readonly string[] {
  const folded = new Set(proposed.map((topic) => foldText(foldWhiteSpace(topic))));
  return topics.filter((topic) => folded.has(foldText(topic))).slice(0, MOST_TOPICS);
}

function keptSearchWords(
  proposed: readonly string[],
  passage: Passage,
  known: Known,
): readonly string[] {
  const written = proposed.map(asWeWrite).filter((words) => {
    const isPlain = SEARCHABLE.test(words) && words.length <= LONGEST_SEARCH_WORDS;
    return isPlain && strangeNames(words, passage, known).length === 0;
  });
  return [...new Set(written)].slice(0, MOST_SEARCH_WORDS);
}

function outputOf<Output>(
  result: { readonly success: true; readonly output: Output } | { readonly success: false },
): Output | undefined {
  return result.success ? result.output : undefined;
}

function schemaOf(name: string, properties: Readonly<Record<string, unknown>>): JsonSchema {
  const required = Object.keys(properties);
  return { name, schema: { type: 'object', properties, required, additionalProperties: false } };
}
