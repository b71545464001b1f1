/** A page as it was given. */
export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

/** Somebody's browser: it keeps cookies, each for its host, and follows nothing by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const { host } = new URL(address);
    const cookie = this.#cookies.get(host);
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: cookie === undefined ? {} : { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of answer.headers.getSetCookie()) this.#take(host, set);
    const { status, headers } = answer;
    return { status, headers, location: headers.get('location'), text: await answer.text() };
  }

  #take(host: string, set: string): void {
    const [pair = ''] = set.split(';', 1);
    if (set.includes('1970')) this.#cookies.delete(host);
    else this.#cookies.set(host, pair);
  }
}

/** Where the one link of a page leads. */
export function linkIn({ text }: Pick<Page, 'text'>): string {
  const [, address = ''] = /<a href="([^"]*)"/u.exec(text) ?? [];
  return unescaped(address);
}

/** The hidden fields of the first form of a page. */
export function fieldsIn({ text }: Page): Record<string, string> {
  const [form = ''] = /<form[^]*?<\/form>/u.exec(text) ?? [];
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/gu)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  const named = text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
  return named.replace(/&#(\d+);/gu, (_, code) => String.fromCodePoint(Number(code)));
}
