import { describe, expect, test } from 'vitest';
import { blocksUnder } from '../../src/import/html.ts';
import { treeOfFragment } from '../../src/import/html-tree.ts';

describe('the paragraphs of a page', () => {
  test.each([
    ['Le pont<b> </b>ferme en mai.', ['Le pont ferme en mai.']],
    ['Le pont <b>neuf</b> ferme en mai.', ['Le pont', 'ferme en mai.']],
  ])('are parted by what is left out as a reader sees them parted: %s', (html, texts) => {
    const blocks = blocksUnder(treeOfFragment(`<p>${html}</p>`, 'page'), {
      breaks: 'line',
      keeps: ({ tagName }) => tagName !== 'b',
    });
    expect(blocks.map(({ text }) => text)).toEqual(texts);
  });
});
