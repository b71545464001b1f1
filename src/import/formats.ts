import { discordExport } from './discord-export.ts';
import { discourse } from './discourse.ts';
import type { Format } from './format.ts';
import { page } from './page.ts';
import { plain } from './plain.ts';
import { reddit } from './reddit.ts';
import { slackExport } from './slack-export.ts';
import { tei } from './tei.ts';
import { wxr } from './wxr.ts';

/** Every kind of file that is read: those that tell most of themselves first. */
export const FORMATS: readonly Format[] = [
  ...[slackExport, discordExport, discourse, reddit, wxr, tei, page, plain],
];
