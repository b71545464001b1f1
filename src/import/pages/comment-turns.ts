import { named, type Speaker, type Turn, turnOf, unnamed } from '../draft.ts';
import { doubtOnQuoted, quotedPerson, type Stretch } from '../html-quotations.ts';
import type { ReadComment } from './page-comments.ts';
import type { PageFacts } from './page-facts.ts';

const NAMELESS = 'commentaire dont la page ne nomme pas l’auteur';
/** What is quoted without being somebody’s whole sentence proves nothing. */
const SHORTEST_PROOF = 25;
/** Comments quote the article, or what was written not long before them. */
const MOST_EARLIER = 300;

/** Each comment as a turn; `article` are the turns that they may quote. */
export function commentTurns(
  comments: readonly ReadComment[],
  article: readonly Turn[],
  facts: PageFacts,
): Turn[] {
  const turns: Turn[] = [...article];
  for (const comment of comments) {
    const { key, answers, date, stretches, name, isOfAuthor } = comment;
    const speaker = named((isOfAuthor ? facts.author : null) ?? name, 'commentateur');
    const url =
      facts.url === null || key === null ? null : `${facts.url.replace(/#.*/u, '')}#${key}`;
    // What answers the comment answers the commenter's first own words, not what they quote.
    const own = stretches.find(({ quotation }) => quotation === null) ?? stretches[0];
    const earlier = [...article, ...turns.slice(article.length).slice(-MOST_EARLIER)];
    for (const stretch of stretches) {
      const { paragraphs } = stretch;
      const known = { date, url, paragraphs, answers, key: stretch === own ? key : null };
      const quoted =
        stretch.quotation === null ? null : quotedIn(stretch, comment, speaker, earlier);
      const nameless = speaker.name === null ? NAMELESS : null;
      const doubt = quoted === null ? nameless : doubtOn(quoted);
      turns.push(turnOf({ ...known, speaker: quoted ?? speaker, doubt }));
    }
  }
  return turns.slice(article.length);
}

/** Whom a comment quotes: whom the quotation names, else who wrote those very words before. */
function quotedIn(
  { quotation, paragraphs }: Stretch,
  { quoted }: ReadComment,
  { name: quotedBy }: Speaker,
  earlier: readonly Turn[],
): Speaker {
  const stated = quotation === null ? null : (quoted.get(quotation) ?? null);
  if (stated !== null) return named(stated, 'cité', { quotedBy });
  const person = quotation === null ? null : quotedPerson(quotation, quotedBy);
  if (person !== null && person.name !== null) return person;
  const words = paragraphs.map(({ text }) => text.replace(/^[\s"«“…]+|[\s"»”….]+$/gu, ''));
  const isProof = words.some((each) => each.length >= SHORTEST_PROOF);
  const source = earlier.find(
    (turn) =>
      isProof &&
      turn.speaker.name !== null &&
      words.every((each) => turn.paragraphs.some(({ text }) => text.includes(each))),
  );
  const name = source?.speaker.name ?? null;
  if (source === undefined || name === null) return unnamed('cité', { quotedBy });
  const where = source.speaker.role === 'commentateur' ? 'un commentaire qui précède' : 'l’article';
  return named(name, 'cité', { quotedBy, why: `ces mots sont dans ${where}` });
}

function doubtOn(quoted: Speaker): string | null {
  const isSaid = quoted.certainty === 'stated' || quoted.why?.startsWith('ces mots') === true;
  return isSaid ? null : doubtOnQuoted(quoted);
}
