import { webApi } from '@slack/bolt';
import { BotError } from '../../../errors.ts';
import { growingWaits } from '../../../running/work.ts';
import { readFault } from '../faults.ts';
import { CALL_TIMEOUT_MS, clientOptions, type Calling } from '../transport/connection.ts';
import {
  isEnding,
  isPast,
  isStoreFault,
  type Ending,
  type Installation,
  type InstallationRecords,
} from './records.ts';
import type { OAuthSettings } from './settings.ts';

/** As long before its end as @slack/oauth renews a token. */
const RENEW_BEFORE_MS = 2 * 60 * 60 * 1000;
const SHORTEST_WAIT_MS = 100;

interface RotationParts extends Calling {
  readonly records: InstallationRecords;
  readonly oauth: OAuthSettings;
}

/**
 * Exchanges tokens that end soon. A refresh token is good once, so a claim lets one process use it.
 * `InstallProvider.authorize` of @slack/oauth cannot be asked to do it: a refusal, an outage and an
 * answer that was lost all give back the old token, as if nothing had been the matter (decision 0011).
 */
export class Rotation {
  readonly #parts: RotationParts;
  readonly #client: webApi.WebClient;
  readonly #running = new Map<string, Promise<Installation>>();
  /** By workspace or organisation, the refresh token that Slack takes no more. */
  readonly #refused = new Map<string, string>();

  constructor(parts: RotationParts) {
    this.#parts = parts;
    this.#client = new webApi.WebClient(undefined, clientOptions(parts));
  }

  /** The installation with a token that is good now. Rejects, retryable, where there is none for the moment. */
  async current(id: string, installation: Installation): Promise<Installation> {
    if (!isEnding(installation)) return installation;
    const { refreshToken } = installation.rotation;
    const isLasting = this.#msLeft(installation) > RENEW_BEFORE_MS;
    if (isLasting || this.#refused.get(id) === refreshToken) return installation;
    let running = this.#running.get(id);
    if (running === undefined) {
      running = this.#renew(id, installation).finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
    return running;
  }

  /** How long its token is still good; 0 where a clock that was wrong has noted that. */
  #msLeft({ rotation: { gotAtMs = 0, expiresAtMs } }: Ending): number {
    const nowMs = this.#parts.time.now();
    return isPast(gotAtMs, nowMs) ? expiresAtMs - nowMs : 0;
  }

  async #renew(id: string, installation: Ending): Promise<Installation> {
    const { records, log } = this.#parts;
    const isGood = this.#msLeft(installation) > 0;
    try {
      if (await records.mayReplace(installation)) return await this.#exchange(id, installation);
    } catch (fault) {
      if (!isGood) throw fault;
      log.warn({ workspace: id, fault }, 'a token could not be renewed yet');
      return installation;
    }
    return isGood ? installation : await this.#renewedElsewhere(id, installation);
  }

  async #exchange(id: string, installation: Ending): Promise<Installation> {
    const { records } = this.#parts;
    // Before this process claimed it, another may have been through with it.
    const before = await records.installationOf(id);
    if (before === null) return installation;
    if (isNewer(before, installation)) return before;
    const fresh = await this.#ask(id, installation);
    if (fresh === null) return installation;
    const after = await records.installationOf(id).catch((fault: unknown) => {
      // A store that is down right after the exchange must not cost the new token.
      if (!isStoreFault(fault)) throw fault;
      return installation;
    });
    // Uninstalled meanwhile, or installed again: what is kept by now is not touched.
    if (after !== null && !isNewer(after, installation)) await records.replace(id, fresh);
    return fresh;
  }

  /** Null where Slack refuses for good: what was kept then fails by itself, with the right reason. */
  async #ask(id: string, installation: Ending): Promise<Installation | null> {
    const { oauth, time, log } = this.#parts;
    const { refreshToken } = installation.rotation;
    const sentAtMs = time.now();
    try {
      const answer = await this.#client.oauth.v2.access({
        client_id: oauth.clientId,
        client_secret: oauth.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      const { access_token: botToken, refresh_token: next, expires_in: seconds } = answer;
      if (botToken === undefined || next === undefined || seconds === undefined) return null;
      const rotation = { refreshToken: next, gotAtMs: sentAtMs };
      const expiresAtMs = sentAtMs + seconds * 1000;
      return { ...installation, botToken, rotation: { ...rotation, expiresAtMs } };
    } catch (error) {
      const fault = readFault(error);
      if (fault === null) throw error;
      if (fault.outcome !== 'refused') throw notRenewed(fault.code);
      const event = 'Slack refuses to renew a token: the workspace must install the app again';
      log.error({ workspace: id, code: fault.code }, event);
      this.#refused.set(id, refreshToken);
      return null;
    }
  }

  /** Waits for the process that has the claim; most have theirs within a second. */
  async #renewedElsewhere(id: string, installation: Ending): Promise<Installation> {
    const { records, time } = this.#parts;
    const until = time.now() + CALL_TIMEOUT_MS;
    for (const wait of growingWaits(SHORTEST_WAIT_MS, CALL_TIMEOUT_MS)) {
      if (time.now() + wait > until) break;
      await time.wait(wait);
      const kept = await records.installationOf(id);
      if (kept === null) return installation;
      if (isNewer(kept, installation)) return kept;
      // The other one only sealed it with another key.
      if (isEnding(kept) && kept.revision > installation.revision) return this.#renew(id, kept);
    }
    throw notRenewed('another process did not renew it in time');
  }
}

function isNewer(kept: Installation, installation: Ending): boolean {
  return kept.rotation?.refreshToken !== installation.rotation.refreshToken;
}

/** Nothing was posted with a token that is not there. */
function notRenewed(why: string): BotError {
  const message = `Slack: a token has expired and could not be renewed: ${why}`;
  return new BotError('platform', message, { retryable: true, outcome: 'undone' });
}
