import { hash } from 'node:crypto';
import type { Answer, Illustrate } from '../../ask/request.ts';
import { cardAddressOf, mapPicturePath, pictureNamed } from '../../debate/address.ts';
import { NO_DEBATE } from '../../debate/debates.ts';
import { Cleared } from '../../debate/gate.ts';
import type { MapReply } from '../../debate/reply.ts';
import type { ReportFault } from '../../errors.ts';
import { messages } from '../../messages/messages.ts';
import type { Log } from '../../ports.ts';
import type { Drawing } from './drawing.ts';
import { Pictures } from './pictures.ts';
import { readPicture } from './read.ts';
import type { NotDrawn, Picture } from './setting.ts';
import type { Typeface } from './typeface.ts';

interface Parts {
  /** Loaded with the first picture. */
  readonly typeface: () => Promise<Typeface>;
  readonly drawing: Drawing;
  readonly reportFault: ReportFault;
  readonly log: Log;
}

type Illustrated = Pick<Answer, 'asked' | 'reply' | 'from'>;

/** Draws what answers are looked at as, for messages. */
export class Illustrator {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly illustrate: Illustrate = async (answer) => {
    const { drawing, reportFault, log } = this.#parts;
    try {
      const picture = await this.#pictureOf(answer);
      if (picture instanceof Cleared) {
        const png = await drawing.png(picture);
        const { alt } = picture.payload;
        return { png, alt, reading: readPicture(picture.payload), address: addressOf(answer, png) };
      }
      log.info({ of: answer.reply.kind, why: picture }, 'a picture was not drawn');
    } catch (fault) {
      reportFault(fault);
    }
    return null;
  };

  async #pictureOf({
    reply,
    from: { catalogue, gate } = NO_DEBATE,
  }: Illustrated): Promise<Cleared<Picture> | NotDrawn> {
    const typeface = await this.#parts.typeface();
    const pictures = new Pictures({ ...this.#parts, corpus: catalogue, gate, typeface });
    if (reply.kind === 'citation') return pictures.card(reply.quote.passage);
    if (reply.kind !== 'map') return 'nothing to draw';
    return pictures.map(reply.map, { heading: headingOf(reply, typeface), hrefOf: null });
  }
}

/** Over a map. What was typed may have characters that no letters are there for. */
export function headingOf(reply: MapReply, typeface: Typeface): string | null {
  const heading = messages.map(reply);
  return typeface.canDraw(heading) ? heading : null;
}

/** Where the same picture is shown among the pages, and no other; null where nobody shows them. */
function addressOf(answer: Illustrated, png: Uint8Array): string | null {
  const place = placeOf(answer);
  return place === null ? null : pictureNamed(place, hash('sha256', png));
}

function placeOf({ asked, reply }: Illustrated): string | null {
  if (reply.kind === 'citation') return cardAddressOf(reply.quote.passage);
  const site = reply.kind === 'map' ? reply.map.nodes[0]?.passage.source.site : null;
  return site == null || asked === null ? null : site + mapPicturePath(asked.options);
}
