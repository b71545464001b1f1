import * as v from 'valibot';
import { parse } from 'yaml';
import { dataIn, passagesIn } from '../answer/data.ts';
import { ModelFailure } from '../answer/language-model.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../answer/language-model.ts';
import { BotError } from '../errors.ts';

/** How many sentences it proposes at most, as its instructions ask. */
const MOST_SENTENCES = 5;
/** As English has them; servers count their own way. */
const CHARACTERS_PER_TOKEN = 4;

const line = v.strictObject({
  sentence: v.string(),
  /** Some words of each passage that it cites: it is said where all of them are shown. */
  words: v.array(v.string()),
  /** A word that the subject must have; absent, it is said on any. */
  about: v.optional(v.string()),
  /** Said the first time only, and not when it was refused. */
  once: v.optional(v.boolean(), false),
});
const script = v.strictObject({ sentences: v.array(line) });

export type ScriptLine = v.InferOutput<typeof line>;

/** Reads the file of a scripted model; throws a BotError that tells the first fault and its place. */
export function readScript(name: string, text: string): readonly ScriptLine[] {
  try {
    return v.parse(script, parse(text)).sentences;
  } catch (cause) {
    const place = v.isValiError(cause) ? `${v.getDotPath(cause.issues[0]) ?? ''}: ` : '';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BotError('configuration', `${name}: ${place}${reason}`, { cause });
  }
}

/** A model that says what a file has for the passages it is shown: for trying, tests and measures. */
export class ScriptedModel implements LanguageModel {
  readonly name = 'script';
  readonly #lines: readonly ScriptLine[];

  constructor(lines: readonly ScriptLine[]) {
    this.#lines = lines;
  }

  complete(request: ModelRequest): Promise<ModelAnswer> {
    if (request.signal.aborted) return Promise.reject(new ModelFailure('stopped'));
    const text = JSON.stringify(this.#answer(request));
    const input = tokensOf(request.system + request.user);
    return Promise.resolve({ text, tokens: { input, output: tokensOf(text) } });
  }

  /** A judge without an opinion takes nothing away. */
  #answer({ prompt, user }: ModelRequest): object {
    if (prompt === 'juge') return { verdicts: [] };
    const passages = [...passagesIn(user)];
    const subject = dataIn(user).find(([label]) => label === 'sujet')?.[1] ?? '';
    const said = this.#lines
      .filter(({ once, about }) => !(once && prompt === 'reprise') && isOn(subject, about))
      .map(({ sentence, words }) => ({ sentence, passages: numbersOf(words, passages) }))
      .filter((each): each is Proposed => each.passages !== null);
    const inOrder = said.toSorted((a, b) => (a.passages[0] ?? 0) - (b.passages[0] ?? 0));
    return { sentences: inOrder.slice(0, MOST_SENTENCES) };
  }
}

interface Proposed {
  readonly sentence: string;
  readonly passages: readonly number[];
}

function isOn(subject: string, about: string | undefined): boolean {
  return about === undefined || subject.split(' ').includes(about);
}

/** The passages with these words; null where one of them is not shown. */
function numbersOf(
  words: readonly string[],
  passages: readonly (readonly [number, string])[],
): readonly number[] | null {
  const numbers = words.map((each) => passages.find(([, text]) => text.includes(each))?.[0]);
  return numbers.every((number) => number !== undefined) ? numbers : null;
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
