import type { types } from '@slack/bolt';
import type { Corpus } from '../../debate/corpus.ts';
import { home, slackHelp, suggestedPrompts } from '../../messages-slack.ts';
import { header } from './blocks.ts';
import { searchButton } from './buttons.ts';
import type { CommandNames } from './command-names.ts';
import type { Prompts } from './deliver.ts';
import { PROMPTS } from './limits.ts';
import { actions, sectionBlock } from './render.ts';

/** The Home tab: help, subscriptions, what is kept, and erasing it. The last two wait for the store. */
export function homeView({ sources, passages }: Corpus, names: CommandNames): types.HomeView {
  const sections = [
    ...slackHelp(sources.length, passages.length),
    { title: home.subscriptions, lines: [home.noSubscription] },
    { title: home.erase, lines: [home.nothingToErase] },
  ];
  const renamed = sections.map(({ title, lines }) => {
    return { title, lines: lines.map(names.written) };
  });
  const blocks = [header(home.title), ...actions(searchButton()), ...renamed.map(sectionBlock)];
  return { type: 'home', blocks };
}

/** How many subjects of the corpus the Messages tab proposes, beside the quotation of the day and help. */
const PROPOSED_TOPICS = PROMPTS - 2;

/** What the Messages tab proposes: the topics of most passages first, because they give results. */
export function promptsFrom({ passages }: Corpus): Prompts {
  const counts = new Map<string, number>();
  for (const topic of passages.flatMap(({ topics }) => topics)) {
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  const topics = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return { prompts: suggestedPrompts(topics.slice(0, PROPOSED_TOPICS)) };
}
