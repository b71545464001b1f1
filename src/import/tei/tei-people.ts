import { named, type Speaker, unnamed } from '../draft.ts';
import type { ListedPerson } from '../format.ts';

/** What a speech says of its own voice. */
export interface TeiVoice {
  /** The identifiers it points at. */
  readonly who: readonly string[];
  readonly isChair: boolean;
  /** What is printed before the speech: « M. Jean Dupont, rapporteur. » */
  readonly label: string | null;
}

/** The voice of a speech: whom the list names, else whom the label names, else whom the identifier spells. */
export function speakerOf(
  { who, isChair, label }: TeiVoice,
  people: ReadonlyMap<string, ListedPerson>,
): Speaker {
  const role = isChair ? 'président de séance' : 'orateur';
  // Two persons at once are nobody whom one can quote.
  if (who.length > 1) return unnamed(role);
  const [id] = who;
  const person = id === undefined ? undefined : people.get(id);
  if (person !== undefined) {
    // Where the list tells several things, of several years, nothing says which held that day.
    const quality = person.qualities.size === 1 ? ([...person.qualities][0] ?? null) : null;
    return named(person.name, role, { quality, feminine: person.feminine });
  }
  const printed = label === null ? null : labelled(label);
  const feminine = printed?.feminine ?? null;
  if (printed !== null && printed.name !== null) {
    return named(printed.name, role, { feminine, quality: printed.quality });
  }
  const spelled = id === undefined ? null : spelledBy(id);
  if (id === undefined || spelled === null) return unnamed(role, { feminine });
  return named(spelled, role, { feminine, why: `l’identifiant de la voix est « ${id} »` });
}

/** What somebody should look at: a label that names nobody, or another than the list does. */
export function doubtOf({ label, who }: TeiVoice, { name, certainty }: Speaker): string | null {
  if (who.length > 1) return 'la source donne plusieurs voix à cette prise de parole';
  if (label === null) return null;
  if (name === null) return `la source écrit seulement « ${label} »`;
  if (certainty === 'deduced') return null;
  const printed = labelled(label).name;
  const last = printed?.split(' ').at(-1)?.toLocaleLowerCase('fr') ?? '';
  if (name.toLocaleLowerCase('fr').includes(last)) return null;
  return `la liste nomme « ${name} », la source imprime « ${label} »`;
}

interface Label {
  readonly name: string | null;
  readonly quality: string | null;
  readonly feminine: boolean | null;
}

const CIVILITY = /^(?:(?<feminine>Mme|Madame|Mlle|Mademoiselle)|M\.|Monsieur)\s+/u;
/** Several people at once. */
const SEVERAL = /^(?:MM\.|Mmes|Mesdames|Messieurs)\s|[,(]\s*(?:M\.|Mme|Mlle)\s/u;
/** Words that count people instead of naming one. */
const COUNTED =
  /^(?:une?|des|les|plusieurs|certaine?s|quelques|divers(?:es)?|tous|toutes|voix)\s/iu;
const NAME_WORD = /^(?:\p{Lu}[\p{L}.’'-]*|d[eu]s?|l[ae]|d[’']\p{L}[\p{L}’'-]*|von|van)$/u;

/** « Mme Jeanne Dupont, rapporteure. » is a name and what she is; « Mme la présidente » names nobody. */
function labelled(label: string): Label {
  if (SEVERAL.test(label)) return { name: null, quality: null, feminine: null };
  const civility = CIVILITY.exec(label);
  const rest = label.slice(civility?.[0].length ?? 0).replace(/[\s.:,–—-]+$/u, '');
  const feminine = civility === null ? null : civility.groups?.['feminine'] !== undefined;
  const [written = '', ...said] = rest.split(/\s*,\s*|\s*\(|\)/u);
  const words = written.trim().split(/\s+/u);
  const isName =
    /^\p{Lu}|^d[’'e]/u.test(written) &&
    words.every((word) => NAME_WORD.test(word)) &&
    (civility !== null || (words.length > 1 && !COUNTED.test(written)));
  if (!isName) return { name: null, quality: null, feminine };
  const quality = said.filter((part) => part !== '').join(', ');
  return { name: words.join(' '), quality: quality === '' ? null : quality, feminine };
}

/** « Jean-PaulDupont » is Jean-Paul Dupont; « PA1234 » is nobody. */
function spelledBy(id: string): string | null {
  if (id.length > 80 || !/^\p{Lu}\p{Ll}+(?:[-_.]?\p{Lu}\p{Ll}+)+$/u.test(id)) return null;
  return id.replace(/[_.]/gu, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}
