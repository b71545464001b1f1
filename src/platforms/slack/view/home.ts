import type { types } from '@slack/bolt';
import type { Corpus } from '../../../debate/passage.ts';
import { home, slackHelp, suggestedPrompts } from '../../../messages/slack.ts';
import type { HelpSection } from '../../../messages/messages.ts';
import { header, line, list, richText } from './blocks.ts';
import { actionsBlock } from './buttons.ts';
import type { CommandNames } from '../installs/settings.ts';
import type { Prompts } from '../deliver.ts';
import { PROMPTS } from '../limits.ts';
import { sectionBlock } from './render.ts';

/** A channel that is sent the quotation of the day, and a sentence on how and when. */
export interface ChannelState {
  readonly channel: string;
  readonly state: string;
}

/** What the Home tab shows of a workspace. */
export interface Subscriptions {
  readonly channels: readonly ChannelState[];
  /** How many more there are. */
  readonly others: number;
  /** What became of something that was asked here, or cannot be read. */
  readonly told: string | null;
}

/** The Home tab: help with what is kept, subscriptions, and erasing them. */
export function homeView(
  { sources, passages }: Pick<Corpus, 'sources' | 'passages'>,
  names: CommandNames,
  { channels, others, told }: Subscriptions,
): types.HomeView {
  const renamed = ({ title, lines }: HelpSection) => {
    return sectionBlock({ title, lines: lines.map(names.written) });
  };
  const none = { title: home.subscriptions, lines: [home.noSubscription] };
  const blocks = [
    header(home.title),
    ...(told === null ? [] : [richText([line(names.written(told))])]),
    ...actionsBlock([{ action: 'search', asked: null }]),
    ...slackHelp(sources.length, passages.length).map(renamed),
    channels.length === 0 ? renamed(none) : channelsBlock(channels, others),
    renamed({ title: home.erase, lines: [home.eraseText] }),
    ...actionsBlock([{ action: 'erase', asked: null }]),
  ];
  return { type: 'home', blocks };
}

/** Slack writes the name of a channel for those alone who may know it. */
function channelsBlock(channels: readonly ChannelState[], others: number): types.RichTextBlock {
  const items = channels.map(({ channel, state }): types.RichTextSection => {
    const name: types.RichTextChannelMention = { type: 'channel', channel_id: channel };
    const words: types.RichTextText = { type: 'text', text: home.subscription(state) };
    return { type: 'rich_text_section', elements: [name, words] };
  });
  const more = others === 0 ? [] : [line(home.otherSubscriptions(others))];
  return richText([
    line(home.subscriptions, { bold: true }),
    { ...list([]), elements: [...items, ...more] },
  ]);
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
