import { strToU8, zipSync } from 'fflate';
import { lines, pdfOf } from '../test/import/pdf/pdf-builder.ts';
import { chance, generatedTexts } from './generated.ts';

const WORDS_BYTES = 250;
const NAMES = [
  ...['Lise Morin', 'Paul Arnoux', 'Anne Leroux', 'Marc Brissac', 'Zoé Aubin', 'Yann Le Goff'],
  ...['Claire Estève', 'Jean Diallo', 'Inès Vasseur', 'Hugo Bellanger', 'Rose Kermadec'],
];

/** What one person says in a generated file. */
export interface Said {
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** A file of one format, and how many bytes there are in it once it is inflated. */
export interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly size: number;
}

/** So many turns of several voices. */
export function* generatedTurns(count: number): Generator<Said> {
  const draw = chance(17);
  let at = 0;
  for (const text of generatedTexts(count)) {
    const name = NAMES[Math.floor(draw() * NAMES.length)] ?? '';
    yield { name, text: `L’${text}`, at };
    at += 1;
  }
}

/** A file of about so many bytes in each format, in the shape that programs and institutions write. */
export const FILES: Readonly<Record<string, (bytes: number) => Made>> = {
  page: (bytes) => text('page.html', pageOf(turns(bytes))),
  wxr: (bytes) => text('blog.xml', blogOf(turns(bytes))),
  tei: (bytes) => text('seance.xml', sittingOf(turns(bytes))),
  captions: (bytes) => text('film.vtt', `WEBVTT\n\n${joined(bytes, captionOf)}`),
  slack: (bytes) => zip('equipe.zip', teamOf(turns(bytes))),
  discord: (bytes) => text('salon.json', JSON.stringify(channelOf(turns(bytes)), null, 2)),
  discourse: (bytes) => text('sujet.json', JSON.stringify(topicOf(turns(bytes)))),
  reddit: (bytes) => text('fil.json', JSON.stringify(threadOf(turns(bytes)))),
  docx: (bytes) => zip('conseil.docx', wordOf(turns(bytes))),
  epub: (bytes) => zip('livre.epub', bookOf(turns(bytes))),
  // A text of more than 600,000 characters in Markdown is refused.
  markdown: (bytes) => text('carnet.md', joined(Math.min(bytes, 400_000), markdownOf)),
  csv: (bytes) => text('avis.csv', `id,interview,comment\n${joined(bytes, rowOf)}`),
  pdf: (bytes) => printed('conseil.pdf', turns(bytes)),
  plain: (bytes) => text('conseil.txt', joined(bytes, lineOf)),
};

function turns(bytes: number): Said[] {
  return [...generatedTurns(Math.ceil(bytes / WORDS_BYTES))];
}

function joined(bytes: number, written: (said: Said) => string): string {
  return turns(bytes).map(written).join('');
}

function text(name: string, content: string): Made {
  const bytes = strToU8(content);
  return { name, bytes, size: bytes.length };
}

function zip(name: string, contents: Readonly<Record<string, string>>): Made {
  const files = Object.entries(contents).map(([path, each]) => [path, strToU8(each)] as const);
  const size = files.reduce((sum, [, { length }]) => sum + length, 0);
  return { name, bytes: zipSync(Object.fromEntries(files)), size };
}

function pageOf(all: readonly Said[]): string {
  const article = all.slice(0, all.length / 4).map((said) => `<p>${said.text}</p>\n`);
  const comments = all.slice(all.length / 4).map(
    ({ name, text: words, at }) => `<li id="comment-${at}" class="comment">
<div class="comment-author vcard"><cite class="fn">${name}</cite> <span class="says">dit :</span></div>
<div class="comment-meta"><a href="#comment-${at}"><time datetime="2024-03-12T10:00:00+00:00">12 mars 2024 à 10 h</time></a></div>
<div class="comment-content"><p>${words}</p></div></li>\n`,
  );
  return `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La piscine</title><meta name="author" content="Rose Kermadec"></head>
<body><article class="post"><h1 class="entry-title">La piscine</h1><div class="entry-content">${article.join('')}</div></article>
<div id="comments"><h2>Commentaires</h2><ol class="comment-list">${comments.join('')}</ol></div></body></html>`;
}

const POST_PARAGRAPHS = 20;

