import { InteractionContextType, PermissionFlagsBits, Routes } from 'discord.js';
import type { APIGuild, REST } from 'discord.js';

/** What an interaction tells of what its person may do. */
export interface Entitled {
  readonly guild_id?: string;
  readonly context?: InteractionContextType;
  readonly member?: { readonly permissions?: string };
}

/** Whether the person may manage the server, or talks with the bot alone; null where Discord does not say. */
export function managesServer({ guild_id, context, member }: Entitled): boolean | null {
  if (guild_id === undefined) return context !== InteractionContextType.PrivateChannel;
  const permissions = member?.permissions;
  return permissions === undefined ? null : may(permissions, PermissionFlagsBits.ManageGuild);
}

/**
 * The same of the author of a message, of whom Discord tells the roles alone: what they allow is asked for.
 * Rejects as `rest` does.
 */
export async function authorManages(
  rest: REST,
  guild: string,
  { id, roles }: { readonly id: string; readonly roles: readonly string[] },
): Promise<boolean> {
  const { owner_id, roles: known } = (await rest.get(Routes.guild(guild))) as APIGuild;
  // The role of everyone has the identifier of the server.
  const own = known.filter((role) => role.id === guild || roles.includes(role.id));
  const manages = own.some((role) => may(role.permissions, PermissionFlagsBits.ManageGuild));
  return id === owner_id || manages;
}

/** Whether these permissions, as Discord writes them, have this one. */
export function may(permissions: string | undefined, wanted: bigint): boolean {
  const { Administrator } = PermissionFlagsBits;
  return (BigInt(permissions ?? 0) & (wanted | Administrator)) !== 0n;
}
