import { describe, expect, test } from 'vitest';
import { readDraft, readRejected } from '../../src/answer/draft.ts';

const JSON_TEXT = '{"sentences": [{"sentence": "Une phrase.", "passages": [1, 2]}]}';
const DRAFT = [{ sentence: 'Une phrase.', passages: [1, 2] }];

describe('a draft', () => {
  test.each([
    ['as it is asked for', JSON_TEXT],
    ['in a fence', `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
    ['among words', `Voici le résumé :\n${JSON_TEXT}\nVoilà.`],
    ['after its reasoning', `<think>Voyons {les} passages [1].</think>\n${JSON_TEXT}`],
    ['without the object round it', '[{"sentence": "Une phrase.", "passages": [1, 2]}]'],
    ['with numbers as text', JSON_TEXT.replace('[1, 2]', '["1", "[2]"]')],
    ['with keys nobody asked for', JSON_TEXT.replace('{"sen', '{"note": 3, "sen')],
  ])('is read %s', (_, text) => {
    expect(readDraft(text)).toEqual(DRAFT);
  });

  test.each([
    ['cut off', JSON_TEXT.slice(0, 40)],
    ['prose', 'Les passages disent que la page n’amène personne [1].'],
    ['empty', ''],
    ['of another shape', '{"resume": "Une phrase."}'],
    ['without numbers', '{"sentences": [{"sentence": "Une phrase."}]}'],
    ['with words for numbers', '{"sentences": [{"sentence": "Une phrase.", "passages": ["un"]}]}'],
    ['null', 'null'],
  ])('is none where it is %s', (_, text) => {
    expect(readDraft(text)).toBeNull();
  });

  test('loses references, line breaks and foreign apostrophes', () => {
    const sentence = " L'essor\n du Web n'est  pas fini : il commence [1][2]. ";
    const draft = readDraft(JSON.stringify({ sentences: [{ sentence, passages: [1] }] }));
    expect(draft?.[0]?.sentence).toBe('L’essor du Web n’est pas fini\u00A0: il commence.');
  });

  test('keeps every character of words between quotation marks', () => {
    const sentence = "Il dit « l'essor ! ».";
    const draft = readDraft(JSON.stringify({ sentences: [{ sentence, passages: [1] }] }));
    expect(draft?.[0]?.sentence).toBe(sentence);
  });

  test('is looked at up to its twelfth sentence', () => {
    const sentences = Array.from({ length: 500 }, () => DRAFT[0]);
    expect(readDraft(JSON.stringify({ sentences }))).toHaveLength(12);
  });
});

describe('a verdict', () => {
  test('names the claims that do not follow', () => {
    const verdicts = [
      { claim: 1, follows: true },
      { claim: 2, follows: false },
    ];
    expect(readRejected(JSON.stringify({ verdicts }))).toEqual(new Set([2]));
  });

  test('is none where it is anything else', () => {
    expect(readRejected('Tout est juste.')).toBeNull();
    expect(readRejected('{"verdicts": [{"claim": 1}]}')).toBeNull();
  });
});
