import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FOUNDING, foundingIn } from './fixtures/founding.ts';

// Another debate is as much at home as the founding one: the product knows nothing of either.

const ROOT = join(import.meta.dirname, '..');
const PLACES = ['src', 'prompts', 'slack'];

const files = PLACES.flatMap((place) =>
  readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .map((path) => join(place, path))
    .filter((path) => statSync(join(ROOT, path)).isFile()),
);

test('the founding debate has names, themes and titles to look for', () => {
  expect(FOUNDING.length).toBeGreaterThan(30);
  expect(FOUNDING).toEqual(expect.arrayContaining(['fred cavazza', 'kabla', 'facebook']));
});

test.each(files)('%s holds no voice, theme or title of the founding debate', (path) => {
  expect(foundingIn(readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
});
