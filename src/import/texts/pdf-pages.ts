import { Worker } from 'node:worker_threads';
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
  | { readonly kind: 'page'; readonly items: readonly PdfItem[]; readonly count: number }
  | { readonly kind: 'end' | 'too-large' | 'locked' | 'broken' };

/** A page of text takes some hundredths of a second. */
const LONGEST_SILENCE_MS = 6_000;
/** Few bytes of a PDF can stand for gigabytes. */
const MOST_MEMORY_BYTES = 600 * 1024 * 1024;
const WATCHED_EVERY_MS = 50;

const REFUSALS: Readonly<Record<Exclude<PdfMessage['kind'], 'page' | 'end'> | 'stuck', string>> = {
  'too-large': 'a trop de pages ou de texte (2 000 pages au plus) : découpez-le',
  locked: 'est protégé par un mot de passe : enregistrez-le sans mot de passe',
  broken: 'n’est pas un PDF lisible : téléchargez-le ou enregistrez-le de nouveau',
  stuck: 'demande trop de temps ou de mémoire : enregistrez-le de nouveau depuis un lecteur de PDF',
};

/** The pages of a PDF, in order; throws an ImportFault for one that cannot be read in reasonable time and memory. */
export async function pdfPages({ name, bytes }: BroughtFile): Promise<(readonly PdfItem[])[]> {
  requireSize({ name, bytes });
  const pages: (readonly PdfItem[])[] = [];
  const end = await readIn(bytes, pages);
  if (end !== 'end') throw new ImportFault(`${name} ${REFUSALS[end]}`);
  return pages;
}

function readIn(
  bytes: Uint8Array,
  pages: (readonly PdfItem[])[],
): Promise<'end' | keyof typeof REFUSALS> {
  const before = process.memoryUsage.rss();
  const worker = new Worker(new URL('pdf-worker.ts', import.meta.url), {
    workerData: bytes,
    execArgv: [],
  });
  return new Promise((resolve) => {
    let silence = 0;
    const close = (end: 'end' | keyof typeof REFUSALS): void => {
      clearInterval(watch);
      resolve(worker.terminate().then(() => end));
    };
    const watch = setInterval(() => {
      silence += WATCHED_EVERY_MS;
      const memory = process.memoryUsage.rss() - before;
      if (silence > LONGEST_SILENCE_MS || memory > MOST_MEMORY_BYTES) close('stuck');
    }, WATCHED_EVERY_MS);
    worker.on('message', (message: PdfMessage) => {
      silence = 0;
      if (message.kind === 'page') pages.push(message.items);
      else close(message.kind);
    });
    worker.on('error', () => {
      close('broken');
    });
  });
}
