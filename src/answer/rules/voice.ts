import type { Evidence } from '../evidence.ts';
import { mentionsIn, type Mention } from '../people.ts';
import type { Proposed, Rule } from '../sentence.ts';
import { holds } from '../support.ts';
import { isSpeech } from '../words/speech.ts';
import { type Token, isCapitalised, isContent } from '../tokens.ts';

/** Words are given to nobody but the voice of a cited passage. */
export const voice: Rule = (proposed) =>
  strangerIn(proposed) ??
  roleIn(proposed) ??
  publisherIn(proposed) ??
  outsiderIn(proposed) ??
  misquotedIn(proposed) ??
  exchangedIn(proposed);

function isVoiceOf(person: string, { passage }: Evidence): boolean {
  return passage.voice.named && passage.voice.name === person;
}

/** A person who speaks in none of the cited passages, save where the passage itself names or cites that person. */
function strangerIn({ own, evidence, vocabulary }: Proposed): string | null {
  const mentions = mentionsIn(own, vocabulary);
  const stranger = mentions.find(
    (mention) =>
      !evidence.some((each) => isVoiceOf(mention.person, each)) &&
      !isMerelyNamed(own, mention, evidence, mentions),
  );
  return stranger === undefined ? null : `${stranger.person} is no voice of the cited passages`;
}

const CITED_BY = /^(?:cite|rapporte|repri|recopi|relaye|reprodui|transcri|presente|publie|mentionn|interview)/u;
const WORKS =
  /^(?:articles?|textes?|tribunes?|billets?|blogs?|pages?|ouvrages?|livres?|entretiens?|interviews?|introductions?|lecteurs?|sites?|papiers?)$/u;

