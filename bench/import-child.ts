// One file read in a process of its own, by the import or by its parser alone: `node bench/import-child.ts
// KIND import|read|parser PATH`. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { parseText } from 'media-captions';
import { fromMarkdown } from 'mdast-util-from-markdown';
import Papa from 'papaparse';
import { parse, parseFragment } from 'parse5';
import { SaxesParser } from 'saxes';
import { extractText } from 'unpdf';
import { fromBufferPromise } from 'yauzl';
import { FORMATS } from '../src/import/formats.ts';
import { textOfWork, writtenWork } from '../src/import/works/text-work.ts';
import type { Measured } from './import.ts';
import { median } from './processes.ts';

const ROUNDS = 3;

const [kind = '', reader = '', path = ''] = process.argv.slice(2);
const bytes = readFileSync(path);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const from = performance.now();
  await (reader === 'parser' ? parsed() : imported(reader === 'import'));
  times.push(performance.now() - from);
}
const peakMb = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ ms: median(times), peakMb } satisfies Measured));

/** From the bytes of the file to the drafts of its works, and on to their texts where they are written. */
async function imported(isWritten: boolean): Promise<void> {
  const file = { name: path, bytes, address: null };
  const format = FORMATS.find(({ recognises }) => recognises(file));
  if (format === undefined) throw new Error(`no format reads ${path}`);
  for await (const draft of format.read(file, { names: 'full' })) {
    if (isWritten) textOfWork(writtenWork(draft, { id: 'essai', raw: path, right: 'public' }));
  }
}

/** The same bytes by the parsers that the format is made with, and nothing made of them. */
async function parsed(): Promise<void> {
  const text = new TextDecoder().decode(bytes);
  if (kind === 'page') {
    parse(text);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-member-access -- linkedom names types of a browser
    new Readability(parseHTML(text).document).parse();
  }
  if (kind === 'wxr') readXml(text, parseFragment);
  if (kind === 'tei') readXml(text);
  if (kind === 'captions') await parseText(text);
  if (kind === 'discord' || kind === 'reddit') JSON.parse(text);
  if (kind === 'discourse') for (const { cooked } of postsIn(text)) parseFragment(cooked);
  if (kind === 'markdown') fromMarkdown(text);
  if (kind === 'csv') Papa.parse(text);
  if (kind === 'docx') for (const each of await unzipped()) readXml(each);
  if (kind === 'epub') for (const each of await unzipped()) parseFragment(each);
  if (kind === 'pdf') await extractText(Uint8Array.from(bytes));
  if (kind === 'slack') for (const each of await unzipped()) JSON.parse(each);
}

function postsIn(topic: string) {
  return (JSON.parse(topic) as { post_stream: { posts: { cooked: string }[] } }).post_stream.posts;
}

function readXml(text: string, take: (text: string) => unknown = () => undefined): void {
  const parser = new SaxesParser({ xmlns: false });
  parser.on('cdata', take);
  parser.write(text).close();
}

async function unzipped(): Promise<string[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const texts: string[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!/\.(?:json|xml|xhtml)$/u.test(entry.fileName)) continue;
    texts.push((await buffer(await zip.openReadStreamPromise(entry))).toString());
  }
  return texts;
}
