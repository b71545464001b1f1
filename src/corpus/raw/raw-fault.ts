import type { Complaint } from '../faults.ts';

/** Why a raw file cannot be read. */
export class RawFault extends Error {
  override readonly name = 'RawFault';
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.join(' : '));
    this.complaint = complaint;
  }
}
