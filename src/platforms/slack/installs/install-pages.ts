import type { ServerResponse } from 'node:http';
import type { InstallationPage } from '../../../messages/install.ts';

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

export function setPageHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
}

/** A whole page; `address` is where its one link leads. */
export function pageOf({ title, lines, link }: InstallationPage, address: string): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return [
    '<!doctype html><html lang="fr"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1>${paragraphs}`,
    `<p><a href="${escaped(address)}">${escaped(link)}</a></p></main></body></html>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
