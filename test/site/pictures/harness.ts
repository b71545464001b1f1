import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { Cleared } from '../../../src/debate/gate.ts';
import { fileOfPackage } from '../../../src/running/files.ts';
import { Gate } from '../../../src/debate/gate.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Drawing } from '../../../src/site/pictures/drawing.ts';
import { Pictures } from '../../../src/site/pictures/pictures.ts';
import type { NotDrawn, Picture } from '../../../src/site/pictures/setting.ts';
import {
  EMOJI_FILE,
  FONT_FAMILY,
  FONT_FILES,
  Typeface,
} from '../../../src/site/pictures/typeface.ts';

await initWasm(fileOfPackage('@resvg/resvg-wasm/index_bg.wasm'));
const files = [...Object.values(FONT_FILES), EMOJI_FILE];
const fontBuffers = files.map((name) => new Uint8Array(fileOfPackage(name)));
const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };

export const typeface = await Typeface.load();

/** One thread for all tests of a file. */
export const drawing = new Drawing();

export function picturesOf(corpus: Corpus): Pictures {
  return new Pictures({ gate: Gate.of(corpus), corpus, typeface, drawing });
}

/** A picture that must be there. */
export function drawable(made: Cleared<Picture> | NotDrawn): Cleared<Picture> {
  if (!(made instanceof Cleared)) throw new Error(made);
  return made;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where what is drawn stands; undefined where nothing is. */
export function boxOf(svg: string): Box | undefined {
  const document = new Resvg(svg, { font });
  const box = document.getBBox();
  const found = box && { x: box.x, y: box.y, width: box.width, height: box.height };
  document.free();
  return found;
}

/** Every line of text of a picture, alone in a picture of the same size. */
export function linesAlone(svg: string): string[] {
  const [root = ''] = /<svg [^>]*>/u.exec(svg) ?? [];
  return [...svg.matchAll(/(<text [^>]*>)(.*?)<\/text>/gu)].flatMap(([, text = '', inside = '']) =>
    [...inside.matchAll(/<tspan [^>]*>[^<]*<\/tspan>/gu)].map(
      ([span]) => `${root}${text}${span}</text></svg>`,
    ),
  );
}

/** The share of the pixels of a place that are not of its commonest colour. */
export function inkIn(svg: string, box: Box): number {
  const [ink = 0] = inksIn(svg, [box]);
  return ink;
}

/** The same of many places of a picture. */
export function inksIn(svg: string, boxes: readonly Box[]): number[] {
  const document = new Resvg(svg, { font });
  const image = document.render();
  const pixels = new Uint32Array(image.pixels.slice().buffer);
  const inks = boxes.map((box) => inkAmong(pixels, image.width, box));
  image.free();
  document.free();
  return inks;
}

/** As it is drawn with every font at hand. */
export function pngOf(svg: string): Uint8Array {
  const document = new Resvg(svg, { font });
  const image = document.render();
  const png = image.asPng();
  image.free();
  document.free();
  return png;
}

function inkAmong(pixels: Uint32Array, across: number, { x, y, width, height }: Box): number {
  const colours: number[] = [];
  for (let row = Math.floor(y); row < y + height; row += 1) {
    for (let column = Math.floor(x); column < x + width; column += 1) {
      colours.push(pixels[row * across + column] ?? 0);
    }
  }
  const counts = Map.groupBy(colours, (colour) => colour);
  const commonest = Math.max(...[...counts.values()].map(({ length }) => length));
  return 1 - commonest / colours.length;
}
