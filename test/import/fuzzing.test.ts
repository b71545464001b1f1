import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { FILES } from '../../bench/import-files.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import { readRawText } from '../../src/corpus/raw/raw-text.ts';
import { ImportFault, type Format } from '../../src/import/format.ts';
import { csv } from '../../src/import/texts/csv.ts';
import { docx } from '../../src/import/texts/docx.ts';
import { epub } from '../../src/import/texts/epub.ts';
import { pdf } from '../../src/import/pdf/pdf.ts';
import { captions } from '../../src/import/texts/captions.ts';
import { markdown } from '../../src/import/texts/markdown.ts';
import { plain } from '../../src/import/texts/plain.ts';
import { page } from '../../src/import/pages/page.ts';
import { wxr } from '../../src/import/pages/wxr.ts';
import { tei } from '../../src/import/tei/tei.ts';
import { discordExport } from '../../src/import/conversations/discord-export.ts';
import { discourse } from '../../src/import/conversations/discourse.ts';
import { reddit } from '../../src/import/conversations/reddit.ts';
import { slackExport } from '../../src/import/conversations/slack-export.ts';
import { textOfWork, writtenWork } from '../../src/import/works/text-work.ts';
import { brought, draftsOf } from '../contracts/format.ts';
import { zipOf } from './zip.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

const MESSAGE = {
  ...{ id: '1', type: 'Default', timestamp: '2024-03-01T10:00:00+00:00', content: 'Bonjour.' },
  ...{ author: { id: '7', name: 'lise', nickname: 'Lise' }, attachments: [], embeds: [] },
};
const DISCORD = {
  ...{ guild: { id: '1', name: 'Atelier' }, channel: { id: '2', name: 'débat' } },
  messages: [MESSAGE, { ...MESSAGE, id: '2', content: '> Bonjour.\nNon.' }],
};
const TEI = `<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<u who="#A"><seg>Merci, chers collègues.</seg><note>Rires</note></u><u who="#B"><seg>Non.</seg></u>
</body></text></TEI>`;
const WXR = `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Site</title>
<wp:wxr_version>1.2</wp:wxr_version><item><title>Page</title><dc:creator>lise</dc:creator>
<content:encoded><![CDATA[<p>Une page &amp; ses mots.</p>]]></content:encoded>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>`;
const PAGE = `<!doctype html><title>Page</title><article><h1>Page</h1><p>Un article, et &laquo; des mots &raquo;.</p>
</article><ol id="comments"><li id="comment-1" class="comment"><cite>Paul</cite><p>Non.</p></li></ol>`;
const SLACK = zipOf({
  'users.json': JSON.stringify([{ id: 'U1', name: 'lise', real_name: 'Lise' }]),
  'channels.json': JSON.stringify([{ id: 'C1', name: 'débat', members: ['U1'] }]),
  'débat/2024-03-01.json': JSON.stringify([
    { type: 'message', user: 'U1', text: 'Bonjour &amp; merci.', ts: '1709287200.000100' },
  ]),
});

const SOUND: readonly (readonly [Format, string, Uint8Array])[] = [
  [plain, 'a.txt', utf8('Lise : Oui.\nPaul : Non.\nLise : Si.\nPaul : Bon.\n')],
  [markdown, 'a.md', utf8('# Page\n\n> Une **citation**.\n\n- Un point\n- Deux\n')],
  [csv, 'a.csv', utf8('id,interview,comment\n1,Lise,"Oui, oui."\n2,Paul,Non.\n')],
  [captions, 'a.vtt', utf8('WEBVTT\n\n00:01.000 --> 00:03.000\n<v Lise>Bonjour à tous.</v>\n')],
  [page, 'a.html', utf8(PAGE)],
  [wxr, 'a.xml', utf8(WXR)],
  [tei, 'a.xml', utf8(TEI)],
  [discordExport, 'a.json', utf8(JSON.stringify(DISCORD))],
  [slackExport, 'a.zip', SLACK],
  ...(
    [
      [docx, 'docx'],
      [epub, 'epub'],
      [discourse, 'discourse'],
      [reddit, 'reddit'],
      [pdf, 'pdf'],
    ] as const
  ).map(([format, kind]) => generated(format, kind)),
];

