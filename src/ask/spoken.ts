import { withoutLook } from './citation.ts';
import { nameOpening } from './names.ts';
import { notice, type Knowledge } from './command.ts';
import { ABOUT, comparisonIn, LEAD } from './comparer.ts';
import { askedFor, followUp, withChange } from './following.ts';
import { moveIn, type Before } from './moves.ts';
import { readQuestion } from './question.ts';
import type { Asked, Options } from './request.ts';
import { findZone, readGesture, tellApart } from './schedule-words.ts';
import { LONGEST_SUBJECT, type Reply } from '../debate/reply.ts';
import { afterGreeting, callsForHelp, courtesiesIn } from '../french/courtesies.ts';
import { foldText } from '../french/words.ts';

/** What asks for what can be asked. */
export const NOTHING_ASKED: Asked = { command: 'aide-debat', options: {} };

/**
 * What is said in plain words and is no question on a subject, told by what it says from its first word to its
 * last: a courtesy, a call for help, what goes on from the question before, another command. Null for a question.
 */
export async function saidIn(
  text: string,
  before: Before | null,
  knowledge: Knowledge,
): Promise<Asked | Reply | null> {
  const courtesies = courtesiesIn(text);
  if (courtesies !== null) return notice({ code: 'courtesy', courtesies });
  if (callsForHelp(text)) return NOTHING_ASKED;
  const command = await commandIn(text, knowledge);
  if (command !== null) return 'kind' in command ? command : onSame(command, before, knowledge);
  if (before !== null) return followUp(text, before, knowledge);
  return moveIn(text) === null ? null : notice({ code: 'nothing to follow' });
}

/** « Qui répond à qui ? » after a question on a subject asks it of the same. */
async function onSame(said: Asked, before: Before | null, knowledge: Knowledge): Promise<Asked> {
  const { command, options } = said;
  const isWhole = (command === 'carte' || command === 'qui-repond') && options.sujet === '';
  if (!isWhole || before === null) return said;
  return (await withChange({ ...before.last, command }, {}, knowledge)) ?? said;
}

/** « la carte du débat sur les quais », « dessine-moi la carte des arguments de Durand ». */
const MAP = new RegExp(
  String.raw`^${LEAD}(?:une |la )?(?:carte|cartographie) (?:du d[ée]bat|des (?:d[ée]bats|arguments|th[èe]ses|[ée]changes|positions))(?![\p{L}-])(?<rest>.*)$`,
  'isu',
);

/** « qui répond à qui sur les quais ? », « qui a répondu à Durand ? », « à qui répond Durand ? » */
const ANSWERING =
  /^(?:et )?(?:qui (?:r[ée]pond|a r[ée]pondu) (?:[àa]u?x? )|[àa] qui (?:r[ée]pond|a r[ée]pondu) )(?<whom>.*)$/isu;

