import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fileOfPackage } from '../../running/files.ts';
import { laidOut, type Boxes, type Laid } from './layout.ts';
import { EMOJI_FAMILY, EMOJI_FILE, FONT_FAMILY, FONT_FILES } from './typeface.ts';

/** Runs in a thread of its own: a picture takes tens of milliseconds in which nothing else would be answered. */

/** An SVG document to draw, or boxes to lay out. */
export type DrawingTask = { readonly svg: string } | { readonly boxes: Boxes };
/** A PNG, what was laid out, or why there is neither. */
export type DrawingDone =
  { readonly png: Uint8Array } | { readonly laid: Laid } | { readonly fault: string };

let opened: ReturnType<typeof open> | null = null;

/** Pages are laid out, and many of them never drawn. */
async function open() {
  await initWasm(fileOfPackage('@resvg/resvg-wasm/index_bg.wasm'));
  const read = (name: string) => new Uint8Array(fileOfPackage(name));
  return { letters: Object.values(FONT_FILES).map(read), emoji: read(EMOJI_FILE) };
}

parentPort?.on('message', (task: DrawingTask) => {
  void done(task).then((made) => parentPort?.postMessage(made));
});

async function done(task: DrawingTask): Promise<DrawingDone> {
  try {
    if ('boxes' in task) return { laid: await laidOut(task.boxes) };
    return { png: drawn(task.svg, await (opened ??= open())) };
  } catch (fault) {
    return { fault: String(fault) };
  }
}

/** What WebAssembly holds is not collected: it is freed. */
function drawn(svg: string, { letters, emoji }: Awaited<ReturnType<typeof open>>): Uint8Array {
  // Every font that is given is copied and read for every picture.
  const fontBuffers = svg.includes(EMOJI_FAMILY) ? [...letters, emoji] : letters;
  const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };
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
