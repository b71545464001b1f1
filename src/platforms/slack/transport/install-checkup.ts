import { webApi } from '@slack/bolt';
import { gapsIn } from '../installs/settings.ts';
import type { Credentials } from '../installs/settings.ts';
import { readFault } from '../faults.ts';
import { bad, good, note } from '../../../operator/finding.ts';
import type { Finding } from '../../../operator/finding.ts';
import { INSTALL_PATH, REDIRECT_PATH } from '../installs/pages.ts';

const HOST = 'https://YOUR-HOST';

/** Looks at what many workspaces need beside what one does. */
export function* checkInstallation(given: Credentials): Generator<Finding> {
  const gaps = gapsIn(given);
  for (const gap of gaps) yield bad(`${gap} is not set`);
  const { redirectUrl, tokenKeys } = given.install;
  if (gaps.length === 0) {
    const back = redirectUrl ?? `${HOST}${REDIRECT_PATH}`;
    yield good('way in: signed HTTP (SLACK_SIGNING_SECRET), for all who install the app');
    yield note(`it is installed at ${HOST}${INSTALL_PATH}; its redirect URL must be ${back}`);
  }
  const keys = tokenKeys?.split(',').length ?? 0;
  if (keys > 1) {
    const when = 'once every process was started with all of them';
    yield note(`TOKEN_ENCRYPTION_KEY holds ${keys} keys: only the first is needed ${when}`);
  }
}

/** Asks Slack to take a code that is none: it looks at who asks first. */
export async function checkClient(
  { install: { clientId, clientSecret } }: Credentials,
  options: webApi.WebClientOptions,
): Promise<Finding> {
  const client = new webApi.WebClient(undefined, options);
  try {
    const known = { client_id: clientId ?? '', client_secret: clientSecret ?? '' };
    await client.oauth.v2.access({ ...known, code: 'none' });
    return good('Slack knows the client ID and secret');
  } catch (error) {
    const code = readFault(error)?.code ?? (error as Error).name;
    return code === 'invalid_code'
      ? good('Slack knows the client ID and secret')
      : bad(`Slack refuses the client ID or secret: ${code}`);
  }
}
