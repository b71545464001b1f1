import { readPageFiles } from '../../../src/running/files.ts';
import { HEIGHT_TOLD } from './page.ts';

/** A page as it is written to a folder, made one file: its style stands in it, and no more than is seen at first. */
export function sitePage(document: string): string {
  const style = `${readPageFiles().get('style.css') ?? ''} html { overflow: hidden; } body { max-height: 900px; overflow: hidden; }`;
  return document
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/u, '')
    .replace(/<link rel="stylesheet"[^>]*>/u, () => `<style>${style}</style>`)
    .replace('</body>', () => `${HEIGHT_TOLD}</body>`);
}
