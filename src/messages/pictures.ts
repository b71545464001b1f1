import { counted, french } from '../french/typography.ts';

// What is written in pictures, and said of them to whoever cannot see them, beside quotations.

export function mapNote(left: number): string {
  return french`Les flèches disent comment ces passages se répondent, à notre lecture.${leftOut(left)}`;
}

export function mapName(passages: number, arrows: number, left: number): string {
  const drawn = `${counted(passages, 'passage')} et ${counted(arrows, 'lien')}`;
  return french`Carte du débat, ${drawn}.${leftOut(left)}`;
}

/** Passages of the map that no picture can show. */
function leftOut(left: number): string {
  return left === 0
    ? ''
    : ` Il y manque ${counted(left, 'passage')} qu’une image ne peut pas montrer.`;
}

export function timelineName(works: number): string {
  return `Frise du débat, ${counted(works, 'œuvre')} par date`;
}

/** Works that have no room. */
export function furtherWorks(works: number): string {
  return `et ${counted(works, 'autre œuvre', 'autres œuvres')}`;
}
