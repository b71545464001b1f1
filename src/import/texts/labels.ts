import { foldText } from '../../french/words.ts';
import { named, turnOf, type Paragraph, type Speaker, type Turn } from '../draft.ts';

/**
 * « Mme Morin : », « M. X. – », « LISE MORIN - », at the start of a paragraph: a civility or a capital, few
 * words, then a colon or a dash. What stands before is a voice only where the whole text says so.
 */
const LABEL =
  /^(?<label>(?:(?:MM?|Mmes?|Mlle|Dr|Me|Pr)\.? )?\p{Lu}[\p{L}\p{M}'’.\- ]{0,60}?(?:, [\p{L}\p{M}'’\- ]{2,60}?)?(?: \([^()]{1,60}\))?)\s?(?<sign>:|\.? ?[–—]) (?=\S)/u;
const CIVILITY = /^(?:MM?|Mmes?|Mlle|Dr|Me|Pr)\.? /u;
const LONGEST_LABEL_WORDS = 8;
/** A label names a voice where it comes back, and where another one does too. */
const [FEWEST_LABELS, FEWEST_TIMES] = [2, 2];

interface Labelled {
  readonly label: string;
  readonly words: string;
  /** Whether it opens with « M. » or « Mme » and ends in a dash, as only minutes write. */
  readonly isSure: boolean;
}

/** What a labelled text gives: what stands before the first voice, and the turns. */
interface Record {
  readonly opening: readonly string[];
  readonly turns: readonly Turn[];
}

/**
 * The turns of paragraphs in which labels name who speaks. Null where labels don't: then nobody knows who
 * does. Stage directions are no voice's: what follows one is a turn of its own, of the same voice.
 */
export function turnsByLabels(paragraphs: readonly Paragraph[]): Record | null {
  const read = paragraphs.map(({ text }) => labelled(text));
  const known = returningLabels(read);
  if (known === null) return null;
  const opening: string[] = [];
  const turns: { label: string; paragraphs: Paragraph[] }[] = [];
  let isCut = false;
  for (const [at, paragraph] of paragraphs.entries()) {
    const found = read[at] ?? null;
    const own = found !== null && (known.has(found.label) || found.isSure) ? found : null;
    const last = turns.at(-1);
    if (own === null && last === undefined) opening.push(paragraph.text);
    const label = own?.label ?? last?.label;
    if (label === undefined) continue;
    const parts = (own?.words ?? paragraph.text).split(STAGE_DIRECTION).map((part) => part.trim());
    for (const [part, text] of parts.entries()) {
      isCut ||= part > 0;
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      const spoken = { ...paragraph, text };
      const now = turns.at(-1);
      if (now === undefined || isCut || now.label !== label) {
        turns.push({ label, paragraphs: [spoken] });
      } else now.paragraphs.push(spoken);
      isCut = false;
    }
  }
  return {
    opening,
    turns: turns.map(({ label, paragraphs: said }) =>
      turnOf({ speaker: speakerOf(label), paragraphs: said }),
    ),
  };
}

function returningLabels(read: readonly (Labelled | null)[]): ReadonlySet<string> | null {
  const times = Map.groupBy(
    read.flatMap((each) => each?.label ?? []),
    (label) => label,
  );
  const returning = [...times].filter(([, all]) => all.length >= FEWEST_TIMES);
  return returning.length < FEWEST_LABELS ? null : new Set(returning.map(([label]) => label));
}

function labelled(text: string): Labelled | null {
  const match = LABEL.exec(text.slice(0, 200));
  const { label = '', sign = '' } = match?.groups ?? {};
  if (match === null || label.split(' ').length > LONGEST_LABEL_WORDS) return null;
  const isSure = CIVILITY.test(label) && sign !== ':';
  return { label: label.replace(/\.$/u, ''), words: text.slice(match[0].length), isSure };
}

/** « (Applaudissements.) », between sentences: a sentence between parentheses, as minutes write what is done. */
const STAGE_DIRECTION = /(?<=^|[.!?…»”] )[([]\p{Lu}[^()[\]]*[)\]]\.?(?= |$)/u;

const CHAIR = /\b(?:le president|la presidente|president de seance|presidente de seance)\b/u;

function speakerOf(label: string): Speaker {
  const {
    name = label,
    after,
    inside,
  } = /^(?<name>.*?)(?:, (?<after>.*)| \((?<inside>[^()]*)\))$/u.exec(label)?.groups ?? {};
  const quality = after ?? inside ?? null;
  const isChair = CHAIR.test(foldText(label));
  const feminine = /^(?:Mmes?|Mlle)\b/u.test(label) ? true : /^MM?\b/u.test(label) ? false : null;
  return named(name, isChair ? 'président de séance' : 'orateur', { quality, feminine });
}
