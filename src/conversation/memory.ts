import { createHash } from 'node:crypto';
import type { ReportFault } from '../errors.ts';
import type { Notes } from '../ports.ts';

export interface MemoryParts {
  readonly platform: string;
  readonly notes: Notes;
  readonly reportFault: ReportFault;
}

/**
 * Notes of one purpose, under names from which neither a place nor a person can be read. What fails is
 * forgotten, and the operator told: nothing here rejects.
 */
export class Memory {
  readonly #parts: MemoryParts;
  readonly #purpose: string;

  constructor(parts: MemoryParts, purpose: string) {
    this.#parts = parts;
    this.#purpose = purpose;
  }

  async recall(name: string): Promise<string | null> {
    const { notes, reportFault } = this.#parts;
    try {
      return await notes.recall(this.#keyOf(name));
    } catch (fault) {
      reportFault(fault);
      return null;
    }
  }

  async keep(name: string, text: string, ttlMs: number): Promise<void> {
    const { notes, reportFault } = this.#parts;
    try {
      await notes.keep(this.#keyOf(name), text, ttlMs);
    } catch (fault) {
      reportFault(fault);
    }
  }

  #keyOf(name: string): string {
    return hashed(`${this.#purpose} ${this.#parts.platform} ${name}`);
  }
}

export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
