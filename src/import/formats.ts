import { chatLog } from './conversations/chat-log.ts';
import { captions } from './texts/captions.ts';
import { csv } from './texts/csv.ts';
import { discordExport } from './conversations/discord-export.ts';
import { discourse } from './conversations/discourse.ts';
import type { Format } from './format.ts';
import { page } from './pages/page.ts';
import { docx } from './texts/docx.ts';
import { epub } from './texts/epub.ts';
import { markdown } from './texts/markdown.ts';
import { pdf } from './pdf/pdf.ts';
import { plain } from './texts/plain.ts';
import { reddit } from './conversations/reddit.ts';
import { slackExport } from './conversations/slack-export.ts';
import { tei } from './tei/tei.ts';
import { wxr } from './pages/wxr.ts';

/** Every kind of file that is read: those that tell most of themselves first. */
export const FORMATS: readonly Format[] = [
  ...[slackExport, discordExport, discourse, reddit, wxr, tei, docx, epub, markdown, page],
  ...[captions, csv, pdf, chatLog, plain],
];
