/** One environment variable. */
export interface Setting {
  readonly name: string;
  /** What it is when the environment says nothing; empty when there is nothing it could be. */
  readonly standard: string;
  /** For `.env.example`. */
  readonly purpose: string;
  readonly isValid: (value: string) => boolean;
  readonly expected: string;
}

export function isSwitch(value: string): boolean {
  return value === 'on' || value === 'off';
}

export function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