/** « Quelles sont tes sources ? » */
const YOUR_SOURCES =
  /^(?:(?:quelles? (?:sont|est)|c['’]est quoi|(?:donne|montre)[rz]?(?:[ -]moi)?) )?(?:tes|vos) (?:sources|textes)$/isu;

/** « désactive l’abonnement », « peux-tu arrêter notre abonnement ? », « quel est l’état de l’abonnement ? » */
const OF_SUBSCRIPTION = new RegExp(
  String.raw`^${LEAD}(?:quel est l['’])?(?<gesture>\p{L}+) (?:de )?(?:(?:l['’ ]|cet |mon |ton |notre |votre |un )\s*)?abonnement(?![\p{L}-])(?<rest>.*)$`,
  'isu',
);
/** « abonne-nous à 9 h », « je veux me désabonner » */
const SUBSCRIBED = new RegExp(
  String.raw`^(?=.*(?:m['’]|(?:me|nous) )\p{L}|.*[ -](?:moi|nous)(?!\p{L}))${LEAD}(?<gesture>(?:d[ée]s)?abonne[rz]?)(?![\p{L}’'])(?:[ -](?:moi|nous))?(?<rest>.*)$`,
  'isu',
);

/** « quels débats ? », « la liste des débats », folded. */
const DEBATES = new RegExp(
  String.raw`^${LEAD}(?:(?<list>(?:la )?liste[rz]? (?:de tous les |de tes |de vos |des |les ))|(?:tous )?(?:les |vos |tes )|(?:sur |de )?quels? (?:(?:est|sont|autres?) )*(?:le |les |vos |tes )?|combien de )debats?(?![\p{L}-])(?<rest>.*)$`,
  'su',
);
/** What may be said of them, and leaves nothing that they would be about. */
const HELD =
  /^(?: (?:disponibles?|ouverts?|possibles?|choisie?s?|en cours|ici|est|sont|y a[- ]t[- ]il|il y a|(?:que )?(?:tu|vous) (?:connais|connaissez|as|avez)|(?:connais|connaissez|as|avez)[- ](?:tu|vous)|(?:puis|peut|peux|pouvez)[- ](?:je|on|tu|vous) (?:interroger|choisir|demander|lire|consulter)))+$/u;

/**
 * Whether it is asked which debates there are: `plainly`, or in words that could be a subject where there is but
 * one, as « les débats ». Null where something else is asked.
 */
export function debatesAsked(text: string): 'plainly' | 'perhaps' | null {
  if (text.length > LONGEST_SUBJECT) return null;
  const { list, rest } = DEBATES.exec(foldText(text.replace(/[\s?!.…]+$/u, '')))?.groups ?? {};
  if (rest === undefined || (rest !== '' && !HELD.test(rest))) return null;
  return list === undefined && rest === '' ? 'perhaps' : 'plainly';
}

/** What is done with a subscription, where nothing is said but that and when: « arrêter l’abonnement aux journaux » is a subject. */
function subscribingIn(asked: string): Asked | null {
  const { gesture = '', rest = '' } =
    (OF_SUBSCRIPTION.exec(asked) ?? SUBSCRIBED.exec(asked))?.groups ?? {};
  if (readGesture(gesture) === null) return null;
  const options = tellApart(`${gesture} ${rest}`);
  const isWhole = options.fuseau === undefined || findZone(options.fuseau) !== null;
  return isWhole ? asking('abonnement', options) : null;
}

/** The works, the map, or who answers whom; null where somebody answers what is no voice: that is a subject. */
function relatedIn(text: string, { catalogue: { speakers } }: Knowledge): Asked | null {
  const asked = text.replace(/[\s?!.…]+$/u, '');
  if (YOUR_SOURCES.test(asked)) return asking('sources');
  if (debatesAsked(asked) === 'plainly') return asking('debats');
  const subscribing = subscribingIn(asked);
  if (subscribing !== null) return subscribing;
  const { rest } = MAP.exec(asked)?.groups ?? {};
  if (rest !== undefined) return asking('carte', { sujet: subjectOf(rest) });
  const { whom } = ANSWERING.exec(asked)?.groups ?? {};
  if (whom === undefined) return null;
  const anybody = /^qui(?![\p{L}-])(?<rest>.*)$/isu.exec(whom)?.groups;
  if (anybody !== undefined)
    return asking('qui-repond', { sujet: subjectOf(anybody['rest'] ?? '') });
  const named = nameOpening(whom, speakers);
  if (named === null || (named.rest !== '' && !ABOUT.test(named.rest))) return null;
  return asking('qui-repond', { auteur: named.name, sujet: subjectOf(named.rest) });
}

function subjectOf(rest: string): string {
  return rest.trim().replace(ABOUT, '').replace(TIE, '');
}

/** « une citation de Durand », « cite-moi Durand », « des citations sur les quais », « les textes de Durand ». */
const CITATION = new RegExp(
  String.raw`^${LEAD}(?:une |la |les |des |quelques )?(?:p['’]?e?tite |belle |courte |bonne |autre )?(?:citations?|cite[rz]?(?:[ -]moi)?|(?<works>sources|textes|articles|[ée]crits))(?: ?: ?| )(?<about>sur |concernant |(?:[àa] propos|au sujet) d(?:e |u |es |['’]))?(?<subject>.*)`,
  'isu',
);

const TIE = /^(?:d['’]|(?:de|du|des|par) )/iu;

/** What asks for a map, or names a voice as `/citation`, `/sources` and `/comparer` do, or greets one: « bonjour Durand » asks for Durand. */
async function commandIn(text: string, knowledge: Knowledge): Promise<Asked | Reply | null> {
  if (text.length > LONGEST_SUBJECT) return null;
  const greeted = nameOpening(afterGreeting(text), knowledge.catalogue.speakers);
  if (greeted?.rest === '' && !text.startsWith(greeted.name)) {
    return asking('debat', { sujet: greeted.name });
  }
  const compared = comparisonIn(text, knowledge.catalogue.speakers);
  if (compared !== null) {
    return 'code' in compared ? notice(compared) : asking('comparer', compared);
  }
  const related = relatedIn(text, knowledge);
  if (related !== null) return related;
  const { works, about, subject: said } = CITATION.exec(text)?.groups ?? {};
  if (said === undefined) return null;
  const { words: sujet, look } = withoutLook(said);
  if (works !== undefined) {
    const named = nameOpening(sujet.replace(TIE, ''), knowledge.catalogue.speakers);
    return named?.rest === '' ? asking('sources', { auteur: named.name }) : null;
  }
  if (about !== undefined) return asking('citation', { sujet, ...look });
  const tied = TIE.test(sujet) ? sujet : `de ${sujet}`;
  const question = await readQuestion({ sujet: `citation ${tied}` }, knowledge);
  if ('code' in question) return null;
  const { subject, filters, opinionOf } = question;
  const speakers = filters.speakers.length > 0 ? filters.speakers : opinionOf;
  if (speakers.length === 0) return null;
  return askedFor(asking('citation', look), { ...filters, subject, speakers }, knowledge);
}

function asking(command: Asked['command'], options: Options = {}): Asked {
  return { command, options };
}
