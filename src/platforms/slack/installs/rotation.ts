import { webApi } from '@slack/bolt';
import type { Logger } from '@slack/bolt';
import { BotError } from '../../../errors.ts';
import type { Claims, Log, Time } from '../../../ports.ts';
import { growingWaits } from '../../../running/waiting.ts';
import { clientOptions } from '../transport/client.ts';
import { readFault } from '../faults.ts';
import { isMembership, renewed, REPLACEMENT_MS, replacementClaim } from './records.ts';
import type { Installation, Rotation as Rotating } from './records.ts';
import { CALL_TIMEOUT_MS } from '../limits.ts';
import type { OAuthSettings } from './settings.ts';
import { isStoreFault } from './tenancies.ts';
import type { Tenancies } from './tenancies.ts';

/** As long before its end as @slack/oauth renews a token. */
const RENEW_BEFORE_MS = 2 * 60 * 60 * 1000;
const SHORTEST_WAIT_MS = 100;

interface RotationParts {
  readonly tenancies: Tenancies;
  readonly oauth: OAuthSettings;
  readonly apiUrl: string;
  readonly claims: Claims;
  readonly time: Time;
  readonly log: Log;
  readonly boltLogger: Logger;
}

/** An installation whose tokens end. */
type Ending = Installation & { readonly rotation: Rotating };

/**
 * Exchanges tokens that end soon. A refresh token is good once, so a claim lets one process use it.
 * `InstallProvider.authorize` of @slack/oauth does the same for every request at once, reads no clock
 * but the machine's, says nothing of an exchange that failed, and loses the new token when it cannot be
 * stored.
 */
export class Rotation {
  readonly #parts: RotationParts;
  readonly #client: webApi.WebClient;
  readonly #running = new Map<string, Promise<Installation>>();
  /** By workspace or organisation, the refresh token that Slack takes no more. */
  readonly #refused = new Map<string, string>();

  constructor(parts: RotationParts) {
    this.#parts = parts;
    const options = clientOptions(parts.apiUrl, parts.boltLogger);
    this.#client = new webApi.WebClient(undefined, options);
  }

  /** The installation with a token that is good now. Rejects, retryable, where there is none for the moment. */
  current(id: string, installation: Installation): Promise<Installation> {
    const { time } = this.#parts;
    if (!isEnding(installation)) return Promise.resolve(installation);
    const { expiresAtMs, refreshToken } = installation.rotation;
    const isLasting = expiresAtMs - time.now() > RENEW_BEFORE_MS;
    if (isLasting || this.#refused.get(id) === refreshToken) return Promise.resolve(installation);
    const running = this.#running.get(id) ?? this.#renew(id, installation);
    if (!this.#running.has(id)) {
      this.#running.set(id, running);
      const done = () => this.#running.delete(id);
      running.then(done, done);
    }
    return running;
  }

  async #renew(id: string, installation: Ending): Promise<Installation> {
    const isGood = installation.rotation.expiresAtMs > this.#parts.time.now();
    try {
      if (await this.#mayReplace(installation)) return await this.#exchange(id, installation);
    } catch (fault) {
      if (!isGood) throw fault;
      this.#parts.log.warn({ workspace: id, fault }, 'a token could not be renewed yet');
      return installation;
    }
    return isGood ? installation : await this.#renewedElsewhere(id, installation);
  }

  #mayReplace(installation: Ending): Promise<boolean> {
    return this.#parts.claims.claim(replacementClaim(installation), REPLACEMENT_MS);
  }

  async #exchange(id: string, installation: Ending): Promise<Installation> {
    const { tenancies } = this.#parts;
    // Before this process claimed it, another may have been through with it.
    const before = await tenancies.of(id);
    if (before === null || isMembership(before)) return installation;
    if (isNewer(before, installation)) return before;
    const fresh = await this.#ask(id, installation);
    if (fresh === null) return installation;
    // Uninstalled meanwhile, or installed again: what is kept by now is not touched.
    const after = await tenancies.of(id).catch(keptAsBefore(installation));
    if (after !== null && !isMembership(after) && !isNewer(after, installation))
      await tenancies.replace(id, fresh);
    return fresh;
  }

  /** Null where Slack refuses for good: what was kept then fails by itself, with the right reason. */
  async #ask(id: string, installation: Ending): Promise<Installation | null> {
    const { oauth, time, log } = this.#parts;
    const { clientId: client_id, clientSecret: client_secret } = oauth;
    const { refreshToken: refresh_token } = installation.rotation;
    const sentAtMs = time.now();
    try {
      const answer = await this.#client.oauth.v2.access({
        ...{ client_id, client_secret, refresh_token },
        grant_type: 'refresh_token',
      });
      const { access_token: token, refresh_token: next, expires_in: seconds } = answer;
      if (token === undefined || next === undefined || seconds === undefined) return null;
      const expiresAtMs = sentAtMs + seconds * 1000;
      return renewed(installation, token, { refreshToken: next, expiresAtMs });
    } catch (error) {
      const fault = readFault(error);
      if (fault === null) throw error;
      if (fault.outcome !== 'refused') throw notRenewed(fault.code);
      const event = 'Slack refuses to renew a token: the workspace must install the app again';
      log.error({ workspace: id, code: fault.code }, event);
      this.#refused.set(id, refresh_token);
      return null;
    }
  }

  /** Waits for the process that has the claim; most have theirs within a second. */
  async #renewedElsewhere(id: string, installation: Ending): Promise<Installation> {
    const { tenancies, time } = this.#parts;
    const until = time.now() + CALL_TIMEOUT_MS;
    for (const wait of growingWaits(SHORTEST_WAIT_MS, CALL_TIMEOUT_MS)) {
      if (time.now() + wait > until) break;
      await time.wait(wait);
      const tenancy = await tenancies.of(id);
      if (tenancy === null || isMembership(tenancy)) return installation;
      if (isNewer(tenancy, installation)) return tenancy;
      // The other one only sealed it with another key.
      if (isEnding(tenancy) && tenancy.revision > installation.revision)
        return this.#renew(id, tenancy);
    }
    throw notRenewed('another process did not renew it in time');
  }
}

function isEnding(installation: Installation): installation is Ending {
  return installation.rotation !== null;
}

function isNewer(kept: Installation, installation: Ending): boolean {
  return kept.rotation?.refreshToken !== installation.rotation.refreshToken;
}

/** A store that is down right after the exchange must not cost the new token. */
function keptAsBefore(installation: Installation) {
  return (fault: unknown): Installation => {
    if (!isStoreFault(fault)) throw fault;
    return installation;
  };
}

/** Nothing was posted with a token that is not there. */
function notRenewed(why: string): BotError {
  const message = `Slack: a token has expired and could not be renewed: ${why}`;
  return new BotError('platform', message, { retryable: true, outcome: 'undone' });
}
