import { BotError } from '../errors.ts';
import { ImportFault, type BroughtFile } from '../import/format.ts';
import { bytesOfBody, LongBody } from '../running/work.ts';

const PATIENCE_MS = 30_000;
const LARGEST_BYTES = 64 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const ENDINGS: readonly (readonly [type: RegExp, ending: string])[] = [
  [/html/u, '.html'],
  [/json/u, '.json'],
  [/xml/u, '.xml'],
  [/vtt/u, '.vtt'],
  [/plain/u, '.txt'],
];

const NOT_ALLOWED =
  'est de votre propre réseau : si vous voulez la lire, importez-la vous-même, ou ajoutez --local';

export function isAddress(typed: string): boolean {
  return /^https?:\/\//iu.test(typed);
}

/** What is on the operator's own machine or network, as far as its name tells. */
const INSIDE =
  /^(?:\[.*\]|[\d.]+|0x[\da-f.x]+|[^.]+|.*\.(?:local|localhost|internal|intranet|lan|home\.arpa))\.?$/iu;

/** Whether an address that somebody else typed may be asked for from the operator's machine. */
export function isPublic({ hostname }: URL): boolean {
  return !INSIDE.test(hostname);
}

/**
 * The page at an address, which must be allowed, as must those that it leads to; throws an ImportFault where it
 * can't be had.
 */
export async function fetchedFile(
  typed: string,
  isAllowed: (address: URL) => boolean = () => true,
): Promise<BroughtFile> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    let address = new URL(typed);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (!isAllowed(address)) throw new ImportFault(`${address.href} ${NOT_ALLOWED}`);
      const answer = await fetch(address, { redirect: 'manual', signal });
      const next = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || next === null) {
        return await readAnswer(answer, address);
      }
      await answer.body?.cancel();
      address = new URL(next, address);
      if (!isAddress(address.href)) break;
    }
    throw new ImportFault(`${typed} renvoie trop loin : donnez l’adresse finale`);
  } catch (cause) {
    if (cause instanceof ImportFault || cause instanceof BotError) throw cause;
    if (cause instanceof LongBody) throw new ImportFault(`${typed} dépasse 64 Mo`, { cause });
    const why = signal.aborted ? 'ne répond pas en 30 secondes' : 'ne peut pas être jointe';
    throw new ImportFault(`${typed} ${why} : enregistrez la page, puis importez le fichier`, {
      cause,
    });
  }
}

async function readAnswer(answer: Response, address: URL): Promise<BroughtFile> {
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new ImportFault(`${address.href} répond ${answer.status} : vérifiez l’adresse`);
  }
  const name = nameOf(address, answer.headers.get('content-type') ?? '');
  return { name, bytes: await bytesOfBody(answer.body, LARGEST_BYTES), address: address.href };
}

/** What a browser would save it as. */
function nameOf({ hostname, pathname }: URL, type: string): string {
  const last =
    pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? hostname;
  const ending = ENDINGS.find(([pattern]) => pattern.test(type))?.[1] ?? '';
  return last.toLowerCase().endsWith(ending) ? last : `${last}${ending}`;
}
