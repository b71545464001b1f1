import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDebate, readLexicon, readVoices } from '../../src/corpus/yaml.ts';
import { Faults } from '../../src/corpus/faults.ts';
import { ITEMS } from '../../src/corpus/items.ts';
import { ROLE_FORMS } from '../../src/debate/passage.ts';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';

const README = readFileSync(join(REAL_FOLDER, 'README.md'), 'utf8');

/** The files that a section shows, each after its name: « `folder/name` : », then a block of code. */
function filesOf(section: string): Record<string, string> {
  const [, text = ''] = README.split(new RegExp(`^#+ ${section}\n`, 'mu'));
  const [own = ''] = text.split(/^#{2,} (?=[A-Z])/mu);
  const shown = own.matchAll(/`[^`\n]*\/([\w.-]+)` :\n\n( *)```\w+\n([^]*?)\n *```/gu);
  return Object.fromEntries(
    [...shown].map(([, name = '', indent = '', content = '']) => {
      return [name, `${content.replace(new RegExp(`^${indent}`, 'gmu'), '')}\n`];
    }),
  );
}

async function check(folder: string, ...options: string[]) {
  const output = new TestScreen();
  return {
    code: await corpusCommand(['check', ...options], alone(folder), { output }),
    said: output.text,
  };
}

test('the README shows another debate that is sound as it stands', async () => {
  const files = filesOf('Commencer un autre débat');
  expect(Object.keys(files)).toEqual(['debate.yaml', 'reunion-2024.md']);
  const { code, said } = await check(folderWith(files));
  expect(said).toMatch(/^1\u00A0œuvre, 2\u00A0passages/u);
  expect(said).not.toContain('à revoir');
  expect(code).toBe(0);
});

test('the README shows a work that is sound beside its raw text', async () => {
  const { 'exemple.txt': raw = '', ...work } = filesOf('Un exemple complet');
  expect(Object.keys(work)).toEqual(['exemple-2013.md']);
  const sources = folderWith({ 'exemple.txt': raw });
  const { code, said } = await check(folderWith(work), '--sources', sources);
  expect(said).toMatch(/2\u00A0citations comparées .* 1\u00A0endroit cherché, 0\u00A0faute$/mu);
  expect(said).not.toContain('à revoir');
  expect(code).toBe(0);
});

describe('the README shows what can be read', () => {
  test.each([
    ['Le débat', readDebate],
    ['Les voix', readVoices],
    ['Le lexique', readLexicon],
  ])('under « %s »', (section, read) => {
    const [, text = ''] = README.split(`\n## ${section}\n`);
    const [, yaml = ''] = /```yaml\n([^]*?)```/u.exec(text) ?? [];
    const faults = new Faults(section);
    expect(read(yaml, faults)).not.toBeNull();
    expect(faults.list).toEqual([]);
  });
});

test('the README names every role and every item of a list', () => {
  for (const role of Object.entries(ROLE_FORMS).flat()) expect(README).toContain(`\`${role}\``);
  for (const item of Object.values(ITEMS)) expect(README).toContain(`\`${item}\``);
});
