import { describe, expect, test } from 'vitest';
import { epub } from '../../../src/import/texts/epub.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';
import { linesOf } from '../../corpus/raw/reading.ts';
import { zipOf } from '../zip.ts';

const XML = '<?xml version="1.0" encoding="utf-8"?>\n';
const CONTAINER = `${XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="epub/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`;
const METADATA =
  '<dc:identifier id="uid">https://exemple.org/livres/morin_l-eau</dc:identifier><dc:title>L’eau à tous</dc:title><dc:creator id="author">Lise Morin</dc:creator><meta property="role" refines="#author" scheme="marc:relators">ann</meta><meta property="role" refines="#author" scheme="marc:relators">aut</meta><dc:creator id="t">Jean Arnoux</dc:creator><meta property="role" refines="#t" scheme="marc:relators">trl</meta><dc:publisher>Presses d’Ormelande</dc:publisher><dc:date>2019-06-22T15:01:38Z</dc:date>';

function page(body: string, type = 'bodymatter'): string {
  return `${XML}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="a.js"/></head><body epub:type="${type}">${body}</body></html>`;
}

/** A book in EPUB 3, as Standard Ebooks and Wikisource write them. */
function saved(chapters: Readonly<Record<string, string>>, metadata = METADATA) {
  const names = Object.keys(chapters);
  const items = names.map(
    (name, at) =>
      `<item id="c${at}" href="text/${encodeURIComponent(name)}" media-type="application/xhtml+xml"${name === 'nav.xhtml' ? ' properties="nav"' : ''}/>`,
  );
  const order = names.map((_, at) => `<itemref idref="c${at}"/>`);
  return {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': CONTAINER,
    'epub/content.opf': `${XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${order.join('')}</spine></package>`,
    ...Object.fromEntries(names.map((name) => [`epub/text/${name}`, chapters[name] ?? ''])),
  };
}

function book(name: string, chapters: Readonly<Record<string, string>>, metadata?: string) {
  return brought(name, zipOf(saved(chapters, metadata)));
}

const CHAPTERS = {
  'couverture.xhtml': page(
    '<section epub:type="cover"><p>Une couverture.</p></section>',
    'frontmatter',
  ),
  'nav.xhtml': page('<nav epub:type="toc"><ol><li><a href="un.xhtml">Un</a></li></ol></nav>'),
  'avant-propos.xhtml': page(
    '<section epub:type="foreword"><h2>Avant</h2><p>J’ai lu ce livre.</p></section>',
  ),
  'chapitre un.xhtml': page(
    '<h2>Un</h2><p>L’eau<a epub:type="noteref" href="notes.xhtml#n1">1</a> coule<sup><a href="notes.xhtml#n2">2</a></sup> en<span epub:type="pagebreak" id="p12">12</span> 1914<a id="x"/>.</p><blockquote><p>Elle est chère.</p><cite>Jean Arnoux</cite></blockquote><p>Non&#160;: m<sup>3</sup>&nbsp;par m<sup>3</sup>.</p>',
  ),
  'notes.xhtml': page('<section epub:type="endnotes"><p>Une note.</p></section>', 'backmatter'),
};
const METHOD = (algorithm: string) =>
  `${XML}<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`;
const locked = (algorithm: string) =>
  brought(
    'livre.epub',
    zipOf({ ...saved(CHAPTERS), 'META-INF/encryption.xml': METHOD(algorithm) }),
  );

const whole = zipOf(saved(CHAPTERS));
const FONTS = 'http://www.idpf.org/2008/embedding';

