import fc from 'fast-check';
import { COMMAND_NAMES, OPTION_NAMES, type Answer } from '../../src/ask/request.ts';
import { cleared } from '../../src/conversation/composer.ts';
import { typedIn } from '../../src/conversation/typed.ts';
import { Renderer as DiscordRenderer } from '../../src/platforms/discord/view/render.ts';
import { plainText as discordText } from '../../src/platforms/discord/requests.ts';
import { readMessage } from '../../src/platforms/discord/view/read.ts';
import { commandNames, plainText } from '../../src/platforms/slack/view/blocks.ts';
import { Renderer } from '../../src/platforms/slack/view/render.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { hostileCorpus, realCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';
import type { Door } from './door.ts';
import { drawn, TEXTS } from './hostile.ts';

const SEEN = [realCorpus, hostileCorpus].map((corpus) => ({
  asker: askerOf(corpus, createRetriever(corpus)),
  slack: new Renderer(commandNames('d-')),
  discord: new DiscordRenderer(),
  words: corpus.passages.flatMap(({ text }) => (text ?? '').split(/\s+/u)),
}));

const WORDS = [
  ...[
    'roi',
    'blogs',
    'kabla',
    'Gourvennec',
    'cavazza',
    'médias sociaux',
    'que pense',
    'quand',
    'où',
  ],
  ...[
    'depuis',
    'avant',
    'entre',
    '2011',
    'mars 2012',
    'hier',
    'sauf',
    'sans',
    'ni',
    'pas',
    'et',
    'ou',
  ],
  ...[
    'oui',
    'non',
    'la suite',
    'page 2',
    'résumé',
    'privé',
    'en image',
    'image:non',
    ';',
    ',',
    '?',
    '«',
    '»',
    '"',
    '“',
    '-',
    '(',
  ],
  ...['lundi à vendredi', '9h30', 'Europe/Paris', 'IIIe', 'XIXe siècle', '1,5 million', '100 %'],
];
const SEPARATORS = ['', ' ', ' ', ' ', '\u00A0', '\n', ' ; ', ':', '’', '-', '\u200B', '\u202F'];

/** What somebody may type: pieces of the corpus, words of questions, signs, and what nobody types. */
function lineOf(words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: fc.constantFrom(...OPTION_NAMES).map((name) => `${name}:`) },
    { weight: 1, arbitrary: fc.constantFrom(...COMMAND_NAMES).map((name) => `/${name}`) },
    { weight: 1, arbitrary: fc.constantFrom(...TEXTS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  );
  const pieces = fc.array(fc.tuple(piece, fc.constantFrom(...SEPARATORS)), { maxLength: 12 });
  const line = pieces.map((each) => each.flat().join(''));
  const often = fc.tuple(piece, fc.constantFrom(...SEPARATORS), fc.constantFrom(30, 3_000));
  return fc.oneof(
    { weight: 5, arbitrary: line },
    // As long as a message may be on Slack.
    { weight: 1, arbitrary: often.map(([a, b, times]) => (a + b).repeat(times).slice(0, 40_000)) },
  );
}

/** What people type, on every platform: an answer or a notice, in time, and cleared as it is written. */
export const typedQuestions: Door = {
  name: 'typed questions',
  strikes: 60,
  open: () => Promise.resolve({ strike, close: () => Promise.resolve() }),
};

async function strike(seed: number): Promise<void> {
  const seen = SEEN[seed % SEEN.length];
  if (seen === undefined) throw new Error('there is no corpus');
  const typed = drawn(lineOf(seen.words), seed);
  const { command, text } = typedIn(seed % 3 === 0 ? discordText(typed) : plainText(typed));
  const name = seed % 2 === 0 ? command : (COMMAND_NAMES[seed % COMMAND_NAMES.length] ?? 'debat');
  const answer = await seen.asker.ask(`/${name} ${text}`);
  const whole = (await answer.complete?.()) ?? answer;
  const recipients = { shownTo: 'everyone', isOwned: true, sharedBy: null } as const;
  const rethrow = (fault: unknown): string => {
    throw fault;
  };
  const { slack, discord } = seen;
  const onSlack = (each: Answer) => slack.render(each, recipients);
  cleared(whole, { render: onSlack, read: slack.read }, rethrow);
  const onDiscord = (each: Answer) => discord.render(each, recipients);
  cleared(whole, { render: onDiscord, read: readMessage }, rethrow);
}
