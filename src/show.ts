import type { Request } from './ask/request.ts';
import type { Config } from './config/config.ts';
import type { OpenDebate } from './debate/debates.ts';
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

/** Pages, files and pictures of the debates, and doors for other programs. */
export async function openRooms(
  front: Front,
  bot: PicturingBot,
  { publicUrl, doors, searchUrl }: Config,
): Promise<void> {
  const { Doors } = await import('./doors/doors.ts');
  const { ANYBODY } = await import('./doors/debated.ts');
  const { programVersion } = await import('./running/files.ts');
  const settings = { ...doors, api: doors.api && publicUrl !== null };
  const told = { settings, publicUrl, version: programVersion(), counters: front.counters };
  const programs = new Doors({ ...bot, asker: ANYBODY, ...told });
  const forPrograms: Room = (request, response, path) =>
    programs.take(request, response, `/${path}`);
  if (publicUrl === null) {
    front.open([forPrograms]);
    return;
  }
  // What a search server keeps has no files for a sitemap to lead to.
  const listedAt = searchUrl === null ? publicUrl : null;
  const pages = await openPages(bot, listedAt, front);
  front.open([forPrograms, (...asked) => pages.take(...asked)]);
}

async function openPages(bot: PicturingBot, publicUrl: string | null, { counters }: Front) {
  const { PageServer } = await import('./site/serving.ts');
  const { Publication } = await import('./site/publication.ts');
  const { Site } = await import('./site/site.ts');
  const { SiteElsewhere } = await import('./site/elsewhere.ts');
  const { PagePictures } = await import('./site/pictured.ts');
  const { DebatesList, findingAmong } = await import('./site/several.ts');
  const { DrawingForPages } = await import('./site/pictures/drawing.ts');
  const { readPageFiles } = await import('./running/files.ts');
  const { typeface, drawing } = bot.pictures;
  const shared = { index: '', assets: readPageFiles() };
  const pictures = { typeface: await typeface(), drawing: new DrawingForPages(drawing) };
  const publicationOf = (debate: OpenDebate) => {
    const { corpus, gate } = debate;
    const dispatch = (request: Request) => bot.debates.ask(debate, request);
    const { reportFault } = bot;
    const given = { ...shared, dispatch, reportFault, isOfSeveral: debate.key !== '' };
    const site =
      corpus === null
        ? new SiteElsewhere({ ...given, debate, pictures })
        : new Site({
            ...{ ...given, corpus, gate },
            pictures: new PagePictures({ ...pictures, reportFault, corpus, gate, hasImages: true }),
            today: () => ({ day: bot.today(), timeZone: bot.timeZone }),
          });
    return new Publication({ ...shared, ...pictures, site });
  };
  const list = new DebatesList({ ...shared, publicUrl, debates: [] });
  const find = findingAmong(bot.debates, publicationOf, { ...shared, publicUrl });
  return new PageServer({ ...bot, counters, find, fault: list.fault.bind(list) });
}
