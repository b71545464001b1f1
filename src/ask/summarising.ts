import { hash } from '../daily/choose.ts';
import type { Catalogue } from '../debate/catalogue.ts';
import type { Passage } from '../debate/passage.ts';
import type { Reply, SummarisedReply } from '../debate/reply.ts';
import { facingQuotes } from '../debate/paging.ts';
import type { Quote } from '../debate/quote.ts';
import { Summary } from '../debate/summary.ts';
import type { ReportFault } from '../errors.ts';
import type { Address, Answer, Options } from './request.ts';
import { chosenFrom } from '../summary/choice.ts';
import type { Groups } from '../summary/choice.ts';
import type { Choose } from '../summary/model-choice.ts';

/** What `resume` says where a summary is asked for, and nothing more. */
const ASKED = 'oui';
/** What it says once a model's choice was followed: places among the passages found and which those are, « 3.1,4@k3x9 ». */
const CHOICE = /^(?<places>\d{1,3}(?:[.,]\d{1,3}){0,4})@(?<chosen>[a-z0-9]*)$/u;

/**
 * The theses that sum up what was found, best first: those that a button remembers a model to have
 * chosen, or the corpus's own choice. Null where no passage has a thesis.
 */
export function summaryOf(
  found: readonly Passage[],
  { resume = ASKED }: Options,
  most?: number,
): Summary | null {
  const remembered = rememberedIn(resume, found);
  if (remembered !== null) return Summary.of(remembered, 'model');
  return Summary.of(chosenFrom(found, most), 'corpus');
}

/**
 * The answer, with the way to amend it where a model may choose other theses: to itself where none are
 * chosen. Its buttons remember a choice, so that what is shared or turned back to is what was seen, and
 * nothing is asked twice.
 */
export function completable(
  answer: Answer,
  { workspace, platform }: Address,
  { choose, catalogue }: { readonly choose: Choose; readonly catalogue: Catalogue },
  reportFault: ReportFault,
): Answer {
  const { reply, asked } = answer;
  if (asked === null || !mayBeChosen(reply)) return answer;
  const found = foundFor(reply).map(({ passage }) => passage);
  const tenant = `${platform}:${workspace ?? ''}`;
  const complete = async (): Promise<Answer> => {
    try {
      const { subject } = reply;
      const groups = await choose({ debate: catalogue.debate, subject, found, tenant });
      const summary = groups === null ? null : Summary.of(groups, 'model');
      if (summary === null) return whole;
      const options = { ...asked.options, resume: rememberedAs(summary, found) };
      return { ...answer, asked: { ...asked, options }, reply: { ...reply, summary } };
    } catch (fault) {
      reportFault(fault);
      return whole;
    }
  };
  const whole: Answer = { ...answer, complete };
  return whole;
}

function foundFor(reply: SummarisedReply): readonly Quote[] {
  return reply.kind === 'comparison' ? facingQuotes(reply) : reply.ranked;
}

/** On the first page of an answer whose summary nobody has chosen yet. */
function mayBeChosen(reply: Reply): reply is SummarisedReply {
  if (!('summary' in reply) || reply.summary == null) return false;
  return reply.summary.by === 'corpus' && (reply.kind === 'comparison' || reply.page === 1);
}

function rememberedAs({ points, evidence }: Summary, found: readonly Passage[]): string {
  const placeOf = ({ passage }: Quote) => found.indexOf(passage) + 1;
  const places = points.map((point) => point.evidence.map(placeOf).join('.'));
  return `${places.join(',')}@${markOf(evidence.map(({ passage }) => passage))}`;
}

/** Null where nothing is remembered, or other passages stand at these places since. */
function rememberedIn(resume: string, found: readonly Passage[]): Groups | null {
  const { places, chosen } = CHOICE.exec(resume)?.groups ?? {};
  if (places === undefined) return null;
  const groups = places
    .split(',')
    .map((group) => group.split('.').flatMap((place) => found[Number(place) - 1] ?? []));
  return markOf(groups.flat()) === chosen ? groups : null;
}

function markOf(passages: readonly Passage[]): string {
  return hash(passages.map(({ id }) => id).join(' ')).toString(36);
}
