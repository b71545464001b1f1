import { namesApart } from './arguments.ts';
import type { Notice } from '../debate/notice.ts';
import { isToComplete } from '../proposing/proposal.ts';
import type { Reply } from '../debate/reply.ts';
import type { Knowledge } from './command.ts';
import { withChange } from './following.ts';
import { findSpeaker } from './people.ts';
import type { Asked } from './request.ts';

/** As many buttons as Discord puts in a row. */
const MOST_OFFERS = 5;

/** The questions that a reply proposes in words, each complete, so that a button can ask it. */
export async function offersFor(
  asked: Asked,
  reply: Reply,
  knowledge: Knowledge,
): Promise<readonly Asked[]> {
  if (reply.kind === 'help') return examples(knowledge);
  if (isToComplete(reply)) return [{ command: 'proposer', options: {} }];
  if (reply.kind !== 'notice') return [];
  return (await proposed(reply.notice, asked, knowledge)).slice(0, MOST_OFFERS);
}

async function proposed(
  notice: Notice,
  asked: Asked,
  knowledge: Knowledge,
): Promise<readonly Asked[]> {
  switch (notice.code) {
    case 'no passage':
    case 'no citation':
      return on(notice.suggestions, asked, knowledge);
    case 'silent on subject':
      return on(notice.topics, asked, knowledge);
    case 'unknown author':
      return by(
        notice.suggestions.length > 0 ? notice.suggestions : notice.known,
        notice.name,
        asked,
      );
    case 'several authors':
      return by(notice.candidates, notice.name, asked);
    case 'author missing':
      return by(notice.known, '', asked);
    case 'nothing read together':
      return instead(notice, asked, knowledge);
    case 'nothing in common':
      return notice.speakers.map((auteur) => position(auteur, notice.subject ?? ''));
    case 'two voices at a time':
      return pairs(notice.voices, notice.subject);
    case 'not a schedule':
      return notice.suggestions.map((fuseau) => ({
        command: asked.command,
        options: { ...asked.options, fuseau },
      }));
    case 'words held':
      return [{ command: 'contexte', options: { ref: notice.ref } }];
    case 'unknown work':
      return [{ command: 'sources', options: {} }];
    case 'courtesy':
    case 'nothing to follow':
    case 'subject missing':
      return examples(knowledge);
    default:
      return [];
  }
}

/** What the help shows as examples. */
function examples({ catalogue }: Knowledge): readonly Asked[] {
  const { subject, otherSubject, ...typed } = catalogue.examples;
  const [speaker, otherSpeaker] = [typed.speaker, typed.otherSpeaker].map((name) => {
    const found = name === null ? null : findSpeaker(catalogue.speakers, name);
    return found !== null && 'label' in found ? found.label : null;
  });
  return [
    ...(subject === null ? [] : [{ command: 'debat', options: { sujet: subject } } as const]),
    ...(speaker == null ? [] : [position(speaker, otherSubject ?? '')]),
    ...(speaker == null || otherSpeaker == null ? [] : pairs([speaker, otherSpeaker], '')),
  ];
}

/** The same question on each of these subjects. */
async function on(
  subjects: readonly string[],
  asked: Asked,
  knowledge: Knowledge,
): Promise<readonly Asked[]> {
  const all = subjects.map((subject) => withChange(asked, { subject }, knowledge));
  return (await Promise.all(all)).filter((each) => each !== null);
}

/** The same question of each of these voices, in the place of the name that none has, or several have. */
function by(
  names: readonly string[],
  wrong: string,
  { command, options }: Asked,
): readonly Asked[] {
  const named = namesApart(options);
  const place = (['auteur', 'auteur2'] as const).find((each) => (named[each] ?? '') === wrong);
  if (place === undefined) return [];
  return names.map((name) => ({ command, options: { ...named, [place]: name } }));
}

/** The same on what is read together, then all that is found on the subject. */
async function instead(
  { subject, topics }: Extract<Notice, { code: 'nothing read together' }>,
  asked: Asked,
  knowledge: Knowledge,
): Promise<readonly Asked[]> {
  const { page, ...options } = asked.options;
  const found = subject === null ? [] : [{ command: 'debat', options } as const];
  const offered = [...(await on(topics, asked, knowledge)), ...found];
  return offered.length > 0 ? offered : examples(knowledge);
}

function position(auteur: string, sujet: string): Asked {
  return { command: 'position', options: { auteur, sujet } };
}

/** The first with each of the others. */
function pairs([auteur = '', ...others]: readonly string[], sujet: string): readonly Asked[] {
  return others.map((auteur2) => ({ command: 'comparer', options: { auteur, auteur2, sujet } }));
}
