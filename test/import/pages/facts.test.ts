import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

const LONG =
  'La halle du marché sera vendue, dit la mairie ; mais qui a demandé aux marchands où ils iront, le samedi matin ?';
const STANDFIRST =
  'La halle du marché a trouvé un acheteur. Les marchands, eux, n’ont rien trouvé, et l’hiver vient.';
const ARTICLE = `<div class="texte"><p>${LONG}</p><p>${LONG} Personne.</p><p>${LONG} Vraiment.</p></div>`;

/** A page whose head and whose article are these; `above` stands over the article, with its title. */
function saved(
  name: string,
  head: string,
  above: string,
  below = '',
  over = '',
): ReturnType<typeof brought> {
  return brought(
    `${name}.html`,
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La halle - Le Quartier</title>${head}</head>
<body>${over}<div id="page"><div class="article">${above}${ARTICLE}</div>${below}</div></body></html>`,
  );
}

/** The start of what a page says of itself may be typed, and cut, in another manner. */
const DESCRIBED = `<meta name="description" content="${STANDFIRST.slice(0, 70).replace('’', "'")}...">`;
const HEADING = saved('titre', DESCRIBED, `<h1>La halle</h1><h2>${STANDFIRST}</h2>`);
const INSIDE = saved(
  'chapo',
  DESCRIBED,
  `<h1>La halle</h1><div class="top"><p class="c">${STANDFIRST}</p></div>`,
);
/** The site says of itself what it says of a page that says nothing. */
const SITES = saved(
  'devise',
  DESCRIBED,
  '<h1>La halle</h1>',
  '',
  `<div class="header">${STANDFIRST}</div>`,
);
const ALREADY = saved(
  'debut',
  `<meta name="description" content="${LONG}">`,
  `<h1>La halle</h1><h2>${LONG.slice(0, 70)}</h2>`,
);
const DATED = saved(
  'dates',
  '<meta name="DC:publisher" content="Le Quartier">',
  `<h1>La halle</h1><p class="i"><time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>, mis à jour le <span>3 juillet 2019</span></p>`,
  '<ul><li><a href="/a">Le pont</a> <span>12 mai 2018</span></li></ul>',
);
const TWICE = saved(
  'deux-fois',
  '',
  '<h1>La halle</h1><p><a href="/auteurs/lise">Lise Tavernier<span class="sr-only">Lise Tavernier</span></a></p>',
);
const BOOK = saved(
  'livre',
  '',
  `<h1>La halle</h1><p class="author">Lise Tavernier</p><div itemscope itemtype="https://schema.org/Book">
<span itemprop="name">Les Halles</span>, de <span itemprop="author">Jean Marbot</span></div>`,
);
const GRAPH = saved(
  'graphe',
  `<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"<em>La halle</em> &amp; le pont","author":{"@id":"#p1"}},
{"@type":"Person","@id":"#p1","name":"Lise Tavernier"}]}</script>`,
  '<h1>La halle</h1>',
);
const OTHERS = saved(
  'liste',
  '<meta property="og:site_name" content="Le Quartier">',
  '<h1>La halle</h1>',
  `<p><a href="/b">Le pont fermera</a> (<span class="author">Le Quartier</span>, <span class="author">Jean Marbot</span>)</p>`,
);
const SITE = brought(
  'site.html',
  `<html><head><title>La halle – Le Quartier</title></head><body><h1><a href="https://quartier.example/">Le Quartier</a></h1>
<h2>La halle</h2>${ARTICLE}</body></html>`,
);

/** What a site puts in the element of the article itself, and a message posted elsewhere. */
const FRAMED = brought(
  'cadre.html',
  `<html lang="fr"><head><title>La halle</title><meta name="author" content="Lise Tavernier"></head><body><h1>La halle</h1>
<div class="texte"><p>Publié le 3 mai 2012 à 14:02</p><p>${LONG}</p><p>À lire aussi : <a href="/b">Le pont fermera cet hiver</a></p><p>${LONG} Personne.</p>
<blockquote class="twitter-tweet"><p>Nous n’irons nulle part ailleurs.</p>&mdash; Jean Marbot (@jmarbot) <a href="https://m.example/1">3 mai 2012</a></blockquote>
<p>${LONG} Vraiment.</p><p><a href="/c">Lire la suite</a></p><p>Mis à jour le 4 mai 2012</p></div></body></html>`,
);

keepsFormat(page, {
  sound: [HEADING, INSIDE, ALREADY, DATED, TWICE, BOOK, GRAPH, OTHERS, SITE, FRAMED],
  broken: [],
});

/** What signs an article, as sites write it beside its title. */
const SIGNED = [
  '<div><a class="tete__author-link tete__author-link--text" href="/page/lise">Lise Tavernier</a></div>',
  '<div class="gauche"><a href="/auteur/79/lise-tavernier"><h5>Lise Tavernier</h5></a></div>',
  '<div><span>Auteur :</span> <a href="/lise-8091">Lise Tavernier</a></div>',
  '<p class="e">Un texte de <strong>Lise Tavernier</strong> d’<em>Enquêtes</em></p>',
].map((above, at) => saved(`signe-${at}`, '', `<h1>La halle</h1>${above}`));

async function textsOf(file: ReturnType<typeof brought>): Promise<string[]> {
  const [draft] = await draftsOf(page, file);
  return (draft?.turns ?? []).flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
}

describe('what a page says of its article', () => {
  test.each([HEADING, INSIDE])('begins the article where it shows it, $name', async (file) => {
    expect((await textsOf(file))[0]).toBe(STANDFIRST);
    expect((await textsOf(file)).filter((text) => text === STANDFIRST)).toHaveLength(1);
  });

  test('is not the article’s where it stands over the title', async () => {
    expect((await textsOf(SITES))[0]).not.toBe(STANDFIRST);
  });

  test('is not said twice where the article begins so', async () => {
    expect((await textsOf(ALREADY))[0]).toBe(LONG);
  });

  test('has the date that a reader sees beside the title, the first of two, and none of other pages', async () => {
    expect((await draftsOf(page, DATED))[0]).toMatchObject({
      date: '2019-06-29',
      publisher: 'Le Quartier',
    });
  });

  test.each([TWICE, BOOK, GRAPH, ...SIGNED])('has one author, $name', async (file) => {
    expect((await draftsOf(page, file))[0]).toMatchObject({ author: 'Lise Tavernier' });
  });

  test('has no author where several sign what it leads to', async () => {
    expect((await draftsOf(page, OTHERS))[0]).toMatchObject({ author: null });
  });

  test('has no author where a site that calls itself by its address gives its own name', async () => {
    const head =
      '<meta property="og:site_name" content="https://www.quartier.example/"><meta name="author" content="Quartier.example">';
    expect((await draftsOf(page, saved('soi', head, '<h1>La halle</h1>')))[0]).toMatchObject({
      author: null,
      publisher: 'quartier.example',
    });
  });

  test('is in words, whatever it is written in', async () => {
    expect((await draftsOf(page, GRAPH))[0]).toMatchObject({ title: 'La halle & le pont' });
  });

  test('is not of the heading that leads to the first page of the site', async () => {
    expect((await draftsOf(page, SITE))[0]).toMatchObject({
      title: 'La halle',
      publisher: 'Le Quartier',
    });
  });

  test('is framed by dates and links that are none of its words', async () => {
    const [draft] = await draftsOf(page, FRAMED);
    const turns = (draft?.turns ?? []).map(({ speaker, paragraphs }) => [
      speaker.name,
      ...paragraphs.map(({ text }) => text),
    ]);
    expect(turns).toEqual([
      ['Lise Tavernier', LONG, `${LONG} Personne.`],
      ['Jean Marbot', 'Nous n’irons nulle part ailleurs.'],
      ['Lise Tavernier', `${LONG} Vraiment.`],
    ]);
  });
});
