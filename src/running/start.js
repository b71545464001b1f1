// The one JavaScript file: it turns the compile cache on before the first TypeScript file is read,
// so that types are stripped once and not at every start (a one-shot answer takes a third of the time).
import { enableCompileCache } from 'node:module';
import { fileURLToPath, URL } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)));
await import('../main.ts');
