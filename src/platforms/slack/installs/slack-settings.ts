import type { OAuthSettings } from './settings.ts';

/** How the bot reaches Slack, and Slack the bot. */
export interface SlackSettings {
  /** The token of the one workspace there is; null where any workspace can install the app. */
  readonly botToken: string | null;
  /** How workspaces install the app; null where there is one workspace. */
  readonly oauth: OAuthSettings | null;
  /** Opens Socket Mode; null without it. */
  readonly appToken: string | null;
  /** Opens signed HTTP; null without it. */
  readonly signingSecret: string | null;
  /** For signed HTTP and the health endpoint; null for 3000 with signed HTTP and no endpoint without. */
  readonly port: number | null;
  /** The address to listen on; null for all of them. */
  readonly host: string | null;
  /** The Web API with its `/api/`. */
  readonly apiUrl: string;
  readonly commandPrefix: string;
}

/** The address of the Web API; one that names only a host gets the path that Slack's has. */
export function apiUrlOf(given: string): string {
  const url = new URL(given);
  if (url.pathname === '/') url.pathname = '/api/';
  else if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

/** Slack's page of consent, beside the Web API. https://docs.slack.dev/authentication/installing-with-oauth */
export function authorizeUrlOf(apiUrl: string): string {
  return new URL('../oauth/v2/authorize', apiUrl).href;
}
