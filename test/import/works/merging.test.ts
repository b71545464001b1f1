import { describe, expect, test } from 'vitest';
import { mergedWork } from '../../../src/import/works/merging.ts';

const work = (sections: Record<string, string>, front = 'title: Un titre\ndate: "2024"') =>
  [
    `---\n${front}\n---`,
    '# Un titre',
    ...Object.entries(sections).map(([anchor, text]) => `## ${anchor}\n\n> ${text}`),
  ].join('\n\n') + '\n';

const BEFORE = work({ un: 'Un.', deux: 'Deux.', trois: 'Trois.' });

describe('an import of a source that is there already', () => {
  test('changes nothing where nothing changed', () => {
    const merged = mergedWork(BEFORE, BEFORE, BEFORE);
    expect(merged).toEqual({ text: BEFORE, added: [], removed: [], changed: [], kept: [] });
  });

  test('takes what changed in the source, and says so', () => {
    const next = work({ un: 'Un.', deux: 'Deux, revu.', quatre: 'Quatre.' });
    const merged = mergedWork(BEFORE, BEFORE, next);
    expect(merged.text).toBe(next);
    expect(merged).toMatchObject({ added: ['quatre'], removed: ['trois'], changed: ['deux'] });
  });

  test('keeps what a person has edited, added and taken out', () => {
    const mine = work({ un: 'Un.\n\n— Lise', ajout: 'À moi.', trois: 'Trois.' });
    const next = work({ un: 'Un, revu.', deux: 'Deux.', trois: 'Trois, revu.' });
    const merged = mergedWork(BEFORE, mine, next);
    expect(merged.text).toBe(work({ un: 'Un.\n\n— Lise', ajout: 'À moi.', trois: 'Trois, revu.' }));
    expect(merged).toMatchObject({ kept: ['un'], changed: ['trois'], added: [] });
  });

  test('keeps a passage that a person has edited when the source no longer has it', () => {
    const mine = work({ un: 'Un.', deux: 'Deux, relu.', trois: 'Trois.' });
    expect(mergedWork(BEFORE, mine, work({ un: 'Un.' })).text).toBe(
      work({ un: 'Un.', deux: 'Deux, relu.' }),
    );
  });

  test('keeps each key of the front matter that a person wrote, and its comments', () => {
    const mine = work(
      { un: 'Un.', deux: 'Deux.', trois: 'Trois.' },
      'title: Un titre # vu\ndate: 2024-03-12',
    );
    const next = work(
      { un: 'Un.', deux: 'Deux.', trois: 'Trois.' },
      'title: Autre\ndate: "2025"\nurl: none',
    );
    const { text } = mergedWork(BEFORE, mine, next);
    expect(text).toContain('date: 2024-03-12');
    expect(text).toContain('title: Autre # vu');
    expect(text).toContain('url: none');
  });
});
