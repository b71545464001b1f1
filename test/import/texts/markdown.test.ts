import { describe, expect, test } from 'vitest';
import { readRawText } from '../../../src/corpus/raw/raw-text.ts';
import { markdown } from '../../../src/import/texts/markdown.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';
import { linesOf } from '../../corpus/raw/reading.ts';

const INTERVIEW = `---
title: "Lise Morin : « l’eau n’est pas à vendre »"
author: Jean Arnoux
date: 2024-03-12
url: https://exemple.org/entretien
tags: [eau, communes]
---

# Entretien

Nous avons rencontré *Lise Morin*[^1] au printemps.

**Jean Arnoux :** Pourquoi la régie ?
**Lise Morin :** Parce que l’**eau** est à tous.\\
Et je le redis.

> Comme l’écrivait un voisin, cela coûte.

![Une fontaine](fontaine.jpg)

**Jean Arnoux :** Et le prix ?

**Lise Morin :** Il a baissé de 12 %.

[^1]: Adjointe à Ormelande.
    Depuis 2020.
`;

const ARTICLE = `---
author: [Lise Morin]
date: mars 2024
---
L’eau en régie
==============

Je *crois* que l’[eau](https://exemple.org) \\*publique\\* coûte &lt; 3 euros le m<sup>3</sup>.

- Elle est propre ;
- elle est à tous.

| Année | Prix |
|-------|------|
| 2023  | 3    |

\`\`\`
code --de la page
\`\`\`

<div>Un encart.</div>

> Jamais de régie !
>
> > Si !

Je signe.
`;

async function turnsOf(text: string) {
  const [draft] = await draftsOf(markdown, brought('texte.md', text));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name ?? speaker.role,
    ...paragraphs.map((each) => each.text),
  ]);
}

keepsFormat(markdown, {
  sound: [
    brought('entretien.md', INTERVIEW),
    brought('article.markdown', ARTICLE),
    brought('nu.md', 'Un mot.\r\n\r\nUn autre,\r\nà la ligne.\r\n'),
    brought('faux-en-tete.md', '---\n\nUn trait n’est pas un en-tête.\n'),
  ],
  broken: [
    brought('vide.md', ''),
    brought('titres.md', '# Titre\n\n```\ncode\n```\n'),
    brought('image.md', new Uint8Array([0x89, 0x50, 0, 0, 1, 2])),
    brought('longue.md', 'mot '.repeat(500_000)),
    brought('cite.md', `${'> '.repeat(5_000)}Mot`),
    brought('listes.md', `${'- '.repeat(5_000)}Mot`),
    brought('liens.md', `${'['.repeat(50_000)}Mot`),
    brought('gras.md', '*a **b '.repeat(20_000)),
    brought(
      'alias.md',
      `---\na: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n---\nMot`,
    ),
    brought('yaml.md', '---\ntitle: [\n---\nMot'),
    brought('lourd.md', 'Un mot.\n\n'.repeat(70_000)),
  ],
});

describe('an interview in Markdown', () => {
  test('gives each voice its words, and what is quoted to nobody known', async () => {
    expect(await turnsOf(INTERVIEW)).toEqual([
      ['Jean Arnoux', 'Pourquoi la régie ?'],
      ['Lise Morin', 'Parce que l’eau est à tous.', 'Et je le redis.'],
      ['cité', 'Comme l’écrivait un voisin, cela coûte.'],
      ['Jean Arnoux', 'Et le prix ?'],
      ['Lise Morin', 'Il a baissé de 12 %.'],
    ]);
  });

  test('has the title, the author, the date and the address of its front matter', async () => {
    const [draft] = await draftsOf(markdown, brought('texte.md', INTERVIEW));
    expect(draft).toMatchObject({
      title: 'Lise Morin : « l’eau n’est pas à vendre »',
      author: 'Jean Arnoux',
      date: '2024-03-12',
      url: 'https://exemple.org/entretien',
    });
  });
});

describe('an article in Markdown', () => {
  test('is its author’s, without code, tables, HTML and what is quoted', async () => {
    expect(await turnsOf(ARTICLE)).toEqual([
      [
        'Lise Morin',
        'Je crois que l’eau *publique* coûte < 3 euros le m3.',
        'Elle est propre ;',
        'elle est à tous.',
      ],
      ['cité', 'Jamais de régie !', 'Si !'],
      ['Lise Morin', 'Je signe.'],
    ]);
  });

  test('has its first heading for a title where nothing else names it', async () => {
    const [draft] = await draftsOf(markdown, brought('texte.md', ARTICLE));
    expect(draft).toMatchObject({ title: 'L’eau en régie', date: '2024-03' });
  });

  test('is of nobody known where the front matter names two authors, or none', async () => {
    for (const front of [
      'author: [Lise Morin, Jean Arnoux]',
      'titre: Eau',
      'author: ""',
      'author: none',
    ]) {
      const [draft] = await draftsOf(markdown, brought('texte.md', `---\n${front}\n---\nMot.`));
      expect(draft?.author).toBe(null);
      expect(draft?.turns[0]?.speaker.certainty).toBe('unknown');
    }
  });
});

test('what follows a heading in a record is of nobody known', async () => {
  const said = 'Mme Morin : Oui.\n\nM. Arnoux : Non.\n\n';
  expect((await turnsOf(`${said}${said}## Suite\n\nLes travaux dureront.`))?.at(-1)).toEqual([
    'orateur',
    'Les travaux dureront.',
  ]);
});

test('short items are read together, but not across what is nobody’s words', async () => {
  const [draft] = await draftsOf(
    markdown,
    brought('liste.md', '- un ;\n- deux ;\n\n---\n\n- trois.'),
  );
  expect(draft?.isUnbroken).toBe(true);
  expect(draft?.turns.map(({ paragraphs }) => paragraphs.map(({ text }) => text))).toEqual([
    ['un ;', 'deux ;'],
    ['trois.'],
  ]);
});

test('a front matter that is no YAML is told with its file', async () => {
  const refusal = await refusalOf(markdown, brought('notes.md', '---\ntitle: "a\n---\nMot'));
  expect(refusal).toContain('notes.md a un en-tête YAML mal formé');
});

test('the raw text is what is shown once set, without front matter, notes and marks', async () => {
  expect(
    await linesOf('a.md', '---\ntitle: T\n---\n# H\n\n*Un* [lien](x)[^a].\n\n[^a]: Non.\n'),
  ).toEqual(['H', 'Un lien.']);
});

test('a raw file nested beyond what can be compared is complained of', async () => {
  const bytes = new TextEncoder().encode(`${'> '.repeat(20_000)}Mot.`);
  const { raw, complaint } = await readRawText('profond.md', bytes);
  expect(raw).toBeNull();
  expect(complaint?.[0]).toBe('le fichier brut a trop de niveaux l’un dans l’autre');
});
