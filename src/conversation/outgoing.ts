import { Cleared, MisquotationError } from '../debate/gate.ts';
import type { Gate } from '../debate/gate.ts';
import type { ReportFault } from '../errors.ts';
import { faultAnswer } from '../ask/request.ts';
import type { Answer } from '../ask/request.ts';
import type { Rendering } from './adapter.ts';

/**
 * Renders an answer and passes it through the gate. What the gate refuses does not leave: the fault
 * is reported, and the person gets a notice with its reference instead.
 */
export function cleared<Payload>(
  answer: Answer,
  { render, read }: Rendering<Payload>,
  gate: Gate,
  reportFault: ReportFault,
): Cleared<Payload> {
  try {
    return Cleared.by(gate, render(answer), read);
  } catch (fault) {
    if (!(fault instanceof MisquotationError)) throw fault;
    return Cleared.by(gate, render(faultAnswer(reportFault(fault))), read);
  }
}
