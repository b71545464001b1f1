import { BotError } from '../../errors.ts';
import { proposalLines, waitingTitle } from '../../messages/proposals.ts';
import { judgeable } from '../../proposing/thread.ts';
import { isAdministrator, PLATFORM, type ListenerParts, type Origin } from './requests.ts';
import { line, list, richText, type Block } from './view/blocks.ts';

/** Proposals shown to administrators: the command line has all of them, and their words whole. */
const PROPOSED_AT_HOME = 5;

/** What was proposed in a workspace and waits, for whoever administers it; nothing where the store is down. */
export async function proposedBlocks(
  parts: ListenerParts,
  { client, workspace = null, person }: Pick<Origin, 'client' | 'workspace' | 'person'>,
): Promise<readonly Block[]> {
  const { proposals, consents } = parts;
  if (proposals === undefined || consents === undefined || workspace === null) return [];
  const place = { platform: PLATFORM, workspace, channel: null, person: null };
  const judged = proposals.all(place).then((all) => judgeable(all, consents));
  const waiting = await judged.catch((fault: unknown) => {
    if (fault instanceof BotError && fault.code === 'store') return [];
    throw fault;
  });
  if (waiting.length === 0 || (await isAdministrator(parts, client, person)) !== true) return [];
  const shown = waiting.slice(0, PROPOSED_AT_HOME).map(([{ number, day, proposed }, thread]) => {
    const { words = null, voice = null, url = null, title = null } = proposed ?? {};
    return { number, day, words, voice, url, title, thread };
  });
  return [
    richText([
      line(waitingTitle(waiting.length), { bold: true }),
      list(proposalLines(shown, waiting.length)),
    ]),
  ];
}
