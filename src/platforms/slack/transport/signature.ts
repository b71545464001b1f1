import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { SIGNATURE_AGE_SECONDS } from '../limits.ts';

const VERSION = 'v0';
const SHA256_HEX = 64;

/** Why a request is not believed; null when it is. */
export type Doubt = 'unsigned' | 'stale' | 'forged';

/**
 * Verifies that Slack signed a request: https://docs.slack.dev/authentication/verifying-requests-from-slack.
 * Bolt's own verification lets times in the future pass, reads no clock but the machine's and takes a
 * tenth of the whole request's time (three keys and 32 random bytes each); the tests compare both.
 */
export class Signature {
  readonly #key: KeyObject;
  readonly #now: () => number;

  constructor(signingSecret: string, now: () => number) {
    this.#key = createSecretKey(signingSecret, 'utf8');
    this.#now = now;
  }

  doubtOf(headers: IncomingHttpHeaders, body: Buffer): Doubt | null {
    const signature = headers['x-slack-signature'];
    const timestamp = headers['x-slack-request-timestamp'];
    if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'unsigned';
    if (!/^\d{1,12}$/u.test(timestamp)) return 'unsigned';
    if (Math.abs(this.#now() / 1000 - Number(timestamp)) > SIGNATURE_AGE_SECONDS) return 'stale';
    const [version, figures = ''] = signature.split('=');
    const given = Buffer.from(figures, 'hex');
    const due = createHmac('sha256', this.#key).update(`${VERSION}:${timestamp}:`).update(body);
    const isWhole =
      version === VERSION && figures.length === SHA256_HEX && given.length * 2 === SHA256_HEX;
    return isWhole && timingSafeEqual(given, due.digest()) ? null : 'forged';
  }
}