keepsFormat(epub, {
  sound: [
    book('livre.epub', CHAPTERS),
    book('nu.epub', { 'a.xhtml': '<html><body><p>Un mot.<p>Un autre.' }, ''),
    book('appels.epub', {
      'a.xhtml': page(
        '<p>Un<a href="#n1"><sup>1</sup></a> mot<a id="p3">[3]</a> de <a href="b.xhtml">1914</a>, <b>g</b>ras<sup id="r"><a href="#n">[2]</a></sup>.</p>',
      ),
    }),
    locked(FONTS),
  ],
  broken: [
    brought('vide.epub', ''),
    brought('coupe.epub', whole.subarray(0, whole.length - 300)),
    brought('texte.epub', 'Ce n’est pas un livre.'),
    brought('rien.epub', zipOf({ mimetype: 'application/epub+zip' })),
    brought('sans-livre.epub', zipOf({ 'META-INF/container.xml': CONTAINER })),
    brought(
      'entites.epub',
      zipOf({ ...saved(CHAPTERS), 'epub/content.opf': '<!DOCTYPE p [<!ENTITY a "b">]><p/>' }),
    ),
    book('sans-mot.epub', { 'a.xhtml': page('<p>12</p>') }),
    book('bombe.epub', { 'a.xhtml': page('a'.repeat(30_000_000)) }),
    book('profond.epub', { 'a.xhtml': page(`${'<div>'.repeat(20_000)}Mot`) }),
    book('gras.epub', { 'a.xhtml': page('<b>'.repeat(2_000) + 'Mot') }),
    brought('protege.epub', zipOf(saved(CHAPTERS), { isEncrypted: true })),
    locked('http://www.w3.org/2001/04/xmlenc#aes256-cbc'),
  ],
});

describe('a book', () => {
  test('is its author’s, without what frames it, its notes and their calls', async () => {
    const [draft] = await draftsOf(epub, book('livre.epub', CHAPTERS));
    expect(
      draft?.turns.map(({ speaker, paragraphs }) => [
        speaker.name,
        ...paragraphs.map((p) => p.text),
      ]),
    ).toEqual([
      [null, 'J’ai lu ce livre.'],
      ['Lise Morin', 'L’eau coule en 1914.'],
      ['Jean Arnoux', 'Elle est chère.'],
      ['Lise Morin', 'Non : m3 par m3.'],
    ]);
  });

  test('says its title, its author among those who made it, its publisher and its address', async () => {
    const [draft] = await draftsOf(epub, book('livre.epub', CHAPTERS));
    expect(draft).toMatchObject({
      title: 'L’eau à tous',
      author: 'Lise Morin',
      publisher: 'Presses d’Ormelande',
      date: '2019-06-22',
      url: 'https://exemple.org/livres/morin_l-eau',
      kind: 'livre',
    });
    expect(draft?.doubts.join()).toContain('la date est celle du livre numérique');
  });

  test('is of nobody known where it has two authors', async () => {
    const two = '<dc:creator>Lise Morin</dc:creator><dc:creator>Jean Arnoux</dc:creator>';
    const [draft] = await draftsOf(epub, book('livre.epub', CHAPTERS, two));
    expect(draft?.author).toBe(null);
    expect(draft?.turns.at(-1)?.speaker).toMatchObject({ name: null, role: 'auteur' });
    expect(draft?.doubts[0]).toContain('Lise Morin, Jean Arnoux');
  });

  test('in EPUB 2 says when its words were published, and who has which part in it', async () => {
    const old =
      '<dc:creator opf:role="edt">Jean Arnoux</dc:creator><dc:creator opf:role="aut">Lise Morin</dc:creator><dc:date opf:event="publication">2019</dc:date><dc:date opf:event="original-publication">1898</dc:date>';
    const [draft] = await draftsOf(epub, book('livre.epub', CHAPTERS, old));
    expect(draft).toMatchObject({ author: 'Lise Morin', date: '1898' });
    expect(draft?.doubts.join()).not.toContain('numérique');
  });

  test('under a lock is refused with what to do, and one of scrambled fonts is read', async () => {
    expect(await refusalOf(epub, locked('urn:adobe:adept'))).toContain('verrou numérique');
    expect(await draftsOf(epub, locked(FONTS))).toHaveLength(1);
  });
});

describe('the raw text of a book', () => {
  test('is that of its chapters in the order they are read, without the calls of notes', async () => {
    expect(
      (await linesOf('a.epub', whole)).filter((line) => /coule|lu ce|note/u.test(line)),
    ).toEqual(['J’ai lu ce livre.', 'L’eau coule en 1914.', 'Une note.']);
  });

  test('is not read of what is no book', async () => {
    expect((await linesOf('a.epub', zipOf({ a: 'b' }))).join()).toContain('livre EPUB');
  });
});
