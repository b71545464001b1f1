import type { Answer } from '../../../ask/request.ts';
import { arrowLines, nodeLine } from '../../../conversation/map.ts';
import { quoteButtons } from '../../../conversation/buttons.ts';
import type { Layout } from '../../../conversation/layout.ts';
import { messages } from '../../../messages/messages.ts';
import { context, line, plain, richText, type Block } from './blocks.ts';
import { numberedBlock } from './buttons.ts';

/** A block of more lines than this is one that Slack folds away. */
const NODES_A_BLOCK = 5;

/** The passages of a map that their theses tell, a line each. */
export function nodeBlocks({ nodes }: Pick<Layout, 'nodes'>): Block[] {
  const blocks = Math.ceil(nodes.length / NODES_A_BLOCK);
  return Array.from({ length: blocks }, (_, place) => {
    const those = nodes.slice(place * NODES_A_BLOCK, (place + 1) * NODES_A_BLOCK);
    return richText(those.map((node) => line(nodeLine(node))));
  });
}

/** What is read between the passages of a map, what is left out of it, and what can be asked of each. */
export function arrowBlocks(
  kept: Layout,
  answer: Pick<Answer, 'reply' | 'from'>,
  hasButtons: boolean,
): Block[] {
  const { reply } = answer;
  if (reply.kind !== 'map') return [];
  const lines = arrowLines(kept);
  const left = reply.map.nodes.length - kept.nodes.length - kept.quotes.length;
  const buttons = kept.nodes.flatMap(({ number, quote }) =>
    quoteButtons(quote, answer, null).map((each) => [number, each] as const),
  );
  return [
    ...(lines.length === 0
      ? []
      : [richText([messages.arrows(), ...lines].map((each) => line(each)))]),
    ...(left === 0 ? [] : [context(plain(messages.andOtherNodes(left)))]),
    ...(hasButtons ? numberedBlock(buttons) : []),
  ];
}
