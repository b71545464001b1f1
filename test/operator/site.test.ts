import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { passagePath } from '../../src/debate/address.ts';
import { siteCommand } from '../../src/operator/site.ts';
import { TOWN_FOLDER, townCorpus } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';

const now = () => new Date('2026-11-23T08:00:00Z');

async function written(
  out: string,
  settings: Record<string, string> = {},
  options: readonly string[] = [],
) {
  const output = new TestScreen();
  const config = readConfig({ CORPUS_DIR: TOWN_FOLDER, ...settings });
  const code = await siteCommand(['--out', out, ...options], config, {
    output,
    errors: new TestScreen(),
    now,
  });
  return { code, told: output.text };
}

test('npm run site writes a folder in which every link leads to a file', async () => {
  const out = join(folderWith({}), 'site');
  const { code, told } = await written(out);
  expect(code).toBe(0);
  expect(told).toContain(townCorpus.hash.slice(0, 12));
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(out, name)).isFile(),
  );
  let links = 0;
  for (const name of files.filter((each) => each.endsWith('.html'))) {
    const document = readFileSync(join(out, name), 'utf8');
    for (const [, href = ''] of document.matchAll(/(?:href|src)="([^"#?]+)[^"]*"/gu)) {
      if (/^[a-z]+:/u.test(href)) continue;
      links += 1;
      expect(existsSync(join(out, dirname(name), href)), `${href} in ${name}`).toBe(true);
    }
  }
  expect(links).toBeGreaterThan(100);
});

test('a site that knows its address has a feed, a sitemap and addresses of its own', async () => {
  const out = join(folderWith({}), 'site');
  await written(out, { PUBLIC_URL: 'https://debat.example/ville' });
  expect(readFileSync(join(out, 'sitemap.xml'), 'utf8')).toContain(
    'https://debat.example/ville/p/',
  );
  expect(readFileSync(join(out, 'fil.atom'), 'utf8')).toContain('2026-11-23');
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain(
    '<link rel="canonical" href="https://debat.example/ville/" />',
  );
});

test('with --images each passage that can be drawn has its card, which its page names, and so has the map', async () => {
  const out = join(folderWith({}), 'site');
  await written(out, { PUBLIC_URL: 'https://debat.example/' }, ['--images']);
  const pages = [...townCorpus.passages.map(passagePath), 'carte/'];
  const pictured = pages.filter((path) => existsSync(join(out, path, 'carte.png')));
  expect(pictured).toContain('carte/');
  expect(pictured.length).toBeGreaterThan(townCorpus.passages.length / 2);
  for (const path of pages) {
    const named = `<meta property="og:image" content="https://debat.example/${path}carte.png" />`;
    const document = readFileSync(join(out, path, 'index.html'), 'utf8');
    expect(document.includes(named), path).toBe(pictured.includes(path));
  }
  const [card = ''] = pictured;
  expect(readFileSync(join(out, card, 'carte.png')).toString('latin1', 1, 4)).toBe('PNG');
});

test('written again, what is the same is left as it is, and what is not is written', async () => {
  const out = join(folderWith({}), 'site');
  await written(out);
  const [kept, changed] = [join(out, 'debat.csv'), join(out, 'index.html')];
  const page = readFileSync(changed, 'utf8');
  writeFileSync(changed, page.slice(1));
  for (const path of [kept, changed]) utimesSync(path, 0, 0);
  await written(out);
  expect(statSync(kept).mtimeMs).toBe(0);
  expect(statSync(changed).mtimeMs).toBeGreaterThan(0);
  expect(readFileSync(changed, 'utf8')).toBe(page);
});

test('written again, what no page has any more is gone and what somebody put there stays', async () => {
  const out = join(folderWith({}), 'site');
  await written(out, { PUBLIC_URL: 'https://debat.example/' });
  const own = join(out, 'CNAME');
  writeFileSync(own, 'debat.example');
  await written(out);
  expect(existsSync(join(out, 'sitemap.xml'))).toBe(false);
  expect(existsSync(join(out, 'index.html'))).toBe(true);
  expect(readFileSync(own, 'utf8')).toBe('debat.example');
});

test('a folder of somebody else is left as it is', async () => {
  const out = folderWith({ 'notes.txt': 'à garder' });
  await expect(written(out)).rejects.toThrow('n’est pas vide');
  expect(readdirSync(out)).toEqual(['notes.txt']);
});

test.each([[[]], [['--out']], [['--out', 'a', 'b']], [['--where', 'a']]])(
  '%j says how the command is used',
  async (typed) => {
    const surroundings = { output: new TestScreen(), errors: new TestScreen(), now };
    const config = readConfig({ CORPUS_DIR: TOWN_FOLDER });
    await expect(siteCommand(typed, config, surroundings)).rejects.toThrow('npm run site');
  },
);
