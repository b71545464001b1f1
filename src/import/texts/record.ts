import { foldText } from '../../french/words.ts';
import { dateIn } from '../dates.ts';
import { draftOf, named, turnOf, unnamed } from '../draft.ts';
import type { Draft, Paragraph, Speaker, Turn } from '../draft.ts';
import { INITIALED, isAsking, type Labels, labelsIn, nameOfInitials, speakerOf } from './labels.ts';
import { type Interview, interviewIn, isAnswering, type SaidBefore } from './interview.ts';
import { isAnnounced, type Opening, openingOf, partsOf, type TextParagraph } from './openings.ts';
import { signatureOf } from './signature.ts';
import { timed } from './timing.ts';
import { endOfVoices, isWords, quotedBy, type Record, RecordWriter } from './record-writer.ts';

const LONGEST_TITLE = 150;
/** Only programs that part voices call them so. */
const HEARD_BY_MACHINE = /^SPEAKER_\d{2}$/u;
export const MACHINE = {
  kind: 'transcription',
  typedBy: 'transcription automatique, ni relue ni corrigée',
  isMachineHeard: true,
} as const;
const OPENING =
  'ce qui précède la première prise de parole n’est repris que pour le titre et la date';
export const UNLABELLED = 'rien ne dit qui parle : toutes les voix sont non identifiées';
const AFTER_LAST = 'rien ne dit si la dernière voix nommée dit encore cela';
const UNSURE = 'une autre voix peut-être, nommée une seule fois';

/**
 * The draft of paragraphs that no format tells the voices of: labels that come back say who speaks, and where
 * there are none, the author whom the file states, or nobody knows. `known` is what the file says of itself;
 * it comes before what the text says; `speaker` is who alone speaks, as it says.
 */
export function draftOfText(
  written: readonly TextParagraph[],
  known: Partial<Draft> = {},
  speaker: string | null = null,
): Draft {
  const paragraphs = timed(written);
  const { author = null, title = null } = known;
  const record = turnsByLabels(paragraphs, { author, title });
  if (record === null) return draftOfOne(paragraphs, known, speaker);
  const { opening, turns, isInterview } = record;
  const lines = opening.map(({ text }) => text);
  return draftOf({
    kind: 'compte rendu',
    isUnbroken: true,
    ...known,
    title: known.title ?? lines.find((each) => each.length <= LONGEST_TITLE) ?? null,
    date: known.date ?? lines.map((line) => dateIn(line)).find((found) => found !== null) ?? null,
    ...(turns.some(({ speaker }) => HEARD_BY_MACHINE.test(speaker.name ?? '')) && MACHINE),
    turns: [...(isInterview ? chapeauOf(record, author) : []), ...turns],
    doubts: [...(opening.length === 0 || isInterview ? [] : [OPENING]), ...(known.doubts ?? [])],
  });
}

/** What one person wrote: whom the file names, or who signs the text. */
function draftOfOne(
  paragraphs: readonly TextParagraph[],
  known: Partial<Draft>,
  speaker: string | null,
): Draft {
  const signature = (known.author ?? speaker) === null ? signatureOf(paragraphs) : null;
  const author = known.author ?? signature?.name ?? null;
  const said = paragraphs.filter((each) => isWords(each.text) && each !== signature?.line);
  const why = signature === null ? null : `le texte est signé : « ${signature.line.text} »`;
  const heard = speaker === null ? null : named(speaker, 'orateur');
  const voice = author === null ? heard : named(author, 'auteur', { why });
  return draftOf({
    kind: 'texte',
    ...known,
    author,
    turns: voice === null ? turnsBy(unnamed('orateur'), said, UNLABELLED) : turnsBy(voice, said),
    doubts: [...(voice === null ? [UNLABELLED] : []), ...(known.doubts ?? [])],
  });
}

/** What stands before the first voice, of whoever wrote it: not headings, a date, and who is there. */
export function chapeauOf({ opening }: Record, author: string | null): Turn[] {
  return turnsBy(
    named(author, 'auteur'),
    opening.filter(({ text, isHeading }) => isHeading === true || IS_SENTENCE.test(text)),
  );
}

const IS_SENTENCE = /\p{Ll}.*[.?!…»”]$/u;

/** What one person writes, cut where somebody is quoted whom nothing names. */
function turnsBy(
  speaker: Speaker,
  paragraphs: readonly TextParagraph[],
  doubt: string | null = null,
): Turn[] {
  const turns: { isQuoted: boolean; paragraphs: Paragraph[] }[] = [];
  for (const [
    at,
    { text, seconds, isQuoted = false, isAfterGap, isHeading },
  ] of paragraphs.entries()) {
    const last = turns.at(-1);
    const isCut = isAfterGap === true || paragraphs[at - 1]?.isHeading === true;
    if (isHeading === true) continue;
    if (last?.isQuoted === isQuoted && !isCut) last.paragraphs.push({ text, seconds });
    else turns.push({ isQuoted, paragraphs: [{ text, seconds }] });
  }
  return turns.map(({ isQuoted, paragraphs: said }) =>
    isQuoted
      ? turnOf({ ...quotedBy(speaker.name), paragraphs: said })
      : turnOf({ speaker, paragraphs: said, doubt }),
  );
}

