import { nameOpening } from './names.ts';
import { notice, type Knowledge } from './command.ts';
import { comparisonIn } from './comparer.ts';
import { askedFor, followUp, moveIn, type Before } from './following.ts';
import { readQuestion } from './question.ts';
import type { Asked, Options } from './request.ts';
import { LONGEST_SUBJECT, type Reply } from '../debate/reply.ts';
import { afterGreeting, callsForHelp, courtesiesIn } from '../french/courtesies.ts';

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
  const command = commandIn(text, knowledge);
  if (command !== null) return command;
  if (before !== null) return followUp(text, before, knowledge);
  return moveIn(text) === null ? null : notice({ code: 'nothing to follow' });
}

/** « une citation de Durand », « cite-moi Durand », « des citations sur les quais », « les textes de Durand ». */
const CITATION =
  /^(?:(?:je (?:veux|voudrais|cherche)|j['’]aimerais|(?:peux|pourrais|pouvez|pourriez)[ -](?:tu|vous)|(?:donne|trouve|montre)[rz]?|me|m['’]|moi|nous|avoir|lire)[ -]?)*(?:une |la |les |des |quelques )?(?:p['’]?e?tite |belle |courte |bonne |autre )?(?:citations?|cite[rz]?(?:[ -]moi)?|(?<works>sources|textes|articles|[ée]crits))(?: ?: ?| )(?<about>sur |concernant |(?:[àa] propos|au sujet) d(?:e |u |es |['’]))?(?<subject>.*)/isu;

const TIE = /^(?:d['’]|(?:de|du|des|par) )/iu;

/** What names a voice as `/citation`, `/sources` and `/comparer` do, or greets one: « bonjour Durand » asks for Durand. */
function commandIn(text: string, knowledge: Knowledge): Asked | Reply | null {
  if (text.length > LONGEST_SUBJECT) return null;
  const greeted = nameOpening(afterGreeting(text), knowledge.speakers);
  if (greeted?.rest === '' && !text.startsWith(greeted.name)) {
    return asking('debat', { sujet: greeted.name });
  }
  const compared = comparisonIn(text, knowledge.speakers);
  if (compared !== null) {
    return 'code' in compared ? notice(compared) : asking('comparer', compared);
  }
  const { works, about, subject: sujet } = CITATION.exec(text)?.groups ?? {};
  if (sujet === undefined) return null;
  if (works !== undefined) {
    const named = nameOpening(sujet.replace(TIE, ''), knowledge.speakers);
    return named?.rest === '' ? asking('sources', { auteur: named.name }) : null;
  }
  if (about !== undefined) return asking('citation', { sujet });
  const tied = TIE.test(sujet) ? sujet : `de ${sujet}`;
  const question = readQuestion({ sujet: `citation ${tied}` }, knowledge);
  if ('code' in question) return null;
  const { subject, filters, opinionOf } = question;
  const speakers = filters.speakers.length > 0 ? filters.speakers : opinionOf;
  if (speakers.length === 0) return null;
  return askedFor(asking('citation'), { ...filters, subject, speakers }, knowledge);
}

function asking(command: Asked['command'], options: Options = {}): Asked {
  return { command, options };
}
