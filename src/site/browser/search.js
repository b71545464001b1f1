// Searches the written pages without a server: index files that each call one function are loaded as scripts,
// for nothing else can be read from a folder on a disk. What is found stands in the page as text alone.
// @ts-check

/**
 * @typedef {readonly [passages: number, steps: readonly (readonly number[])[], forms: Readonly<Record<string, number>>]} Words
 * @typedef {readonly [words: string, caption: string, original: string | null, path: string]} Passage
 */

/** What the files of the index hold, by their paths. */
const held = /** @type {Record<string, unknown>} */ ({});

/**
 * What every file of the index calls.
 * @param {string} path
 * @param {unknown} content
 */
globalThis.debat = (path, content) => {
  held[path] = content;
};

(() => {
  /** @type {Record<string, Promise<unknown>>} */
  const loading = {};
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const results = document.getElementById('resultats');
  const words = foldedWords(new URLSearchParams(location.search).get('q') ?? '');
  if (script === null || results === null) return;
  const root = new URL('.', script.src);
  // Where no server knows which file stands for a folder, this page was opened by its name.
  const index = location.pathname.endsWith('/index.html') ? 'index.html' : '';
  const [none = '', found = '', original = '', permanent = ''] = Array.from(
    document.querySelectorAll('#dit li'),
    (line) => line.textContent,
  );
  for (const field of document.querySelectorAll('input[name="q"]')) {
    if (field instanceof HTMLInputElement) {
      field.value = new URLSearchParams(location.search).get('q') ?? '';
    }
  }
  if (words.length > 0) void search(results);

  /** @param {HTMLElement} place */
  async function search(place) {
    const ranked = rank(await Promise.all(words.map(lookUp)));
    const shown = await Promise.all(ranked.slice(0, 30).map(passageAt));
    const told = document.createElement('p');
    told.textContent = ranked.length === 0 ? none : `${found} ${ranked.length}`;
    place.replaceChildren(
      told,
      ...shown.flatMap((each) => (each === null ? [] : [figureOf(each)])),
    );
    const begin = document.querySelector('.begin');
    if (begin instanceof HTMLElement && ranked.length > 0) begin.hidden = true;
  }

  /**
   * The best first: each word counts by how rare it is.
   * @param {readonly { readonly numbers: readonly number[], readonly all: number }[]} lists
   */
  function rank(lists) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const { numbers, all } of lists) {
      const rarity = Math.log(1 + all / numbers.length);
      for (const number of numbers) scores.set(number, (scores.get(number) ?? 0) + rarity);
    }
    return [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([number]) => number);
  }

  /**
   * The numbers of the passages that have a word, or, where none has, a word that begins so.
   * @param {string} word
   */
  async function lookUp(word) {
    const shard = /** @type {Words | null} */ (
      await load(
        'mots',
        word
          .slice(0, 2)
          .padEnd(2, '_')
          .replace(/[^a-z0-9]/g, '_'),
      )
    );
    if (shard === null) return { numbers: [], all: 1 };
    const [all, steps, forms] = shard;
    const own = Object.hasOwn(forms, word) ? [word] : [];
    const like = Object.keys(forms).filter((form) => word.length > 3 && form.startsWith(word));
    const numbers = new Set(
      (own.length > 0 ? own : like).flatMap((form) => summed(steps[forms[form] ?? -1] ?? [])),
    );
    return { numbers: [...numbers], all };
  }

  /** @param {readonly number[]} steps */
  function summed(steps) {
    let sum = 0;
    return steps.map((step) => {
      sum += step;
      return sum;
    });
  }

  /** @param {number} number */
  async function passageAt(number) {
    const file = await load('passages', String(Math.floor(number / 64)));
    const shard = /** @type {readonly Passage[] | null} */ (file);
    return shard?.[number % 64] ?? null;
  }

  /** @param {Passage} passage */
  function figureOf([words, caption, address, path]) {
    const figure = element('figure', '', 'quotation');
    const said = element(words.startsWith('«') ? 'blockquote' : 'p', words, 'words');
    const about = element('figcaption', `${caption} `, '');
    if (address !== null) about.append(linkTo(address, original), ' ');
    about.append(linkTo(new URL(path + index, root).href, permanent));
    figure.append(said, about);
    return figure;
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {string} part
   */
  function element(name, text, part) {
    const made = document.createElement(name);
    made.textContent = text;
    if (part !== '') made.className = part;
    return made;
  }

  /**
   * Of no other kind of address, whatever the index holds.
   * @param {string} address
   * @param {string} text
   */
  function linkTo(address, text) {
    const link = document.createElement('a');
    if (/^(?:https?|file):/.test(address)) link.href = address;
    link.textContent = text;
    return link;
  }

  /**
   * A file of the index, once; null where there is none.
   * @param {string} kind
   * @param {string} name
   * @returns {Promise<unknown>}
   */
  function load(kind, name) {
    const path = `recherche/${kind}/${name}.js`;
    loading[path] ??= new Promise((resolve) => {
      const file = document.createElement('script');
      file.src = new URL(path, root).href;
      file.onload = () => {
        resolve(held[path] ?? null);
      };
      file.onerror = () => {
        resolve(null);
      };
      document.head.append(file);
    });
    return loading[path];
  }

  /**
   * As the index was folded when it was written.
   * @param {string} text
   */
  function foldedWords(text) {
    const folded = text
      .slice(0, 300)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .replace(/œ/g, 'oe')
      .replace(/æ/g, 'ae')
      .replace(/ß/g, 'ss');
    return [...new Set(folded.match(/[\p{L}\p{N}]+/gu) ?? [])].map((word) => word.slice(0, 40));
  }
})();
