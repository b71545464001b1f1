import type { Speaker } from '../debate/speaker.ts';
import { capitalised } from '../french/typography.ts';
import { html, type Markup } from './markup.ts';
import type { Href } from './page.ts';
import type { Shelves } from './shelves.ts';

/** A kind of page of which there is one for each voice, theme or work, and a list. */
export type Kind = 'voix' | 'themes' | 'oeuvres';

/** `voix/x/`, `themes/x/` */
export const namedPath = (kind: Kind, slug: string): string => `${kind}/${slug}/`;

/** What the pages under a path are called; null where they are of no voice, theme or work. */
export function nameOf(path: string, { voices, themes, sources }: Shelves): string | null {
  const [, kind = '', slug = ''] = /^([a-z]+)\/([a-z0-9-]+)\//u.exec(path) ?? [];
  if (kind === 'voix') return voiceName(voices.get(slug)?.speaker);
  if (kind === 'themes') return themes.get(slug)?.name ?? null;
  return kind === 'oeuvres' ? (sources.find(({ id }) => id === slug)?.title ?? null) : null;
}

function voiceName(speaker: Speaker | undefined): string | null {
  return speaker === undefined ? null : capitalised(speaker.label);
}

/** A link to the page of a voice, by its name; the name alone where it has none. */
export function voiceLink(speaker: Speaker, shelves: Shelves, href: Href): Markup {
  const name = capitalised(speaker.label);
  const slug = shelves.slugOfVoice(speaker.label);
  return nameLink('voix', slug, name, href);
}

/** The same of a theme. */
export function themeLink(name: string, shelves: Shelves, href: Href): Markup {
  return nameLink('themes', shelves.slugOfTheme(name), name, href);
}

/** Read back by `read.ts`: the words must be what the page is called, or a voice or a theme that has none. */
function nameLink(kind: Kind, slug: string | null, name: string, href: Href): Markup {
  if (slug === null) return html`<span class="name">${name}</span>`;
  return html`<a class="name" href="${href(namedPath(kind, slug))}">${name}</a>`;
}
