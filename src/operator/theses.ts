import { parseArgs } from 'node:util';
import type { Work } from '../corpus/parse.ts';
import type { Passage } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { readPrompts } from '../running/files.ts';
import { progressBar } from '../running/progress.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { FailureKind, LanguageModel } from '../summary/language-model.ts';
import { createProposer } from '../summary/proposing.ts';
import type { Refusal } from '../summary/proposing.ts';
import { openPrompts } from '../summary/prompts.ts';
import { counted, formatNumber, french } from '../french/typography.ts';
import { openCorpus } from './corpus.ts';
import { isOutOfReach, proposeAll, tokensOf } from './thesis-run.ts';
import type { Outcome, Placed, Run, RunParts } from './thesis-run.ts';

const USAGE = 'usage: npm run corpus -- theses [WORK…] [--budget TOKENS] [--dry-run]';
/** Enough for some hundred passages. */
const STANDARD_BUDGET = '200000';

type Desk = Pick<Surroundings, 'output' | 'errors' | 'now' | 'untilStopped'> & {
  /** The configured model; null where none is. */
  readonly openModel: () => Promise<LanguageModel | null>;
};

/**
 * `corpus theses`: lists the passages whose thesis nobody has written or read; where a model is configured,
 * lets it propose the theses that are missing, and writes them into the works as proposed. 0 but for a
 * fault of usage or corpus, or where the model never answered: then a BotError.
 */
export async function thesesCommand(
  typed: readonly string[],
  folder: string,
  desk: Desk,
): Promise<number> {
  const { ids, ...choices } = readArguments(typed);
  const { corpus, works } = openCorpus(folder);
  const chosen = chosenFrom(works, ids);
  const say = (line: string) => desk.output.write(`${line}\n`);
  const model = await desk.openModel();
  if (model === null) {
    for (const line of listOf(chosen)) say(line);
    return 0;
  }
  const stopping = new AbortController();
  void desk.untilStopped().then(() => {
    stopping.abort();
  });
  const { signal } = stopping;
  const prompts = openPrompts(readPrompts());
  const { propose } = createProposer({ model, corpus, signal, prompts });
  const missing = chosen.flatMap(placedIn).filter(({ passage }) => passage.thesis === null);
  if (missing.length === 0) {
    say(french`aucune thèse ne manque : celles qui sont proposées attendent d’être relues`);
    return 0;
  }
  const shown = shownBy(desk, choices);
  const run = await proposeAll(missing, { propose, signal, ...choices, ...shown });
  for (const line of reportOf(run, model.name, choices)) say(line);
  if (isUnanswered(run)) throw new BotError('configuration', noAnswer(run, model.name));
  return 0;
}

/** What the run tells while it lasts: the bar gives way to each line. */
function shownBy(
  { output, errors, now }: Desk,
  { writes }: Choices,
): Pick<RunParts, 'tell' | 'progress'> {
  const draw = progressBar(errors, now);
  return {
    tell: (placed, outcome) => {
      const lines = linesOf(placed, outcome, writes);
      if (lines.length > 0) draw(1);
      for (const line of lines) output.write(`${line}\n`);
    },
    progress: (run) => {
      draw(run.outcomes.length / run.of, countsOf(run));
      if (run.ended !== null) draw(1);
    },
  };
}

type Choices = Pick<RunParts, 'budget' | 'writes'>;

