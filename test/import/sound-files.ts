import { strict as assert } from 'node:assert';
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
import { zipOf } from './zip.ts';

export const utf8 = (text: string) => new TextEncoder().encode(text);

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

/** A sound file of every format. */
export const SOUND: readonly (readonly [Format, string, Uint8Array])[] = [
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

/** Throws where a file is neither read word for word nor refused in one sentence. */
export async function readsOrRefuses(
  format: Format,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const { raw, complaint } = await readRawText(name, bytes);
  assert.equal(raw === null, complaint !== null);
  const file = { name, bytes, address: null };
  const read = Array.fromAsync(format.read(file, { names: 'full' }));
  const drafts = await read.catch((fault: unknown) => {
    if (!(fault instanceof ImportFault)) throw fault;
    assert.match(fault.message, /^[^\n]{10,300}$/u);
    return [];
  });
  for (const draft of drafts) {
    const written = writtenWork(draft, { id: 'essai', raw: 'essai.txt', right: 'own' });
    const { value, faults } = parseWork({ name: 'essai.md', bytes: utf8(textOfWork(written)) });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      value?.passages.map(({ text }) => text),
      written.sections.map(({ text }) => text),
    );
  }
}
