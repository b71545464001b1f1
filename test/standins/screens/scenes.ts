import { createHash } from 'node:crypto';
import { startOverSocket, withSlack } from '../../platforms/slack/harness.ts';
import { withDiscord } from '../../platforms/discord/harness.ts';
import { GENERAL as SLACK_GENERAL } from '../slack/workspace.ts';
import { discordPage } from './discord-page.ts';
import { documentAt, siteOf } from '../../site/sites.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { illustrateOn } from '../../fixtures/pictures.ts';
import { CALLBACK } from '../discord/route-names.ts';
import { sitePage } from './site-page.ts';
import { slackPage } from './slack-page.ts';

/** A page a picture, by the name of its file: what the real bot answers over the stand-ins. */
export type Screens = ReadonlyMap<string, string>;

const SLACK: readonly (readonly [name: string, command: string, text: string])[] = [
  ['slack-debat', '/debat', 'publicité'],
  ['slack-position', '/position', 'kabla ; blogs'],
  ['slack-comparer', '/comparer', 'kabla ; gourvennec'],
  ['slack-citation', '/citation', 'blogs en image'],
];

const DISCORD: readonly (readonly [name: string, command: string, options: object])[] = [
  ['discord-debat', 'debat', { sujet: 'roi', resume: true }],
  ['discord-comparer', 'comparer', { auteur1: 'Hervé Kabla', auteur2: 'Fred Cavazza' }],
  ['discord-carte', 'carte', { sujet: 'bulle' }],
];

const illustrate = illustrateOn(realCorpus);

/** It answers another, and others answer it. */
const SHOWN_PASSAGE = '/mimetisme/';

/** Asks everything that is drawn. */
export async function askForScreens(): Promise<Screens> {
  return new Map([...(await askOnSlack()), ...(await askOnDiscord()), ...(await pagesOfSite())]);
}

async function askOnSlack(): Promise<Screens> {
  const pages = new Map<string, string>();
  for (const [name, command, text] of SLACK) {
    await withSlack(async (slack, keep) => {
      keep(await startOverSocket(slack, { illustrate }));
      await slack.socket.command({ command, text });
      const message = await slack.waitForMessage(SLACK_GENERAL);
      pages.set(name, slackPage(message, `${command} ${text}`, slack.files.all[0]?.bytes ?? null));
    });
  }
  return pages;
}

async function askOnDiscord(): Promise<Screens> {
  const pages = new Map<string, string>();
  for (const [name, command, options] of DISCORD) {
    await withDiscord(async ({ discord, start }) => {
      await start({ illustrate });
      const { message } = await discord.command({ name: command, options: { ...options } });
      if (message === undefined) throw new Error(`no answer to /${command}`);
      const asked = Object.entries(options).map(([option, value]) => {
        return `${option}:${value === true ? 'True' : String(value)}`;
      });
      pages.set(
        name,
        discordPage(
          message,
          [`/${command}`, ...asked].join(' '),
          discord.calls(CALLBACK)[0]?.files,
        ),
      );
    });
  }
  return pages;
}

async function pagesOfSite(): Promise<Screens> {
  const { site } = siteOf(realCorpus);
  const pathOfPassage = [...site.paths()].find((path) => path.endsWith(SHOWN_PASSAGE)) ?? '';
  return new Map([
    ['site-debat', sitePage(await documentAt(site, ''))],
    ['site-carte', sitePage(await documentAt(site, 'carte/'))],
    ['site-passage', sitePage(await documentAt(site, pathOfPassage))],
  ]);
}

/** What is kept of a page beside its picture. */
export function hashesOf(pages: Screens): Readonly<Record<string, string>> {
  const hash = (html: string) => createHash('sha256').update(html).digest('hex');
  return Object.fromEntries([...pages].map(([name, html]) => [name, hash(html)]));
}
