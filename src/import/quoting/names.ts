import { foldText } from '../../french/words.ts';
import type { Draft } from '../draft.ts';

const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’-]*\p{L}`;
/** « Anne Roux », « Jean de La Fontaine »; a word of one letter is no name. */
const PARTICLES = String.raw`(?:(?:de|du|des|la|le|van|von|ben|el) |d['’])*`;
export const FULL_NAME = String.raw`${WORD}(?: ${PARTICLES}${WORD}){1,3}`;
const CIVILITY = String.raw`(?:MM?\.|Mme|Mlle|Me|Dr|Pr|[Mm]onsieur|[Mm]adame) `;

/** A person's name in a text, as the source of a regular expression without a group that captures. */
export const NAME = String.raw`(?:${CIVILITY})?(?:${FULL_NAME}|${WORD})`;

/** A name that is more than one word, or comes after a civility. */
export const CIVIL_OR_FULL = String.raw`(?:${CIVILITY}${WORD}|${WORD} ${PARTICLES}${WORD})`;

/** Within a sentence: its first word has a capital whatever it is. */
const WITHIN = new RegExp(
  String.raw`(?<=[\p{Ll},;:’'] )(?:${CIVILITY})?(?<name>${FULL_NAME})`,
  'gu',
);

/** The people that a draft names in full, by the words that they are named by later. */
export class Names {
  /** Null where several people share a word. */
  readonly #byWord = new Map<string, string | null>();

  constructor({ turns, author }: Draft) {
    if (author !== null) this.#add(author);
    for (const { speaker, paragraphs } of turns) {
      if (speaker.name !== null) this.#add(speaker.name);
      for (const { text } of paragraphs) {
        for (const { groups } of text.matchAll(WITHIN)) this.#add(groups?.['name'] ?? '');
      }
    }
  }

  /**
   * Who a name in a text is: in full where one person alone bears it. Null for a single word at the start of
   * a sentence that nothing else shows to be a name.
   */
  fullName(written: string, isFirst: boolean): string | null {
    const name = written.replace(new RegExp(`^${CIVILITY}`, 'u'), '');
    if (name.includes(' ')) return name;
    const known = this.#byWord.get(foldText(name));
    if (known !== undefined && known !== null) return known;
    return isFirst ? null : written;
  }

  #add(name: string): void {
    const words = name.split(' ');
    for (const word of new Set([words[0], words.at(-1)])) {
      const key = foldText(word ?? '');
      const other = this.#byWord.get(key);
      this.#byWord.set(key, other === undefined || other === name ? name : null);
    }
  }
}
