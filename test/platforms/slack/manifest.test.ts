import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVENTS, SHORTCUTS } from '../../../src/platforms/slack/events.ts';
import { promptsFrom } from '../../../src/platforms/slack/home.ts';
import { ORGANISATION_EVENTS } from '../../../src/platforms/slack/installs/accounts.ts';
import { REDIRECT_PATH } from '../../../src/platforms/slack/installs/pages.ts';
import { PROMPTS } from '../../../src/platforms/slack/view/blocks.ts';
import { APP_SCOPE, SCOPES } from '../../../src/platforms/slack/installs/settings.ts';
import { EVENTS_PATH } from '../../../src/platforms/slack/transport/signed-http.ts';
import { readConfig } from '../../../src/config/config.ts';
import { COMMAND_NAMES } from '../../../src/ask/request.ts';
import { realCorpus, veloCorpus, VELO_FOLDER } from '../../fixtures/corpora.ts';
import { TestScreen } from '../../fixtures/screen.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { manifestCommand, manifestText } from '../../../src/operator/registering.ts';

interface Manifest {
  display_information: { name: string; description: string; long_description: string };
  features: {
    agent_view: {
      agent_description: string;
      suggested_prompts: { title: string; message: string }[];
    };
    app_home: Record<string, boolean>;
    bot_user: { display_name: string };
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; url?: string; description: string; usage_hint?: string }[];
  };
  oauth_config: { redirect_urls?: string[]; scopes: { bot: string[] } };
  settings: {
    org_deploy_enabled: boolean;
    token_rotation_enabled: boolean;
    event_subscriptions: { bot_events: string[]; request_url?: string };
    interactivity: { is_enabled: boolean; request_url?: string; message_menu_options_url?: string };
    socket_mode_enabled: boolean;
  };
}

const read = (name: string) =>
  parse(readFileSync(new URL(`../../../slack/${name}`, import.meta.url), 'utf8')) as Manifest;
const manifest = read('manifest.yaml');
const overHttp = read('manifest-http.yaml');
const installable = read('manifest-oauth.yaml');
const { features, settings, oauth_config, display_information } = manifest;

describe('what is generated', () => {
  test.each(['socket', 'http', 'oauth'] as const)(
    'without a corpus is the committed file: %s',
    async (kind) => {
      const name = kind === 'socket' ? 'manifest.yaml' : `manifest-${kind}.yaml`;
      await expect(manifestText(kind, null)).toMatchFileSnapshot(`../../../slack/${name}`);
    },
  );

  test('with a corpus has its title, question, subjects, voice and years, and the rest alike', () => {
    const { display_information: shown, features: its, ...rest } = generated(veloCorpus);
    expect(shown.long_description).toContain('Des pistes cyclables au centre-ville');
    expect(shown.long_description).toContain('Faut-il prendre une voie aux voitures');
    expect(shown.long_description.endsWith(display_information.long_description)).toBe(true);
    expect(its.agent_view.suggested_prompts).toEqual(promptsFrom(catalogueOf(veloCorpus)).prompts);
    const [debat, ...others] = its.slash_commands;
    expect(debat?.usage_hint).toBe(
      'sujet [auteur:vasseur] [depuis:2023] [jusqua:2024] [page:2] [resume] [prive]',
    );
    expect(others).toEqual(features.slash_commands.slice(1));
    expect(rest).toEqual({ oauth_config, settings });
  });

  test('has the prefix before the name of every command', () => {
    const names = generated(null, 'd-').features.slash_commands.map(({ command }) => command);
    expect(names).toEqual(COMMAND_NAMES.map((name) => `/d-${name}`));
  });

  test('is printed by npm run slack:manifest, for the way that is named', async () => {
    const config = readConfig({ CORPUS_DIR: VELO_FOLDER });
    const printed = async (...typed: readonly string[]) => {
      const output = new TestScreen();
      await manifestCommand(typed, config, { output });
      return output.text;
    };
    expect(await printed()).toBe(manifestText('socket', catalogueOf(veloCorpus)));
    expect(await printed('--oauth')).toBe(manifestText('oauth', catalogueOf(veloCorpus)));
    await expect(printed('--htpp')).rejects.toThrow('usage: npm run --silent slack:manifest');
  });
});

const generated = (corpus: Corpus | null, prefix = '') =>
  parse(manifestText('socket', corpus === null ? null : catalogueOf(corpus), prefix)) as Manifest;