/** Some turns of several voices. */
function generated(format: Format, kind: string): readonly [Format, string, Uint8Array] {
  const { name = '', bytes = utf8('') } = FILES[kind]?.(2_000) ?? {};
  return [format, name, bytes];
}

const TOKENS = [
  '\0',
  '\uFEFF',
  '\\ud800',
  '\u2028',
  '<b>',
  '"',
  '[',
  '> ',
  '</p>',
  '&#0;',
  '---\n',
];

/** One damage that a file may take: `at` and `to` are shares of it. */
const DAMAGE = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'twice', 'token', 'nest', 'words', 'splice'),
  /** Another file, of which a piece is put in; and an entry of a zip, which is damaged before it is zipped again. */
  other: fc.nat(),
  isInside: fc.boolean(),
  token: fc.constantFrom(...TOKENS),
  words: fc.string({ unit: 'binary', maxLength: 20 }),
  bit: fc.integer({ min: 1, max: 255 }),
});
type Damage = typeof DAMAGE extends fc.Arbitrary<infer Value> ? Value : never;

function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  if (!damage.isInside || bytes[0] !== 0x50) return damagedBytes(bytes, damage);
  try {
    const files = unzipSync(bytes);
    const names = Object.keys(files);
    const name = names[damage.other % names.length] ?? '';
    return zipSync({ ...files, [name]: damagedBytes(files[name] ?? utf8(''), damage) });
  } catch {
    return bytes;
  }
}

function damagedBytes(bytes: Uint8Array, { at, to, kind, token, words, bit, other }: Damage) {
  const [from = 0, end = 0] = [at, to]
    .map((share) => Math.floor(share * bytes.length))
    .sort((a, b) => a - b);
  const [head, middle, tail] = [
    bytes.subarray(0, from),
    bytes.subarray(from, end),
    bytes.subarray(end),
  ];
  if (kind === 'flip') return bytes.map((byte, index) => (index === from ? byte ^ bit : byte));
  if (kind === 'cut') return Buffer.concat([head, tail]);
  if (kind === 'twice') return Buffer.concat([head, middle, middle, tail]);
  if (kind === 'splice') {
    const [, , stranger = utf8('')] = SOUND[other % SOUND.length] ?? [];
    const piece = stranger.subarray(
      ...[at, to].map((share) => Math.floor(share * stranger.length)).sort((a, b) => a - b),
    );
    return Buffer.concat([head, piece, tail]);
  }
  const put = kind === 'words' ? words : token.repeat(kind === 'nest' ? 3000 : 1);
  return Buffer.concat([head, utf8(put), middle, tail]);
}

async function readsOrRefuses(format: Format, name: string, bytes: Uint8Array): Promise<void> {
  const { raw, complaint } = await readRawText(name, bytes);
  expect(raw === null).toBe(complaint !== null);
  const drafts = await draftsOf(format, brought(name, bytes)).catch((fault: unknown) => {
    if (!(fault instanceof ImportFault)) throw fault;
    expect(fault.message).toMatch(/^[^\n]{10,300}$/u);
    return [];
  });
  for (const draft of drafts) {
    const written = writtenWork(draft, { id: 'essai', raw: 'essai.txt', right: 'own' });
    const { value, faults } = parseWork({ name: 'essai.md', bytes: utf8(textOfWork(written)) });
    expect(faults).toEqual([]);
    expect(value?.passages.map(({ text }) => text)).toEqual(
      written.sections.map(({ text }) => text),
    );
  }
}

describe('a damaged file', () => {
  test.each(SOUND)(
    'of $1 is read word for word, or refused in one sentence',
    async (...[format, name, bytes]) => {
      expect((await draftsOf(format, brought(name, bytes))).length).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(fc.array(DAMAGE, { maxLength: 3 }), async (damages) => {
          await readsOrRefuses(format, name, damages.reduce(damaged, bytes));
        }),
        // A PDF is read in a thread of its own, twice.
        { numRuns: format === pdf ? 25 : 100, seed: 14, endOnFailure: true },
      );
    },
    60_000,
  );
});
