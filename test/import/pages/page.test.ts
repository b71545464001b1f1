import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

const LONG =
  'La gratuité des cantines, dit-on, coûte cher ; mais qui a compté ce que coûte la faim, à l’école, chaque jour ?';

const BLOG = brought(
  'blog.html',
  `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Cantines | Le carnet</title>
<meta property="og:title" content="Les cantines gratuites"><meta property="og:site_name" content="Le carnet de Rosière">
<link rel="canonical" href="https://carnet.example/cantines/"><meta property="article:published_time" content="2011-04-01T08:00:00+02:00">
<script>var x = "pas des mots";</script></head><body>
<nav><ul><li><a href="/">Accueil du site</a></li></ul></nav>
<div id="main"><article class="post hentry"><h1 class="entry-title">Les cantines gratuites</h1>
<p class="meta">Par <a rel="author" href="/a">Odile Vasseur</a></p>
<div class="entry-content"><p>${LONG} Résultats&nbsp;? <em>Nul</em>s.</p><p>Première ligne, avec des virgules, et des mots.<br>Seconde ligne&nbsp;!</p>
<h2>Un intertitre</h2><p>${LONG}</p>
<blockquote><p>Il faut nourrir, puis instruire, puis juger.</p><footer>— Jean Marbot, 1902</footer></blockquote>
<p>${LONG}</p><blockquote><p>Personne ne signe cette phrase, ni avant, ni après.</p></blockquote><p>${LONG}</p>
<figure><img src="a.png"><figcaption>Une légende</figcaption></figure></div></article>
<div id="comments" class="comments-area"><h2>3 réflexions</h2><ol class="commentlist">
<li class="comment even depth-1 parent" id="comment-12"><article id="div-comment-12" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><img alt=""><b class="fn"><a href="#">Basile Corner</a></b> <span class="says">dit :</span></div>
<div class="comment-metadata"><a href="#comment-12"><time datetime="2011-04-02T09:00:00+02:00">2 avril 2011 à 9 h</time></a></div></footer>
<div class="comment-content"><p>Je ne suis pas d’accord&nbsp;: qui paie&nbsp;?</p><p>Moi.</p></div>
<div class="reply"><a href="#">Répondre</a></div></article>
<ul class="children"><li class="comment bypostauthor odd depth-2" id="comment-13"><article id="div-comment-13" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">odile</b> <span class="says">dit :</span></div>
<div class="comment-metadata"><a href="#"><time datetime="2011-04-03">3 avril</time></a></div></footer>
<div class="comment-content"><p>Tout le monde.</p></div></article></li></ul></li>
<li id="comment-14"><cite></cite> dit :<br><small class="commentmetadata"><a href="#">4 avril 2011 à 10 h</a></small><p>Un mot sans nom.</p></li>
</ol><div id="respond"><p>Laisser un commentaire</p><form><p>Votre adresse</p></form></div></div></div></body></html>`,
);

const NEWSPAPER = brought(
  'journal.html',
  `<html><head><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Le prix du pain",
"datePublished":"2019-05-06T07:00:00Z","author":[{"@type":"Person","name":"Lise Tavernier"}],"publisher":{"name":"La Gazette"}}]}</script>
</head><body><article><h1>Le prix du pain</h1><p>${LONG}</p><p>${LONG}</p></article></body></html>`,
);
const NAMELESS = brought('sans-nom.html', `<html><body><p>${LONG}</p><p>${LONG}</p></body></html>`);
const WINDOWS = brought(
  'ancien.html',
  Uint8Array.from(
    `<html><head><meta charset="windows-1252"></head><body><p>L\x92\xE9t\xE9, ${'un mot, '.repeat(40)}fin.</p></body></html>`,
    (letter) => letter.charCodeAt(0),
  ),
);
const LINE = brought('ligne.html', `<html><body><p>${'mot, '.repeat(400_000)}</p></body></html>`);

keepsFormat(page, {
  sound: [BLOG, NEWSPAPER, NAMELESS, WINDOWS, LINE],
  broken: [
    brought('vide.html', ''),
    brought('sans-mot.html', '<html><body><nav>Menu</nav><p> … </p></body></html>'),
    brought('image.html', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2])),
    brought('profond.html', `<html><body>${'<div>'.repeat(200_000)}mot`),
  ],
});

