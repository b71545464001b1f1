import { codePointOf, isUtf8 } from './decode.ts';
import type { Complaint } from './faults.ts';

/** The text of a raw page, or why it cannot be read. */
type RawText =
  | { readonly text: string; readonly complaint: null }
  | { readonly text: null; readonly complaint: Complaint };

/** Reads a page that was saved by any program: only UTF-8 is compared, what else it is in is named. */
export function readRawText(bytes: Uint8Array): RawText {
  const complaint = encodingFault(bytes);
  if (complaint !== null) return { text: null, complaint };
  return { text: new TextDecoder('utf-8').decode(bytes), complaint: null };
}

const NOT_UTF8 = 'enregistrez-le en UTF-8';

function encodingFault(bytes: Uint8Array): Complaint | null {
  if (isUtf16(bytes)) return ['le texte brut est en UTF-16', NOT_UTF8];
  if (bytes.includes(0))
    return ['le fichier brut n’est pas du texte', 'enregistrez la page en texte'];
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.indexOf('\uFFFD');
  if (broken < 0 || isUtf8(bytes)) return null;
  // A page in another encoding has no accent that reads as UTF-8; a damaged one has others.
  if (!/[\u0080-\uFFFC]/u.test(text)) {
    return ['le texte brut n’est pas en UTF-8, mais en Windows-1252 ou en Latin-1', NOT_UTF8];
  }
  const line = text.slice(0, broken).split('\n').length;
  return [
    `le texte brut a, à sa ligne ${line}, un octet qui n’est pas de l’UTF-8`,
    'enregistrez la page de nouveau, en UTF-8',
  ];
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // UTF-16 has a zero beside each letter of our alphabet.
  return isMarked || bytes.filter((byte) => byte === 0).length > bytes.length / 4;
}

/** What makes a text look as its words do without being them, and what it is without. */
interface Disguise {
  readonly remove: (text: string) => string;
  readonly complaint: (text: string) => Complaint;
}

const UNSEEN = /\p{Cf}/gu;
const NAMES: Readonly<Record<string, string>> = {
  '\u00AD': 'trait d’union conditionnel',
  '\u200B': 'espace sans chasse',
  '\u200D': 'liant sans chasse',
  '\uFEFF': 'marque d’ordre des octets',
};

export const DISGUISES: readonly Disguise[] = [
  {
    remove: (text) => text.normalize('NFC'),
    complaint: () => [
      'le texte brut écrit ses accents en deux caractères (NFD)',
      'enregistrez-le en NFC, un caractère par lettre accentuée : uconv -x any-nfc',
    ],
  },
  {
    remove: (text) => text.replace(UNSEEN, ''),
    complaint: (text) => {
      const kinds = [...new Set(text.match(UNSEEN))].map((character) => {
        const name = NAMES[character];
        return codePointOf(character) + (name === undefined ? '' : `, ${name}`);
      });
      return [
        `le texte brut a des caractères invisibles dans ses mots (${kinds.join(' ; ')})`,
        'supprimez-les du texte brut',
      ];
    },
  },
];
