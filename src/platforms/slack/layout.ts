import type { SourceEntry } from '../../debate/reply.ts';
import { slackHelp } from '../../messages/slack.ts';
import type { Looks } from '../../conversation/layout.ts';
import { shortened } from './blocks.ts';
import { LONGEST_SENTENCE, WORKS_A_PAGE } from './limits.ts';

/** What Slack's messages say in their own way; a heading is cut where it stands, and not in the plain text. */
export const LOOKS: Looks = {
  help: slackHelp,
  heading: (text) => text,
  sentence: (text) => shortened(text, LONGEST_SENTENCE),
  pagesOfWorks,
};

function pagesOfWorks(entries: readonly SourceEntry[]): readonly (readonly SourceEntry[])[] {
  const pages = Math.ceil(entries.length / WORKS_A_PAGE);
  return Array.from({ length: pages }, (_, page) =>
    entries.slice(page * WORKS_A_PAGE, (page + 1) * WORKS_A_PAGE),
  );
}