function blogOf(all: readonly Said[]): string {
  const posts = all.flatMap(({ at }) =>
    at % POST_PARAGRAPHS === 0 ? [all.slice(at, at + POST_PARAGRAPHS)] : [],
  );
  const items = posts.map(
    (
      post,
      at,
    ) => `<item><title><![CDATA[Article ${at}]]></title><link>https://exemple.fr/${at}/</link>
<dc:creator><![CDATA[rose]]></dc:creator><content:encoded><![CDATA[${post.map((said) => said.text).join('\n\n')}]]></content:encoded>
<wp:post_id>${at}</wp:post_id><wp:post_date><![CDATA[2011-04-02 00:20:30]]></wp:post_date><wp:status><![CDATA[publish]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type></item>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Le carnet</title><link>https://exemple.fr</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login><![CDATA[rose]]></wp:author_login><wp:author_display_name><![CDATA[Rose Kermadec]]></wp:author_display_name></wp:author>
${items.join('')}</channel></rss>`;
}

/** A month of sittings, one file. */
export function sittingOf(all: Iterable<Said>): string {
  const people = NAMES.map((name, at) => {
    const [forename = '', ...surname] = name.split(' ');
    return `<person xml:id="P${at}"><persName><surname>${surname.join(' ')}</surname><forename>${forename}</forename></persName></person>`;
  });
  const speeches = Array.from(
    all,
    ({ name, text: words, at }) =>
      `<note type="speaker">${name}</note>\n<u who="#P${NAMES.indexOf(name)}" ana="#regular" xml:id="u${at}"><seg xml:id="s${at}">${words}</seg></u>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr"><teiHeader><fileDesc><titleStmt><title>Compte rendu de mars</title></titleStmt>
<publicationStmt><publisher>Assemblée</publisher></publicationStmt><sourceDesc><bibl><date when="2019-03-12"/></bibl></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson>${people.join('')}</listPerson></particDesc></profileDesc></teiHeader>
<text><body><div type="debateSection">${speeches.join('')}</div></body></text></TEI>`;
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23);
}

function captionOf({ name, text: words, at }: Said): string {
  const start = at % 80_000;
  return `${clock(start)} --> ${clock(start + 1)}\n<v ${name}>${words}</v>\n\n`;
}

function teamOf(all: readonly Said[]): Record<string, string> {
  const users = NAMES.map((name, at) => ({ id: `U${at}`, name, profile: { real_name: name } }));
  const messages = all.map(({ name, text: words, at }) => {
    const user = `U${NAMES.indexOf(name)}`;
    return { type: 'message', user, text: words, ts: `${1_672_560_000 + at}.000100` };
  });
  return {
    'users.json': JSON.stringify(users),
    'channels.json': JSON.stringify([{ id: 'C1', name: 'ville' }]),
    'ville/2023-01-01.json': JSON.stringify(messages),
  };
}

function channelOf(all: readonly Said[]) {
  const messages = all.map(({ name, text: content, at }) => ({
    ...{ id: String(at), type: 'Default', timestamp: '2023-01-01T23:30:00.12+00:00', content },
    author: { id: String(NAMES.indexOf(name)), name, nickname: name, isBot: false },
  }));
  const guild = { id: '8', name: 'La Ville', iconUrl: '' };
  return { guild, channel: { id: '7', type: 'GuildTextChat', name: 'ville' }, messages };
}

function topicOf(all: readonly Said[]) {
  const posts = all.map(({ name, text: words, at }) => ({
    ...{ id: at + 1, post_number: at + 1, username: name, cooked: `<p>${words}</p>` },
    created_at: '2023-01-01T10:00:00.000Z',
  }));
  const stream = posts.map(({ id }) => id);
  return { post_stream: { posts, stream }, id: 5, title: 'La ville', slug: 'ville' };
}

function threadOf(all: readonly Said[]) {
  const listing = (children: readonly object[]) => ({ kind: 'Listing', data: { children } });
  const known = { created_utc: 1_672_560_000, permalink: '/r/ville/comments/p1/t/' };
  const comments = all.map(({ name: author, text: body, at }) => ({
    kind: 't1',
    data: { id: `c${at}`, author, body, parent_id: 't3_p1', replies: '', ...known },
  }));
  const post = { id: 'p1', author: 'lise', title: 'La ville', subreddit: 'ville', selftext: '' };
  return [listing([{ kind: 't3', data: { ...post, ...known } }]), listing(comments)];
}

function wordOf(all: readonly Said[]): Record<string, string> {
  const body = all.map(
    ({ name, text: words }) =>
      `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${name} :</w:t></w:r><w:r><w:t xml:space="preserve"> ${words}</w:t></w:r></w:p>`,
  );
  const office = 'http://schemas.openxmlformats.org';
  return {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"/>`,
    '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`,
  };
}

function bookOf(all: readonly Said[]): Record<string, string> {
  const body = all.map((said) => `<p>${said.text}</p>\n`).join('');
  return {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>',
    'content.opf':
      '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>L’eau</dc:title></metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
    'c.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`,
  };
}

function markdownOf({ name, text: words }: Said): string {
  return `**${name}** : ${words}\n\n`;
}

function rowOf({ name, text: words, at }: Said): string {
  return `${at},${name},"${words}"\n`;
}

function lineOf({ name, text: words }: Said): string {
  return `${name} : ${words}\n`;
}

const LINE_CHARACTERS = 90;
const PAGE_LINES = 50;

/** Its size is that of its words. */
function printed(name: string, all: readonly Said[]): Made {
  const text = all.map(lineOf).join('');
  const written = text.match(new RegExp(`.{1,${LINE_CHARACTERS}}(?: |$)`, 'gmu')) ?? [];
  const pages = written.flatMap((_, at) => {
    return at % PAGE_LINES === 0 ? [lines(60, 770, written.slice(at, at + PAGE_LINES))] : [];
  });
  return { name, bytes: pdfOf(pages), size: strToU8(text).length };
}
