import { join } from 'node:path';
import { LONGEST, SHORTEST } from '../corpus/house-rules.ts';
import { sentenceFault } from '../corpus/sentences.ts';
import { BotError } from '../errors.ts';
import { counted, french } from '../french/typography.ts';
import { partsOfText } from '../import/works/pieces.ts';
import { newThreadOf, type Accepted } from '../import/works/proposed.ts';
import type { Proposal, Proposed } from '../proposing/proposal.ts';
import type { Standing } from '../proposing/thread.ts';
import { putFile } from '../running/disk.ts';
import { readCorpusFolder } from '../running/files.ts';
import { checked, freeId, hostOf, type Accepting } from './accepting.ts';
import { reload } from './corpus.ts';
import { openCorpus } from './opening.ts';

type Thread = Proposal & { readonly proposed: Proposed; readonly thread: Standing };

/**
 * Makes a work of what the people of a thread let be kept, a passage a message, checked as `corpus check` does, and
 * asks whoever serves to read it. Throws a BotError, and changes nothing, where that cannot be.
 */
export function acceptThread(
  { number, proposed, thread }: Thread,
  accepting: Accepting,
  folder: string,
  say: (line: string) => unknown,
): void {
  refuseOthers(accepting, thread);
  const { right, title } = accepting;
  const isExcerpt = right === 'quotations';
  const long = thread.messages.filter(({ words }) => !isExcerpt || words.length >= SHORTEST);
  const fitting = long.filter(({ words }) => !isExcerpt || canBeExcerpts(words));
  const kept = fitting.map((each) => acceptedOf(each, accepting, proposed));
  if (kept.length === 0)
    throw new BotError(
      'usage',
      `aucun message n’a ${SHORTEST} caractères et des phrases entières : refusez ce fil`,
    );
  const { works } = openCorpus(folder);
  const id = freeId({ ...proposed, date: kept[0]?.date ?? null }, works);
  const host = proposed.url === null ? null : hostOf(proposed.url);
  const named = title ?? `Fil de discussion${host === null ? '' : ` sur ${host}`}`;
  const placing = { id, title: named, publisher: host, kind: 'fil de discussion', right };
  const text = newThreadOf(kept, placing);
  checked(readCorpusFolder(folder), { name: join(folder, `${id}.md`), text }, REMEDY);
  putFile(folder, `${id}.md`, text);
  say(
    french`la proposition n° ${number} est une œuvre nouvelle, ${id}.md : ${counted(kept.length, 'message')}`,
  );
  const leave = (left: number, why: string) => {
    if (left > 0) say(french`${`${counted(left, 'message')} ${why}, hors du débat`}`);
  };
  leave(thread.messages.length - long.length, `de moins de ${SHORTEST} caractères`);
  leave(long.length - kept.length, `sans fin de phrase en ${LONGEST} caractères, ou sans début`);
  reload(say);
}

const REMEDY =
  'rien n’est écrit ; ajoutez --role commentateur pour les phrases qui commencent par une minuscule ou n’ont pas de point, déclarez dans voices.yaml les noms sans majuscule, ou refusez';

/** Whether each passage that would be made of it is one that excerpts may have, in a role that asks the least. */
function canBeExcerpts(words: string): boolean {
  return partsOfText(words).every((text) => {
    const isLong = text.length < SHORTEST || text.length > LONGEST;
    return !isLong && sentenceFault({ text, role: 'commentateur', flags: [] }, null) === null;
  });
}

/** What makes sense of one's words alone, or would call whole what is not. */
function refuseOthers({ work, role, by, right }: Accepting, { asked, agreed }: Standing): void {
  if (work !== null || by !== null || role === 'cité' || role === 'auteur')
    throw new BotError(
      'usage',
      'un fil fait une œuvre nouvelle : sans --work, --by ni --role cité',
    );
  if (right !== 'quotations' && agreed < asked)
    throw new BotError(
      'usage',
      'tout le monde n’a pas donné son accord, ce fil n’est pas entier : sans --licence',
    );
}

/** Who wants no name is called as the corpus calls those whom nobody names. */
function acceptedOf(
  { words, voice, day }: Standing['messages'][number],
  { role }: Accepting,
  { url }: Proposed,
): Accepted {
  const said =
    voice === null
      ? ({ voice: 'anonyme', role: 'commentateur' } as const)
      : { voice, role: role ?? 'orateur' };
  return { ...said, words, quotedBy: null, date: day, url };
}
