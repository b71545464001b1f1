import type { Config } from './config/config.ts';
import type { Bot } from './running/bot.ts';
import type { Front, Room } from './running/front.ts';

/** Null where nothing is shown: a page has an address, and `/mcp` is switched on. */
export async function openFront({ publicUrl, doors }: Config): Promise<Front | null> {
  if (publicUrl === null && !doors.mcp) return null;
  const { Front } = await import('./running/front.ts');
  const { pageWords } = await import('./messages/site.ts');
  return new Front(publicUrl, pageWords.starting);
}

/** Pages, files and pictures of the debate, and doors for other programs. */
export async function openRooms(
  front: Front,
  bot: Bot,
  { publicUrl, doors }: Config,
): Promise<void> {
  const { Doors } = await import('./doors/doors.ts');
  const { readPageFiles, programVersion } = await import('./running/files.ts');
  const settings = { ...doors, api: doors.api && publicUrl !== null };
  const { counters } = front;
  const programs = new Doors({ ...bot, counters, settings, publicUrl, version: programVersion() });
  const forPrograms: Room = (request, response, path) =>
    programs.take(request, response, `/${path}`);
  if (publicUrl === null) {
    front.open([forPrograms]);
    return;
  }
  const { PageServer } = await import('./site/serving.ts');
  const { Publication } = await import('./site/publication.ts');
  const { Typeface } = await import('./site/pictures/typeface.ts');
  const { Drawing } = await import('./site/pictures/drawing.ts');
  const publication = new Publication({
    ...{ ...bot, index: '', assets: readPageFiles() },
    today: () => ({ day: bot.today(), timeZone: bot.timeZone }),
    pictures: { typeface: await Typeface.load(), drawing: new Drawing() },
  });
  const pages = new PageServer({ ...bot, counters, publication });
  front.open([forPrograms, (...asked) => pages.take(...asked)]);
}
