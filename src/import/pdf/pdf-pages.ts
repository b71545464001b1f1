import { type Bounds, watched } from '../../corpus/raw/watched.ts';
import { requireSize } from '../bounds.ts';
import { ImportFault, type BroughtFile } from '../format.ts';

/** Characters that a PDF writes at once, level, in points from the upper left corner of the page. */
export interface PdfItem {
  readonly text: string;
  readonly x: number;
  /** Where its letters stand. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** A name of the file's own: it tells only one font from another. */
  readonly font: string;
}

/** What the thread that reads says. */
export type PdfMessage =
  | { readonly kind: 'page'; readonly items: readonly PdfItem[] }
  | { readonly kind: 'end' | 'too-large' | 'locked' | 'broken' };

const REFUSALS: Readonly<Record<Exclude<PdfMessage['kind'], 'page' | 'end'> | 'stuck', string>> = {
  'too-large': 'a trop de pages ou de texte (2 000 pages au plus) : découpez-le',
  locked: 'est protégé par un mot de passe : enregistrez-le sans mot de passe',
  broken: 'n’est pas un PDF lisible : téléchargez-le ou enregistrez-le de nouveau',
  stuck: 'demande trop de temps ou de mémoire : enregistrez-le de nouveau depuis un lecteur de PDF',
};

const THREAD = new URL('pdf-worker.ts', import.meta.url);

/** The pages of a PDF, in order; throws an ImportFault for one that cannot be read in reasonable time and memory. */
export async function pdfPages(
  { name, bytes }: BroughtFile,
  bounds?: Bounds,
): Promise<(readonly PdfItem[])[]> {
  requireSize({ name, bytes });
  const pages: (readonly PdfItem[])[] = [];
  const take = (message: PdfMessage) => {
    if (message.kind !== 'page') return message.kind;
    pages.push(message.items);
    return null;
  };
  const end = await watched(THREAD, bytes, take, bounds);
  if (end !== 'end') throw new ImportFault(`${name} ${REFUSALS[end]}`);
  return pages;
}
