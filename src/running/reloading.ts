import type { Log } from '../ports.ts';
import { watchReloads } from './cache.ts';
import { watchFolder } from './files.ts';
import type { Surroundings } from './surroundings.ts';

/** What is read again from its files. */
export interface Reloadable {
  /** Of all that is answered from. */
  readonly hash: string;
  /** Rejects with a BotError, and what was before stays. */
  readonly reload: () => Promise<void>;
}

/**
 * Reads the corpus again when the operator asks for it, by `npm run corpus -- reload` or SIGHUP, and when
 * a file of `watched` changes, where a folder is given; what comes of it is logged, and `read` is called
 * whenever it was read. Returns what stops that.
 */
export function reloadWhenAsked(
  live: Reloadable,
  log: Log,
  watched: string | null,
  { onHangUp }: Pick<Surroundings, 'onHangUp'>,
  read: () => void,
): () => void {
  const reload = reloading(
    live,
    () => {
      log.info({ corpus: live.hash }, 'the corpus was read again');
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

/** Reads again, and tells once what came of it: a file that is saved is told of several times. */
export function reloading(
  live: Pick<Reloadable, 'reload'>,
  done: () => void,
  failed: (fault: unknown) => void,
) {
  let told: Promise<void> | null = null;
  return () => {
    const renewing = live.reload();
    if (renewing === told) return;
    told = renewing;
    renewing.then(done, failed);
  };
}
