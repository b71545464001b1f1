import { describe, expect, test } from 'vitest';
import { markdown } from '../../../src/import/texts/markdown.ts';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf } from '../../contracts/format.ts';

async function voicesIn(...[format, name, text]: [typeof page, string, string]) {
  const [draft] = await draftsOf(format, brought(name, text));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    ...[speaker.name, speaker.role, speaker.certainty],
    ...paragraphs.map((each) => each.text),
  ]);
}

const ANSWER =
  'Je regarde la mer depuis trente ans, et je vous assure que le trait de côte recule ; nous le mesurons chaque hiver.';

describe('questions set apart', () => {
  test('are put by somebody unknown to the person whom the text announces', async () => {
    const text = `# La mer avance

Entretien avec la géographe Lise Morin, qui mesure la côte.

**Depuis quand mesurez-vous la côte ?**

${ANSWER}

${ANSWER}

**Et vous continuez…**

Oui.

**Que dites-vous aux maires ?**

De partir.

*Propos recueillis par Paul Arnoux et Anne Roux*`;
    expect(await voicesIn(markdown, 'entretien.md', text)).toEqual([
      [null, 'auteur', 'unknown', 'Entretien avec la géographe Lise Morin, qui mesure la côte.'],
      [null, 'intervieweur', 'unknown', 'Depuis quand mesurez-vous la côte ?'],
      ['Lise Morin', 'interviewé', 'deduced', ANSWER, ANSWER],
      [null, 'intervieweur', 'unknown', 'Et vous continuez…'],
      ['Lise Morin', 'interviewé', 'deduced', 'Oui.'],
      [null, 'intervieweur', 'unknown', 'Que dites-vous aux maires ?'],
      ['Lise Morin', 'interviewé', 'deduced', 'De partir.'],
    ]);
  });

  test('are of whom the text says that they asked; a label may name who answers', async () => {
    const text = `## Pourquoi avez-vous dessiné ces cartes ?

Lise Morin : ${ANSWER}

## Et qui vous a aidée ?

Lise Morin : Personne.

Propos recueillis par Paul Arnoux`;
    expect(await voicesIn(markdown, 'entretien.md', text)).toEqual([
      ['Paul Arnoux', 'intervieweur', 'deduced', 'Pourquoi avez-vous dessiné ces cartes ?'],
      ['Lise Morin', 'interviewé', 'stated', ANSWER],
      ['Paul Arnoux', 'intervieweur', 'deduced', 'Et qui vous a aidée ?'],
      ['Lise Morin', 'interviewé', 'stated', 'Personne.'],
    ]);
  });

  test('are of whom they name before a colon, where the same name comes back', async () => {
    const ask = (question: string) =>
      `**La rédaction du port : ${question}**\n\n**Lise** : ${ANSWER}`;
    const text = `---\nauthor: Paul Arnoux\n---\n\n${ask('Où vivez-vous ?')}\n\n${ask('Et votre maison ?')}\n\n**Merci, Lise.**`;
    expect(await voicesIn(markdown, 'entretien.md', text)).toEqual([
      ['La rédaction du port', 'intervieweur', 'stated', 'Où vivez-vous ?'],
      ['Lise', 'interviewé', 'stated', ANSWER],
      ['La rédaction du port', 'intervieweur', 'stated', 'Et votre maison ?'],
      ['Lise', 'interviewé', 'stated', ANSWER],
      [null, 'intervieweur', 'unknown', 'Merci, Lise.'],
    ]);
  });

  test('begin with the first that is put to somebody, and are of nobody where names may be those who answer', async () => {
    const text = `# Entretiens\n\n**Bonjour, présentez-vous…**\n\n${ANSWER}\n\n${['Lise', 'Lise', 'Paul', 'Paul'].map((name) => `**${name} : que dis-tu ?**\n\n${ANSWER}`).join('\n\n')}`;
    expect(
      (await voicesIn(markdown, 'entretien.md', text))?.map(([name, role]) => [name, role]),
    ).toEqual(
      Array.from({ length: 10 }, (_, at) => [null, at % 2 === 0 ? 'intervieweur' : 'interviewé']),
    );
  });

  test('are answered by somebody unknown where the text names two people, or nobody', async () => {
    const text = (title: string) =>
      `# ${title}\n\n**Où vivez-vous ?**\n\n${ANSWER}\n\n**Et votre maison ?**\n\n${ANSWER}`;
    for (const title of [
      'La mer avance',
      'Entretien avec Lise Morin et conversation avec Jean Petit',
    ]) {
      const voices = await voicesIn(markdown, 'entretien.md', text(title));
      expect(voices?.map(([name]) => name)).toEqual([null, null, null, null]);
    }
  });

  test('are the author’s own where they are put to nobody', async () => {
    const text = `---\nauthor: Lise Morin\n---\n\n## Faut-il partir ?\n\n${ANSWER}\n\n## Que coûte une digue ?\n\n${ANSWER}`;
    expect(await voicesIn(markdown, 'tribune.md', text)).toEqual([
      ['Lise Morin', 'auteur', 'stated', ANSWER],
      ['Lise Morin', 'auteur', 'stated', ANSWER],
    ]);
  });

  test('are the author’s of a page that announces another, whose words it shows apart', async () => {
    const html = `<html><head><title>La mer avance, avec Lise Morin</title><meta name="author" content="Paul Arnoux"></head>
<body><article><h1>La mer avance, avec Lise Morin</h1><h3>Depuis quand mesurez-vous la côte ?</h3><p>${ANSWER}</p>
<figure><blockquote><p>Le trait de côte recule chaque hiver.</p><cite>Lise Morin</cite></blockquote></figure><p>${ANSWER}</p>
<h3>Que dites-vous aux maires ?</h3><p>${ANSWER}</p></article></body></html>`;
    expect(await voicesIn(page, 'entretien.html', html)).toEqual([
      ['Paul Arnoux', 'intervieweur', 'deduced', 'Depuis quand mesurez-vous la côte ?'],
      ['Lise Morin', 'interviewé', 'deduced', ANSWER],
      ['Lise Morin', 'cité', 'deduced', 'Le trait de côte recule chaque hiver.'],
      ['Lise Morin', 'interviewé', 'deduced', ANSWER],
      ['Paul Arnoux', 'intervieweur', 'deduced', 'Que dites-vous aux maires ?'],
      ['Lise Morin', 'interviewé', 'deduced', ANSWER],
    ]);
  });
});
