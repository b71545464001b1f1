import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { BotError } from '../errors.ts';
import type { Installed } from '../ports.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NAME_CHARACTERS = 8;
/** Stands before everything that is sealed in this way; another way gets another name. */
const WAY = 'gcm1';

/** Why something cannot be opened: with another key it might be, or it is not what was sealed. */
export type Damage = 'unknown key' | 'damaged';

interface Key {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Encrypts what must not be read where it is kept. The first key seals; every key opens. */
export class Sealing {
  readonly #keys: readonly Key[];

  /** `keys` as TOKEN_ENCRYPTION_KEY holds them: 32 bytes each in base64, the newest first, commas between. */
  constructor(keys: string) {
    this.#keys = keys
      .split(',')
      .filter((text) => text.trim() !== '')
      .map(readKey);
  }

  /** `place` names where it is kept; nowhere else can it be opened. */
  seal(text: string, place: string): string {
    const [key] = this.#keys;
    if (key === undefined) throw unusable('is not set');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key.bytes, nonce).setAAD(bound(key, place));
    const hidden = [cipher.update(text, 'utf8'), cipher.final()];
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), ...hidden]);
    return [WAY, key.name, bytes.toString('base64url')].join('.');
  }

  open(sealed: string, place: string): Installed | Damage {
    const [way, name, encoded = '', ...rest] = sealed.split('.');
    if (way !== WAY || rest.length > 0) return 'damaged';
    const key = this.#keys.find((each) => each.name === name);
    if (key === undefined) return 'unknown key';
    const text = opened(key, encoded, place);
    return text === null ? 'damaged' : { text, isOutdated: key !== this.#keys[0] };
  }
}

function opened(key: Key, encoded: string, place: string): string | null {
  const bytes = Buffer.from(encoded, 'base64url');
  // Node skips what is not base64: only the very text that was written is taken.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== encoded)
    return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bound(key, place)).setAuthTag(tag);
  try {
    const hidden = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8');
  } catch {
    // A byte was changed, or it was sealed for another place.
    return null;
  }
}

/** What is not encrypted and cannot be changed either. */
function bound({ name }: Key, place: string): Buffer {
  return Buffer.from(`${WAY}.${name}.${place}`, 'utf8');
}

function readKey(text: string): Key {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== KEY_BYTES) throw unusable('is not 32 bytes in base64');
  const hash = createHash('sha256').update('name of a key').update(bytes);
  return { name: hash.digest('base64url').slice(0, NAME_CHARACTERS), bytes };
}

function unusable(why: string): BotError {
  const remedy = 'make one with openssl rand -base64 32';
  return new BotError('configuration', `TOKEN_ENCRYPTION_KEY ${why}: ${remedy}`);
}
