import type { Json } from '../json.ts';

/** The HTTP status, and the code and message that Discord's documents list for it. */
export interface Complaint {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const UNAUTHORIZED: Complaint = { status: 401, code: 0, message: '401: Unauthorized' };
export const NOT_FOUND: Complaint = { status: 404, code: 0, message: '404: Not Found' };
export const SERVER_ERROR: Complaint = {
  status: 500,
  code: 0,
  message: '500: Internal Server Error',
};
export const UNKNOWN_CHANNEL: Complaint = { status: 404, code: 10003, message: 'Unknown Channel' };
export const UNKNOWN_GUILD: Complaint = { status: 404, code: 10004, message: 'Unknown Guild' };
export const UNKNOWN_MEMBER: Complaint = { status: 404, code: 10007, message: 'Unknown Member' };
export const UNKNOWN_MESSAGE: Complaint = { status: 404, code: 10008, message: 'Unknown Message' };
export const UNKNOWN_USER: Complaint = { status: 404, code: 10013, message: 'Unknown User' };
export const UNKNOWN_WEBHOOK: Complaint = { status: 404, code: 10015, message: 'Unknown Webhook' };
export const UNKNOWN_INTERACTION: Complaint = {
  status: 404,
  code: 10062,
  message: 'Unknown interaction',
};
export const UNKNOWN_COMMAND: Complaint = {
  status: 404,
  code: 10063,
  message: 'Unknown application command',
};
export const TOO_MANY_COMMANDS: Complaint = {
  status: 400,
  code: 30032,
  message: 'Maximum number of application commands reached',
};
export const ALREADY_ACKNOWLEDGED: Complaint = {
  status: 400,
  code: 40060,
  message: 'Interaction has already been acknowledged.',
};
export const TOO_MANY_FOLLOW_UPS: Complaint = {
  status: 400,
  code: 40094,
  message: 'This interaction has hit the maximum number of follow up messages.',
};
export const MISSING_ACCESS: Complaint = { status: 403, code: 50001, message: 'Missing Access' };
export const NOT_THE_AUTHOR: Complaint = {
  status: 403,
  code: 50005,
  message: 'Cannot edit a message authored by another user',
};
export const EMPTY_MESSAGE: Complaint = {
  status: 400,
  code: 50006,
  message: 'Cannot send an empty message',
};
export const CLOSED_TO_MESSAGES: Complaint = {
  status: 403,
  code: 50007,
  message: 'Cannot send messages to this user',
};
export const MISSING_PERMISSIONS: Complaint = {
  status: 403,
  code: 50013,
  message: 'Missing Permissions',
};
/** What an interaction's token gets after its fifteen minutes. */
export const INVALID_WEBHOOK_TOKEN: Complaint = {
  status: 401,
  code: 50027,
  message: 'Invalid Webhook Token',
};
const INVALID_FORM: Complaint = { status: 400, code: 50035, message: 'Invalid Form Body' };

/** Thrown where Discord would answer with an error instead of doing what it was asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly complaint: Complaint;
  /** Where in the request something is wrong, nested as the request is. */
  readonly errors: Json | undefined;

  constructor(complaint: Complaint, errors?: Json) {
    const details = errors === undefined ? '' : ` ${JSON.stringify(errors)}`;
    super(`${complaint.code} ${complaint.message}${details}`);
    this.complaint = complaint;
    this.errors = errors;
  }
}

export function invalidForm(errors: Json): Refusal {
  return new Refusal(INVALID_FORM, errors);
}
