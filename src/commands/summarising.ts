import type { Reply, SummarisedReply } from '../debate/reply.ts';
import type { SummaryPart } from '../debate/summary.ts';
import type { ReportFault } from '../errors.ts';
import type { Address, Answer } from '../request.ts';
import type { Knowledge } from './command.ts';

/** What a reply says of its summary before any was made; nothing where none was asked for and none could be. */
export function summaryAtFirst(
  isAsked: boolean,
  { summarise }: Pick<Knowledge, 'summarise'>,
): { readonly summary?: SummaryPart } {
  if (!isAsked) return summarise === null ? {} : { summary: { kind: 'offered' } };
  if (summarise === null) return { summary: { kind: 'withheld', reason: 'no model' } };
  return { summary: { kind: 'awaited' } };
}

/** The answer, with the way to complete it where its summary is awaited. */
export function completable(
  answer: Answer,
  { workspace, platform }: Address,
  { summarise }: Pick<Knowledge, 'summarise'>,
  reportFault: ReportFault,
): Answer {
  const { reply } = answer;
  if (summarise === null || !isAwaiting(reply)) return answer;
  const complete = async (): Promise<Answer> => {
    const summary = await summarise(reply, `${platform}:${workspace ?? ''}`).catch(
      (fault: unknown): SummaryPart => {
        reportFault(fault);
        return { kind: 'withheld', reason: 'model unreachable' };
      },
    );
    return { ...answer, reply: { ...reply, summary } };
  };
  return { ...answer, complete };
}

function isAwaiting(reply: Reply): reply is SummarisedReply {
  return 'summary' in reply && reply.summary.kind === 'awaited';
}
