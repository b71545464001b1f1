/** What each permission is for. The manifest asks for these and no others. */
export const SCOPES = {
  commands: 'slash commands and shortcuts',
  'chat:write': 'answering mentions and direct messages',
  'app_mentions:read': 'being asked by a mention',
  'im:history': 'being asked in the direct conversation',
  'assistant:write': 'the agent view and its suggested prompts',
  'users:read': 'letting administrators withdraw an answer and manage subscriptions',
  'channels:read': 'letting whoever created a public channel manage its subscription',
  'groups:read': 'letting whoever created a private channel manage its subscription',
} as const;

/** Without these everything works but what they are for. */
export const OPTIONAL_SCOPES: readonly string[] = ['users:read', 'channels:read', 'groups:read'];

/** For the app-level token of Socket Mode. */
export const APP_SCOPE = 'connections:write';

/** The scopes that are wanted and not granted; none where Slack does not say what it grants. */
export function missingScopes(granted: readonly string[] | undefined): string[] {
  if (granted === undefined) return [];
  return Object.keys(SCOPES).filter((scope) => !granted.includes(scope));
}
