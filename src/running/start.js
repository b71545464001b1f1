// The one JavaScript file: an older Node is told so before it reads what it does not understand, and the
// compile cache is turned on before the first TypeScript file is read, so that types are stripped once and
// not at every start (a one-shot answer takes a third of the time).
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const OLDEST_NODE = 24;
const USAGE_FAULT = 2;

const { node } = process.versions;
if (Number.parseInt(node, 10) < OLDEST_NODE) {
  const remedy = 'use npm start, which brings its own, or install a later one';
  process.stderr.write(`debat-bot needs Node ${OLDEST_NODE}, and this is ${node}: ${remedy}\n`);
  process.exitCode = USAGE_FAULT;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)));
  await import('../main.ts');
}
