import { describe, expect, test } from 'vitest';
import { draftOfText } from '../../../src/import/texts/record.ts';

function turnsOf(paragraphs: readonly (readonly [text: string, lead: string])[]): unknown[] {
  const led = paragraphs.map(([text, lead]) => ({ text, leads: [lead], seconds: null }));
  return draftOfText(led).turns.map(({ speaker, paragraphs: said }) => [
    ...[speaker.name, speaker.role, speaker.why],
    ...said.map(({ text }) => text),
  ]);
}

describe('names set apart at the start of paragraphs', () => {
  test('name voices, even once, whatever sign follows them; the chair is apart', () => {
    expect(
      turnsOf([
        ['Mme la présidente. La séance est ouverte.', 'Mme la présidente.'],
        ['M. Yvan Kerbrat (groupe du port). Je voterai contre.', 'M. Yvan Kerbrat'],
        ['Mme Lise Morin, rapporteure. – Nous avons entendu le port.', 'Mme Lise Morin'],
      ]),
    ).toEqual([
      ['Mme la présidente', 'président de séance', null, 'La séance est ouverte.'],
      ['M. Yvan Kerbrat', 'orateur', null, 'Je voterai contre.'],
      ['Mme Lise Morin', 'orateur', null, 'Nous avons entendu le port.'],
    ]);
  });

  test('name nobody where the sentence goes on, nor where they are no names', () => {
    expect(
      turnsOf([
        ['Mme Lise Morin répond que le port est calme.', 'Mme Lise Morin'],
        ['M. Yvan Kerbrat, absent, a voté par écrit. La séance reprend.', 'M. Yvan Kerbrat'],
        ['Attention. Le quai est glissant.', 'Attention.'],
        ['Attention. La grue tourne encore.', 'Attention.'],
      ]).map((turn) => (turn as readonly unknown[])[0]),
    ).toEqual([null]);
  });
});
