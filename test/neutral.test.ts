import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { topicsOf } from '../src/debate/passage.ts';
import { foldText } from '../src/french/words.ts';
import { realCorpus } from './fixtures/corpora.ts';

// Another debate is as much at home as the founding one: the product knows nothing of either.

const ROOT = join(import.meta.dirname, '..');
const PLACES = ['src', 'prompts', 'slack'];

const { passages, sources, debate, voices } = realCorpus;

/** Everybody who speaks, and the last word of each name, by which people call them. */
const persons = [...passages.map(({ voice }) => voice), ...sources.map(({ author }) => author)]
  .filter((voice) => voice?.named === true)
  .flatMap((voice) => voice?.name ?? []);
const names = [...persons, ...voices.flatMap(({ name, aliases }) => [name, ...aliases])];
const lastNames = persons.flatMap((name) => name.split(/\s/u).slice(-1));

/**
 * A theme counts when it has several words: one word alone, such as « stratégie », is everybody's, unless
 * it is a name that French writes with a capital, as « Facebook » is.
 */
const themes = topicsOf(passages).filter((topic) => /\s/u.test(topic) || /^\p{Lu}/u.test(topic));
const titles = [debate.title, debate.question, ...sources.map(({ title }) => title)];

const words = [...names, ...lastNames, ...themes, ...titles].filter((each) => each !== null);
const founding = [...new Set(words.map(folded))];

/** Accents, capitals and the line breaks of a comment apart. */
function folded(text: string): string {
  return foldText(text).replace(/(?:\s|\/\/|\*)+/gu, ' ');
}

const files = PLACES.flatMap((place) =>
  readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .map((path) => join(place, path))
    .filter((path) => statSync(join(ROOT, path)).isFile()),
);

test('the founding debate has names, themes and titles to look for', () => {
  expect(founding.length).toBeGreaterThan(30);
  expect(founding).toEqual(expect.arrayContaining(['fred cavazza', 'kabla', 'facebook']));
});

test.each(files)('%s holds no voice, theme or title of the founding debate', (path) => {
  const text = ` ${folded(readFileSync(join(ROOT, path), 'utf8')).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const found = founding.filter((each) =>
    text.includes(` ${each.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `),
  );
  expect(found).toEqual([]);
});
