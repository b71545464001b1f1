import { describe, expect, test } from 'vitest';
import { createCompleter } from '../../../src/platforms/terminal/completion.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';

const complete = createCompleter(
  corpusOf([
    passage({ anchor: 'a', voice: 'Hervé Kabla' }),
    passage({ anchor: 'b', voice: 'Hervé Kabla' }),
    passage({ anchor: 'c', voice: 'Fred Cavazza' }),
    passage({
      voice: 'auteur non identifié',
      source: source({ id: 'tract', author: null, publisher: 'Kiosque' }),
    }),
  ]),
);
const UNNAMED = 'l’auteur non identifié de Kiosque';

describe('a line is completed', () => {
  test.each([
    ['/c', ['/comparer', '/citation'], '/c'],
    ['/s', ['/sources', '/suite'], '/s'],
    ['/quit', ['/quitter'], '/quit'],
    ['/position ', ['Hervé Kabla', 'Fred Cavazza', UNNAMED], ''],
    ['/position k', ['Hervé Kabla', UNNAMED], 'k'],
    ['/position HERVE', ['Hervé Kabla'], 'HERVE'],
    ['/sources cav', ['Fred Cavazza'], 'cav'],
    ['/comparer Hervé Kabla ; f', ['Fred Cavazza'], 'f'],
    ['/debat roi auteur:ka', ['Hervé Kabla'], 'ka'],
    ['/debat roi auteur: ka', ['Hervé Kabla'], 'ka'],
    ['/debat ka', [], '/debat ka'],
    ['bonjour', [], 'bonjour'],
  ])('%j with %j', (line, candidates, replaced) => {
    const [found, over] = complete(line);
    expect(found.filter((name) => name !== UNNAMED || candidates.includes(UNNAMED))).toEqual(
      candidates,
    );
    expect(over).toBe(replaced);
  });

  test('with every command, from nothing', () => {
    expect(complete('')[0]).toEqual([
      '/debat',
      '/position',
      '/comparer',
      '/citation',
      '/sources',
      '/abonnement',
      '/aide-debat',
      '/suite',
      '/quitter',
    ]);
  });
});
