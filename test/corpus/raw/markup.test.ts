import { describe, expect, test } from 'vitest';
import { bytesIn, linesOf } from './reading.ts';

const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>La piscine &amp; nous</title>
<style>p { color: red }</style><script>var p = "<p>jamais</p>";</script></head>
<body><nav><ul><li><a href="/">Accueil</a><li><a href="/c">Contact</a></ul></nav>
<article><h1>Ouvrons
le dimanche&nbsp;!</h1><!-- <p>brouillon</p> -->
<p>Beaucoup de <em>familles</em> travail<b>lent</b> en se\u00ADmaine.<br>Elles l&#8217;ont dit<sup>1</sup>.
<p>Un cafe\u0301, 3 < 4, <script>x()</script>et &laquo;&nbsp;rien&nbsp;&raquo;.</p>
<noscript>Activez JavaScript</noscript><template><p>modèle</p></template>
<svg><title>icône</title></svg><pre>un
deux</pre><table><tr><td>gauche</td><td>droite</td></tr></table></article></body></html>`;

describe('a page', () => {
  test('is what it shows, a line a block, nothing between what stands in a line', async () => {
    expect(await linesOf('page.html', PAGE)).toEqual([
      'La piscine & nous',
      'Accueil',
      'Contact',
      'Ouvrons le dimanche !',
      'Beaucoup de familles travaillent en semaine.',
      'Elles l’ont dit1.',
      'Un café, 3 < 4, et « rien ».',
      'un',
      'deux',
      'gauche',
      'droite',
    ]);
  });

  test('parts no line where it underlines, and shows nothing that it hides within one', async () => {
    const line =
      'Le port, dit <a href="/a"><u>l’avis</u></a>, att<s>r</s>end<sup style="display: none">[<a>1</a>]</sup>.';
    const folded = '<div style="display:none">Le détail se déplie.</div>';
    expect(await linesOf('page.html', `<p>${line}</p>${folded}`)).toEqual([
      'Le port, dit l’avis, attrend.',
      'Le détail se déplie.',
    ]);
  });

  test.each([
    ['declares itself in Windows-1252', '<meta charset="windows-1252"><p>d\u00E9bat</p>', 'latin1'],
    ['is in ISO-8859-1 by the old way', HTTP_EQUIV('iso-8859-1'), 'latin1'],
    ['calls itself UTF-8 and is not', HTTP_EQUIV('utf-8'), 'latin1'],
    ['declares nothing', '<p>d\u00E9bat</p>', 'latin1'],
    ['is in UTF-16', '\uFEFF<p>d\u00E9bat</p>', 'utf16le'],
    ['is in UTF-16 without a mark', '<p>d\u00E9bat</p>', 'utf16le'],
  ] as const)('is read where it %s', async (_, page, encoding) => {
    expect(await linesOf('page.HTM', bytesIn(encoding, page))).toEqual(['débat']);
  });

  test('is in the encoding it declares', async () => {
    const page = '<meta charset="iso-8859-2"><p>r\u00F8</p>';
    expect(await linesOf('page.html', bytesIn('latin1', page))).toEqual(['rř']);
  });

  test('is UTF-8 where it is, whatever it declares', async () => {
    expect(await linesOf('page.html', '<meta charset="iso-8859-1"><p>débat</p>')).toEqual([
      'débat',
    ]);
  });

  test.each([
    ['nested without end', '<div>'.repeat(50_000), 'plus de 2000 éléments l’un dans l’autre'],
    ['no text', Uint8Array.from([60, 112, 62, 0, 0, 1]), 'le fichier brut n’est pas du texte'],
  ])('is refused in a sentence where it is %s', async (_, page, why) => {
    expect((await linesOf('page.html', page))[0]?.replaceAll('\u202F', '')).toContain(why);
  });

  test.each([
    ['', []],
    ['<p>Coupée au mil<em', ['Coupée au mil']],
    [`<p>${'a'.repeat(2_000_000)}`, ['a'.repeat(2_000_000)]],
  ])('is read as far as it goes', async (page, lines) => {
    expect(await linesOf('page.html', page)).toEqual(lines);
  });
});

function HTTP_EQUIV(charset: string): string {
  return `<meta http-equiv="Content-Type" content="text/html; charset=${charset}"><p>d\u00E9bat</p>`;
}

describe('an XML file', () => {
  test('of TEI has a line for each segment and each note, none for what is in a line', async () => {
    const tei = `<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Séance</title></teiHeader><text><body><div>
<note type="speaker">Mme Morin</note><u who="#LM" xml:id="u1"><seg>La séance
est <hi rend="i">ouverte</hi>, chers col<lb break="no"/>lègues &amp; amis.</seg><seg>Merci.</seg>
<kinesic><desc>Applaudissements</desc></kinesic></u><sp><speaker>Paul</speaker><l>Un vers</l><l>Deux</l></sp>
</div></body></text></TEI>`;
    expect(await linesOf('seance.xml', tei)).toEqual([
      'Séance',
      'Mme Morin',
      'La séance est ouverte, chers collègues & amis.',
      'Merci.',
      'Applaudissements',
      'Paul',
      'Un vers',
      'Deux',
    ]);
  });

  test('of WordPress has the pages that stand in its CDATA', async () => {
    const wxr = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><item><title><![CDATA[La piscine &amp; nous]]></title>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>Ouvrons le <em>dimanche</em>.</p><!-- /wp:paragraph -->

Sans balise, ]]]]><![CDATA[> sans fin]]></content:encoded>
<wp:comment><wp:comment_author><![CDATA[Jo]]></wp:comment_author>
<wp:comment_content><![CDATA[Je n'y crois pas.
Et vous ?]]></wp:comment_content></wp:comment></item></channel></rss>`;
    expect(await linesOf('export.xml', wxr)).toEqual([
      'La piscine & nous',
      'Ouvrons le dimanche.',
      'Sans balise, ]]> sans fin',
      'Jo',
      "Je n'y crois pas.",
      'Et vous ?',
    ]);
  });

  test('of another kind has its CDATA as text', async () => {
    expect(await linesOf('a.xml', '<texte><![CDATA[<p>nu</p>]]></texte>')).toEqual(['<p>nu</p>']);
  });

  test('is in the encoding it declares', async () => {
    const xml = '<?xml version="1.0" encoding="iso-8859-1"?><p>d\u00E9bat</p>';
    expect(await linesOf('a.xml', bytesIn('latin1', xml))).toEqual(['débat']);
  });
});
