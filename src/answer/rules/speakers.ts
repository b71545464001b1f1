import { isSpeech } from '../grammar/speech.ts';
import { isContent, type Token } from '../grammar/tokens.ts';
import { isVoiceOf, mentionsIn, type Mention } from '../people.ts';
import type { Proposed } from '../proposed.ts';
import { says } from '../evidence.ts';

/** A quotation stands beside the name of who said it. */
export function misquotedIn({ quotations, tokens, evidence, vocabulary }: Proposed): string | null {
  const mentions = mentionsIn(tokens, vocabulary).filter(({ person }) =>
    evidence.some((each) => isVoiceOf(person, each)),
  );
  const wrong = quotations.find(({ words, start }) => {
    const sayers = evidence.filter(({ passage }) => passage.text.includes(words));
    const earlier = mentions.findLast((mention) => (tokens[mention.start]?.start ?? 0) < start);
    const nearest = earlier ?? mentions[0];
    return (
      nearest !== undefined &&
      sayers.length > 0 &&
      !sayers.some((each) => isVoiceOf(nearest.person, each))
    );
  });
  return wrong === undefined ? null : `« ${wrong.words} » is another voice’s`;
}

interface Region {
  readonly people: readonly string[];
  readonly words: readonly Token[];
}

/** Where several passages are cited, what stands by a name must be in a passage of that name. */
export function exchangedIn({ tokens, evidence, vocabulary }: Proposed): string | null {
  if (evidence.length < 2) return null;
  const speaking = mentionsIn(tokens, vocabulary).filter(
    ({ person, end }) =>
      evidence.some((each) => isVoiceOf(person, each)) && !isSpokenOf(tokens, end),
  );
  const named = [...speaking, ...unnamedIn(tokens)].sort((a, b) => a.start - b.start);
  const regions = speaking.length === 0 ? [] : regionsOf(tokens, named, vocabulary);
  for (const { people, words } of regions) {
    for (const person of people.filter((name) => name !== UNNAMED)) {
      const own = evidence.filter((each) => isVoiceOf(person, each));
      const others = evidence.filter((each) => !isVoiceOf(person, each));
      const held = words.map((word) => own.some((each) => says(each, word)));
      const foreign = words.filter(
        (word, at) => held[at] === false && others.some((each) => says(each, word)),
      );
      const heldCount = held.filter(Boolean).length;
      if (foreign.length > heldCount || foreign.length > 1)
        return `${foreign.map(({ text }) => text).join(' ')}: not ${person}`;
    }
  }
  return null;
}

/** « X, dont la démonstration »: somebody else speaks of X. */
function isSpokenOf(tokens: readonly Token[], end: number): boolean {
  return tokens[end]?.form === ',' && tokens[end + 1]?.form === 'dont';
}

const UNNAMED = '';

/** « Un commentateur », « l’auteur »: somebody else speaks from there on. */
function unnamedIn(tokens: readonly Token[]): Mention[] {
  return tokens.flatMap(({ form }, at) =>
    /^(?:commentateurs?|auteur|intervieweur)$/u.test(form)
      ? [{ person: UNNAMED, start: at, end: at + 1 }]
      : [],
  );
}

/** Clause by clause, who is speaking; names that « et » joins speak together. */
function regionsOf(
  tokens: readonly Token[],
  mentions: readonly Mention[],
  vocabulary: Proposed['vocabulary'],
): Region[] {
  const regions: { people: string[]; words: Token[] }[] = [];
  let end = 0;
  for (const [at, mention] of mentions.entries()) {
    const next = mentions[at + 1];
    const between = next === undefined ? [] : tokens.slice(mention.end, next.start);
    const isJoint =
      next !== undefined &&
      between.filter(isContent).every(({ form }) => form.startsWith('deduit'));
    const stop = next === undefined ? tokens.length : clauseStart(tokens, next.start, mention.end);
    const words = tokens
      .slice(at === 0 ? 0 : end, stop)
      .filter(
        (token) =>
          isContent(token) &&
          !isSpeech(token.form, token.root) &&
          !vocabulary.people.has(token.form),
      );
    const last = regions.at(-1);
    if (last?.words.length === 0 && at > 0) {
      last.people.push(mention.person);
      last.words.push(...words);
    } else regions.push({ people: [mention.person], words: isJoint ? [] : words });
    end = stop;
  }
  return regions;
}

/** Where the clause of the token at a place begins, but not before `least`. */
function clauseStart(tokens: readonly Token[], place: number, least: number): number {
  for (let at = place - 1; at >= least; at -= 1) {
    if (/^(?:,|;|:|et|mais|que|tandis|alors|quand)$/u.test(tokens[at]?.form ?? '')) return at;
  }
  return place;
}
