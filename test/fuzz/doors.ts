import { discordGateway } from './discord.ts';
import type { Door } from './door.ts';
import { corpusFiles, importFiles } from './files.ts';
import { modelAnswers } from './model.ts';
import { otherPrograms } from './programs.ts';
import { typedQuestions } from './questions.ts';
import { slackOverHttp, slackOverSocket } from './slack.ts';
import { storeContents } from './store.ts';

/** Every way into the program. */
export const DOORS: readonly Door[] = [
  slackOverHttp,
  slackOverSocket,
  discordGateway,
  typedQuestions,
  otherPrograms,
  corpusFiles,
  importFiles,
  storeContents,
  modelAnswers,
];
