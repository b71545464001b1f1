import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

const LONG =
  'Depuis trois ans, le port attend ses digues, et chaque tempête emporte un peu plus de ce que nos grands-parents avaient construit.';
const speaker = (name: string): string =>
  `<b><a href="/deputes/1" target="_top">M.&nbsp;${name}</a>.</b>`;

/** As an assembly wrote its sittings: names in bold, contents of links before them. */
const SITTING = brought(
  'seance.html',
  `<html><head><title>Première séance du 3 mai 2013</title></head><body><div id="englobe"><div id="sommaire">
<p class="titre"><a href="#P1">Protection du littoral</a></p><p class="gris"><a href="#I1">M. Paul Arnoux</a></p>
<p class="gris"><a href="#I2">Mme Lise Morin, ministre du littoral</a>, <a href="#I3">M. Yvan Kerbrat</a></p></div>
<h5 class="presidence"><b>Présidence de M.&nbsp;Jean Le Goff</b></h5>
<p><b>M.&nbsp;le président</b>. La séance est ouverte.</p><p><i>(La séance est ouverte à neuf heures.)</i></p>
<h2 class="titre1"><a name="P1"></a>Protection du littoral</h2>
<p><b>M.&nbsp;le président.</b> La parole est à M.&nbsp;Paul Arnoux.</p>
<p><a name="I1"></a>${speaker('Paul Arnoux')} Monsieur le président, ma question s’adresse à Mme&nbsp;la ministre. ${LONG}</p>
<p>${LONG} <i>(Applaudissements sur les bancs du groupe du port.)</i></p>
<p><b>Plusieurs députés du groupe du port.</b> Très bien&nbsp;!</p>
<p>${speaker('Yvan Kerbrat')} C’est faux&nbsp;!</p>
<p><a name="I2"></a><b>Mme&nbsp;Lise Morin,</b><i> ministre du littoral.</i> Les digues seront refaites <i>(« C’est vrai&nbsp;! » à gauche)</i> avant l’hiver. ${LONG}</p>
</div></body></html>`,
);

/** As a senate writes them: classes and no bold, links that Readability may drop. */
const SENATE = brought(
  'senat.html',
  `<html lang="fr"><head><title>Compte rendu intégral</title></head><body><main>
<div class="intervenant"><p><span class="orateur">M. le président.</span> La parole est à M. Paul Arnoux.</p></div>
<div class="intervenant"><p><a class="link" href="/senateur/arnoux.html"><span class="orateur">M. Paul Arnoux</span></a><span class="qualite">, rapporteur de la commission du littoral</span>. ${LONG}</p><p>${LONG}</p></div>
<div class="intervenant"><p><a class="link" href="/senateur/morin.html"><span class="orateur">Mme Lise Morin</span></a>. ${LONG}</p></div>
<p class="pied">Suivez-nous</p></main></body></html>`,
);

/** Readability puts bare text in place of links to programs. */
const PROSE = brought(
  'digues.html',
  `<title>Les digues</title><article><h1>Les digues</h1><p>${LONG}</p>
<p>${LONG} Le devis <a href="javascript:void(0)">du <b>syndicat</b></a> compte<sup style="display:none">[note]</sup>, lui.</p></article>`,
);

async function voicesIn(file: Parameters<typeof draftsOf>[1]): Promise<unknown[]> {
  const drafts = await draftsOf(page, file);
  return drafts.flatMap(({ turns }) =>
    turns.map(({ speaker: { name, role, quality }, paragraphs }) => [
      ...[name, role, quality],
      ...paragraphs.map(({ text }) => text),
    ]),
  );
}

keepsFormat(page, { sound: [SITTING, SENATE, PROSE], broken: [] });

describe('a page of minutes', () => {
  test('gives each voice its words, without contents, headings and what is done meanwhile', async () => {
    expect(await voicesIn(SITTING)).toEqual([
      ['M. le président', 'président de séance', null, 'La séance est ouverte.'],
      ['M. le président', 'président de séance', null, 'La parole est à M. Paul Arnoux.'],
      [
        ...['M. Paul Arnoux', 'orateur', null],
        ...[`Monsieur le président, ma question s’adresse à Mme la ministre. ${LONG}`, LONG],
      ],
      ['Plusieurs députés du groupe du port', 'orateur', null, 'Très bien !'],
      ['M. Yvan Kerbrat', 'orateur', null, 'C’est faux !'],
      ['Mme Lise Morin', 'orateur', 'ministre du littoral', 'Les digues seront refaites'],
      ['Mme Lise Morin', 'orateur', 'ministre du littoral', `avant l’hiver. ${LONG}`],
    ]);
  });

  test('reads names that only their class sets apart', async () => {
    expect(await voicesIn(SENATE)).toEqual([
      ['M. le président', 'président de séance', null, 'La parole est à M. Paul Arnoux.'],
      ['M. Paul Arnoux', 'orateur', 'rapporteur de la commission du littoral', LONG, LONG],
      ['Mme Lise Morin', 'orateur', null, LONG],
    ]);
  });

  test('is no thread, though each speech is built as a post is, with its name on a line', async () => {
    const speech = (name: string, group: string, words: string): string =>
      `<div class="prise"><p class="orateur"><a href="/deputes/1"><b>${name}</b></a><span>${group}</span></p>
      <p class="texte">${words}</p></div>`;
    const file = brought(
      'affouage.html',
      `<html lang="fr"><body><h1>Séance du 30 janvier 2025</h1>
      <div class="prise"><p class="orateur"><b>M. le président</b></p><p class="texte">La séance est ouverte.</p></div>
      ${speech('M. Paul Arnoux', ' (Port)', LONG)}${speech('Mme Lise Morin', ', rapporteure', 'Avis défavorable.')}
      ${speech('M. Paul Arnoux', ' (Port)', 'Vous croyez bien.')}</body></html>`,
    );
    expect(await voicesIn(file)).toEqual([
      ['M. le président', 'président de séance', null, 'La séance est ouverte.'],
      ['M. Paul Arnoux', 'orateur', 'Port', LONG],
      ['Mme Lise Morin', 'orateur', 'rapporteure', 'Avis défavorable.'],
      ['M. Paul Arnoux', 'orateur', 'Port', 'Vous croyez bien.'],
    ]);
  });
});

describe('a page of prose', () => {
  test('keeps what stands within a line, whatever it is called, and nothing that is hidden there', async () => {
    const line = `${LONG} Le devis du syndicat compte, lui.`;
    expect(await voicesIn(PROSE)).toEqual([[null, 'auteur', null, LONG, line]]);
  });
});
