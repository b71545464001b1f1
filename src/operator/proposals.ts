import type { Config } from '../config/config.ts';
import { secretsIn } from '../config/config.ts';
import { LONGEST_REASON } from '../debate/proposal.ts';
import { BotError } from '../errors.ts';
import { counted, foldWhiteSpace, french, QUOTATION_MARKS } from '../french/typography.ts';
import { threadFigures } from '../messages/threads.ts';
import type { Proposal, Proposed } from '../proposing/proposal.ts';
import { judgeable, type Judged, type Standing } from '../proposing/thread.ts';
import { createLog } from '../running/log.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';
import { openStore } from '../store/open.ts';
import { StoreConsents } from '../store/consents.ts';
import { StoreProposals } from '../store/proposals.ts';
import { accept, readAccepting } from './accepting.ts';
import { acceptThread } from './accepting-thread.ts';
import { debateChosen, type KeptSettings } from './choosing.ts';
import { typedAs } from './opening.ts';

const USAGE =
  'usage : npm run corpus -- proposals [--json], -- proposals accept N [--work ŒUVRE] [--role RÔLE] [--by NOM] [--title TITRE] [--licence own|public|free] [--again] [--local], ou -- proposals refuse N ["UNE RAISON"]';

/**
 * `corpus proposals` lists what was proposed and waits, to the debate of the key where one is given; `accept` makes a passage of it in the files of the
 * corpus, `refuse` says no. 0, else a BotError that says what is wrong; nothing is then changed.
 */
export async function proposalsCommand(
  typed: readonly string[],
  config: Config,
  surroundings: Pick<Surroundings, 'output' | 'errors' | 'now'>,
  key: string | null = null,
): Promise<number> {
  const asked = readArguments(typed);
  const { output, errors, now } = surroundings;
  const say = (line: string) => output.write(`${line}\n`);
  const time = platformTime(now);
  const log = createLog(errors, secretsIn(config));
  const { store, close } = await openStore(config.storeUrl, { time, log });
  try {
    const proposals = new StoreProposals(store);
    const judged = await judgeable(await proposals.all(), new StoreConsents(store, time.now));
    if (asked.deed === 'list') {
      const isWanted = ([{ debate }]: Judged) => key === null || debate === key;
      list(judged.filter(isWanted), asked.json, say);
      return ANSWERED;
    }
    const [proposal, thread] = waitingCalled(asked.number, judged);
    const { reason } = asked;
    const verdict = asked.deed === 'accept' ? 'accepted' : 'refused';
    if (asked.deed === 'accept') {
      const folder = folderFor(proposal, key, config);
      const accepting = readAccepting(asked.options);
      if (thread === null) await accept(proposal, accepting, folder, say);
      else acceptThread({ ...proposal, thread }, accepting, folder, say);
    } else say(french`la proposition n° ${proposal.number} est refusée`);
    await proposals.put({ ...proposal, proposed: null, decision: { verdict, reason } });
  } finally {
    await close();
  }
  return ANSWERED;
}

function readArguments(typed: readonly string[]) {
  const { values, positionals } = typedAs(typed, USAGE, {
    ...{ json: { type: 'boolean', default: false }, work: { type: 'string' } },
    ...{ role: { type: 'string' }, by: { type: 'string' }, title: { type: 'string' } },
    ...{ licence: { type: 'string' }, again: { type: 'boolean', default: false } },
    local: { type: 'boolean', default: false },
  });
  const { json, ...options } = values;
  const [deed, number, ...words] = positionals;
  if (deed === undefined) return { deed: 'list', json } as const;
  const isKnown = deed === 'accept' || deed === 'refuse';
  if (!isKnown || number === undefined || !/^\d{1,15}$/u.test(number))
    throw new BotError('usage', USAGE);
  return { deed, number: Number(number), reason: reasonOf(words.join(' ')), options } as const;
}

