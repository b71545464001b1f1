// What values of settings must be, where an expression does not tell.

export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export function isStoreUrl(value: string): boolean {
  return (
    /^sqlite:./u.test(value) ||
    (/^(?:rediss?|postgres(?:ql)?):\/\//u.test(value) && URL.canParse(value))
  );
}

/** One below which pages can be named. */
export function isPageAddress(value: string): boolean {
  if (!isWebAddress(value)) return false;
  const { search, hash, username, password } = new URL(value);
  return [search, hash, username, password].every((part) => part === '');
}

export function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

/** As a browser says where a page comes from; or any. */
export function isOrigin(value: string): boolean {
  return value === '*' || (isWebAddress(value) && new URL(value).origin === value);
}
