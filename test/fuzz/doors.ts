import { discordGateway } from './discord.ts';
import type { Door } from './door.ts';
import { corpusFiles, importFiles } from './files.ts';
import { modelAnswers } from './model.ts';
import { slackOverHttp, slackOverSocket } from './slack.ts';
import { storeContents } from './store.ts';

/** Every way into the program. */
export const DOORS: readonly Door[] = [
  slackOverHttp,
  slackOverSocket,
  discordGateway,
  corpusFiles,
  importFiles,
  storeContents,
  modelAnswers,
];
