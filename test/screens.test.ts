import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw } from './standins/screens/drawing.ts';
import { pageOf } from './standins/screens/page.ts';
import { askForScreens, hashesOf } from './standins/screens/scenes.ts';

const FOLDER = join(import.meta.dirname, '../docs/screens');
const SIGNATURE = '89504e470d0a1a0a';
const LARGEST = 100_000;

test('every picture in docs/screens is of what the bot answers now: else `npm run screens` draws it again', async () => {
  const drawn: unknown = JSON.parse(readFileSync(join(FOLDER, 'pages.json'), 'utf8'));
  const hashes = hashesOf(await askForScreens());
  expect(drawn).toEqual(hashes);
  for (const name of Object.keys(hashes)) {
    const picture = readFileSync(join(FOLDER, `${name}.png`));
    expect(picture.toString('hex', 0, 8)).toBe(SIGNATURE);
    expect(picture.length).toBeLessThan(LARGEST);
  }
});

const hasChromium = spawnSync('chromium', ['--version']).status === 0;

test.skipIf(!hasChromium)(
  'a page is drawn whole, by the browser that `.ci/services` installs',
  () => {
    const frame = { platform: 'slack', asked: '/debat roi', isPrivate: false } as const;
    const { picture, height } = draw(pageOf(frame, '<div style="height: 400px">«</div>'));
    expect(height).toBeGreaterThan(400);
    expect(picture.readUInt32BE(20)).toBe(height);
  },
);
