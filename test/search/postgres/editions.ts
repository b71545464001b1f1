import { passage, source } from '../../fixtures/passages.ts';
import type { Kept } from './kept.ts';

const WORDS = ['marché', 'blogueur', 'crise', 'réputation', 'agence', 'forum', 'client'];

/** A debate of sixty works, of which an edition says something else in one work of five. */
export function editionOf(edition: number): Kept {
  const passages = Array.from({ length: 60 }, (_, number) => {
    const work = source({ id: `work-${number}`, title: `Ouvrage ${number}` });
    const said = number % 5 === 0 ? `Édition ${edition} du vélocipède${edition}.` : '';
    return [0, 1, 2].map((order) => {
      const word = WORDS[(number + order) % WORDS.length];
      const text = `Le ${word} numéro${number} tient bon. ${said}`.trim();
      return passage({ anchor: `p${order}`, order, text, source: work, thesis: null });
    });
  });
  return { passages: passages.flat(), lexicon: [] };
}
