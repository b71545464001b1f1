import { isStopWord } from '../../text/stop-words.ts';
import type { Token } from '../grammar/tokens.ts';
import type { Proposed, Rule } from '../proposed.ts';

const FIRST_PERSON = new Set(
  "je j' me m' moi mon ma mes mien mienne nous notre nos notres".split(' '),
);

/** Nobody speaks in a summary: no « je », no « nous », no « rappelons que ». */
export const person: Rule = ({ own }) => {
  const found = own.find(
    (token, index) => FIRST_PERSON.has(token.form) || isExhortation(own, index),
  );
  return found?.text ?? null;
};

/** « Rappelons », « n’oublions pas »: a verb where a sentence or clause begins. */
function isExhortation(own: readonly Token[], index: number): boolean {
  const token = own[index];
  if (token?.kind !== 'word' || !/[^i]ons$|[^ts]ions$/u.test(token.form)) return false;
  const before = own.slice(0, index).filter(({ form }) => !/^(?:n'|ne|y|en|l'|s')$/u.test(form));
  return before.length === 0;
}

const READER = new Set("vous votre vos votres tu te t' ta tes toi tien tienne".split(' '));
const NOT_SECOND_PERSON = new Set('chez assez nez rez riz'.split(' '));

/** Nor is anyone spoken to. */
export const reader: Rule = ({ own, evidence }) => {
  const found = own.find((token, index) => {
    const { form, kind } = token;
    if (kind !== 'word') return false;
    if (READER.has(form) || (form === 'ton' && !isNoun(own, index))) return true;
    if (/^lect(?:eur|rice)s?$/u.test(form)) return !evidence.some(isFromReader);
    return form.length > 3 && form.endsWith('ez') && !NOT_SECOND_PERSON.has(form);
  });
  return found?.text ?? null;
};

function isNoun(own: readonly Token[], index: number): boolean {
  return /^(?:le|un|ce|son|du|au|de|d'|quel)$/u.test(own[index - 1]?.form ?? '');
}

/** A commenter is a reader, of another text. */
function isFromReader({ passage }: Proposed['evidence'][number]): boolean {
  return passage.role === 'commentateur' || passage.text.includes('lecteur');
}

const FRENCH = new Set(
  `le les des du une est et dans pour qui sur avec ne n' pas au aux ce cette ces leur leurs sont plus mais par
  d' l' qu' s' c' il elle ils elles on un la de a en ou se que sa son ses dont ont ete etre tout tous comme sans
  ni si y plutot selon deja encore`.split(/\s+/u),
);
/** Grammar of neighbouring languages that is no French word. */
const FOREIGN = new Set(
  `the and of to is are was were that this these those with from which because they their them his her its it be
  been has have had will would should could not by an at as into about than then there what when where who how why
  el los las una unos unas con por para pero muy mas esta estan como donde porque y del al lo su sus es son ha han
  der die das und ist nicht ein eine einen mit von zu auf fur dem den sind werden wird weil noch auch sie
  che di gli della delle dello dei degli sono piu perche anche nel nella alla il io questo questa
  o os uma com nao mais dos das het een van niet zijn voor`.split(/\s+/u),
);
/** French words among them. */
const SHARED = new Set(
  'son es as a an y die den con por lo al mas il at mais main io sur par o os des das'.split(' '),
);

/** Shares of the sentence's words. French prose has about half of them from the first list. */
const LEAST_FRENCH = 0.18;

/** The sentence is French, all along. */
export const language: Rule = ({ own, tokens }) => {
  const foreign = own.filter(({ form }) => FOREIGN.has(form) && !SHARED.has(form));
  if (new Set(foreign.map(({ form }) => form)).size > 1)
    return foreign.map(({ text }) => text).join(' ');
  const share = Math.max(frenchShare(own), frenchShare(tokens));
  return share < LEAST_FRENCH ? 'hardly any French word' : null;
};

function frenchShare(tokens: readonly Token[]): number {
  const words = tokens.filter(({ kind }) => kind === 'word');
  return words.filter(({ form }) => FRENCH.has(form) || isStopWord(form)).length / words.length;
}

/** What only somebody who sees the instructions, the numbered passages or the task would say. */
const INSTRUCTIONS = [
  /\bconsignes?\b/u,
  /\binstructions?\b/u,
  /\bprompts?\b/u,
  /\bextraits?\b/u,
  /\bresumes?\b/u,
  /\ben tant qu(?:e |')(?:modele|assistant|ia|intelligence|programme|robot)/u,
  /\bmodeles? de langage\b/u,
  /\bintelligence artificielle\b/u,
  /\b(?:l'|une |un )(?:ia|assistant|robot)\b/u,
  /\bchatbots?\b/u,
  /\bci ?-? ?(?:dessus|dessous|apres|contre|joints?)\b/u,
  /\b(?:ce|ces|cet|les|des|aux|chaque|aucun|quelques|plusieurs|sept|six|cinq|quatre|trois|deux) passages?\b/u,
  /\b(?:passages?|citations?|sources?|documents?|numeros?|points?)(?: n[°o]\.?| numero)? ?\d/u,
  /\ble passage (?:cite|fourni|suivant|precedent|montre|dit|indique|affirme|explique)/u,
  /\b(?:textes?|documents?|contexte|sources?|citations?|elements?|informations?) (?:fourni|donne|ci)/u,
  /\b(?:corpus|systeme prompt|message systeme|json)\b/u,
  /\b(?:ne permet(?:tent)? pas de|impossible de|ne peut pas) repondre\b/u,
  /\bcette (?:reponse|phrase|synthese)\b/u,
  /\ben resume\b/u,
];

export const instructions: Rule = ({ own, text }) => {
  const said = own
    .map(({ form }) => form)
    .join(' ')
    .replace(/' /gu, "'")
    .replace(/ ([,.])/gu, '$1');
  const found = INSTRUCTIONS.map((pattern) => pattern.exec(said)?.[0]).find(
    (each) => each !== undefined,
  );
  return found === undefined || isVerbOfSumming(found, text) ? null : found;
};

/** « Fred Cavazza résume cette installation » sums nothing of ours up. */
function isVerbOfSumming(found: string, text: string): boolean {
  return found === 'resume' && /\brésume\b/u.test(text) && !/\brésumé/u.test(text);
}
