import { dateIn } from '../dates.ts';
import { draftOf, turnOf, unnamed, type Draft, type Paragraph } from '../draft.ts';
import { turnsByLabels } from './labels.ts';

const LONGEST_TITLE = 150;
const OPENING =
  'ce qui précède la première prise de parole n’est repris que pour le titre et la date';
const UNLABELLED = 'rien ne dit qui parle : toutes les voix sont non identifiées';

/**
 * The draft of paragraphs that no format tells the voices of: labels that come back say who speaks, and where
 * there are none, nobody knows. `known` is what the file says of itself; it comes before what the text says.
 */
export function draftOfText(paragraphs: readonly Paragraph[], known: Partial<Draft> = {}): Draft {
  const record = turnsByLabels(paragraphs);
  if (record === null) {
    return draftOf({
      kind: 'texte',
      isUnbroken: true,
      ...known,
      turns: [turnOf({ speaker: unnamed('orateur'), paragraphs, doubt: UNLABELLED })],
      doubts: [UNLABELLED],
    });
  }
  const { opening, turns } = record;
  return draftOf({
    kind: 'compte rendu',
    isUnbroken: true,
    ...known,
    title: known.title ?? opening.find((each) => each.length <= LONGEST_TITLE) ?? null,
    date: known.date ?? opening.map(dateIn).find((found) => found !== null) ?? null,
    turns,
    doubts: opening.length === 0 ? [] : [OPENING],
  });
}
