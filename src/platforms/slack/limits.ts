// What Slack accepts, as data. Numbers without a link are in the JSDoc of @slack/types 3.2.

/** A message. https://docs.slack.dev/reference/block-kit/blocks */
export const MESSAGE = {
  blocks: 50,
  /**
   * Characters plus `costOfBlock` for each block. Slack documents no whole; 13,297 characters in one block and
   * 11,341 in many were refused with `msg_blocks_too_long` (slackapi/bolt-js#2509 and #2867).
   */
  weight: 12_000,
  costOfBlock: 100,
  /** `chat.update` refuses a longer `text` with `msg_too_long`; bytes were measured, not characters. */
  fallbackBytes: 4_000,
} as const;

export const BLOCK = {
  header: 150,
  section: 3_000,
  contextText: 3_000,
  contextElements: 10,
  actions: 25,
} as const;

export const ELEMENT = {
  buttonText: 75,
  accessibilityLabel: 75,
  value: 2_000,
  actionId: 255,
  options: 100,
  optionText: 75,
  optionValue: 75,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
export const PROMPTS = 4;

/** The channels whose subscriptions the Home tab tells of, one line each. */
export const CHANNELS_AT_HOME = 20;
/** The works a message of `/sources` shows: with the longest titles and addresses of a corpus, they fit. */
export const WORKS_A_PAGE = 5;
/** The line that counts the passages of each voice of a work. */
export const LONGEST_VOICES_LINE = 300;

/** One sentence of ours: a corpus may have more voices than a notice can name. */
export const LONGEST_SENTENCE = 1_200;

/** The longest subject that is searched (`src/ask/arguments.ts`): a longer message is cut to it. */
export const LONGEST_SUBJECT = 300;

/** Slack's own requests stay far below, even a shortcut on a long message; 5 MB is an attack or a mistake. */
export const LONGEST_BODY_BYTES = 1024 * 1024;
/** As much of a body that is too long is read and forgotten, so that its sender gets to read the refusal. */
export const LONGEST_REFUSED_BYTES = 16 * 1024 * 1024;
/** How old, or how far in the future, a signed request may be. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const SIGNATURE_AGE_SECONDS = 300;

/** One call to Slack; the client itself would wait for ever. */
export const CALL_TIMEOUT_MS = 10_000;
/** Between two attempts at reaching Slack. */
export const SHORTEST_WAIT_MS = 50;
export const LONGEST_WAIT_MS = 15_000;
/** What a stop waits for: first what is not acknowledged yet, then everything that was begun. */
export const ACKNOWLEDGEMENT_GRACE_MS = 3_000;
export const WORK_GRACE_MS = 10_000;
