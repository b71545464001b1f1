import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'src');
const LONGEST_FILE_LINES = 250;

interface Module {
  /** Path from `src/`, with forward slashes. */
  readonly path: string;
  /** What it imports, types included: paths from `src/` for our own files, else package names. */
  readonly imports: readonly string[];
  readonly lines: number;
}

const modules = filesIn(SOURCE)
  .filter((path) => /\.[jt]s$/u.test(path) && !path.endsWith('.d.ts'))
  .map(readModule);

/** They put the parts together, and may name them all. */
const COMPOSITION: ReadonlySet<string> = new Set(['app.ts', 'serve.ts', 'show.ts']);

/** What every platform of several people may import. */
const OF_CHAT = [
  ...['debate/', 'french/', 'messages/', 'conversation/', 'ask/request.ts', 'errors.ts'],
  ...['proposing/', 'ports.ts', 'running/health.ts', 'running/metrics.ts', 'running/work.ts'],
];

/**
 * Who may import whom, a row a place: the places and packages its files may import beside their own
 * folder. The longest place that a path starts with counts.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'ports.ts': [],
  'french/': [],
  'debate/': ['french/'],
  'debate/subscription.ts': ['debate/', 'errors.ts'],
  'corpus/': [
    ...['debate/', 'french/', 'errors.ts'],
    ...['htmlparser2', 'mdast', 'mdast-util-from-markdown', 'valibot', 'yaml'],
    ...['fflate', 'marked', 'node:worker_threads', 'unpdf'],
  ],
  'import/': [...['debate/', 'french/', 'import/'], ...['parse5', 'saxes', 'yauzl']],
  'import/pages/': ['import/', 'french/', 'parse5', '@mozilla/readability', 'linkedom'],
  'import/conversations/': ['import/', 'french/', 'parse5', 'valibot'],
  'import/pdf/': ['import/', 'corpus/raw/watched.ts', 'node:worker_threads', 'unpdf'],
  'import/quoting/': ['import/', 'french/'],
  'import/tei/': ['import/', 'french/', 'saxes'],
  'import/texts/': [
    ...['import/', 'french/', 'mdast', 'mdast-util-from-markdown', 'media-captions', 'papaparse'],
    ...['parse5', 'valibot', 'yaml'],
  ],
  'import/works/': ['import/', 'debate/', 'french/', 'corpus/', 'yaml'],
  'search/': ['debate/'],
  'search/index/': ['debate/', 'french/'],
  'search/analysis/': ['debate/', 'french/', 'search/index/', 'search/scoring/weights.ts'],
  'search/scoring/': ['debate/', 'french/', 'search/'],
  'search/postgres/': ['debate/', 'search/', 'errors.ts', 'lru-cache', 'node:crypto', 'pg'],
  'summary/': ['debate/', 'french/', 'errors.ts', 'p-limit', 'valibot', 'yaml'],
  'summary/models/': [
    ...['summary/language-model.ts', 'errors.ts', 'ports.ts'],
    ...['openai', 'valibot'],
  ],
  'ask/request.ts': ['debate/', 'errors.ts'],
  'ask/': [
    'debate/',
    'french/',
    'search/',
    'summary/',
    'daily/',
    'proposing/',
    'errors.ts',
    'ports.ts',
  ],
  'proposing/': ['debate/', 'french/', 'ask/request.ts', 'valibot'],
  'daily/': [
    ...['debate/', 'french/', 'ask/request.ts', 'running/work.ts', 'errors.ts', 'ports.ts'],
    ...['p-limit', 'temporal-polyfill', 'valibot'],
  ],
  'messages/': ['debate/', 'french/', 'errors.ts', 'ports.ts'],
  'conversation/': [
    ...['debate/', 'french/', 'messages/', 'proposing/', 'running/work.ts'],
    ...['ask/request.ts', 'errors.ts', 'ports.ts', 'lru-cache', 'node:crypto', 'valibot'],
  ],
  'site/': [
    ...['debate/', 'french/', 'messages/', 'ask/request.ts', 'errors.ts', 'ports.ts'],
    ...['conversation/sentences.ts', 'daily/choose.ts', 'running/health.ts', 'running/work.ts'],
    'site/',
    ...['lru-cache', 'node:crypto', 'node:http', 'parse5'],
  ],
  'site/data/': [
    ...['debate/', 'french/', 'messages/', 'conversation/sentences.ts', 'daily/choose.ts', 'site/'],
    ...['mdast', 'mdast-util-from-markdown', 'papaparse', 'parse5', 'saxes', 'valibot'],
    ...['temporal-polyfill'],
  ],
  'platforms/terminal/': [
    ...['debate/', 'french/', 'messages/', 'conversation/', 'ask/request.ts', 'errors.ts'],
    ...['ports.ts', 'node:readline/promises', 'node:stream', 'node:util'],
  ],
  'platforms/slack/': [...OF_CHAT, '@slack/', 'lru-cache', 'node:crypto', 'node:http', 'node:net'],
  'platforms/discord/': [
    ...[
      ...OF_CHAT,
      'ask/choosing.ts',
      '@discordjs/ws',
      'discord.js',
      'lru-cache',
      'node:crypto',
      'node:events',
    ],
  ],
  'site/pictures/': [
    ...['debate/', 'french/', 'messages/', 'ask/request.ts', 'running/files.ts', 'errors.ts'],
    ...['ports.ts', 'lru-cache', 'p-limit', 'saxes'],
    ...['@resvg/resvg-wasm', '@viz-js/viz', 'opentype.js/', 'node:crypto', 'node:events'],
    'node:worker_threads',
  ],
  'store/': [
    ...['ask/chosen.ts', 'daily/subscriptions.ts', 'debate/subscription.ts'],
    'proposing/',
    ...['running/files.ts', 'running/work.ts', 'errors.ts', 'ports.ts'],
    ...['keyv', 'lru-cache', 'valibot', 'node:crypto', 'node:timers/promises'],
  ],
  'store/sqlite.ts': [
    ...['store/', 'running/disk.ts', 'running/files.ts', 'node:sqlite', 'node:timers/promises'],
  ],
  'store/redis.ts': ['store/', '@keyv/redis'],
  'store/postgres.ts': ['store/', 'pg'],
  'doors/': [
    ...['debate/', 'french/', 'messages/', 'ask/request.ts', 'conversation/composer.ts'],
    ...['conversation/json.ts', 'platforms/terminal/render.ts', 'running/health.ts'],
    ...[
      'running/work.ts',
      'errors.ts',
      'ports.ts',
      '@modelcontextprotocol/sdk/',
      'rate-limiter-flexible',
      'zod',
    ],
    ...['node:crypto', 'node:http', 'node:net', 'node:stream', 'node:stream/promises'],
    ...['node:timers/promises'],
  ],
  'config/': ['errors.ts', 'french/spelling.ts'],
  'operator/': [
    ...['debate/', 'french/', 'corpus/', 'import/', 'summary/', 'platforms/', 'config/'],
    ...[
      'conversation/json.ts',
      'messages/',
      'running/',
      'search/postgres/',
      'site/pictured.ts',
      'site/pictures/',
      'site/several.ts',
      'site/site.ts',
      'store/open.ts',
      'store/ports.ts',
      'store/consents.ts',
      'store/proposals.ts',
      'proposing/',
      'errors.ts',
      'ports.ts',
    ],
    ...['fflate', 'node:http', 'node:path', 'node:readline/promises', 'node:util', 'yaml'],
  ],
  'running/': [
    ...['debate/', 'corpus/', 'search/', 'summary/', 'ask/', 'config/', 'errors.ts', 'ports.ts'],
    ...['node:timers/promises'],
  ],
  'running/files.ts': [
    ...['summary/prompts.ts', 'corpus/', 'errors.ts'],
    ...['node:crypto', 'node:fs', 'node:path', 'node:url'],
  ],
  'running/disk.ts': ['corpus/decode.ts', 'errors.ts', 'node:fs', 'node:path'],
  'running/cache.ts': ['running/', 'node:crypto', 'node:fs', 'node:path', 'node:url'],
  'running/bot.ts': ['running/', 'ask/', 'config/', 'search/', 'store/', 'ports.ts'],
  'running/meaning.ts': [
    ...['running/', 'config/', 'debate/', 'summary/', 'errors.ts', 'ports.ts'],
    ...['lru-cache', 'node:crypto', 'node:timers/promises'],
  ],
  'running/surroundings.ts': [
    ...['errors.ts', 'ports.ts', 'platforms/terminal/adapter.ts', 'running/log.ts'],
    ...['node:crypto', 'node:stream'],
  ],
  'running/listing.ts': [
    ...['running/', 'ask/request.ts', 'corpus/', 'debate/', 'errors.ts', 'ports.ts', 'node:path'],
  ],
  'running/house.ts': [
    ...['running/', 'ask/', 'debate/', 'search/', 'errors.ts', 'ports.ts'],
    ...['lru-cache', 'p-limit', 'node:crypto'],
  ],
  'running/remembering.ts': ['ask/request.ts', 'debate/', 'ports.ts', 'lru-cache'],
  'running/front.ts': ['running/', 'node:http'],
  'running/health.ts': ['running/', 'errors.ts', 'node:http'],
  'running/metrics.ts': ['ports.ts', 'prom-client'],
  'running/monitor.ts': ['running/', 'debate/gate.ts', 'ports.ts'],
  'running/keyboard.ts': ['running/', 'node:readline'],
  'running/log.ts': ['debate/', 'errors.ts', 'pino'],
  'running/start.js': ['main.ts', 'node:module', 'node:process', 'node:url'],
  'main.ts': ['app.ts', 'config/', 'errors.ts'],
};

describe('the source', () => {
  test('has the folders of the product and no corner for odds and ends', () => {
    const names = filesIn(SOURCE).flatMap((path) => path.split('/'));
    expect(names).toContain('debate');
    for (const name of names) {
      expect(name).not.toMatch(/^(?:utils?|lib|common|helpers?|shared|core|misc)$/u);
    }
  });

  test.each(modules.filter(({ path }) => !COMPOSITION.has(path)))(
    '$path imports only what its place may',
    ({ path, imports }) => {
      expect(imports.filter((imported) => !mayImport(path, imported))).toEqual([]);
    },
  );

  test('has no import cycle, types included', () => {
    expect(cyclesIn(modules)).toEqual([]);
  });

  test('touches the disk in three files of running/ alone', () => {
    const touching = modules.filter(({ imports }) => imports.join().includes('node:fs'));
    expect(touching.map(({ path }) => path)).toEqual([
      'running/cache.ts',
      'running/disk.ts',
      'running/files.ts',
    ]);
  });

  test('has no barrel files', () => {
    const paths = modules.map(({ path }) => path);
    expect(paths.filter((path) => /(?:^|\/)index\.[jt]s$/u.test(path))).toEqual([]);
    const passing = /^export (?:type )?(?:\*|\{[^}]*\}).* from '/mu;
    expect(paths.filter((path) => passing.test(read(path)))).toEqual([]);
  });

  test('loads nothing of others before it knows what is asked', () => {
    const loaded = new Set(['main.ts']);
    for (const path of loaded) {
      for (const imported of modules.some((module) => module.path === path) ? atStart(path) : []) {
        loaded.add(imported);
      }
    }
    expect([...loaded]).toContain('app.ts');
    expect([...loaded].filter((name) => !/\.[jt]s$|^node:/u.test(name))).toEqual([]);
  });

  test('reads the environment, the clock and chance at the rim alone', () => {
    const rim = /\b(?:process\.env|Date\.now\(\)|new Date\(\)|Math\.random)/u;
    const reading = modules.filter(({ path }) => rim.test(read(path)));
    expect(reading.map(({ path }) => path)).toEqual(['main.ts']);
  });

  test('makes a cleared payload in the gate alone', () => {
    const forging = modules.filter(({ path }) => /as (?:unknown as )?Cleared\b/u.test(read(path)));
    expect(forging.map(({ path }) => path)).toEqual([]);
  });

  test('makes a summary where theses are chosen, and nowhere else', () => {
    const making = modules.filter(({ path }) => /\bSummary\.of\(/u.test(read(path)));
    expect(making.map(({ path }) => path)).toEqual(['ask/summarising.ts']);
  });

  test('answers without a corpus in memory: what is asked knows of none', () => {
    const asking = modules.filter(({ path }) => path.startsWith('ask/'));
    const reading = asking.filter(({ path }) => /\bCorpus\b/u.test(read(path)));
    expect(reading.map(({ path }) => path)).toEqual([]);
  });

  test('has files that can be read in one sitting', () => {
    const tables = new Set(['french/lists/common-words.ts']);
    const files = modules.filter(({ path }) => !tables.has(path));
    expect(files.filter(({ lines }) => lines > LONGEST_FILE_LINES)).toEqual([]);
  });
});

function mayImport(path: string, imported: string): boolean {
  const place = Object.keys(MAY_IMPORT)
    .filter((candidate) => path.startsWith(candidate))
    .toSorted((a, b) => b.length - a.length)[0];
  if (place === undefined) return false;
  const own = place.endsWith('/') && imported.startsWith(place);
  return (
    own ||
    (MAY_IMPORT[place] ?? []).some(
      (allowed) => imported === allowed || (allowed.endsWith('/') && imported.startsWith(allowed)),
    )
  );
}

/** Every cycle once, as the paths along it. */
function cyclesIn(graph: readonly Module[]): string[][] {
  const imports = new Map(graph.map((module) => [module.path, module.imports]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(path);
    if (seen >= 0) cycles.push(trail.slice(seen));
    if (seen >= 0 || done.has(path)) return;
    for (const imported of imports.get(path) ?? []) visit(imported, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return cycles;
}

function readModule(path: string): Module {
  const text = read(path);
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return {
    path,
    imports: importedFiles.map(({ fileName }) => resolved(path, fileName)),
    lines: text.split('\n').length - 1,
  };
}

/** What is imported as soon as the module is: no types, and nothing by `import()`. */
function atStart(path: string): string[] {
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const isLoaded =
      ts.isImportDeclaration(statement) &&
      statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    return isLoaded && ts.isStringLiteral(statement.moduleSpecifier)
      ? [resolved(path, statement.moduleSpecifier.text)]
      : [];
  });
}

/** A file of ours as its path from `src/`, a package as its name. */
function resolved(path: string, name: string): string {
  if (!name.startsWith('.')) return name;
  return relative(SOURCE, join(SOURCE, dirname(path), name)).replaceAll('\\', '/');
}

function read(path: string): string {
  return readFileSync(join(SOURCE, path), 'utf8');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();
}
