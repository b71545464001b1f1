import { perPassage, type Evidence } from '../evidence.ts';
import { mentionsIn } from '../people.ts';
import type { Proposed, Rule } from '../proposed.ts';
import type { Passage } from '../../debate/passage.ts';
import { isCapitalised } from '../grammar/tokens.ts';

const REPORTING =
  /^(?:rapport|racont|relat|relai|cit(?:e|er|ant|ee|es|ation)$|recopi|repren|repri|paraphras|reproduit|transcri|dicton|proverbe|bruit|rumeur|propos$|mot$|formule|disait|disaient|entendu|introduction|titre$|intitul|papier|aurait|serait|coutume|rapproch|s'inspir)/u;
const REJECTING =
  /^(?:rejet|refus|critiqu|contest|ecart|recus|denonc|mauvais|envers|rebours|condamn|moqu|repouss|deplor|reproch)/u;
const ASKING = /^(?:demand|interrog|question|si$|s'$|dout|hesit)/u;

/** What a voice only reports, rejects or asks is said to be reported, rejected or asked. */
export const stance: Rule = (proposed) => {
  for (const { passage } of proposed.evidence) {
    if (passage.stance === 'rejected' && !says(proposed, REJECTING))
      return `${passage.id} rejects it`;
    if (passage.stance === 'reported' && !says(proposed, REPORTING) && !quotesAnother(proposed))
      return `${passage.id} only reports it`;
    if (isQuestion(passage) && !says(proposed, ASKING)) return `${passage.id} only asks it`;
    if (isImagined(passage) && !says(proposed, IMAGINING)) return `${passage.id} only imagines it`;
  }
  if (isWronglyAsked(proposed)) return 'no cited passage asks it';
  return isWronglyDoubted(proposed) ? 'no cited passage doubts it' : null;
};

/** A parody, a comparison told as such or a scenario. */
function isImagined({ text, thesis }: Passage): boolean {
  return IMAGINED.test(text) || IMAGINED.test(thesis);
}

const IMAGINED = /métaphore|parodie|scénario|extrapoler|(?:est|sont) comparée?s?/u;
const IMAGINING =
  /^(?:compar|metaphor|parod|moqu|ridicul|iron|imag|scenario|extrapol|envisag|hypothe|possib|eventu|perspective|anal|paralle|rapproch|raill|caricatur|plaisant|tourn|comme$|equiva|ressembl|suppos|proje|pourr|demonstration|evoqu|illustr|transpos|\p{L}+(?:rait|raient)$)/u;

/** « Se demande si » where nothing asks or doubts. */
function isWronglyAsked({ own, evidence }: Proposed): boolean {
  const isAsked = own.some(({ form }, at) => isAsking(form, own[at - 1]?.form, own[at + 1]?.form));
  return isAsked && !evidence.some(asksSomething);
}

/** « Doute que » where all is certain. */
function isWronglyDoubted({ own, evidence }: Proposed): boolean {
  const isDoubted = own.some(
    ({ form }, at) =>
      /^(?:doute|doutent|doutait)$/u.test(form) &&
      /^(?:qu[e']|de|d'|du|des)$/u.test(own[at + 1]?.form ?? '') &&
      !/^(?:sans|nul|aucun|ne|pas)$/u.test(own[at - 1]?.form ?? ''),
  );
  return isDoubted && !evidence.some(doubtsSomething);
}

const doubtsSomething = perPassage(
  (each: Evidence) =>
    asksSomething(each) ||
    each.passage.text.includes('?') ||
    each.statements.some(({ clauses }) =>
      clauses.some(({ tokens }) =>
        tokens.some(
          ({ sign, form, isContent }) =>
            (sign === 'denied' && isContent && form !== 'doute') ||
            /^(?:peut|pourrait|pourraient|semble|semblent|guere|peu)$/u.test(form),
        ),
      ),
    ),
);

function isAsking(form: string, before = '', after = ''): boolean {
  if (/^(?:s'|se)$/u.test(before) && /^(?:demand|interrog)/u.test(form)) return true;
  return (
    /^(?:demande|demandent)$/u.test(form) && /^(?:si|s'|comment|pourquoi|quel\w*)$/u.test(after)
  );
}

const asksSomething = perPassage(({ passage, statements }: Evidence) => {
  if (isQuestion(passage)) return true;
  return statements.some(({ tokens }) =>
    tokens.some(({ form }) => /^(?:demand|interrog|question)/u.test(form)),
  );
});

function says({ own }: Proposed, pattern: RegExp): boolean {
  return own.some(({ form }) => pattern.test(form));
}

/** « Chris Brogan qualifiait »: somebody whom the passage names is made to speak. */
function quotesAnother({ own, evidence, vocabulary }: Proposed): boolean {
  const speakers = new Set(mentionsIn(own, vocabulary).map(({ person }) => person));
  const isNamed = (text: string) =>
    evidence.some(({ statements: [{ tokens }] }) => tokens.some((token) => token.text === text));
  return own.some(
    (token, at) =>
      isCapitalised(token) &&
      at > 0 &&
      !vocabulary.people.has(token.form) &&
      isNamed(token.text) &&
      /^(?:qualifiait|disait|ecrivait|ecrit|dit|jugeait|trouvait)$/u.test(
        own[at + 1]?.form ?? '',
      ) &&
      speakers.size < 2,
  );
}

/** Whether a passage asks and says nothing else, or its thesis says that it asks. */
export function isQuestion({ text, thesis }: Passage): boolean {
  const sentences = text.split(/(?<=[.?!…])\s+/u);
  return (
    sentences.every((each) => each.trimEnd().endsWith('?')) ||
    /\bdemandé?\b/u.test(thesis.slice(0, 20))
  );
}
