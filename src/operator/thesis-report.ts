import { counted, formatNumber, french } from '../french/typography.ts';
import type { Work } from '../corpus/parse.ts';
import type { Passage } from '../debate/passage.ts';
import type { FailureKind } from '../summary/language-model.ts';
import type { Refusal } from '../summary/proposing.ts';
import { isOutOfReach, tokensOf } from './thesis-run.ts';
import type { Outcome, Placed, Run, RunParts } from './thesis-run.ts';

/** What can be proposed: how it is asked for, who lacks it, and how that is told. */
export const WANTED = {
  theses: {
    ask: 'propose',
    lacks: ({ thesis }: Passage) => thesis === null,
    without: 'sans thèse',
    none: french`aucune thèse ne manque : celles qui sont proposées attendent d’être relues`,
    proposed: (count: number) => counted(count, 'thèse proposée', 'thèses proposées'),
    afterwards: ', à relire dans les fichiers',
  },
  'search words': {
    ask: 'proposeSearchWords',
    lacks: ({ searchWords }: Passage) => searchWords.length === 0,
    without: 'sans mots de recherche',
    none: 'tous les passages ont des mots de recherche',
    proposed: (count: number) => `mots de recherche proposés pour ${counted(count, 'passage')}`,
    afterwards: ', écrits dans les fichiers',
  },
} as const;
export type Wanted = keyof typeof WANTED;

export type Choices = Pick<RunParts, 'budget' | 'writes'>;

export function placedIn({ passages, places, file }: Work): readonly Placed[] {
  return passages.map((passage, at) => ({ passage, file, line: places[at]?.line ?? 1 }));
}

const LONGEST_OPENING = 60;

const isToRead = ({ thesis }: Passage) => thesis?.isRead === false;

export function listOf(works: readonly Work[], wanted: Wanted): readonly string[] {
  const { without, lacks } = WANTED[wanted];
  const waiting = [
    { kind: without, waits: lacks },
    ...(wanted === 'theses' ? [{ kind: 'thèse proposée, à relire', waits: isToRead }] : []),
  ];
  const lines = works.flatMap((work) =>
    waiting.flatMap(({ kind, waits }) => {
      const own = placedIn(work).filter(({ passage }) => waits(passage));
      const items = own.map((each) => `  ${placeOf(each)} — ${openingOf(each.passage.text ?? '')}`);
      return items.length === 0 ? [] : [french`${work.source.id}, ${kind} :`, ...items];
    }),
  );
  const all = works.flatMap(({ passages }) => passages);
  const toRead =
    wanted === 'theses' ? ` ${WANTED.theses.proposed(all.filter(isToRead).length)} à relire,` : '';
  return [
    ...lines,
    `${counted(all.filter(lacks).length, 'passage')} ${without},${toRead} sur ${counted(all.length, 'passage')}`,
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
export function linesOf(placed: Placed, outcome: Outcome, writes: boolean): readonly string[] {
  if (outcome.kind === 'refused') {
    const reasons = outcome.reasons.map(({ by, why }) => french`${BY[by]} : ${why}`).join(' ; ');
    return [`${placeOf(placed)} — refusée (${reasons})`, `  ${outcome.written}`];
  }
  if (outcome.kind !== 'proposed' || writes) return [];
  const { thesis, topics, searchWords } = outcome.proposal;
  return [
    `${placeOf(placed)} — proposée`,
    ...(thesis === null ? [] : [`  ${thesis}`, french`  thèmes : ${topics.join(', ')}`]),
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

export function countsOf(run: Run): string {
  const proposed = counted(ofKind(run, 'proposed').length, 'proposée');
  const refused = counted(ofKind(run, 'refused').length, 'refusée');
  return `(${run.outcomes.length}/${run.of}, ${proposed}, ${refused})`;
}

export function reportOf(
  run: Run,
  model: string,
  { budget, writes }: Choices,
  wanted: Wanted,
): readonly string[] {
  const { outcomes, of, ended } = run;
  const proposed = WANTED[wanted].proposed(ofKind(run, 'proposed').length);
  const refused = ofKind(run, 'refused');
  const [before, meanwhile] = [ofKind(run, 'changed').length, ofKind(run, 'overtaken').length];
  const reasons = Map.groupBy(
    refused.flatMap((each) => each.reasons),
    ({ by }) => by,
  );
  const failures = Map.groupBy(ofKind(run, 'failed'), ({ failure }) => failure);
  const written = writes ? WANTED[wanted].afterwards : '';
  const left = counted(of - outcomes.length, 'passage attend encore', 'passages attendent encore');
  const endings = {
    stopped: french`interrompu : ${left}, relancez la commande pour continuer`,
    budget: french`budget de ${formatNumber(budget)} jetons dépensé : ${left}, relancez la commande pour continuer`,
    'no answer': noAnswer(run, model),
  };
  return [
    french`${counted(outcomes.length - before, 'passage soumis au modèle', 'passages soumis au modèle')} : ${proposed}${written}, ${counted(refused.length, 'refusée')}, ${counted(ofKind(run, 'failed').length, 'sans réponse', 'sans réponse')}`,
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
export function isUnanswered({ outcomes }: Run): boolean {
  const asked = outcomes.filter(({ kind }) => kind !== 'changed');
  return asked.length > 0 && asked.every(isOutOfReach);
}

export function noAnswer(run: Run, model: string): string {
  const failures = new Set(ofKind(run, 'failed').map(({ failure }) => FAILURES[failure]));
  return french`le modèle ${model} ne répond pas (${[...failures].join(', ')}) : vérifiez OPENAI_BASE_URL, OPENAI_API_KEY et OPENAI_MODEL avec npm run doctor`;
}
