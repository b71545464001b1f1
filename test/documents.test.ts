import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../src/config/settings.ts';
import type { Setting } from '../src/config/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = [
  'README.md',
  'LISEZMOI.md',
  'AGENTS.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'corpus/README.md',
  ...readdirSync(join(ROOT, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
];
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  test('names only files and folders that exist', () => {
    const coded = [
      ...text.matchAll(/`((?:src|test|docs|corpus|bench|prompts|slack)\/[^`\s*{}<>]*)`/gu),
    ];
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/gu)];
    const named = [
      ...coded.map(([, path = '']) => join(ROOT, path)),
      ...linked.map(([, path = '']) => join(ROOT, dirname(document), path)),
    ];
    // The worked example of the corpus is a file its reader writes.
    const missing = named.filter((path) => !existsSync(path) && !path.endsWith('exemple-2013.md'));
    expect(missing).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm (?:run (?:--silent )?)([a-z][\w:-]*)/gu)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('.env.example lists every setting with its purpose and standard value', () => {
  const lines = Object.entries<Setting>(SETTINGS).map(([name, { standard, purpose }]) =>
    [`# ${purpose}`, standard === undefined ? `# ${name}=` : `${name}=${standard}`].join('\n'),
  );
  expect(read('.env.example')).toBe(`${lines.join('\n\n')}\n`);
});

test('the session in the README is one that happens', () => {
  const [, session = ''] = /## A session\n\n```text\n([^]*?)```/u.exec(read('README.md')) ?? [];
  const questions = [...session.matchAll(/^debat> (.+)$/gmu)].map(([, question = '']) => question);
  expect(questions.length).toBeGreaterThan(0);
  const answers = execFileSync(process.execPath, ['src/running/start.js', 'debat'], {
    cwd: ROOT,
    input: questions.join('\n'),
    encoding: 'utf8',
  });
  expect(session.replaceAll(/^debat> .*\n/gmu, '')).toBe(`${answers.trimEnd()}\n`);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
