import type { Log } from '../ports.ts';
import { watchReloads } from './cache.ts';
import { watchFolder } from './files.ts';
import type { Live } from './live.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads the corpus again when the operator asks for it, by `npm run corpus -- reload` or SIGHUP, and when
 * a file of `watched` changes, where a folder is given; what comes of it is logged, and `read` is called
 * whenever it was read. Returns what stops that.
 */
export function reloadWhenAsked(
  live: Live,
  log: Log,
  watched: string | null,
  { onHangUp }: Pick<Surroundings, 'onHangUp'>,
  read: () => void = () => undefined,
): () => void {
  const reload = reloading(
    live,
    () => {
      log.info({ corpus: live.corpus.hash }, 'the corpus was read again');
      read();
    },
    (fault) => {
      log.error({ fault }, 'the corpus stays as it was');
    },
  );
  onHangUp?.(reload);
  const stops = [watchReloads(reload), ...(watched === null ? [] : [watchFolder(watched, reload)])];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whoever writes a work sees it answered from as soon as it is saved, or what is wrong with it. */
export function reloadWhenSaved(
  live: Live,
  folder: string,
  { errors }: Pick<Surroundings, 'errors'>,
): () => void {
  const tell = (fault: unknown) => {
    errors.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  };
  return watchFolder(
    folder,
    reloading(live, () => undefined, tell),
  );
}

/** Reads again, and tells once what came of it: a file that is saved is told of several times. */
function reloading(live: Live, done: () => void, failed: (fault: unknown) => void): () => void {
  let told: Promise<void> | null = null;
  return () => {
    const renewing = live.reload();
    if (renewing === told) return;
    told = renewing;
    renewing.then(done, failed);
  };
}
