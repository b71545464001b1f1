import { foldText } from '../../french/words.ts';
import { named, type Speaker, unnamed } from '../draft.ts';
import { FULL_NAME } from '../quoting/names.ts';
import { speakerOf } from './labels.ts';
import { isFullName, type Opening, openingOf, type TextParagraph } from './openings.ts';

/** What a file says of itself before its words. */
export interface SaidBefore {
  readonly title: string | null;
  readonly author: string | null;
}

/** Questions that a text sets apart, each with who asks it, and who answers them. */
export interface Interview {
  readonly asked: ReadonlyMap<TextParagraph, { readonly speaker: Speaker; readonly text: string }>;
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
 * somebody, and it says that it is one, or answers speak of who gives them. Null of any other, as an article whose headings ask its reader.
 */
export function interviewIn(
  paragraphs: readonly TextParagraph[],
  { title, author }: SaidBefore,
): Interview | null {
  const after = new Map(paragraphs.map((each, at) => [each, paragraphs[at + 1]]));
  const kinds = [
    paragraphs.filter((each) => each.isHeading !== true && each.isApart === true),
    paragraphs.filter((each) => each.isHeading === true && each.text !== ''),
  ];
  const asked = kinds.map(fromQuestion).find((all) => areQuestions(all, after));
  if (asked === undefined) return null;
  // A line that is no sentence is a heading among questions.
  const questions = asked.filter(({ text }) => IS_SENTENCE.test(text));
  const texts = paragraphs.map(({ text }) => text);
  const credited = askerIn(texts);
  const before = [title ?? '', ...texts.slice(0, texts.indexOf(questions[0]?.text ?? ''))];
  const labels = questions.flatMap((each) => labelAt(after.get(each)) ?? []);
  const answerers = answerersIn(before, questions, labels);
  const isTold = questions[0]?.isHeading !== true && areTold(questions, after);
  const isInterview = isTold || texts.some(isCredit) || before.some((text) => CALLED_SO.test(text));
  if (answerers.size === 0 && !isInterview) return null;
  const interviewee = answerer(answerers, [credited, author]);
  const signed = texts.some(isCredit) ? null : author;
  return {
    asked: askedBy(asker(credited, signed, interviewee), questions, labels.length > 0),
    interviewee,
  };
}

/**
 * Questions that begin with the same label, « La rédaction : », are of whom it names. Several such labels may
 * name whom each question is put to, unless others name who answers.
 */
function askedBy(
  interviewer: Speaker,
  questions: readonly TextParagraph[],
  hasAnswerers: boolean,
): Interview['asked'] {
  const openings = questions.map(({ text, seconds }) => openingOf({ text, seconds }));
  const labels = openings.map((each) => (each?.sign === 'colon' ? each.label : null));
  const isSure = hasAnswerers || new Set(labels.filter((label) => label !== null)).size === 1;
  return new Map(
    questions.map((question, at) => {
      const [label, words] = [labels[at] ?? null, openings[at]?.words ?? ''];
      const isAlone = label === null || labels.indexOf(label) === labels.lastIndexOf(label);
      if (isAlone || !isSure) return [question, { speaker: interviewer, text: question.text }];
      const speaker = { ...speakerOf(label, null, true), role: 'intervieweur' as const };
      return [question, { speaker, text: words }];
    }),
  );
}

function fromQuestion(all: readonly TextParagraph[]): readonly TextParagraph[] {
  const first = all.findIndex(({ text }) => IS_QUESTION.test(text));
  // « Bonjour Lise. Vous allez vous présenter… » is put to somebody too.
  const isPut = ({ text, isHeading }: TextParagraph) =>
    isHeading !== true && IS_SENTENCE.test(text) && ADDRESSES.test(text);
  const before = all.slice(0, Math.max(0, first)).findLastIndex((each) => !isPut(each));
  return all.slice(before + 1);
}

/** Whether half of them ask, several of somebody, and what is not set apart answers. */
function areQuestions(
  all: readonly TextParagraph[],
  after: ReadonlyMap<TextParagraph, TextParagraph | undefined>,
): boolean {
  const questions = all.filter(({ text }) => IS_QUESTION.test(text));
  const answered = questions.filter((each) => {
    const answer = after.get(each);
    return answer !== undefined && answer.isHeading !== true && answer.isApart !== true;
  });
  return (
    answered.length >= FEWEST_QUESTIONS &&
    questions.length * 2 >= all.length &&
    questions.filter(({ text }) => ADDRESSES.test(text)).length >= FEWEST_QUESTIONS
  );
}

/** Whether most answers speak of whoever gives them: those to what readers often ask do not. */
function areTold(
  questions: readonly TextParagraph[],
  after: ReadonlyMap<TextParagraph, TextParagraph | undefined>,
): boolean {
  const told = questions.filter((each) => OF_ONESELF.test(after.get(each)?.text ?? ''));
  return told.length * 2 >= questions.length;
}

const OF_ONESELF =
  /(?<![\p{L}])(?:[Jj]e|moi|mon|ma|mes|I|my|me|ich|mein)(?![\p{L}])|(?<![\p{L}])[jJ]['’]/u;

/** « Anne Roux : … » after a question. */
function labelAt(answer: TextParagraph | undefined): string | null {
  const opening = answer === undefined ? null : openingOf(answer);
  return opening !== null && isAnswering(opening) ? opening.label : null;
}

/** Whether what stands right after a question names who answers, be it once. */
export function isAnswering({ label, sign }: Opening): boolean {
  return sign !== 'line' && sign !== 'stop' && isFullName(label);
}

/** What calls a text one. */
const CALLED_SO = /(?<![\p{L}])(?:entretien|interview|conversation|questions à)(?![\p{L}])/iu;
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

/** Who is named as the one who answers, and how that is known. */
function answerersIn(
  before: readonly string[],
  asked: readonly TextParagraph[],
  labels: readonly string[],
): ReadonlyMap<string, string> {
  const announced = before.flatMap((text) =>
    ANNOUNCED.flatMap((each) =>
      [...text.matchAll(each)].map(({ groups }) => groups?.['name'] ?? ''),
    ),
  );
  const called = asked.flatMap(({ text }) => CALLED.exec(text)?.groups?.['name'] ?? []);
  return new Map([
    ...called.map((name) => [name, 'une question s’adresse à cette personne par son nom'] as const),
    ...announced.map((name) => [name, 'le texte annonce un entretien avec elle'] as const),
    ...labels.map((name) => [name, 'une autre réponse porte ce nom'] as const),
  ]);
}

/** The one person whom all that names an interviewee names. */
function answerer(
  answerers: ReadonlyMap<string, string>,
  others: readonly (string | null)[],
): Speaker {
  const known = new Set(others.map((name) => foldText(name ?? '')));
  const left = new Map(
    [...answerers]
      .filter(([name]) => !known.has(foldText(name)))
      .map((each) => [foldText(each[0]), each]),
  );
  const [only] = [...left.values()];
  if (only === undefined || left.size > 1) return unnamed('interviewé');
  return named(only[0], 'interviewé', { why: only[1] });
}
