import type { Evidence } from '../evidence.ts';
import { isVoiceOf, mentionsIn, type Mention } from '../people.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { exchangedIn, misquotedIn } from './speakers.ts';
import { isSpeech } from '../grammar/speech.ts';
import { type Token, isCapitalised, isContent } from '../grammar/tokens.ts';

/** Words are given to nobody but the voice of a cited passage. */
export const voice: Rule = (proposed) =>
  strangerIn(proposed) ??
  roleIn(proposed) ??
  publisherIn(proposed) ??
  outsiderIn(proposed) ??
  misquotedIn(proposed) ??
  exchangedIn(proposed);

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

const CITED_BY =
  /^(?:cite|rapporte|repri|recopi|relaye|reprodui|transcri|presente|publie|mentionn|interview)/u;
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
  if (isOf && WORKS.test(second ?? '')) return isAuthor && !isAccordingTo(own, start - 2);
  if (!isNamedIn(person, evidence)) return false;
  if (/^(?:avec|a)$/u.test(before ?? '')) return true;
  if (isOf && /^(?:avis|opinion|constat|analyse|idee)$/u.test(second ?? ''))
    return mentions.length > 1;
  const isToldOf = evidence.some(({ passage }) => passage.stance !== 'assumed');
  return isToldOf && mentions.some((other) => other.start < start && other.person !== person);
}

/** « Selon l’article de X » gives the words to X. */
function isAccordingTo(own: readonly Token[], work: number): boolean {
  const before = own.slice(Math.max(0, work - 3), work).map(({ form }) => form);
  return before.includes('selon') || before.includes('apres');
}

function isNamedIn(person: string, evidence: readonly Evidence[]): boolean {
  const parts = new Set(person.split(' '));
  return evidence.some(({ statements: [{ tokens }] }) =>
    tokens.some(({ text }) => parts.has(text)),
  );
}

/** « Un commentateur », « l’auteur », « l’intervieweur »: somebody of that role speaks in a cited passage. */
function roleIn({ own, evidence }: Proposed): string | null {
  const wrong = own.find((token, index) => {
    const { form } = token;
    if (/^(?:commentateurs?|commentatrices?)$/u.test(form))
      return !hasRole(evidence, 'commentateur');
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

function isAuthorCited(
  own: readonly Token[],
  index: number,
  evidence: readonly Evidence[],
): boolean {
  const isSpeaking = evidence.some(
    ({
      passage: {
        role,
        voice: { name },
        source,
      },
    }) => role === 'auteur' || name === source.author?.name,
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
  return (
    before?.text !== '-' && (before === undefined || !isCapitalised(before) || !isContent(before))
  );
}

function isMadeToSpeak(own: readonly Token[], index: number): boolean {
  const before = own.slice(Math.max(0, index - 2), index).map(({ form }) => form);
  const rest = own.slice(index + 1);
  const length = rest.findIndex((token) => !isCapitalised(token));
  const last = index + (length < 0 ? rest.length : length);
  const isOf =
    /^(?:de|d'|du|des|sur|par|a|au|aux|en|et|ou|avec|comme|chez|entre|sous|contre|dont|le|la|les|l')$/u.test(
      before.at(-1) ?? '',
    );
  const [verb, next] = [own[last + 1], own[last + 2]];
  const isSaying = SAYS.test(verb?.form ?? '') && verb?.text !== 'croît';
  const isClaiming = verb?.isContent === true && /^qu[e']$/u.test(next?.form ?? '');
  if (!isOf && (isSaying || isClaiming)) return true;
  return before.at(-1) === 'selon' || (before[0] === "d'" && before[1] === 'apres');
}

/** Words between a name and the word that makes it speak. */
const NEAR = 4;

function speaksIn(tokens: readonly Token[], written: string): boolean {
  return tokens.some(({ text }, at) => {
    if (text !== written) return false;
    const near = tokens.slice(Math.max(0, at - NEAR), at + NEAR);
    return near.some(
      ({ form, root }) =>
        form === 'selon' ||
        (isSpeech(form, root) && !form.startsWith('attribu')) ||
        /^(?:etud|publi|papi)/u.test(form),
    );
  });
}
