// What Discord accepts, as data: its OpenAPI description (discord/discord-api-spec) and its reference.

/** A message of Components V2. https://docs.discord.com/developers/components/reference */
export const MESSAGE = {
  /** Nested ones included. */
  components: 40,
  /** Over all text displays. */
  characters: 4_000,
  /**
   * Observed, and refused with a 500 that explains nothing: the UTF-8 bytes of all text displays and
   * twelve for each (https://github.com/discord/discord-api-docs/issues/8554).
   */
  bytes: 10_170,
  bytesPerText: 12,
} as const;

export const BUTTON = { inARow: 5, label: 80, customId: 100 } as const;
export const CHOICES = { most: 25, name: 100, value: 100 } as const;
/** https://docs.discord.com/developers/resources/message#create-message */
export const LONGEST_NONCE = 25;

/** https://docs.discord.com/developers/components/reference#media-gallery-media-gallery-item-structure */
export const LONGEST_ALT = 1_024;
/** A heading; what a person typed is in it. */
export const LONGEST_HEADING = 250;
/** What is shown beside a command or an option while it is typed. */
export const LONGEST_DESCRIPTION = 100;
/** An hour, a zone or some days, however they are typed. */
export const LONGEST_SCHEDULE_WORDS = 60;

/** How long a first response may be tried: Discord takes it for three seconds. */
export const FIRST_RESPONSE_MS = 2_800;
/** A menu that is being made anew, because the corpus was read again, is not waited for longer. */
export const OFFER_WITHIN_MS = 1_000;
/** One call to Discord; a first response, whose three seconds must hold two attempts. */
export const CALL_TIMEOUT_MS = 10_000;
export const FIRST_RESPONSE_TIMEOUT_MS = 1_200;
/** The gateway is asked for its address, and each shard then has READY within 15 s or tries again for ever. */
export const READY_WITHIN_MS = 60_000;
/** For so long a start is held up by menus: those of a large debate ask a server hundreds of questions. */
export const MENUS_WITHIN_MS = 3_000;
/** For so long a start is held up by commands that cannot be registered. */
export const REGISTER_WITHIN_MS = 10_000;
/** What a stop waits for: what was begun, then the farewell to the gateway, which may never end. */
export const WORK_GRACE_MS = 10_000;
export const CLOSING_MS = 2_000;
/** What a button cannot hold is remembered for so long. */
export const NOTE_MEMORY_MS = 30 * 24 * 60 * 60 * 1000;
/** 10,000 refused requests in ten minutes ban the address for a while: the log hears long before. */
export const REFUSALS_WORTH_TELLING = 500;
/** What is kept of a server that removed the bot, in case that was a slip; and how often that is looked at. */
export const KEPT_AFTER_REMOVAL_MS = 24 * 60 * 60 * 1000;
export const PURGE_EVERY_MS = 10 * 60 * 1000;
