import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVENTS } from '../../../src/platforms/slack/events.ts';
import { REDIRECT_PATH } from '../../../src/platforms/slack/installs/pages.ts';
import { ORGANISATION_EVENTS } from '../../../src/platforms/slack/installs/departures.ts';

interface Manifest {
  readonly oauth_config: { readonly redirect_urls?: readonly string[]; readonly scopes: object };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly org_deploy_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

const read = (name: string) =>
  parse(readFileSync(new URL(`../../../slack/${name}`, import.meta.url), 'utf8')) as Manifest;
const installable = read('manifest-oauth.yaml');
const overHttp = read('manifest-http.yaml');

test('the manifest for many workspaces sends people back, and has tokens renewed', () => {
  const { oauth_config, settings } = installable;
  expect(oauth_config.redirect_urls).toEqual([`https://YOUR-HOST${REDIRECT_PATH}`]);
  expect([settings.org_deploy_enabled, settings.token_rotation_enabled]).toEqual([true, true]);
  const events = settings.event_subscriptions.bot_events;
  expect(events).toEqual([...EVENTS, ...ORGANISATION_EVENTS].toSorted());
});

test('the manifest for many workspaces is the one for signed HTTP in everything else', () => {
  const { settings } = installable;
  const { event_subscriptions, ...others } = settings;
  const { bot_events } = overHttp.settings.event_subscriptions;
  expect({
    ...installable,
    oauth_config: { scopes: installable.oauth_config.scopes },
    settings: {
      ...others,
      event_subscriptions: { ...event_subscriptions, bot_events },
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    },
  }).toEqual(overHttp);
});
