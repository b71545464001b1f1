import { BotError } from '../../errors.ts';
import { proposalLines, waitingTitle } from '../../messages/proposals.ts';
import { isWaiting } from '../../proposing/proposal.ts';
import { isAdministrator, PLATFORM, type ListenerParts, type Origin } from './requests.ts';
import { line, list, richText, type Block } from './view/blocks.ts';

/** Proposals shown to administrators: the command line has all of them, and their words whole. */
const PROPOSED_AT_HOME = 5;

/** What was proposed in a workspace and waits, for whoever administers it; nothing where the store is down. */
export async function proposedBlocks(
  parts: ListenerParts,
  { client, workspace = null, person }: Pick<Origin, 'client' | 'workspace' | 'person'>,
): Promise<readonly Block[]> {
  const { proposals } = parts;
  if (proposals === undefined || workspace === null) return [];
  const place = { platform: PLATFORM, workspace, channel: null, person: null };
  const all = await proposals.all(place).catch((fault: unknown) => {
    if (fault instanceof BotError && fault.code === 'store') return [];
    throw fault;
  });
  const waiting = all.filter(isWaiting);
  if (waiting.length === 0 || (await isAdministrator(parts, client, person)) !== true) return [];
  const shown = waiting.slice(0, PROPOSED_AT_HOME).map(({ number, day, proposed }) => {
    const { words = null, voice = null, url = null, title = null } = proposed ?? {};
    return { number, day, words, voice, url, title };
  });
  return [
    richText([
      line(waitingTitle(waiting.length), { bold: true }),
      list(proposalLines(shown, waiting.length)),
    ]),
  ];
}
