export const PLATFORM = 'discord';

/** How the bot reaches Discord. */
export interface DiscordSettings {
  readonly token: string;
  /** Without `/v10`. */
  readonly apiUrl: string;
  /** Where commands are registered; null for everywhere. */
  readonly guildId: string | null;
  /** Whether commands are registered at start when they differ. */
  readonly registers: boolean;
  /** Whether mentions and direct messages are answered. */
  readonly hearsMessages: boolean;
  /** How many sessions share the servers; null for as many as Discord recommends. */
  readonly shards: number | null;
}

/** discord.js writes the version behind it. */
export function apiUrlOf(given: string): string {
  return given.replace(/\/+$/u, '').replace(/\/v\d+$/u, '');
}