describe('the manifest', () => {
  test('has every command the bot answers, and no other', () => {
    const names = features.slash_commands.map(({ command }) => command);
    expect(names.toSorted()).toEqual(COMMAND_NAMES.map((name) => `/${name}`).toSorted());
  });

  test('has every shortcut the bot answers, and no other', () => {
    const ids = features.shortcuts.map(({ callback_id }) => callback_id);
    expect(ids.toSorted()).toEqual(Object.values(SHORTCUTS).toSorted());
  });

  test('subscribes to the events the bot listens to, and to no other', () => {
    expect(settings.event_subscriptions.bot_events).toEqual([...EVENTS]);
  });

  test('asks for the scopes whose purpose is written down, and for no other', () => {
    expect(oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    const histories = oauth_config.scopes.bot.filter((scope) => scope.endsWith('history'));
    expect(histories).toEqual(['channels:history', 'groups:history', 'im:history']);
  });

  test('opens the agent view, not the legacy assistant', () => {
    expect(features).not.toHaveProperty('assistant_view');
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  // @slack/web-api 8.2, `types/request/manifest.d.ts`.
  test('keeps to the maxima that Slack documents', () => {
    const { agent_view, bot_user, shortcuts, slash_commands } = features;
    const within = (text: string, longest: number) => {
      expect(text.length, text).toBeLessThanOrEqual(longest);
    };
    within(display_information.name, 35);
    within(display_information.description, 140);
    within(display_information.long_description, 4_000);
    within(agent_view.agent_description, 300);
    expect(agent_view.suggested_prompts.length).toBeLessThanOrEqual(PROMPTS);
    expect(bot_user.display_name).toMatch(/^[a-z0-9\-_.]{1,80}$/u);
    expect(shortcuts.length).toBeLessThanOrEqual(10);
    for (const { name, callback_id, description } of shortcuts) {
      within(name, 24);
      within(callback_id, 255);
      within(description, 150);
    }
    expect(slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint = '' } of slash_commands) {
      within(command, 32);
      within(description, 2_000);
      within(usage_hint, 1_000);
    }
  });

  test('leaves room for the longest prefix of command names', () => {
    const longest = 'x'.repeat(20);
    expect(readConfig({ SLACK_COMMAND_PREFIX: longest }).slack.commandPrefix).toBe(longest);
    for (const { command } of features.slash_commands) {
      expect(command.length + longest.length).toBeLessThanOrEqual(32);
    }
  });

  test('proposes what the Messages tab proposes, as far as no corpus is needed', () => {
    const { prompts } = promptsFrom(catalogueOf(realCorpus));
    expect(prompts).toEqual(expect.arrayContaining(features.agent_view.suggested_prompts));
  });
});

describe('the manifest for signed HTTP', () => {
  const address = `https://YOUR-HOST${EVENTS_PATH}`;

  test('names the bot’s one address wherever Slack asks for one', () => {
    const { event_subscriptions, interactivity } = overHttp.settings;
    expect([
      event_subscriptions.request_url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
      ...overHttp.features.slash_commands.map(({ url }) => url),
    ]).toEqual(Array.from({ length: 3 + COMMAND_NAMES.length }, () => address));
  });

  test('is the other one in everything else', () => {
    const bare = JSON.parse(JSON.stringify(overHttp), (key, value: unknown) =>
      key.endsWith('url') ? undefined : value,
    ) as Manifest;
    expect(bare).toEqual({ ...manifest, settings: { ...settings, socket_mode_enabled: false } });
  });
});

describe('the manifest for many workspaces', () => {
  const { oauth_config: oauth, settings: own } = installable;

  test('sends people back, and has tokens renewed', () => {
    expect(oauth.redirect_urls).toEqual([`https://YOUR-HOST${REDIRECT_PATH}`]);
    expect([own.org_deploy_enabled, own.token_rotation_enabled]).toEqual([true, true]);
    const events = own.event_subscriptions.bot_events;
    expect(events).toEqual([...EVENTS, ...ORGANISATION_EVENTS].toSorted());
  });

  test('is the one for signed HTTP in everything else', () => {
    const { bot_events } = overHttp.settings.event_subscriptions;
    const event_subscriptions = { ...own.event_subscriptions, bot_events };
    const forOne = {
      event_subscriptions,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    };
    const bare = { oauth_config: { scopes: oauth.scopes }, settings: { ...own, ...forOne } };
    expect({ ...installable, ...bare }).toEqual(overHttp);
  });
});

test.each(['docs/slack.md', 'LISEZMOI.md'])('%s says what each scope is for', (document) => {
  const text = readFileSync(new URL(`../../../${document}`, import.meta.url), 'utf8');
  for (const scope of [...Object.keys(SCOPES), APP_SCOPE]) expect(text).toContain(`\`${scope}\``);
});
