import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import * as v from 'valibot';
import type { Json } from '../json.ts';

/** The HTTP status, and the code and name that Discord's documents list for it. */
export interface Complaint {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
function complaint(status: number, message: keyof typeof RESTJSONErrorCodes): Complaint {
  return { status, code: RESTJSONErrorCodes[message], message };
}

export const UNAUTHORIZED = complaint(401, 'GeneralError');
export const NOT_FOUND = complaint(404, 'GeneralError');
export const SERVER_ERROR = complaint(500, 'GeneralError');
export const UNKNOWN_CHANNEL = complaint(404, 'UnknownChannel');
export const UNKNOWN_GUILD = complaint(404, 'UnknownGuild');
export const UNKNOWN_MESSAGE = complaint(404, 'UnknownMessage');
export const UNKNOWN_USER = complaint(404, 'UnknownUser');
export const UNKNOWN_WEBHOOK = complaint(404, 'UnknownWebhook');
export const UNKNOWN_INTERACTION = complaint(404, 'UnknownInteraction');
export const ALREADY_ACKNOWLEDGED = complaint(400, 'InteractionHasAlreadyBeenAcknowledged');
export const TOO_MANY_FOLLOW_UPS = complaint(
  400,
  'ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages',
);
export const MISSING_ACCESS = complaint(403, 'MissingAccess');
export const NOT_THE_AUTHOR = complaint(403, 'CannotEditMessageAuthoredByAnotherUser');
export const CLOSED_TO_MESSAGES = complaint(403, 'CannotSendMessagesToThisUser');
export const MISSING_PERMISSIONS = complaint(403, 'MissingPermissions');
/** What an interaction's token gets after its fifteen minutes. */
export const INVALID_WEBHOOK_TOKEN = complaint(401, 'InvalidWebhookToken');
export const INVALID_FORM = complaint(400, 'InvalidFormBodyOrContentType');

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

/** The value, if it has the shape. Throws a Refusal where it has another, as Discord nests it. */
export function inspected<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const root: Record<string, unknown> = {};
  for (const { path = [], type: code, message } of issues) {
    let level = root;
    for (const { key } of path) {
      level[String(key)] ??= {};
      // Every level was made here, as an object.
      level = level[String(key)] as Record<string, unknown>;
    }
    level['_errors'] = [...((level['_errors'] as object[] | undefined) ?? []), { code, message }];
  }
  throw new Refusal(INVALID_FORM, root);
}