describe('a web page', () => {
  test('gives the article to its author and each quotation a voice of its own', async () => {
    const [draft] = await draftsOf(page, BLOG);
    expect(draft).toMatchObject({
      title: 'Les cantines gratuites',
      author: 'Odile Vasseur',
      date: '2011-04-01',
      publisher: 'Le carnet de Rosière',
      url: 'https://carnet.example/cantines/',
      doubts: [],
    });
    const turns = (draft?.turns ?? []).slice(0, 5).map(({ speaker, paragraphs }) => ({
      voice: [speaker.role, speaker.name, speaker.certainty, speaker.quotedBy],
      texts: paragraphs.map(({ text }) => text),
    }));
    const author = ['auteur', 'Odile Vasseur', 'stated', null];
    expect(turns).toEqual([
      {
        voice: author,
        texts: [
          `${LONG} Résultats ? Nuls.`,
          'Première ligne, avec des virgules, et des mots.',
          'Seconde ligne !',
          LONG,
        ],
      },
      {
        voice: ['cité', 'Jean Marbot', 'deduced', 'Odile Vasseur'],
        texts: ['Il faut nourrir, puis instruire, puis juger.'],
      },
      { voice: author, texts: [LONG] },
      {
        voice: ['cité', null, 'unknown', 'Odile Vasseur'],
        texts: ['Personne ne signe cette phrase, ni avant, ni après.'],
      },
      { voice: author, texts: [LONG] },
    ]);
  });

  test('gives each comment its voice, its date, its address and what it answers', async () => {
    const [draft] = await draftsOf(page, BLOG);
    const comments = (draft?.turns ?? []).slice(5);
    expect(
      comments.map((turn) => [
        turn.speaker.role,
        turn.speaker.name,
        turn.date,
        turn.key,
        turn.answers,
        turn.paragraphs.map(({ text }) => text).join('|'),
      ]),
    ).toEqual([
      [
        'commentateur',
        'Basile Corner',
        '2011-04-02',
        'comment-12',
        null,
        'Je ne suis pas d’accord : qui paie ?|Moi.',
      ],
      ['commentateur', 'Odile Vasseur', '2011-04-03', 'comment-13', 'comment-12', 'Tout le monde.'],
      ['commentateur', null, '2011-04-04', 'comment-14', null, 'Un mot sans nom.'],
    ]);
    expect(comments[0]?.url).toBe('https://carnet.example/cantines/#comment-12');
  });

  test('reads who wrote a newspaper’s article in what it tells machines', async () => {
    const [draft] = await draftsOf(page, NEWSPAPER);
    expect(draft).toMatchObject({
      title: 'Le prix du pain',
      author: 'Lise Tavernier',
      publisher: 'La Gazette',
      date: '2019-05-06',
    });
  });

  test('names nobody where the page does not, and says so', async () => {
    const [draft] = await draftsOf(page, NAMELESS);
    expect(draft?.turns.map(({ speaker }) => speaker.name)).toEqual([null]);
    expect(draft?.doubts).toContain('la page ne nomme pas son auteur');
  });

  test('reads Windows-1252', async () => {
    const [draft] = await draftsOf(page, WINDOWS);
    expect(draft?.turns[0]?.paragraphs[0]?.text).toMatch(/^L’été, un mot/u);
  });

  test('refuses what is nested beyond reason before anything else reads it', async () => {
    const deep = brought('profond.html', `<html><body>${'<div>'.repeat(600)}mot`);
    expect(await refusalOf(page, deep)).toContain('emboîtés');
  });

  test('gives what a comment quotes to nobody, and not to the commenter', async () => {
    const quoting = brought(
      'citant.html',
      `<html><body><p>${LONG}</p><ol class="commentlist"><li class="comment" id="comment-1">
<cite class="fn">Aimé Roux</cite><div class="comment-content"><blockquote><p>Un mot d’un autre.</p></blockquote>
<p>Je réponds.</p></div></li></ol></body></html>`,
    );
    const [draft] = await draftsOf(page, quoting);
    expect(
      draft?.turns
        .slice(1)
        .map(({ speaker, paragraphs }) => [
          speaker.role,
          speaker.name,
          speaker.quotedBy,
          paragraphs.map(({ text }) => text),
        ]),
    ).toEqual([
      ['cité', null, 'Aimé Roux', ['Un mot d’un autre.']],
      ['commentateur', 'Aimé Roux', null, ['Je réponds.']],
    ]);
  });

  test('is signed by whom it names beside its title, and not by those of what it leads to', async () => {
    const other =
      '<aside><a href="/b">Le bac</a> <a rel="author" href="/auteur/lise">Lise Tavernier</a></aside>';
    const html = `<main><article><h1>Le pont</h1><p>${LONG}</p><p>${LONG}</p>
      <footer><a rel="author" href="/auteur/luc">Luc Roy</a></footer></article>${other}</main>`;
    const [draft] = await draftsOf(page, brought('pont.html', `<html lang="fr"><body>${html}`));
    expect(draft?.author).toBe('Luc Roy');
  });

  test('takes its author from the line that signs it, where it tells machines the name of the site', async () => {
    const told =
      '{"@type":"Article","author":{"name":"Le Carnet"},"publisher":{"name":"Le Carnet"}}';
    const html = `<script type="application/ld+json">${told}</script><article><h1>Le pont</h1>
      <span class="article_author-name"><a href="/lise">Lise Tavernier</a></span><p>${LONG}</p></article>`;
    const [draft] = await draftsOf(page, brought('pont.html', `<html lang="fr">${html}`));
    expect(draft).toMatchObject({ author: 'Lise Tavernier', publisher: 'Le Carnet' });
  });

  test('keeps apart comments that stand in each other without a list that says so', async () => {
    const nested = brought(
      'imbriqué.html',
      `<html><body><p>${LONG}</p><div class="comment" id="comment-1"><cite>Anne</cite><p>Un mot.</p>
<div class="comment" id="comment-2"><cite>Luc</cite><p>Un autre.</p></div></div></body></html>`,
    );
    const [draft] = await draftsOf(page, nested);
    const said = draft?.turns
      .slice(1)
      .map(({ speaker, paragraphs }) => [speaker.name, ...paragraphs.map(({ text }) => text)]);
    expect(said).toEqual([
      ['Anne', 'Un mot.'],
      ['Luc', 'Un autre.'],
    ]);
  });
});