/**
 * The turns of paragraphs in which labels name who speaks. Null where labels don't: then nobody knows who
 * does. Stage directions are no voice's; after a heading, or what the minutes tell, nobody knows who goes on.
 */
export function turnsByLabels(
  paragraphs: readonly TextParagraph[],
  said: SaidBefore,
): Record | null {
  const interview = interviewIn(paragraphs, said);
  const labels = labelsOf(paragraphs, interview);
  if (labels === null && interview === null) return null;
  const voiceOf = (opening: Opening | null) =>
    opening === null ? null : (labels?.(opening) ?? null);
  const read = paragraphs
    .flatMap((each) => parted(each, labels))
    .map((paragraph) => ({ paragraph, opening: openingOf(paragraph) }));
  const isInterview =
    interview !== null ||
    read.some(({ opening }) => isAsking(opening?.label ?? '') && isVoice(voiceOf(opening)));
  const places = read.flatMap(({ opening }, at) => (isVoice(voiceOf(opening)) ? [at] : []));
  const end = interview === null ? endOfVoices(read, places) : null;
  const above = read.slice(0, places[0] ?? 0).map(({ paragraph }) => paragraph.text);
  const labelled = read.flatMap((each) => each.opening?.label ?? []);
  const before = [said.title ?? '', ...above, ...new Set(labelled)];
  const names = new Map<string, string>();
  const writing = new RecordWriter();
  let isAnswer = false;
  for (const [at, { paragraph, opening }] of read.entries()) {
    if (paragraph.isAfterGap === true) writing.cut();
    if (at === end) writing.interrupt(AFTER_LAST);
    const isNamed = isAnswer && opening !== null && isAnswering(opening);
    const found = voiceOf(opening) ?? (isNamed ? { why: null } : null);
    isAnswer = interview?.asked.has(paragraph) === true;
    if (interview?.asked.has(paragraph) === true) writing.ask(paragraph, interview);
    else if (opening === null && isAnnounced(paragraph.text)) writing.tell(paragraph, UNSURE);
    else if (opening === null || found === null) writing.goOn(paragraph);
    else if (found === 'unsure') writing.tell(paragraph, UNSURE);
    else {
      const speaker = speakerOf(opening.label, found.why, isInterview);
      const isAfterStop = opening.sign === 'stop';
      writing.begin({ speaker: inFull(speaker, names, before) }, { ...paragraph, isAfterStop });
      writing.say({ text: opening.words, seconds: opening.seconds });
    }
  }
  return { ...writing.end(), isInterview };
}

/** The places of the paragraphs that labels name the voice of. */
export function labelledIn(paragraphs: readonly TextParagraph[]): number[] {
  const labels = labelsOf(paragraphs, null);
  return paragraphs.flatMap((each, at) => {
    const opening = openingOf(each);
    return opening !== null && isVoice(labels?.(opening) ?? null) ? [at] : [];
  });
}

function labelsOf(
  paragraphs: readonly TextParagraph[],
  interview: Interview | null,
): Labels | null {
  const parts = paragraphs.flatMap((each) =>
    interview?.asked.has(each) === true ? [each] : partsOf(each),
  );
  const all = parts.map((each) => (interview?.asked.has(each) === true ? null : openingOf(each)));
  // A name alone on its line says what stands below it: of a list of names nobody speaks.
  const openings = all.map((each, at) => {
    if (each?.words !== '') return each;
    const words = parts[at + 1]?.text ?? '';
    return all[at + 1]?.words === '' ? null : { ...each, words };
  });
  const texts = paragraphs.map(({ text }) => text);
  return labelsIn(openings, texts, interview !== null);
}

function isVoice(found: ReturnType<Labels>): found is { readonly why: string | null } {
  return found !== null && found !== 'unsure';
}

/** A paragraph is cut within only where what begins there is a label of the text. */
function parted(paragraph: TextParagraph, labels: Labels | null): TextParagraph[] {
  const texts = labels === null ? [] : partsOf(paragraph).map((part) => part.text);
  if (labels === null || texts.length === 1) return [paragraph];
  const parts: TextParagraph[] = [];
  for (const text of texts) {
    const opening = openingOf({ ...paragraph, text });
    const found = opening === null ? null : labels(opening);
    const last = parts.at(-1);
    if (last === undefined) parts.push({ ...paragraph, text });
    else if (found === null || found === 'unsure') {
      parts[parts.length - 1] = { ...last, text: `${last.text} ${text}` };
    } else parts.push({ text, seconds: paragraph.seconds });
  }
  return parts;
}

/**
 * Somebody by one name in the whole text, « M. KERBRAT » as « M. Kerbrat » where that came first, and in full
 * where the text gives the name that a label has the initials of.
 */
function inFull(speaker: Speaker, names: Map<string, string>, texts: readonly string[]): Speaker {
  if (speaker.name === null) return speaker;
  const key = foldText(speaker.name);
  const name = names.get(key) ?? nameOfInitials(speaker.name, texts) ?? speaker.name;
  names.set(key, name);
  if (foldText(name) === key) return { ...speaker, name };
  return { ...speaker, name, why: INITIALED, certainty: 'deduced' };
}
