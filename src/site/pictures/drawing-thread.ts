import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fileOfPackage } from '../../running/files.ts';
import { FONT_FAMILY, FONT_FILES } from './typeface.ts';

/** Runs in a thread of its own: a picture takes tens of milliseconds in which nothing else would be answered. */

/** An SVG document to draw. */
export interface DrawingTask {
  readonly svg: string;
}
/** A PNG, or why there is none. */
export type DrawingDone = { readonly png: Uint8Array } | { readonly fault: string };

await initWasm(fileOfPackage('@resvg/resvg-wasm/index_bg.wasm'));
const fontBuffers = Object.values(FONT_FILES).map((name) => new Uint8Array(fileOfPackage(name)));
const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };

parentPort?.on('message', ({ svg }: DrawingTask) => {
  let done: DrawingDone;
  try {
    done = { png: drawn(svg) };
  } catch (fault) {
    done = { fault: String(fault) };
  }
  parentPort?.postMessage(done);
});

/** What WebAssembly holds is not collected: it is freed. */
function drawn(svg: string): Uint8Array {
  const document = new Resvg(svg, { font });
  try {
    const image = document.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    document.free();
  }
}