/** « Cité par X », « les articles de X », « d’accord avec X »: X says nothing here. */
function isMerelyNamed(
  own: readonly Token[],
  { person, start }: Mention,
  evidence: readonly Evidence[],
  mentions: readonly Mention[],
): boolean {
  const [third, second, before] = [3, 2, 1].map((back) => own[start - back]?.form ?? '');
  const isCiting = evidence.some(({ passage }) => passage.reportedBy === person);
  if (before === 'par' && (CITED_BY.test(second ?? '') || CITED_BY.test(third ?? ''))) {
    return isCiting || isNamedIn(person, evidence);
  }
  const isOf = /^(?:de|d'|du)$/u.test(before ?? '');
  const isAuthor = evidence.some(({ passage }) => passage.source.author?.name === person);
  if (isOf && WORKS.test(second ?? '')) return isAuthor && !isSelon(third);
  if (!isNamedIn(person, evidence)) return false;
  if (/^(?:avec|a)$/u.test(before ?? '')) return true;
  const isToldOf = evidence.some(({ passage }) => passage.stance !== 'assumed');
  return isToldOf && mentions.some((other) => other.start < start && other.person !== person);
}

/** « Selon l’article de X » gives the words to X. */
function isSelon(form: string | undefined): boolean {
  return form === "l'" || form === 'le' || form === 'la';
}

function isNamedIn(person: string, evidence: readonly Evidence[]): boolean {
  const parts = new Set(person.split(' '));
  return evidence.some(({ statements: [{ tokens }] }) => tokens.some(({ text }) => parts.has(text)));
}

/** « Un commentateur », « l’auteur », « l’intervieweur »: somebody of that role speaks in a cited passage. */
function roleIn({ own, evidence }: Proposed): string | null {
  const wrong = own.find((token, index) => {
    const { form } = token;
    if (/^(?:commentateurs?|commentatrices?)$/u.test(form)) return !hasRole(evidence, 'commentateur');
    if (/^intervieweurs?$/u.test(form)) return !hasRole(evidence, 'intervieweur');
    if (/^journalistes?$/u.test(form)) return !hasRole(evidence, 'intervieweur');
    if (form === 'auteur' || form === 'auteurs') return !isAuthorCited(own, index, evidence);
    return false;
  });
  return wrong === undefined ? null : `${wrong.text} is no voice of the cited passages`;
}

function hasRole(evidence: readonly Evidence[], role: string): boolean {
  return evidence.some(({ passage }) => passage.role === role);
}

function isAuthorCited(own: readonly Token[], index: number, evidence: readonly Evidence[]): boolean {
  const isSpeaking = evidence.some(
    ({ passage: { role, voice: { name }, source } }) => role === 'auteur' || name === source.author?.name,
  );
  const [before, earlier] = [own[index - 2]?.form ?? '', own[index - 3]?.form ?? ''];
  return isSpeaking || (before === 'par' && CITED_BY.test(earlier));
}

/** A site or paper speaks only where its page has an author without a name. */
function publisherIn({ own, evidence }: Proposed): string | null {
  const wrong = evidence.find(({ passage: { source, role, voice: speaker } }) => {
    const [first = '', ...others] = source.publisher.split(' ');
    const at = own.findIndex(({ text }) => text === first);
    if (at < 0 || others.some((part, place) => own[at + place + 1]?.text !== part)) return false;
    const isPlace = /^(?:de|d'|du|sur|dans|par|site|blog)$/u.test(own[at - 1]?.form ?? '');
    return !isPlace && (role !== 'auteur' || speaker.named);
  });
  return wrong === undefined ? null : `${wrong.passage.source.publisher} says nothing`;
}

/** Anybody or anything else that a sentence makes speak: only where the passage makes it speak too. */
function outsiderIn({ own, evidence, vocabulary }: Proposed): string | null {
  const at = own.findIndex(
    (token, index) =>
      isNameLike(own, index) && !vocabulary.people.has(token.form) && isMadeToSpeak(own, index),
  );
  const token = own[at];
  if (token === undefined) return null;
  const speaks = evidence.some(({ statements }) =>
    statements.some(({ tokens }) => speaksIn(tokens, token.text)),
  );
  return speaks ? null : `${token.text} says nothing in the cited passages`;
}

const SAYS =
  /^(?:affirme|assure|annonce|conseille|considere|constate|croit|declare|defend|denonce|deplore|dit|ecrit|estime|explique|juge|note|observe|pense|precise|predit|preconise|pretend|prevoit|promet|propose|rappelle|recommande|regrette|repond|souligne|soutient|suggere|veut)(?:nt)?$/u;

/** The first of a run of words with capitals, grammar left out. */
function isNameLike(own: readonly Token[], index: number): boolean {
  const [before, token] = [own[index - 1], own[index]];
  if (token === undefined || !isCapitalised(token) || !isContent(token)) return false;
  return before === undefined || !isCapitalised(before) || !isContent(before);
}

function isMadeToSpeak(own: readonly Token[], index: number): boolean {
  const before = own.slice(Math.max(0, index - 2), index).map(({ form }) => form);
  let last = index;
  while (own[last + 1] !== undefined && isCapitalised(own[last + 1] as Token)) last += 1;
  const isOf = /^(?:de|d'|du|des|sur|par|a|au|aux|en|et|avec|comme|chez|entre|sous|contre|dont|le|la|les|l')$/u.test(before.at(-1) ?? '');
  if (!isOf && SAYS.test(own[last + 1]?.form ?? '') && own[last + 1]?.text !== 'croît') return true;
  return before.at(-1) === 'selon' || (before[0] === "d'" && before[1] === 'apres');
}

/** Words between a name and the word that makes it speak. */
const NEAR = 4;

function speaksIn(tokens: readonly Token[], written: string): boolean {
  return tokens.some(({ text }, at) => {
    if (text !== written) return false;
    const near = tokens.slice(Math.max(0, at - NEAR), at + NEAR);
    return near.some(({ form, root }) => form === 'selon' || isSpeech(form, root) || /^(?:etud|publi|papi)/u.test(form));
  });
}

/** A quotation stands beside the name of who said it. */
function misquotedIn({ quotations, tokens, evidence, vocabulary }: Proposed): string | null {
  const mentions = mentionsIn(tokens, vocabulary).filter(({ person }) =>
    evidence.some((each) => isVoiceOf(person, each)),
  );
  const wrong = quotations.find(({ words, start }) => {
    const sayers = evidence.filter(({ passage }) => passage.text.includes(words));
    const earlier = mentions.findLast((mention) => (tokens[mention.start]?.start ?? 0) < start);
    const nearest = earlier ?? mentions[0];
    return nearest !== undefined && sayers.length > 0 && !sayers.some((each) => isVoiceOf(nearest.person, each));
  });
  return wrong === undefined ? null : `« ${wrong.words} » is another voice’s`;
}

interface Region {
  readonly people: readonly string[];
  readonly words: readonly Token[];
}

/** Where several passages are cited, what stands by a name must be in a passage of that name. */
function exchangedIn({ tokens, evidence, vocabulary }: Proposed): string | null {
  if (evidence.length < 2) return null;
  const speaking = mentionsIn(tokens, vocabulary).filter(({ person }) =>
    evidence.some((each) => isVoiceOf(person, each)),
  );
  const named = [...speaking, ...unnamedIn(tokens)].sort((a, b) => a.start - b.start);
  const regions = speaking.length === 0 ? [] : regionsOf(tokens, named, vocabulary);
  for (const { people, words } of regions) {
    for (const person of people.filter((name) => name !== UNNAMED)) {
      const own = evidence.filter((each) => isVoiceOf(person, each));
      const others = evidence.filter((each) => !isVoiceOf(person, each));
      const held = words.map((word) => own.some((each) => holds(each, word)));
      const foreign = words.filter(
        (word, at) => held[at] === false && others.some((each) => holds(each, word)),
      );
      const heldCount = held.filter(Boolean).length;
      if (foreign.length > heldCount || (foreign.length > 1 && foreign.length >= heldCount))
        return `${foreign.map(({ text }) => text).join(' ')}: not ${person}`;
    }
  }
  return null;
}

const UNNAMED = '';

/** « Un commentateur », « l’auteur »: somebody else speaks from there on. */
function unnamedIn(tokens: readonly Token[]): Mention[] {
  return tokens.flatMap(({ form }, at) =>
    /^(?:commentateurs?|auteur|intervieweur)$/u.test(form) ? [{ person: UNNAMED, start: at, end: at + 1 }] : [],
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
    const isJoint = next !== undefined && between.filter(isContent).every(({ form }) => /^deduit/u.test(form));
    const stop = next === undefined ? tokens.length : clauseStart(tokens, next.start, mention.end);
    const words = tokens
      .slice(at === 0 ? 0 : end, stop)
      .filter((token) => isContent(token) && !isSpeech(token.form, token.root) && !vocabulary.people.has(token.form));
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