function readArguments(typed: readonly string[]) {
  try {
    const { values, positionals: ids } = parseArgs({
      args: [...typed],
      options: {
        budget: { type: 'string', default: STANDARD_BUDGET },
        'dry-run': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    if (!/^[1-9]\d{0,11}$/u.test(values.budget)) throw new BotError('usage', USAGE);
    return { ids, budget: Number(values.budget), writes: !values['dry-run'] };
  } catch (cause) {
    throw cause instanceof BotError ? cause : new BotError('usage', USAGE, { cause });
  }
}

function chosenFrom(works: readonly Work[], ids: readonly string[]): readonly Work[] {
  const known = works.map(({ source }) => source.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const message = `pas d’œuvre « ${unknown} » dans ce corpus, qui a : ${known.join(', ')}`;
    throw new BotError('usage', message);
  }
  return ids.length === 0 ? works : works.filter(({ source }) => ids.includes(source.id));
}

function placedIn({ passages, places, file }: Work): readonly Placed[] {
  return passages.map((passage, at) => ({ passage, file, line: places[at]?.line ?? 1 }));
}

const LONGEST_OPENING = 60;

/** What a thesis can wait for, and whose does. */
const WAITING: readonly (readonly [kind: string, waits: (passage: Passage) => boolean])[] = [
  ['sans thèse', ({ thesis }) => thesis === null],
  ['thèse proposée, à relire', ({ thesis }) => thesis?.isRead === false],
];

function listOf(works: readonly Work[]): readonly string[] {
  const lines = works.flatMap((work) =>
    WAITING.flatMap(([kind, waits]) => {
      const own = placedIn(work).filter(({ passage }) => waits(passage));
      const items = own.map((each) => `  ${placeOf(each)} — ${openingOf(each.passage.text ?? '')}`);
      return items.length === 0 ? [] : [french`${work.source.id}, ${kind} :`, ...items];
    }),
  );
  const all = works.flatMap(({ passages }) => passages);
  const [without = 0, proposed = 0] = WAITING.map(([, waits]) => all.filter(waits).length);
  return [
    ...lines,
    `${counted(without, 'passage')} sans thèse, ${counted(proposed, 'thèse proposée', 'thèses proposées')} à relire, sur ${counted(all.length, 'passage')}`,
    french`aucun modèle n’est configuré (OPENAI_API_KEY, OPENAI_BASE_URL) : rien n’est proposé, rien n’est écrit`,
  ];
}

function placeOf({ passage, file, line }: Placed): string {
  return `${file}:${line}: ${passage.id}`;
}

function openingOf(text: string): string {
  if (text.length <= LONGEST_OPENING) return text;
  return `${text.slice(0, LONGEST_OPENING).replace(/\s+\S*$/u, '')}…`;
}

/** What is told of one passage: all that was refused, and what was proposed where nothing is written. */
function linesOf(placed: Placed, outcome: Outcome, writes: boolean): readonly string[] {
  if (outcome.kind === 'refused') {
    const reasons = outcome.reasons.map(({ by, why }) => french`${BY[by]} : ${why}`).join(' ; ');
    return [`${placeOf(placed)} — refusée (${reasons})`, `  ${outcome.thesis}`];
  }
  if (outcome.kind !== 'proposed' || writes) return [];
  const { thesis, topics, searchWords } = outcome.proposal;
  return [
    `${placeOf(placed)} — proposée`,
    `  ${thesis}`,
    french`  thèmes : ${topics.join(', ')}`,
    french`  mots de recherche : ${searchWords.join(' ; ')}`,
  ];
}

const BY: Readonly<Record<Refusal, string>> = {
  form: 'forme',
  quotation: 'mots recopiés',
  name: 'nom',
  figure: 'nombre',
  voice: 'voix',
  deduced: 'déduction',
  stance: 'propos rapporté, rejeté ou demandé',
  'second reading': 'seconde lecture',
};

const FAILURES: Readonly<Record<FailureKind, string>> = {
  unreachable: 'injoignable',
  late: 'trop lent',
  'rate limited': 'trop sollicité',
  unauthorised: 'clé refusée',
  'unknown model': 'modèle inconnu',
  'bad request': 'demande incomprise',
  'server fault': 'panne du serveur',
  refused: 'refus de répondre',
  empty: 'réponse vide',
  cut: 'réponse coupée',
  unreadable: 'réponse illisible',
  stopped: 'interrompu',
};

function ofKind<Kind extends Outcome['kind']>({ outcomes }: Run, kind: Kind) {
  return outcomes.filter((each): each is Extract<Outcome, { kind: Kind }> => each.kind === kind);
}

function countsOf(run: Run): string {
  const proposed = counted(ofKind(run, 'proposed').length, 'proposée');
  const refused = counted(ofKind(run, 'refused').length, 'refusée');
  return `(${run.outcomes.length}/${run.of}, ${proposed}, ${refused})`;
}

function reportOf(run: Run, model: string, { budget, writes }: Choices): readonly string[] {
  const { outcomes, of, ended } = run;
  const [proposed, refused] = [ofKind(run, 'proposed').length, ofKind(run, 'refused')];
  const [before, meanwhile] = [ofKind(run, 'changed').length, ofKind(run, 'overtaken').length];
  const reasons = Map.groupBy(
    refused.flatMap((each) => each.reasons),
    ({ by }) => by,
  );
  const failures = Map.groupBy(ofKind(run, 'failed'), ({ failure }) => failure);
  const written = writes ? ', à relire dans les fichiers' : '';
  const left = counted(of - outcomes.length, 'passage attend encore', 'passages attendent encore');
  const endings = {
    stopped: french`interrompu : ${left}, relancez la commande pour continuer`,
    budget: french`budget de ${formatNumber(budget)} jetons dépensé : ${left}, relancez la commande pour continuer`,
    'no answer': noAnswer(run, model),
  };
  return [
    french`${counted(outcomes.length - before, 'passage soumis au modèle', 'passages soumis au modèle')} : ${counted(proposed, 'thèse proposée', 'thèses proposées')}${written}, ${counted(refused.length, 'refusée')}, ${counted(ofKind(run, 'failed').length, 'sans réponse', 'sans réponse')}`,
    ...[...reasons].map(([by, those]) => french`  refus (${BY[by]}) : ${those.length}`),
    ...[...failures].map(
      ([kind, those]) => french`  sans réponse (${FAILURES[kind]}) : ${those.length}`,
    ),
    ...(before + meanwhile > 0
      ? [french`  changés entre-temps, laissés tels quels : ${before + meanwhile}`]
      : []),
    french`jetons : ${formatNumber(tokensOf(outcomes))}`,
    // Where nothing was ever answered, the fault itself says so.
    ...(ended === null || (ended === 'no answer' && isUnanswered(run)) ? [] : [endings[ended]]),
  ];
}

/** Whether the model was asked, and never answered. */
function isUnanswered({ outcomes }: Run): boolean {
  const asked = outcomes.filter(({ kind }) => kind !== 'changed');
  return asked.length > 0 && asked.every(isOutOfReach);
}

function noAnswer(run: Run, model: string): string {
  const failures = new Set(ofKind(run, 'failed').map(({ failure }) => FAILURES[failure]));
  return french`le modèle ${model} ne répond pas (${[...failures].join(', ')}) : vérifiez OPENAI_BASE_URL, OPENAI_API_KEY et OPENAI_MODEL avec npm run doctor`;
}
