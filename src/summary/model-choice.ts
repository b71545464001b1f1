import pLimit from 'p-limit';
import * as v from 'valibot';
import type { Debate, Passage } from '../debate/passage.ts';
import { wordsIn } from '../french/words.ts';
import { stem } from '../french/stem.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { candidatesFrom, withAnotherVoice, type Groups } from './choice.ts';
import { outcomeOf, readerOf, schemaOf, tokensSpent } from './language-model.ts';
import type { FailureKind, LanguageModel, Tokens } from './language-model.ts';
import { fillSlots, type Prompt } from './prompts.ts';
import { holderText } from '../debate/quote.ts';

/** How long a choice may take: afterwards the corpus's own stands. */
export const LONGEST_CHOOSING_MS = 8_000;
/** Characters of all the theses that a model is given, with their voices: about 1,000 tokens. */
const LONGEST_LIST = 3_000;
/** For each choice under way, how many may wait: the last of them waits as long as four take. */
const WAITING_PER_PLACE = 4;
/** How much of a question is told to a model. */
const LONGEST_SUBJECT = 300;

/** What a model is asked to choose from, and on whose account. */
export interface Wanted {
  readonly debate: Debate;
  readonly subject: string | null;
  /** Best first. */
  readonly found: readonly Passage[];
  readonly tenant: string;
}

/** Asks a model which theses to tell, in which order; null where its choice is not to be had. Never rejects. */
export type Choose = (wanted: Wanted) => Promise<Groups | null>;

/** What came of asking a model, for the log: no word of the question or of the answer. */
export interface ChoiceRecord {
  readonly given: number;
  /** Theses in each group; null where there is no choice. */
  readonly groups: readonly number[] | null;
  readonly failure: FailureKind | 'too many at once' | 'budget spent' | null;
  readonly tokens: Tokens | null;
  readonly tookMs: number;
}

export interface ChooserParts {
  readonly model: LanguageModel;
  readonly prompt: Prompt;
  readonly limits: { readonly concurrency: number; readonly tokensPerDay: number };
  /** The date where the debate is read, as `2026-11-22`: tokens are counted by the day. */
  readonly today: () => string;
  readonly now: () => number;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  readonly record: (record: ChoiceRecord) => void;
}

/** Lets a model choose, within what a tenant may spend in a day and what may be asked at once. */
export function createChooser(parts: ChooserParts): Choose {
  const { limits, now, record, signal } = parts;
  const limit = pLimit(limits.concurrency);
  const spentToday = spentBy(parts.today);
  return async (wanted) => {
    const known = candidatesFrom(wanted.found);
    const candidates = listed(known);
    if (candidates.length < 2 || signal.aborted) return null;
    const begun = now();
    const told = { given: candidates.length, groups: null, tokens: null, tookMs: 0 };
    if (limit.activeCount + limit.pendingCount >= limits.concurrency * (1 + WAITING_PER_PLACE)) {
      record({ ...told, failure: 'too many at once' });
      return null;
    }
    const until = begun + LONGEST_CHOOSING_MS;
    const { groups, failure, tokens } = await limit(async () => {
      const { tenant } = wanted;
      if ((spentToday().get(tenant) ?? 0) >= limits.tokensPerDay) return BUDGET_SPENT;
      const outcome = await asked(parts, wanted, candidates, until);
      const spent = spentToday();
      spent.set(tenant, (spent.get(tenant) ?? 0) + outcome.spent);
      return outcome;
    });
    const sizes = groups?.map(({ length }) => length) ?? null;
    record({ ...told, groups: sizes, failure, tokens, tookMs: now() - begun });
    return groups === null ? null : withAnotherVoice(groups, known);
  };
}

const NOTHING_ASKED = { groups: null, tokens: null, spent: 0 };
const BUDGET_SPENT = { ...NOTHING_ASKED, failure: 'budget spent' } as const;
/** Nothing was asked, or nobody heard it. */
const UNHEARD: readonly FailureKind[] = ['unreachable', 'stopped'];

async function asked(
  { model, prompt, now, signal }: ChooserParts,
  { debate, subject }: Wanted,
  candidates: readonly Passage[],
  until: number,
) {
  const { system, user, settings } = prompt;
  const request = {
    prompt: 'choix',
    system,
    user: fillSlots(user, {
      titre: foldWhiteSpace(debate.title ?? ''),
      sujet: knownWords(subject ?? '', candidates),
      theses: candidates.map(numbered).join('\n'),
    }),
    schema: CHOICE_SCHEMA,
    read: (json: unknown) => groupsIn(json, candidates),
    settings,
    withinMs: until - now(),
    signal,
  };
  if (request.withinMs <= 0) return { ...NOTHING_ASKED, failure: 'late' } as const;
  const { value: groups, failure, tokens } = await outcomeOf(model, request);
  const isHeard = failure === null || !UNHEARD.includes(failure);
  return { groups, failure, tokens, spent: isHeard ? tokensSpent(request, tokens) : 0 };
}

const list = (items: object) => ({ type: 'array', items });
const CHOICE_SCHEMA = schemaOf('choix', { groups: list(list({ type: 'integer' })) });
const readChoice = readerOf(
  v.strictObject({ groups: v.array(v.array(v.pipe(v.number(), v.integer()))) }),
);

/** The passages under the numbers of a choice; undefined where one was not given, or is given twice. */
function groupsIn(json: unknown, candidates: readonly Passage[]): Groups | undefined {
  const groups = (readChoice(json)?.groups ?? []).filter(({ length }) => length > 0);
  const numbers = groups.flat();
  const isWhole = numbers.every((number) => candidates[number - 1] !== undefined);
  if (numbers.length === 0 || !isWhole || new Set(numbers).size < numbers.length) return undefined;
  return groups.map((group) => group.flatMap((number) => candidates[number - 1] ?? []));
}

function listed(candidates: readonly Passage[]): readonly Passage[] {
  let length = 0;
  return candidates.filter((passage) => {
    length += numbered(passage, 0).length;
    return length <= LONGEST_LIST;
  });
}

function numbered(passage: Passage, index: number): string {
  return foldWhiteSpace(`${index + 1}. ${holderText(passage)} : ${passage.thesis?.text ?? ''}`);
}

/**
 * The words of a question that what was found for it has. Whatever else was typed stays with us: an
 * order to the model, a name, an address, the text of somebody's message.
 */
function knownWords(subject: string, candidates: readonly Passage[]): string {
  const texts = candidates.map(({ text, thesis, topics, searchWords, voice }) =>
    [text, thesis?.text, ...topics, ...searchWords, voice.name].join(' '),
  );
  const known = new Set(wordsIn(texts.join(' ')).map(({ form }) => stem(form)));
  const typed = subject.normalize('NFC').slice(0, LONGEST_SUBJECT);
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.filter((word) => wordsIn(word).some(({ form }) => known.has(stem(form)))).join(' ');
}

/** The tokens that each tenant spent today, counted in this process alone. */
function spentBy(today: () => string): () => Map<string, number> {
  const spent = new Map<string, number>();
  let day = '';
  return () => {
    const now = today();
    if (now !== day) spent.clear();
    day = now;
    return spent;
  };
}
