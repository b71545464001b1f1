import { COMMAND_NAMES } from '../../ask/request.ts';
import type { Catalogue } from '../../debate/catalogue.ts';
import { optionExamples, TYPED } from '../../messages/examples.ts';
import { debateLines } from '../../messages/choice.ts';
import {
  commandTexts,
  OPTIONS_WITHOUT_EXAMPLES,
  presentation,
  shortcuts,
} from '../../messages/slack-manifest.ts';
import { suggestedPrompts } from '../../messages/slack.ts';
import { EVENTS, SHORTCUTS } from './events.ts';
import { promptsFrom } from './home.ts';
import { ORGANISATION_EVENTS } from './installs/accounts.ts';
import { REDIRECT_PATH } from './installs/pages.ts';
import { SCOPES } from './installs/settings.ts';
import { EVENTS_PATH } from './transport/signed-http.ts';

/** How Slack reaches the app: by its socket, by HTTP, or by HTTP from any workspace that installs it. */
export const MANIFEST_KINDS = ['socket', 'http', 'oauth'] as const;
export type ManifestKind = (typeof MANIFEST_KINDS)[number];

/** What the operator writes their host in the place of. */
const HOST = 'https://YOUR-HOST';

/**
 * What Slack makes the app of, with the examples of a corpus, or without any where there is none.
 * https://docs.slack.dev/reference/app-manifest
 */
export function manifestOf(kind: ManifestKind, catalogue: Catalogue | null, prefix: string) {
  const address = kind === 'socket' ? {} : { url: `${HOST}${EVENTS_PATH}` };
  return {
    display_information: displayOf(catalogue),
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      agent_view: {
        agent_description: presentation.agent,
        suggested_prompts:
          catalogue === null ? suggestedPrompts([]) : promptsFrom(catalogue).prompts,
      },
      bot_user: { display_name: presentation.displayName, always_online: true },
      shortcuts: [
        shortcut('related', 'message'),
        shortcut('propose', 'message'),
        shortcut('proposeThread', 'message'),
        shortcut('search', 'global'),
      ],
      slash_commands: commandsOf(catalogue, prefix, address),
    },
    oauth_config: {
      ...(kind === 'oauth' ? { redirect_urls: [`${HOST}${REDIRECT_PATH}`] } : {}),
      scopes: { bot: Object.keys(SCOPES).toSorted() },
    },
    settings: settingsOf(kind, address),
  };
}

function displayOf(catalogue: Catalogue | null) {
  const { name, description, longDescription, colour } = presentation;
  const about = catalogue === null ? [] : debateLines(catalogue.debate);
  return {
    name,
    description,
    long_description: [...about, longDescription].join('\n\n'),
    background_color: colour,
  };
}

function shortcut(which: keyof typeof SHORTCUTS, type: string) {
  const { name, description } = shortcuts[which];
  return { name, type, callback_id: SHORTCUTS[which], description };
}

function commandsOf(
  catalogue: Catalogue | null,
  prefix: string,
  address: { readonly url?: string },
) {
  const options =
    catalogue === null ? OPTIONS_WITHOUT_EXAMPLES : optionExamples(catalogue.examples, TYPED);
  const texts = commandTexts(options);
  return COMMAND_NAMES.map((name) => {
    const { description, usage } = texts[name];
    const hint = usage === null ? {} : { usage_hint: usage };
    return { command: `/${prefix}${name}`, ...address, description, ...hint, should_escape: false };
  });
}

function settingsOf(kind: ManifestKind, { url }: { readonly url?: string }) {
  const isForMany = kind === 'oauth';
  const events = isForMany ? [...EVENTS, ...ORGANISATION_EVENTS].toSorted() : [...EVENTS];
  const request = url === undefined ? {} : { request_url: url };
  const menu = url === undefined ? {} : { message_menu_options_url: url };
  return {
    event_subscriptions: { ...request, bot_events: events },
    interactivity: { is_enabled: true, ...request, ...menu },
    org_deploy_enabled: isForMany,
    socket_mode_enabled: kind === 'socket',
    token_rotation_enabled: isForMany,
  };
}
