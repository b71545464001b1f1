import { hash } from 'node:crypto';

/** Words of one font at a place of a page, in points from its lower left corner. */
export interface Words {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly isBold?: boolean;
}

const WINDOWS: Readonly<Record<string, number>> = { '’': 0x92, '–': 0x96, '—': 0x97, '…': 0x85 };

/** A PDF of pages of A4, with words at places. `title` is what its metadata claim. */
export function pdfOf(pages: readonly (readonly Words[])[], title = 'Microsoft Word - CR.doc') {
  const kids = pages.map((_, at) => `${6 + 2 * at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...['Helvetica', 'Helvetica-Bold'].map(
      (name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
    ),
    `<< /Title (${title}) >>`,
    ...pages.flatMap((words, at) => {
      const content = words.map(shownAt).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${7 + 2 * at} 0 R ` +
          '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return fileOf(objects);
}

/** A PDF of these objects, numbered from 1; the first is its catalog, the fifth its information. */
export function fileOf(objects: readonly string[], trailer = '/Info 5 0 R'): Uint8Array {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const start = file.length;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
  file += `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0));
}

/** What stands in for the rest of a password (PDF 1.7, 7.6.3.3). */
const PADDING = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
);

/** A PDF of one page that its owner has restricted, and that opens with this password. */
export function lockedPdf(words: readonly Words[], password: string): Uint8Array {
  const padded = (typed: string) => Buffer.concat([Buffer.from(typed), PADDING]).subarray(0, 32);
  const digest = (...parts: Uint8Array[]) => hash('md5', Buffer.concat(parts), 'buffer');
  const owner = rc4(digest(padded('propriétaire')).subarray(0, 5), padded(password));
  const rights = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = digest(padded(password), owner, rights).subarray(0, 5);
  const content = Buffer.from(words.map(shownAt).join('\n'), 'latin1');
  // The key of the fourth object.
  const shown = rc4(digest(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10), content);
  return fileOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      `<< /Length ${shown.length} >>\nstream\n${shown.toString('latin1')}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${owner.toString('hex')}> /U <${rc4(key, PADDING).toString('hex')}> >>`,
    ],
    '/Encrypt 6 0 R /ID [<> <>]',
  );
}

/** OpenSSL has no RC4 any more, and old documents have no other. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0];
  };
  for (let at = 0, to = 0; at < 256; at += 1) {
    to = (to + (state[at] ?? 0) + (key[at % key.length] ?? 0)) % 256;
    swap(at, to);
  }
  let [at, to] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      at = (at + 1) % 256;
      to = (to + (state[at] ?? 0)) % 256;
      swap(at, to);
      return byte ^ (state[((state[at] ?? 0) + (state[to] ?? 0)) % 256] ?? 0);
    }),
  );
}

/** Lines one under the other from a height, in 11 points. */
export function lines(x: number, y: number, texts: readonly string[]): Words[] {
  return texts.map((text, at) => ({ x, y: y - 14 * at, text }));
}

function shownAt({ x, y, text, size = 11, isBold = false }: Words): string {
  const letters = Array.from(text, (letter) => {
    const code = WINDOWS[letter] ?? letter.charCodeAt(0);
    return `\\${code.toString(8).padStart(3, '0')}`;
  });
  return `BT /F${isBold ? 2 : 1} ${size} Tf ${x} ${y} Td (${letters.join('')}) Tj ET`;
}
