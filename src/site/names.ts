import type { Speaker } from '../debate/speaker.ts';
import { capitalised } from '../french/typography.ts';
import { html, type Markup } from './markup.ts';
import type { Href } from './page.ts';
import type { Shelves, Theme } from './shelves.ts';

/** A kind of page of which there is one for each voice, theme or work, and a list. */
export type Kind = 'voix' | 'themes' | 'oeuvres';

/** `voix/x/`, `themes/x/` */
export const namedPath = (kind: Kind, slug: string): string => `${kind}/${slug}/`;

/** What the pages under a path are called; null where they are of no voice, theme or work. */
export function nameOf(path: string, { voices, themes, sources }: Shelves): string | null {
  const [, kind = '', slug = ''] = /^([a-z]+)\/([a-z0-9-]+)\//u.exec(path) ?? [];
  if (kind === 'voix') return voiceName(voices.get(slug));
  if (kind === 'themes') return themes.get(slug)?.name ?? null;
  return kind === 'oeuvres' ? (sources.find(({ id }) => id === slug)?.title ?? null) : null;
}

function voiceName(speaker: Speaker | undefined): string | null {
  return speaker === undefined ? null : capitalised(speaker.label);
}

/** A link to the page of a voice, by its name. */
export function voiceLink(speaker: Speaker, shelves: Shelves, href: Href): Markup {
  const name = capitalised(speaker.label);
  const slug = shelves.slugOfVoice(speaker.label);
  return slug === null ? html`${name}` : nameLink(namedPath('voix', slug), name, href);
}

export function themeLink(slug: string, { name }: Theme, href: Href): Markup {
  return nameLink(namedPath('themes', slug), name, href);
}

/** Read back by `read.ts`: the words must be what the page is called. */
function nameLink(path: string, name: string, href: Href): Markup {
  return html`<a class="name" href="${href(path)}">${name}</a>`;
}
