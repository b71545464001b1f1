import { codePointOf, isUtf8 } from '../decode.ts';
import type { Complaint } from '../faults.ts';
import { decodeMarked, RawFault, utf16Of } from './bytes.ts';
import { captionsText } from './captions.ts';
import { docxText } from './docx.ts';
import { csvText } from './csv.ts';
import { epubText } from './epub.ts';
import { jsonText, workspaceText } from './json.ts';
import { markdownText } from './markdown.ts';
import { htmlText, xmlText } from './markup.ts';
import { pdfText } from './pdf.ts';

/** What a work is compared with. */
export interface RawText {
  readonly text: string;
  /** Whether it is the text of the work and nothing else; a page has its menus, its dates and its buttons. */
  readonly isPlain: boolean;
  /** Whether it has the order of the work. */
  readonly isOrdered: boolean;
}

/** The text of a raw file, or why it cannot be read. */
type Reading =
  | { readonly raw: RawText; readonly complaint: null }
  | { readonly raw: null; readonly complaint: Complaint };

/** By what programs tell how names stand beside words written from right to left; people type none. */
const DIRECTIONS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

type Reader = (bytes: Uint8Array) => string | Promise<string>;

/** Readers of files that are more than their text, by the end of their name; they share none with the import. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ...endings('html htm', ofText(htmlText)),
  ...endings('xml', ofText(xmlText)),
  ...endings('vtt srt', ofText(captionsText)),
  ...endings('csv tsv', ofText(csvText)),
  ...endings('docx docm dotx doc', docxText),
  ...endings('epub', epubText),
  ...endings('md markdown', ofText(markdownText)),
  ...endings('pdf', pdfText),
  ...endings('json', ofText(jsonText)),
  ...endings('zip', workspaceText),
]);

function endings(names: string, reader: Reader): (readonly [string, Reader])[] {
  return names.split(' ').map((name) => [name, reader]);
}

function ofText(read: (text: string) => string): Reader {
  return (bytes) => read(decodeMarked(bytes));
}

/** Programs write answers before what they answer. */
const UNORDERED: ReadonlySet<string> = new Set(['json', 'zip']);

/** Whether the whole of a file, by its name, is its text. */
export function isPlainFile(name: string): boolean {
  return !READERS.has(endingOf(name));
}

/** Reads what was saved by any program, as a reader sees it. */
export async function readRawText(name: string, bytes: Uint8Array): Promise<Reading> {
  const ending = endingOf(name);
  const reader = READERS.get(ending);
  if (reader !== undefined) return await readMarked(bytes, reader, !UNORDERED.has(ending));
  const complaint = damageIn(bytes);
  if (complaint !== null) return { raw: null, complaint };
  // Characters that look alike or are not seen are told beside the words that miss them, so they stay.
  const written = isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : decodeMarked(bytes);
  const text = written.replace(DIRECTIONS, '');
  return { raw: { text, isPlain: true, isOrdered: true }, complaint };
}

async function readMarked(bytes: Uint8Array, reader: Reader, isOrdered: boolean): Promise<Reading> {
  try {
    const text = seen(await reader(bytes));
    return { raw: { text, isPlain: false, isOrdered }, complaint: null };
  } catch (fault) {
    if (fault instanceof RawFault) return { raw: null, complaint: fault.complaint };
    throw fault;
  }
}

/** Accents in one character, nothing that cannot be seen but what joins the parts of a pictogram. */
function seen(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?!\u200D)\p{Cf}/gu, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ');
}

function endingOf(name: string): string {
  return /\.(\w+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

function damageIn(bytes: Uint8Array): Complaint | null {
  if (utf16Of(bytes) !== null) return null;
  if (bytes.includes(0))
    return ['le fichier brut n’est pas du texte', 'enregistrez la page en texte'];
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.indexOf('\uFFFD');
  // A text in another encoding has no accent that reads as UTF-8; a damaged one has others.
  if (broken < 0 || isUtf8(bytes) || !/[\u0080-\uFFFC]/u.test(text)) return null;
  const line = text.slice(0, broken).split('\n').length;
  return [
    `le texte brut a, à sa ligne ${line}, un octet qui n’est pas de l’UTF-8`,
    'enregistrez la page de nouveau, en UTF-8',
  ];
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
