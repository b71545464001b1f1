import type { Json } from '../json.ts';

/** The HTTP status, and the code and message that Discord's documents list for it. */
export interface Complaint {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const complaint = (status: number, code: number, message: string): Complaint => {
  return { status, code, message };
};

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const UNAUTHORIZED = complaint(401, 0, '401: Unauthorized');
export const NOT_FOUND = complaint(404, 0, '404: Not Found');
export const SERVER_ERROR = complaint(500, 0, '500: Internal Server Error');
export const UNKNOWN_CHANNEL = complaint(404, 10_003, 'Unknown Channel');
export const UNKNOWN_GUILD = complaint(404, 10_004, 'Unknown Guild');
export const UNKNOWN_MESSAGE = complaint(404, 10_008, 'Unknown Message');
export const UNKNOWN_USER = complaint(404, 10_013, 'Unknown User');
export const UNKNOWN_WEBHOOK = complaint(404, 10_015, 'Unknown Webhook');
export const UNKNOWN_INTERACTION = complaint(404, 10_062, 'Unknown interaction');
export const TOO_MANY_COMMANDS = complaint(
  400,
  30_032,
  'Maximum number of application commands reached',
);
export const ALREADY_ACKNOWLEDGED = complaint(
  400,
  40_060,
  'Interaction has already been acknowledged.',
);
export const TOO_MANY_FOLLOW_UPS = complaint(
  400,
  40_094,
  'This interaction has hit the maximum number of follow up messages.',
);
export const MISSING_ACCESS = complaint(403, 50_001, 'Missing Access');
export const NOT_THE_AUTHOR = complaint(
  403,
  50_005,
  'Cannot edit a message authored by another user',
);
export const EMPTY_MESSAGE = complaint(400, 50_006, 'Cannot send an empty message');
export const CLOSED_TO_MESSAGES = complaint(403, 50_007, 'Cannot send messages to this user');
export const MISSING_PERMISSIONS = complaint(403, 50_013, 'Missing Permissions');
/** What an interaction's token gets after its fifteen minutes. */
export const INVALID_WEBHOOK_TOKEN = complaint(401, 50_027, 'Invalid Webhook Token');
const INVALID_FORM = complaint(400, 50_035, 'Invalid Form Body');

/** Thrown where Discord would answer with an error instead of doing what it was asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly complaint: Complaint;
  /** Where in the request something is wrong, nested as the request is. */
  readonly errors: Json | undefined;

  constructor(of: Complaint, errors?: Json) {
    const details = errors === undefined ? '' : ` ${JSON.stringify(errors)}`;
    super(`${of.code} ${of.message}${details}`);
    this.complaint = of;
    this.errors = errors;
  }
}

export function invalidForm(errors: Json): Refusal {
  return new Refusal(INVALID_FORM, errors);
}
