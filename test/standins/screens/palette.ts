// Chromium writes its pictures fast and large. A page of text has few colours: with a palette the same
// picture takes a third of that. https://www.w3.org/TR/png-3/
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_COLOURS = 256;

/** The same picture with a palette. Takes what Chromium writes: eight bits a channel, not interlaced. */
export function withPalette(png: Buffer): Buffer {
  const header = chunksOf(png, 'IHDR');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = header.readUInt8(9) === 6 ? 4 : 3;
  const pixels = unfiltered(inflateSync(chunksOf(png, 'IDAT')), width * channels, height, channels);
  return written(indexed(pixels, channels), width, height);
}

function chunksOf(png: Buffer, wanted: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    if (name === wanted) parts.push(png.subarray(at + 8, at + 8 + length));
  }
  return Buffer.concat(parts);
}

/** Undoes the filter of each line: https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(data: Buffer, stride: number, height: number, channels: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (pixels[at - channels] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (pixels[at - stride - channels] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[at] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? up : corner;
}

interface Indexed {
  readonly colours: readonly number[];
  readonly indices: Buffer;
}

/** The colours that stand in most places, then those least like any of them, such as those of an emoji. */
const MOST_FREQUENT = 216;

/** Every other colour, in the edges of letters, becomes the nearest of these. */
function indexed(pixels: Buffer, channels: number): Indexed {
  const all = Array.from({ length: pixels.length / channels }, (_, at) => {
    return pixels.readUIntBE(at * channels, 3);
  });
  const counts = new Map<number, number>();
  for (const colour of all) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const colours = frequent.slice(0, MOST_FREQUENT);
  let others = frequent.slice(MOST_FREQUENT).map((colour) => ({ colour, off: Infinity }));
  let added = colours;
  while (colours.length < MOST_COLOURS && others.length > 0) {
    others = others.map(({ colour, off }) => {
      return { colour, off: Math.min(off, ...added.map((each) => distance(each, colour))) };
    });
    others.sort((a, b) => a.off - b.off);
    added = others.splice(-1).map(({ colour }) => colour);
    colours.push(...added);
  }
  const places = new Map([...counts.keys()].map((each) => [each, nearest(each, colours)]));
  return { colours, indices: Buffer.from(all.map((colour) => places.get(colour) ?? 0)) };
}

function nearest(colour: number, colours: readonly number[]): number {
  const distances = colours.map((each) => distance(each, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  return [16, 8, 0].reduce((sum, shift) => {
    return sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2;
  }, 0);
}

function written({ colours, indices }: Indexed, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, a palette.
  header.set([8, 3, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) => [
    Buffer.alloc(1),
    indices.subarray(y * width, (y + 1) * width),
  ]);
  const palette = Buffer.from(
    colours.flatMap((each) => [each >> 16, (each >> 8) & 255, each & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(lines.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