describe('the author of a page', () => {
  const pageWith = (line: string) =>
    brought(
      'billet.html',
      `<html lang="fr"><body><article><h1>Le pont</h1>${line}<p>${LONG}</p><p>${LONG}</p></article></body></html>`,
    );

  test.each([
    '<div class="entry-meta"><span class="meta-prep meta-prep-author">Publié le</span> <span class="entry-date">5 juin 2009</span> par <span class="author vcard"><a class="url fn n" href="#">Luc Roy</a></span></div>',
    '<p class="post-info">Par Luc Roy le mercredi 14 octobre 2009, 08:12 - <a href="#">Ponts</a></p>',
    '<p>Publié le 3 mai 2012 par Luc Roy | Ponts</p>',
    '<div class="wp-block-post-author-name"><a class="wp-block-post-author-name__link">Luc Roy</a></div>',
    '<div class="wp-block-post-author"><p class="wp-block-post-author__byline">par</p><p class="wp-block-post-author__name">Luc Roy</p></div>',
    '<p class="news__author">Luc Roy</p>',
  ])('is read in %s, which is nobody’s words', async (line) => {
    const [draft] = await draftsOf(page, pageWith(line));
    expect(draft?.author).toBe('Luc Roy');
    const said = draft?.turns.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
    expect(said).toEqual([LONG, LONG]);
  });

  test.each(['Le pont | Le Carnet', 'Le pont - Le Carnet', 'Le Carnet » Le pont'])(
    'stands on a site that the title names beside the heading: %s',
    async (title) => {
      const html = `<html lang="fr"><head><title>${title}</title></head><body><h1>Le pont</h1><p>${LONG}</p><p>${LONG}</p></body></html>`;
      const [draft] = await draftsOf(page, brought('billet.html', html));
      expect(draft).toMatchObject({ title: 'Le pont', publisher: 'Le Carnet' });
    },
  );

  test('is nobody where the line that is called so says what a person did', async () => {
    const line = '<p class="article-author">Propos recueillis par Luc Roy</p>';
    expect((await draftsOf(page, pageWith(line)))[0]?.author).toBeNull();
  });

  test('is nobody where a sentence has « par » and a name', async () => {
    const line = '<p>Ce pont fut construit en 1902 par Luc Roy, qui en mourut.</p>';
    const [draft] = await draftsOf(page, pageWith(line));
    expect(draft?.author).toBeNull();
  });

  test('is known with the date that stands beside the name', async () => {
    const line =
      '<p class="meta"><abbr class="published" title="2014-02-09T10:00:00Z">hier</abbr></p>';
    const [draft] = await draftsOf(page, pageWith(line));
    expect(draft?.date).toBe('2014-02-09');
  });
});
