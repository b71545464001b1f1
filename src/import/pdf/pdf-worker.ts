import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { PdfItem, PdfMessage } from './pdf-pages.ts';

/** Runs in a thread of its own, for pdf.js cannot be stopped otherwise; sends pages as they are read. */

const MOST_PAGES = 2_000;
const MOST_ITEMS = 200_000;
const MOST_CHARACTERS = 5_000_000;

// A PDF names fonts and tables that lie elsewhere: nothing is fetched for it.
globalThis.fetch = () => Promise.reject(new Error('no network'));

send({ kind: await sendPages().catch(faultOf) });

async function sendPages(): Promise<'end' | 'too-large'> {
  const fonts = { useSystemFonts: false, disableFontFace: true };
  const options = { ...fonts, verbosity: 0, useWorkerFetch: false };
  const pdf = await getDocumentProxy(workerData as Uint8Array, options);
  if (pdf.numPages > MOST_PAGES) return 'too-large';
  let left = MOST_CHARACTERS;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const items = await itemsOf(await pdf.getPage(number), left);
    if (items === null) return 'too-large';
    left -= items.reduce((sum, { text }) => sum + text.length, 0);
    send({ kind: 'page', items });
  }
  return 'end';
}

function faultOf(error: unknown): 'locked' | 'broken' {
  return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken';
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** What is written level on a page, turned as a reader sees it; null where there is too much of it. */
async function itemsOf(page: Page, most: number): Promise<PdfItem[] | null> {
  const { transform, height } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = height] = transform;
  const items: PdfItem[] = [];
  let left = most;
  const reader = page.streamTextContent().getReader();
  for (;;) {
    const { value, done } = (await reader.read()) as { value: Chunk | undefined; done: boolean };
    if (done || value === undefined) break;
    for (const { str, transform: own, width, fontName } of value.items) {
      if (str === undefined || own === undefined) continue;
      left -= str.length;
      if (items.length > MOST_ITEMS || left < 0) return null;
      const [p = 0, q = 0, , , x = 0, y = 0] = own;
      const across = { right: a * p + c * q, down: b * p + d * q };
      const size = Math.hypot(p, q);
      // What is written upwards beside a page is a stamp or a watermark.
      if (across.right <= 0 || Math.abs(across.down) > 0.05 * across.right) continue;
      items.push({
        ...{ text: str, x: a * x + c * y + e, y: b * x + d * y + f },
        ...{ width: width ?? 0, size, font: fontName ?? '' },
      });
    }
  }
  page.cleanup();
  return items;
}

interface Chunk {
  readonly items: readonly {
    readonly str?: string;
    readonly transform?: readonly number[];
    readonly width?: number;
    readonly fontName?: string;
  }[];
}

function send(message: PdfMessage): void {
  parentPort?.postMessage(message);
}
