import { debateShownAt } from './ask/request.ts';
import type { Config } from './config/config.ts';
import type { Bot } from './running/bot.ts';
import type { Front, Room } from './running/front.ts';

type PicturingBot = Awaited<ReturnType<typeof openPictures>>;

/** Null where nothing is shown: a page has an address, and `/mcp` is switched on. */
export async function openFront({ publicUrl, doors }: Config): Promise<Front | null> {
  if (publicUrl === null && !doors.mcp) return null;
  const { Front } = await import('./running/front.ts');
  const { pageWords } = await import('./messages/site.ts');
  return new Front(publicUrl, pageWords.starting);
}

/** With what draws pictures, for messages and for pages; the letters are read with the first of them. */
export async function openPictures(bot: Bot) {
  const { Drawing } = await import('./site/pictures/drawing.ts');
  const { Illustrator } = await import('./site/pictures/illustrator.ts');
  const { Typeface } = await import('./site/pictures/typeface.ts');
  let loading: ReturnType<typeof Typeface.load> | null = null;
  const typeface = () => (loading ??= Typeface.load());
  const drawing = new Drawing();
  const { illustrate } = new Illustrator({ ...bot, typeface, drawing });
  return { ...bot, illustrate, pictures: { typeface, drawing } };
}

/** Pages, files and pictures of the debate, and doors for other programs. */
export async function openRooms(
  front: Front,
  bot: PicturingBot,
  { publicUrl, doors }: Config,
): Promise<void> {
  const { Doors } = await import('./doors/doors.ts');
  const { readPageFiles, programVersion } = await import('./running/files.ts');
  const settings = { ...doors, api: doors.api && publicUrl !== null };
  const { counters } = front;
  const { corpus, gate } = await debateShownAt(bot.debates, { platform: 'door' });
  const programs = new Doors({
    ...bot,
    corpus,
    gate,
    counters,
    settings,
    publicUrl,
    version: programVersion(),
  });
  const forPrograms: Room = (request, response, path) =>
    programs.take(request, response, `/${path}`);
  if (publicUrl === null) {
    front.open([forPrograms]);
    return;
  }
  const { PageServer } = await import('./site/serving.ts');
  const { Publication } = await import('./site/publication.ts');
  const { DrawingForPages } = await import('./site/pictures/drawing.ts');
  const { typeface, drawing } = bot.pictures;
  const publication = new Publication({
    ...{ ...bot, corpus, gate, index: '', assets: readPageFiles() },
    today: () => ({ day: bot.today(), timeZone: bot.timeZone }),
    pictures: { typeface: await typeface(), drawing: new DrawingForPages(drawing) },
    hasImages: true,
  });
  const pages = new PageServer({ ...bot, counters, publication });
  front.open([forPrograms, (...asked) => pages.take(...asked)]);
}
