import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that a test fills to its last byte, and empties again. */
export interface SmallDisk {
  readonly path: string;
  readonly fill: () => void;
  readonly empty: () => void;
  readonly remove: () => void;
}

const PIECES = [1024 * 1024, 4096];

/** Null where the machine lets nobody mount one: it takes root, and a Linux that is no locked container. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'debat-disk-'));
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    rmdirSync(path);
    return null;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: () => {
      const file = openSync(ballast, 'w');
      for (const size of PIECES) while (hasRoomFor(file, size));
      closeSync(file);
    },
    empty: () => {
      rmSync(ballast, { force: true });
    },
    remove: () => {
      execFileSync('umount', ['--lazy', path]);
      rmdirSync(path);
    },
  };
}

function hasRoomFor(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch {
    return false;
  }
}
