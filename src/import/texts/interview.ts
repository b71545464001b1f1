import { foldText } from '../../french/words.ts';
import { named, type Speaker, unnamed } from '../draft.ts';
import { FULL_NAME } from '../quoting/names.ts';
import type { TextParagraph } from './openings.ts';

/** What a file says of itself before its words. */
export interface SaidBefore {
  readonly title: string | null;
  readonly author: string | null;
}

/** Questions that a text sets apart, and who answers them. */
export interface Interview {
  readonly asked: ReadonlySet<TextParagraph>;
  readonly interviewer: Speaker;
  readonly interviewee: Speaker;
}

const FEWEST_QUESTIONS = 2;
const IS_QUESTION = /\?[ »”")\]]*$/u;
const IS_SENTENCE = /[.?!…][ »”")\]]*$/u;
/** A question in an interview is put to somebody. */
const ADDRESSES =
  /(?<![\p{L}])(?:vous|votre|vos|tu|te|toi|ton|ta|tes|you|your)(?![\p{L}])|(?<![\p{L}])t['’]/iu;

/**
 * The interview that a text is: its headings, or its paragraphs in bold or italics, are questions put to
 * somebody. Null where they are not, as in an article whose headings ask its reader.
 */
export function interviewIn(
  paragraphs: readonly TextParagraph[],
  { title, author }: SaidBefore,
): Interview | null {
  const isPlain = (each: TextParagraph | undefined): boolean =>
    each !== undefined && each.isHeading !== true && each.isApart !== true;
  const kinds = [
    paragraphs.filter((each) => each.isHeading !== true && each.isApart === true),
    paragraphs.filter((each) => each.isHeading === true && each.text !== ''),
  ].map((all) =>
    all.slice(
      Math.max(
        0,
        all.findIndex(({ text }) => IS_QUESTION.test(text)),
      ),
    ),
  );
  const places = new Map(paragraphs.map((each, at) => [each, at]));
  const found = kinds.find((all) => {
    const questions = all.filter(({ text }) => IS_QUESTION.test(text));
    const answered = questions.filter((each) => isPlain(paragraphs[(places.get(each) ?? 0) + 1]));
    return (
      answered.length >= FEWEST_QUESTIONS &&
      questions.length * 2 >= all.length &&
      questions.filter(({ text }) => ADDRESSES.test(text)).length >= FEWEST_QUESTIONS
    );
  });
  if (found === undefined) return null;
  // A line that is no sentence is a heading among questions.
  const asked = found.filter(({ text }) => IS_SENTENCE.test(text));
  const first = places.get(asked[0] ?? { text: '', seconds: null }) ?? 0;
  const texts = paragraphs.map(({ text }) => text);
  const interviewer = askerIn(texts);
  const isCredited = texts.some(isCredit);
  const before = [title ?? '', ...texts.slice(0, first)];
  const interviewee = answererIn(
    before,
    asked.map(({ text }) => text),
    [interviewer, author],
  );
  return {
    asked: new Set(asked),
    interviewer: asker(interviewer, isCredited ? null : author, interviewee),
    interviewee,
  };
}

const CREDIT =
  /^(?:Entretien|Interview|Propos|Questions?) (?:recueilli|réalisé|mené|conduit|posé|préparé)e?s? par /u;

/** Whether a line says who asked, and is nobody’s words. */
export function isCredit(text: string): boolean {
  return CREDIT.test(text);
}

/** Of several who asked, nobody knows who asks what. */
function askerIn(texts: readonly string[]): string | null {
  const credited = texts.filter(isCredit).map((text) => text.replace(CREDIT, ''));
  const names = new Set(credited.flatMap((text) => text.match(new RegExp(FULL_NAME, 'gu')) ?? []));
  const [only = null] = names;
  return names.size === 1 && credited.every((text) => text.startsWith(only ?? '')) ? only : null;
}

function asker(credited: string | null, author: string | null, interviewee: Speaker): Speaker {
  if (credited !== null)
    return named(credited, 'intervieweur', { why: 'le texte dit qui a recueilli les propos' });
  // An author who is not the one interviewed asks: of somebody unknown it might be either.
  return author === null || interviewee.name === null
    ? unnamed('intervieweur')
    : named(author, 'intervieweur', { why: 'l’entretien est signé de ce nom' });
}

/** « entretien avec l’historienne Anne Roux », « questions à Anne Roux », « … avec Anne Roux » at the end, « Anne Roux : « … » ». */
const ANNOUNCED = [
  new RegExp(
    String.raw`(?:[Ee]ntretien|[Ii]nterview|[Rr]encontre|[Cc]onversation|[Dd]ialogue|[Qq]uestions|[Éé]change)s? (?:\p{Ll}+ )?(?:avec|à|de|d['’]) ?(?:(?:l['’])?[\p{Ll}’'-]+ ){0,6}(?<name>${FULL_NAME})`,
    'gu',
  ),
  new RegExp(String.raw`avec (?<name>${FULL_NAME})$`, 'gu'),
  new RegExp(String.raw`^(?<name>${FULL_NAME}) ?: ?[«“"]`, 'gu'),
];
/** « Anne Roux, vous avez… », « Anne Roux tu es… ». */
const CALLED = new RegExp(
  String.raw`^(?<name>${FULL_NAME}),? (?:vous|tu|votre|ton|you)(?![\p{L}])`,
  'u',
);

/** The one person whom all that names an interviewee names. */
function answererIn(
  before: readonly string[],
  asked: readonly string[],
  others: readonly (string | null)[],
): Speaker {
  const announced = before.flatMap((text) =>
    ANNOUNCED.flatMap((each) =>
      [...text.matchAll(each)].map(({ groups }) => groups?.['name'] ?? ''),
    ),
  );
  const called = asked.flatMap((text) => CALLED.exec(text)?.groups?.['name'] ?? []);
  const known = new Set(others.map((name) => foldText(name ?? '')));
  const names = new Map([...announced, ...called].map((name) => [foldText(name), name] as const));
  const left = [...names].filter(([folded]) => !known.has(folded));
  const [only] = left;
  if (only === undefined || left.length > 1) return unnamed('interviewé');
  const why = announced.includes(only[1])
    ? 'le texte annonce un entretien avec cette personne'
    : 'une question s’adresse à cette personne par son nom';
  return named(only[1], 'interviewé', { why });
}
