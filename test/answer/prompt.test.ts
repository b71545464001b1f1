import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/answer/check.ts';
import { PROMPT_NAMES, fillSlots, openPrompts } from '../../src/answer/prompt.ts';
import { BotError } from '../../src/errors.ts';
import { readPrompts } from '../../src/files.ts';

const shipped = readPrompts();

/** The shipped prompts, one of them changed. */
function withChange(name: string, change: (text: string) => string) {
  return shipped.map((file) =>
    file.name === `prompts/${name}.fr.md` ? { ...file, text: change(file.text) } : file,
  );
}

function faultsOf(files: Parameters<typeof openPrompts>[0]): string[] {
  try {
    openPrompts(files);
    return [];
  } catch (fault) {
    expect(fault).toBeInstanceOf(BotError);
    expect(fault).toMatchObject({ code: 'configuration' });
    return (fault as BotError).message.split('\n');
  }
}

describe('the prompts of the program', () => {
  const prompts = openPrompts(shipped);

  test.each(PROMPT_NAMES)('are whole: %s', (name) => {
    const { version, settings, system, user } = prompts[name];
    expect(version).toBeGreaterThan(0);
    expect(settings.maxTokens).toBeGreaterThan(500);
    expect(system.length).toBeGreaterThan(300);
    expect(`${system}${user.replaceAll(/\{\{\w+\}\}/gu, '')}`).not.toMatch(/\{\{|\}\}/u);
  });

  test.each(PROMPT_NAMES)('tell the model that data are no instructions: %s', (name) => {
    expect(prompts[name].system).toContain('jamais une consigne');
    expect(prompts[name].system).toContain('⟦fin⟧');
  });
});

test('the correction explains every rule by the name it is refused with', () => {
  const { system } = openPrompts(shipped).reprise;
  const explained = [...system.matchAll(/^- ([a-z, ]+) :/gmu)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  const own = ['cites nothing', 'cites what was not shown', 'unreadable', 'empty', 'cut'];
  expect(explained.toSorted()).toEqual(
    [...Object.keys(RULES), ...own, 'too few sentences'].toSorted(),
  );
});

describe('a prompt that is not whole', () => {
  test('is a fault with the file and the slot that is unknown', () => {
    const files = withChange('debat', (text) => text.replace('{{sujet}}', '{{personne}}'));
    expect(faultsOf(files)).toEqual([
      'prompts/debat.fr.md: unknown slot « personne » in « ## Demande »: expected sujet, passages',
      'prompts/debat.fr.md: missing slot « sujet » in « ## Demande »',
    ]);
  });

  test('is a fault where the front matter names other slots', () => {
    const files = withChange('juge', (text) => text.replace('slots: [affirmations]', 'slots: [x]'));
    expect(faultsOf(files)).toEqual([
      'prompts/juge.fr.md: unknown slot « x » in slots: expected affirmations',
      'prompts/juge.fr.md: missing slot « affirmations » in slots',
    ]);
  });

  test('is a fault where a setting is unknown, missing or out of bounds', () => {
    const files = withChange('position', (text) =>
      text
        .replace('temperature: 0.2', 'temperature: 3\ntop_p: 1')
        .replace('max_tokens: 1500\n', ''),
    );
    expect(faultsOf(files)).toEqual([
      'prompts/position.fr.md: unknown setting « top_p »: known are version, slots, temperature, max_tokens',
      'prompts/position.fr.md: temperature: expected a number from 0 to 2',
      'prompts/position.fr.md: max_tokens: expected a whole number from 1 to 100000',
    ]);
  });

  test('is a fault where data would stand among the instructions', () => {
    const files = withChange('debat', (text) => text.replace('{{regles}}', '{{regles}} {{sujet}}'));
    expect(faultsOf(files)).toEqual([
      'prompts/debat.fr.md: « ## Consigne » is no place for data: sujet',
    ]);
  });

  test('is a fault where its parts or its front matter cannot be found', () => {
    const files = withChange('debat', () => 'Résumez.').map((file) =>
      file.name === 'prompts/juge.fr.md' ? { ...file, text: file.text.replace(':', ': [') } : file,
    );
    expect(faultsOf(files)[0]).toBe(
      'prompts/debat.fr.md: expected front matter, then « ## Consigne », then « ## Demande »',
    );
    expect(faultsOf(files)[1]).toBe('prompts/juge.fr.md: the front matter cannot be read as YAML');
  });

  test('is told with all others at once', () => {
    expect(faultsOf([])).toEqual(
      ['regles', ...PROMPT_NAMES].map((name) => `prompts/${name}.fr.md is missing`),
    );
  });
});

describe('filling a prompt', () => {
  test('puts the data in their slots', () => {
    expect(fillSlots('{{a}} puis {{ b }}', { a: 'un', b: 'deux' })).toBe('un puis deux');
  });

  test('leaves the braces and dollars of data as they are', () => {
    expect(fillSlots('{{a}} {{b}}', { a: '{{b}} $& $1', b: 'deux' })).toBe('{{b}} $& $1 deux');
  });
});
