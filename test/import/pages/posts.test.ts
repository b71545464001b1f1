import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

const LONG =
  'Le port attend ses digues depuis trois ans, et chaque tempête emporte un peu plus de ce que nos grands-parents avaient construit, pierre après pierre, avec leurs mains, sans rien demander à personne ni attendre que le ciel leur soit clément ou que la mer se retire enfin.';

const post = (at: number, name: string): string => `<article id="post-${at}" class="post hentry">
<header><h2 class="entry-title"><a href="/2012/digue-${at}/" rel="bookmark">La digue ${at}</a></h2>
<p>Publié le <time class="entry-date" datetime="2012-05-0${at}T08:00:00+02:00">${at} mai 2012</time> par <a rel="author" href="/a">${name}</a></p></header>
<div class="entry-content"><p>${LONG}</p><p>${LONG} ${at}.</p></div>
<footer><a href="/t">digues</a></footer></article>`;
const home = (articles: string): string =>
  `<html lang="fr"><head><title>Carnet du port</title><meta property="og:site_name" content="Carnet du port">
<link rel="canonical" href="https://port.example/"></head><body><div id="main">${articles}</div><aside><p>À propos</p></aside></body></html>`;

const BLOG = brought('accueil.html', home(post(1, 'Lise Morin') + post(2, 'Paul Arnoux')));

keepsFormat(page, { sound: [BLOG], broken: [] });

describe('a page of several articles', () => {
  test('gives a work for each, with its own title, author, date and address', async () => {
    const drafts = await draftsOf(page, BLOG);
    expect(drafts).toMatchObject([
      {
        ...{ title: 'La digue 1', author: 'Lise Morin', date: '2012-05-01' },
        ...{ url: 'https://port.example/2012/digue-1/', publisher: 'Carnet du port', doubts: [] },
      },
      { title: 'La digue 2', author: 'Paul Arnoux', date: '2012-05-02' },
    ]);
    expect(
      drafts.map(({ turns }) => turns.map((turn) => turn.paragraphs.map(({ text }) => text))),
    ).toEqual([1, 2].map((at) => [[LONG, `${LONG} ${at}.`]]));
  });

  test('is one work where the others are cards that lead elsewhere, or one is nearly all', async () => {
    const card = `<article><h3><a href="/autre">Autre</a></h3><p>Une phrase, puis […]</p></article>`;
    const cut = `<article><h3><a href="/autre">Autre</a></h3><p>${LONG} ${LONG}…</p></article>`;
    for (const others of [card + card, cut]) {
      const drafts = await draftsOf(page, brought('un.html', home(post(1, 'Lise Morin') + others)));
      expect(drafts.map(({ turns }) => turns.length)).toEqual([1]);
    }
  });
});
