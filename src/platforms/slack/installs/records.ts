import type { Installation as GivenInstallation } from '@slack/bolt';
import { createHash } from 'node:crypto';

/** What Slack gave with an installation, in a workspace or in a whole organisation; nothing of a person. */
export interface Installation {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly installedAtMs: number;
  /** Null where tokens are good for ever. */
  readonly rotation: Rotation | null;
  /** How often it was sealed again: whoever waits to replace it sees that it may try anew. */
  readonly revision: number;
}

/** https://docs.slack.dev/authentication/using-token-rotation: a token of twelve hours, and what gets the next. */
export interface Rotation {
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

/** A workspace that has the app through its organisation. */
export interface Membership {
  readonly organisation: string;
}

/** What is kept under a workspace, or under an organisation. */
export type Tenancy = Installation | Membership;

export function isMembership(tenancy: Tenancy): tenancy is Membership {
  return 'organisation' in tenancy;
}

/** The organisation or workspace that an installation is kept under; null where Slack names none. */
export function holderOf({ isEnterpriseInstall, enterprise, team }: GivenInstallation) {
  return (isEnterpriseInstall === true ? enterprise?.id : team?.id) ?? null;
}

/** Null for an installation without a bot. */
export function installationFrom({ bot }: GivenInstallation, nowMs: number): Installation | null {
  if (bot === undefined) return null;
  const { token: botToken, id: botId, userId: botUserId, refreshToken, expiresAt } = bot;
  const rotation =
    refreshToken === undefined || expiresAt === undefined
      ? null
      : { refreshToken, expiresAtMs: expiresAt * 1000 };
  return { botToken, botId, botUserId, installedAtMs: nowMs, rotation, revision: 0 };
}

/** The same under another token. */
export function renewed(
  installation: Installation,
  botToken: string,
  rotation: Rotation,
): Installation {
  return { ...installation, botToken, rotation };
}

export function sealedAgain(tenancy: Tenancy): Tenancy {
  return isMembership(tenancy) ? tenancy : { ...tenancy, revision: tenancy.revision + 1 };
}

/** Raised with every change to what is kept. */
const VERSION = 1;

export function written(tenancy: Tenancy): string {
  return JSON.stringify({ version: VERSION, tenancy });
}

/** Null for what another version of the program wrote. */
export function readTenancy(text: string): Tenancy | null {
  // Nobody else can have sealed it: its version says what it is made of.
  const { version, tenancy } = JSON.parse(text) as { version: number; tenancy: Tenancy };
  return version === VERSION ? tenancy : null;
}

/** As long as one exchange takes at most, with what is stored before and after. */
export const REPLACEMENT_MS = 20_000;

/** Whoever wants to put something newer in the place of this claims it first. */
export function replacementClaim(tenancy: Tenancy): string {
  const hash = createHash('sha256').update(written(tenancy)).digest('base64url');
  return `slack:replace:${hash}`;
}
