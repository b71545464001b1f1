// Makes every page of a generated debate as a static site has them, without the disk: `npm run bench:site`.
import { hash } from 'node:crypto';
import { parseCorpus } from '../src/corpus/parse.ts';
import { Gate } from '../src/debate/gate.ts';
import { PagePictures } from '../src/site/pictured.ts';
import { Drawing } from '../src/site/pictures/drawing.ts';
import { Typeface } from '../src/site/pictures/typeface.ts';
import { Site } from '../src/site/site.ts';
import { optionsOf, run, sizesOf } from './arguments.ts';
import { generatedSittings } from './generated.ts';

const USAGE = 'npm run bench:site -- [--passages 20000]';

const drawing = {
  ...{ typeface: await Typeface.load(), drawing: new Drawing(), hasImages: false },
  reportFault: (fault: unknown): never => {
    throw fault;
  },
};
const sizes: number[] = [];
await run(() => {
  const { passages } = optionsOf({ passages: { type: 'string', default: '20000' } }, USAGE);
  sizes.push(...sizesOf(passages, USAGE));
});
for (const size of sizes) await measure(size);

async function measure(passages: number): Promise<void> {
  const works = [...generatedSittings(passages)].map(([name, text]) => {
    return { name, bytes: Buffer.from(text) };
  });
  const files = { works, debate: null, voices: null, lexicon: null, hash: hash('sha256', 'bench') };
  const corpus = parseCorpus(files).value?.corpus;
  if (corpus === undefined) throw new Error('the generated debate has faults');
  const gate = Gate.of(corpus);
  const pictures = new PagePictures({ ...drawing, corpus, gate });
  const site = new Site({ corpus, gate, index: 'index.html', pictures });
  const from = performance.now();
  const times: number[] = [];
  let bytes = 0;
  for (const path of site.paths()) {
    const start = performance.now();
    bytes += (await site.page(path))?.document.payload.length ?? 0;
    times.push(performance.now() - start);
  }
  const pagesMs = performance.now() - from;
  const index = [...site.searchFiles()].map(([, { payload }]) => payload.length);
  const indexMs = performance.now() - from - pagesMs;
  const indexed = index.reduce((sum, length) => sum + length, 0);
  const mapMs = times[[...site.paths()].indexOf('carte/')] ?? 0;
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(`${passages} passages: ${times.length} pages, ${inMB(bytes)}`);
  console.log(`  a page: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.999999)} ms`);
  console.log(`  carte/: ${mapMs.toFixed(1)} ms`);
  console.log(`  all pages: ${(pagesMs / 1000).toFixed(1)} s`);
  console.log(
    `  search: ${index.length} files, ${inMB(indexed)}, ${(indexMs / 1000).toFixed(1)} s; largest ${inMB(Math.max(...index))}`,
  );
  console.log(`  memory: ${inMB(process.resourceUsage().maxRSS * 1024)} at most`);
}

function inMB(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
