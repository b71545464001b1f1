import type { Json } from './json.ts';

/** What Slack answers with `ok: false`; `details` are the members it adds for some errors. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly error: string;
  readonly details: Json;

  constructor(error: string, details: Json = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

/** Slack lists each objection twice, as @slack/web-api reads it: `errors`, and messages for the log. */
export function invalidBlocks(objections: readonly string[]): SlackRefusal {
  const messages = objections.map((objection) => `[ERROR] ${objection}`);
  return new SlackRefusal('invalid_blocks', {
    errors: objections,
    response_metadata: { messages },
  });
}
