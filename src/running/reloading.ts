import type { Log } from '../ports.ts';
import { watchReloads } from './cache.ts';
import { watchFolder } from './files.ts';
import type { Live } from './live.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads the corpus again when the operator asks for it, by `npm run corpus -- reload` or SIGHUP, and when
 * a file of `watched` changes, where a folder is given; what comes of it is logged. Returns what stops that.
 */
export function reloadWhenAsked(
  live: Live,
  log: Log,
  watched: string | null,
  { onHangUp }: Surroundings,
): () => void {
  const reload = () => {
    live.reload().then(
      () => {
        log.info({ corpus: live.corpus.hash }, 'the corpus was read again');
      },
      (fault: unknown) => {
        log.error({ fault }, 'the corpus stays as it was');
      },
    );
  };
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
  return watchFolder(folder, () => {
    live.reload().catch((fault: unknown) => {
      errors.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    });
  });
}
