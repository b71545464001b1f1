import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPalette } from './palette.ts';

/** In pixels. */
export const WIDTH = 796;

/** A page as Debian's Chromium shows it, all of it. */
export function draw(html: string): { readonly picture: Buffer; readonly height: number } {
  const folder = mkdtempSync(join(tmpdir(), 'screens-'));
  const [page, picture] = [join(folder, 'page.html'), join(folder, 'page.png')];
  try {
    writeFileSync(page, html);
    const dom = chromium(page, '--dump-dom', `--window-size=${WIDTH},100`);
    const height = Number(/data-height="(\d+)"/u.exec(dom)?.[1]);
    chromium(page, `--window-size=${WIDTH},${height}`, `--screenshot=${picture}`);
    return { picture: withPalette(readFileSync(picture)), height };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function chromium(page: string, ...given: readonly string[]): string {
  // As root in a container there is no sandbox to have; the pages are our own. Two of them share no profile.
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-lcd-text'];
  const profile = `--user-data-dir=${join(page, '../profile')}`;
  return execFileSync(
    'chromium',
    [...options, '--hide-scrollbars', profile, ...given, `file://${page}`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
}
