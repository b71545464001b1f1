import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { Run, RunsMessage } from './pdf-strips.ts';

/** Runs in a thread of its own, for pdf.js cannot be stopped otherwise; sends the runs of each page. */

const MOST_CHARACTERS = 5_000_000;

// A PDF names fonts and tables that lie elsewhere: nothing is fetched for it.
globalThis.fetch = () => Promise.reject(new Error('no network'));

send({ end: await sendPages(workerData as Uint8Array).catch(() => 'broken' as const) });

async function sendPages(bytes: Uint8Array): Promise<'whole' | 'long'> {
  const quiet = { verbosity: 0, useSystemFonts: false, disableFontFace: true };
  const file = await getDocumentProxy(bytes, quiet);
  let length = 0;
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent();
    const runs = items.flatMap((item) => ('str' in item ? runOf(item, page.rotate) : []));
    length += runs.reduce((sum, { text }) => sum + text.length, 0);
    if (length > MOST_CHARACTERS) return 'long';
    send({ runs });
    page.cleanup();
  }
  return 'whole';
}

function send(message: RunsMessage): void {
  parentPort?.postMessage(message);
}

/** Turned as the page is shown; what is not level then is a stamp. */
function runOf(
  item: { readonly str: string; readonly transform: readonly number[]; readonly width: number },
  turned: number,
): Run[] {
  const [a = 0, b = 0, , , e = 0, f = 0] = item.transform;
  const turn = (x: number, y: number): readonly [number, number] => {
    if (turned === 90) return [y, -x];
    if (turned === 180) return [-x, -y];
    return turned === 270 ? [-y, x] : [x, y];
  };
  const [along, up] = turn(a, b);
  const [from, height] = turn(e, f);
  if (along <= 0 || Math.abs(up) > along / 20) return [];
  return [{ text: item.str, from, to: from + item.width, height, size: Math.hypot(a, b) }];
}
