import { counted, french } from '../french/typography.ts';

// What is written in pictures, and said of them to whoever cannot see them, beside quotations.

export const mapNote = french`Les flèches disent comment ces passages se répondent, à notre lecture.`;

export function mapName(passages: number, arrows: number): string {
  return `Carte du débat, ${counted(passages, 'passage')} et ${counted(arrows, 'lien')}`;
}

export function timelineName(works: number): string {
  return `Frise du débat, ${counted(works, 'œuvre')} par date`;
}

/** Works that have no room. */
export function furtherWorks(works: number): string {
  return `et ${counted(works, 'autre œuvre', 'autres œuvres')}`;
}
