import { discordHelp } from '../../messages/discord.ts';
import type { Looks } from '../../conversation/layout.ts';
import { shortened } from './components.ts';
import { LONGEST_HEADING, LONGEST_SENTENCE } from './limits.ts';
import { pagesOfWorks } from './works.ts';

/** What Discord's messages say in their own way, and what they have room for. */
export const LOOKS: Looks = {
  help: discordHelp,
  heading: (text) => shortened(text, LONGEST_HEADING),
  sentence: (text) => shortened(text, LONGEST_SENTENCE),
  pagesOfWorks,
};
