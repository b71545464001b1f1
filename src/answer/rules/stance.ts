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
  }
  return null;
};

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
