import type { Command } from './command.ts';
import { helpOn } from './debat.ts';

/** `/aide-debat`: what can be asked, what is stored, how quotations are verified. */
export const aide: Command = {
  read: ({ options }) => options,
  answer: (_, knowledge) => helpOn(knowledge),
};
