import type { Installation } from '@slack/bolt';
import { ClearStateStore, ErrorCode, InstallProvider, InvalidStateError } from '@slack/oauth';
import type { CallbackOptions, StateStore } from '@slack/oauth';
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { debateShownAt, type Debates } from '../../../ask/request.ts';
import type { ReportFault } from '../../../errors.ts';
import { installation as sentences } from '../../../messages/install.ts';
import type { InstallationPage } from '../../../messages/install.ts';
import type { Claims } from '../../../ports.ts';
import { isNotable } from '../../../running/work.ts';
import { readFault, toBotError } from '../faults.ts';
import { clientOptions } from '../transport/connection.ts';
import type { Calling } from '../transport/connection.ts';
import type { ManyWorkspaces } from './many-workspaces.ts';
import { SCOPES } from './settings.ts';
import type { CommandNames } from '../view/blocks.ts';
import type { OAuthSettings } from './settings.ts';

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';
const SLACK_CLIENT = 'https://app.slack.com/client';
/** From the page that proposes the installation to Slack's answer. */
const STATE_SECONDS = 600;

interface PagesParts extends Calling {
  readonly oauth: OAuthSettings;
  readonly workspaces: Pick<ManyWorkspaces, 'install'>;
  /** Rejects when nobody can know whether the claim was taken. */
  readonly claims: Claims;
  readonly debates: Debates;
  readonly names: CommandNames;
  readonly reportFault: ReportFault;
}

type Refusal = readonly [status: number, why: string, page: InstallationPage];

/** What @slack/oauth finds wrong before it asks Slack anything. */
const FORESEEN = new Map<string | undefined, Refusal>([
  [ErrorCode.AuthorizationError, [403, 'denied', sentences.denied()]],
  [ErrorCode.InvalidStateError, [400, 'forged or outdated', sentences.outdated()]],
  [ErrorCode.MissingStateError, [400, 'forged or outdated', sentences.outdated()]],
  [ErrorCode.MissingCodeError, [400, 'forged or outdated', sentences.outdated()]],
]);

/** The two pages by which a workspace installs the app; @slack/oauth speaks to Slack. */
export class InstallPages {
  readonly #parts: PagesParts;
  readonly #provider: InstallProvider;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#provider = makeProvider(parts);
  }

  isFor(path: string | undefined): boolean {
    return path === INSTALL_PATH || path === REDIRECT_PATH;
  }

  /** Never rejects: whoever is in front of the browser reads a sentence. */
  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      if (request.url?.startsWith(REDIRECT_PATH) === true) await this.#finish(request, response);
      else await this.#begin(request, response);
    } catch (fault) {
      const reference = this.#parts.reportFault(toBotError(fault, 'installation'));
      show(response, 500, sentences.failed(reference));
    }
  }

  async #begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { oauth, counters } = this.#parts;
    // What the request says of its host is whatever was sent.
    const redirectUri = oauth.redirectUrl;
    if (redirectUri === null) {
      this.#refuse(response, [503, 'SLACK_REDIRECT_URL is not set', sentences.addressUnset()]);
      return;
    }
    counters.count('installation: begun');
    const options = { scopes: Object.keys(SCOPES), redirectUri };
    await this.#provider.handleInstallPath(request, response, undefined, options);
  }

  async #finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const callbacks: CallbackOptions = {
      success: (installed) => {
        void this.#welcome(response, installed);
      },
      failure: (error) => {
        this.#fail(response, error);
      },
    };
    await this.#provider.handleCallback(request, response, callbacks);
  }

  /** Never rejects. */
  async #welcome(response: ServerResponse, installed: Installation): Promise<void> {
    const { counters, debates, names } = this.#parts;
    counters.count('installation: done');
    const workspace = installed.team?.id ?? null;
    const { catalogue } = await debateShownAt(debates, { platform: 'slack', workspace });
    const { subject } = catalogue.examples;
    const command = names.written(subject === null ? '/aide-debat' : `/debat ${subject}`);
    show(response, 200, sentences.done(placeOf(installed), command), addressOf(installed));
  }

  #fail(response: ServerResponse, error: Error & { readonly code?: string }): void {
    const { counters, reportFault } = this.#parts;
    const foreseen = FORESEEN.get(error.code);
    if (foreseen !== undefined) {
      this.#refuse(response, foreseen);
      return;
    }
    counters.count('installation: failed');
    const isRefused = readFault(error)?.outcome === 'refused';
    const reference = reportFault(toBotError(error, 'installation'));
    const page = isRefused ? sentences.refused(reference) : sentences.failed(reference);
    show(response, isRefused ? 400 : 502, page);
  }

  #refuse(response: ServerResponse, [status, why, page]: Refusal): void {
    const { counters, log } = this.#parts;
    const count = counters.count(`installation: ${why}`);
    // Anybody can call this address.
    if (isNotable(count)) log.warn({ count }, `installation: ${why}`);
    show(response, status, page);
  }
}

function makeProvider(parts: PagesParts): InstallProvider {
  const { oauth, apiUrl, workspaces, boltLogger } = parts;
  return new InstallProvider({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateStore: singleUse(new ClearStateStore(oauth.stateSecret, STATE_SECONDS), parts),
    stateCookieExpirationSeconds: STATE_SECONDS,
    // Beside the Web API. https://docs.slack.dev/authentication/installing-with-oauth
    authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
    renderHtmlForInstallPath: (url) => htmlOf(sentences.invitation(), url),
    installationStore: {
      storeInstallation: (installed) => workspaces.install(installed),
      // `ManyWorkspaces` alone is asked for tokens.
      fetchInstallation: () => Promise.reject(new TypeError('installations are not read here')),
    },
    clientOptions: clientOptions(parts),
    // It would log an error for every page that anybody opens; `#fail` says what matters.
    logger: { ...boltLogger, error: () => undefined },
  });
}

/**
 * Tells Slack's answers to our own questions: signed and dated by the library, and good once, in
 * whatever process the answer comes in. Rejects where nobody can know whether it came before.
 */
function singleUse(signed: ClearStateStore, { claims, time }: PagesParts): StateStore {
  const now = () => new Date(time.now());
  return {
    generateStateParam: (options) => signed.generateStateParam(options, now()),
    verifyStateParam: async (_, state) => {
      const options = await signed.verifyStateParam(now(), state);
      const hash = createHash('sha256').update(state).digest('base64url');
      // For longer than it is good, so that it is refused for one reason or the other.
      if (await claims.claim(`slack:install:${hash}`, 2 * STATE_SECONDS * 1000)) return options;
      throw new InvalidStateError('the state was used before');
    },
  };
}

function placeOf({ isEnterpriseInstall, team, enterprise }: Installation): string {
  return isEnterpriseInstall === true
    ? sentences.organisation(enterprise?.name ?? null)
    : sentences.workspace(team?.name ?? null);
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
  response.writeHead(status).end(htmlOf(page, address));
}

/**
 * Nothing is loaded, framed, kept or told to another site: the address of these pages holds what Slack
 * gives only once.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}' +
  'a{display:inline-block;padding:.6rem 1rem;border-radius:.4rem;background:#1f3a5f;color:#fff;text-decoration:none}';

/** A whole page; `address` is where its one link leads. */
function htmlOf({ title, lines, link }: InstallationPage, address: string): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return [
    '<!doctype html><html lang="fr"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1>${paragraphs}`,
    `<p><a href="${escaped(address)}">${escaped(link)}</a></p></main></body></html>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0) ?? ''};`);
}