/** What the proposer is told: in a message of the bot, quotation marks and links are the corpus's. */
function reasonOf(typed: string): string | null {
  const reason = foldWhiteSpace(typed);
  if (reason === '') return null;
  const isPlain = reason.search(QUOTATION_MARKS) < 0 && !reason.includes('://');
  if (isPlain && reason.length <= LONGEST_REASON) return reason;
  throw new BotError(
    'usage',
    `la raison est lue par qui a proposé : ${LONGEST_REASON} caractères au plus, sans guillemets ni adresse`,
  );
}

/** The folder of the debate that it is for. */
function folderFor({ debate }: Proposal, key: string | null, config: KeptSettings): string {
  // One that was made where there was one debate names none.
  if (debate === '') return debateChosen(key, config).corpusFolder;
  if (config.debatesFolder === null)
    throw new BotError('configuration', `elle est pour le débat ${debate} : donnez DEBATES_DIR`);
  return debateChosen(debate, config).corpusFolder;
}

function waitingCalled(
  number: number,
  judged: readonly Judged[],
): readonly [Proposal & { proposed: Proposed }, Standing | null] {
  const [found, thread = null] = judged.find(([each]) => each.number === number) ?? [];
  if (found?.proposed != null) return [{ ...found, proposed: found.proposed }, thread];
  const numbers = judged.map(([each]) => each.number);
  const known = numbers.length === 0 ? 'aucune n’attend' : `en attente : ${numbers.join(', ')}`;
  throw new BotError('usage', `pas de proposition n° ${number} en attente ; ${known}`);
}

function list(waiting: readonly Judged[], json: boolean, say: (line: string) => unknown): void {
  if (json) {
    for (const [{ by, ...each }, thread] of waiting)
      say(JSON.stringify({ ...each, ...(thread !== null && { thread }) }));
    return;
  }
  const all = waiting.map(([each]) => each);
  for (const [each, thread] of waiting) say(linesOf(each, thread, all).join('\n'));
  if (waiting.length === 0) say('Aucune proposition n’attend.');
  else {
    say(french`${counted(waiting.length, 'proposition')}. Pour décider :`);
    say(
      '  npm run corpus -- proposals accept N     (--work, --role, --title, --licence : voir docs/corpus.md)',
    );
    say('  npm run corpus -- proposals refuse N "une raison, que lira qui a proposé"');
  }
}

/** What is needed to judge it. */
function linesOf(
  { number, day, platform, debate, proposed, by }: Proposal,
  thread: Standing | null,
  all: readonly Proposal[],
): string[] {
  if (proposed === null) return [];
  const { words, voice, url, title, date, permalink } = proposed;
  const alike = all.filter((each) => {
    return words !== null && each.number !== number && each.proposed?.words === words;
  });
  const others = all.filter((each) => each.by === by).length - 1;
  const told: readonly (readonly [string, string | null])[] = [
    ['débat', debate === '' ? null : debate],
    ['fil', thread === null ? null : threadFigures(thread)],
    [
      'mots',
      words?.replaceAll('\n', '\n         ') ?? (thread === null ? 'à choisir dans la page' : null),
    ],
    ['voix', voice],
    ['source', [title, url].filter((each) => each !== null).join(', ')],
    ['date', date],
    ['message', permalink === url ? null : permalink],
    [
      'à voir',
      alike.length === 0
        ? null
        : `mêmes mots que n° ${alike.map((each) => each.number).join(', ')}`,
    ],
    ['de même', others === 0 ? null : counted(others, 'autre proposition', 'autres propositions')],
  ];
  const lines = told.flatMap(([name, value]) =>
    value === null ? [] : [french`  ${name} : ${value}`],
  );
  const said = (thread?.messages ?? []).map((each) => {
    return french`    ${each.day} · ${each.voice ?? 'sans nom'} : ${each.words}`;
  });
  return [`n° ${number} · ${day} · ${platform}`, ...lines, ...said, ''];
}
