// Draws the pictures of docs/screens: `npm run screens`. Each is what the bot answers over the stand-ins of Slack and
// Discord, as a page, in Debian's Chromium (`.ci/services` installs it). `test/screens.test.ts` fails where a
// page is no longer the one that was drawn.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw, WIDTH } from '../test/standins/screens/drawing.ts';
import { askForScreens, hashesOf } from '../test/standins/screens/scenes.ts';

const FOLDER = join(import.meta.dirname, '../docs/screens');

const pages = await askForScreens();
for (const [name, html] of pages) {
  const { picture, height } = draw(html);
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  console.log(`${name}: ${WIDTH} × ${height}, ${Math.ceil(picture.length / 1024)} kB`);
}
writeFileSync(join(FOLDER, 'pages.json'), `${JSON.stringify(hashesOf(pages), null, 2)}\n`);
