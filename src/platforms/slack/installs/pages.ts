import type { Installation, Logger } from '@slack/bolt';
import { ErrorCode, InstallProvider } from '@slack/oauth';
import type { CallbackOptions } from '@slack/oauth';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReportFault } from '../../../errors.ts';
import { installation as sentences } from '../../../messages/install.ts';
import type { InstallationPage } from '../../../messages/install.ts';
import type { Claims, Log, Time } from '../../../ports.ts';
import type { Counters } from '../../../running/counters.ts';
import { clientOptions } from '../transport/client.ts';
import type { CommandNames } from './command-names.ts';
import { readFault, toBotError } from '../faults.ts';
import { pageOf, setPageHeaders } from './install-pages.ts';
import { SingleUseStates, STATE_SECONDS } from './install-states.ts';
import { SCOPES } from './scopes.ts';
import { authorizeUrlOf } from './slack-settings.ts';
import type { OAuthSettings } from './settings.ts';
import type { Tenants } from './many-workspaces.ts';

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';
const SLACK_CLIENT = 'https://app.slack.com/client';

export interface InstallParts {
  readonly oauth: OAuthSettings;
  readonly apiUrl: string;
  readonly tenants: Pick<Tenants, 'install'>;
  readonly claims: Claims;
  readonly names: CommandNames;
  readonly counters: Counters;
  readonly time: Time;
  readonly log: Log;
  readonly boltLogger: Logger;
  readonly reportFault: ReportFault;
}

/** The two pages by which a workspace installs the app; @slack/oauth speaks to Slack. */
export class InstallDesk {
  readonly #parts: InstallParts;
  readonly #provider: InstallProvider;

  constructor(parts: InstallParts) {
    this.#parts = parts;
    this.#provider = makeProvider(parts);
  }

  isFor(path: string | undefined): boolean {
    return path === INSTALL_PATH || path === REDIRECT_PATH;
  }

  /** Never rejects: whoever is in front of the browser reads a sentence. */
  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setPageHeaders(response);
    try {
      if (request.url?.startsWith(REDIRECT_PATH) === true) await this.#finish(request, response);
      else await this.#begin(request, response);
    } catch (fault) {
      const reference = this.#parts.reportFault(toBotError(fault, 'installation'));
      show(response, 500, sentences.failed(reference));
    }
  }

  async #begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#parts.counters.count('installation: begun');
    const { oauth } = this.#parts;
    const redirectUri = oauth.redirectUrl ?? redirectUrlFor(request);
    if (redirectUri === null) {
      show(response, 400, sentences.outdated());
      return;
    }
    const options = { scopes: Object.keys(SCOPES), redirectUri };
    await this.#provider.handleInstallPath(request, response, undefined, options);
  }

  async #finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const callbacks: CallbackOptions = {
      success: (installed) => {
        this.#parts.counters.count('installation: done');
        show(response, 200, this.#welcome(installed), addressOf(installed));
      },
      failure: (error) => {
        this.#fail(response, error);
      },
    };
    await this.#provider.handleCallback(request, response, callbacks);
  }

  #welcome({ isEnterpriseInstall, team, enterprise }: Installation): InstallationPage {
    const command = this.#parts.names.written('/debat roi');
    const place =
      isEnterpriseInstall === true
        ? sentences.organisation(enterprise?.name ?? null)
        : sentences.workspace(team?.name ?? null);
    return sentences.done(place, command);
  }

  #fail(response: ServerResponse, error: Error & { readonly code?: string }): void {
    const { counters, log, reportFault } = this.#parts;
    const known = FORESEEN.get(error.code ?? '');
    if (known !== undefined) {
      const count = counters.count(`installation: ${known.why}`);
      // The first and then every tenfold: anybody can call this address.
      if (Number.isInteger(Math.log10(count))) log.warn({ count }, `installation: ${known.why}`);
      show(response, known.status, known.page());
      return;
    }
    counters.count('installation: failed');
    const isRefused = readFault(error)?.outcome === 'refused';
    const reference = reportFault(toBotError(error, 'installation'));
    const page = isRefused ? sentences.refused(reference) : sentences.failed(reference);
    show(response, isRefused ? 400 : 502, page);
  }
}

/** What the library finds wrong before it asks Slack anything. */
const FORESEEN: ReadonlyMap<
  string,
  { readonly status: number; readonly why: string; readonly page: () => InstallationPage }
> = new Map([
  [ErrorCode.AuthorizationError, { status: 403, why: 'denied', page: sentences.denied }],
  ...[ErrorCode.InvalidStateError, ErrorCode.MissingStateError, ErrorCode.MissingCodeError].map(
    (code) => [code, { status: 400, why: 'forged or outdated', page: sentences.outdated }] as const,
  ),
]);

function makeProvider(parts: InstallParts): InstallProvider {
  const { oauth, apiUrl, claims, time, tenants, boltLogger } = parts;
  return new InstallProvider({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateStore: new SingleUseStates(oauth.stateSecret, claims, time),
    stateCookieExpirationSeconds: STATE_SECONDS,
    authorizationUrl: authorizeUrlOf(apiUrl),
    renderHtmlForInstallPath: (url) => pageOf(sentences.invitation(), url),
    installationStore: {
      storeInstallation: (installed) => tenants.install(installed),
      // Tokens are asked of `Tenants` alone.
      fetchInstallation: () => Promise.reject(new TypeError('installations are not read here')),
    },
    clientOptions: clientOptions(apiUrl, boltLogger),
    // It would log an error for every page that anybody opens; `#fail` says what matters.
    logger: { ...boltLogger, error: () => undefined },
  });
}

/** Where Slack sends people back to: where they came from, which Slack compares with the app's own list. */
function redirectUrlFor({ headers: { host = '' } }: IncomingMessage): string | null {
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u.test(host);
  const address = `${isLocal ? 'http' : 'https'}://${host}${REDIRECT_PATH}`;
  return /^[\w.:[\]-]+$/u.test(host) && URL.canParse(address) ? address : null;
}

function addressOf({ team }: Installation): string {
  return team === undefined ? SLACK_CLIENT : `${SLACK_CLIENT}/${encodeURIComponent(team.id)}`;
}

function show(
  response: ServerResponse,
  status: number,
  page: InstallationPage,
  address: string = INSTALL_PATH,
): void {
  response.writeHead(status).end(pageOf(page, address));
}
