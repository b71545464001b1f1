import type { types, webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { Drawn } from '../../debate/drawn.ts';
import type { Log, Time } from '../../ports.ts';
import type { Answer } from '../../ask/request.ts';
import { messages } from '../../messages/messages.ts';
import { readFault } from './faults.ts';
import { context, LONGEST_ALT, plain, type SlackMessage } from './view/blocks.ts';

/** Ways to show a picture in a message, best first: the next is asked for where Slack refuses one. */
export type WaysToShow = (picture: Drawn) => AsyncIterable<types.ImageBlock>;

/** What a picture is called where somebody saves it. */
const FILE_NAME = 'debat.png';
/** As long as a file is used again; Slack keeps it until somebody deletes it. */
const MEMORY_MS = 24 * 60 * 60 * 1000;
const MOST_FILES = 2_000;
/** What did not go once is not tried again for so long, and the log is told of it once. */
const OBSTACLE_MS = 10 * 60 * 1000;
/**
 * A file that was uploaded is not shown before Slack has looked at it, which takes a moment and nothing but
 * `files.info`, with a scope of its own, tells (slackapi/node-slack-sdk#1865).
 */
const WAITS_FOR_FILE_MS = [0, 1_000, 2_000];

/** By their address among the pages of the debate, from where Slack fetches them; else as files of the workspace. */
export class SlackPictures {
  readonly #log: Log;
  readonly #time: Time;
  readonly #files: LRUCache<string, string>;
  readonly #obstacles: LRUCache<string, true>;

  constructor(log: Log, time: Time) {
    const clock = { ttlResolution: 0, perf: time };
    this.#log = log;
    this.#time = time;
    this.#files = new LRUCache({ max: MOST_FILES, ttl: MEMORY_MS, ...clock });
    this.#obstacles = new LRUCache({ max: MOST_FILES, ttl: OBSTACLE_MS, ...clock });
  }

  /** For what this client posts. */
  waysFor(client: webApi.WebClient, workspace: string | null | undefined): WaysToShow {
    return (picture) => this.#ways(client, workspace ?? '', picture);
  }

  async *#ways(client: webApi.WebClient, workspace: string, picture: Drawn) {
    const { address, alt } = picture;
    const image = { type: 'image', alt_text: alt } as const;
    if (address !== null && !this.#obstacles.has(FETCHING)) {
      yield { ...image, image_url: address };
      this.#hit(FETCHING, 'Slack could not fetch a picture below PUBLIC_URL');
    }
    const file = await this.#fileOf(client, workspace, picture);
    if (file === null) return;
    for (const wait of file.isNew ? WAITS_FOR_FILE_MS : [0]) {
      if (wait > 0) await this.#time.wait(wait);
      yield { ...image, slack_file: { id: file.id } };
    }
    this.#files.delete(file.key);
    this.#hit(`${workspace} shown`, 'Slack did not show a picture that was uploaded');
  }

  /** Null where it cannot be uploaded. */
  async #fileOf(client: webApi.WebClient, workspace: string, { png, alt }: Drawn) {
    const key = `${workspace} ${hash('sha256', png)}`;
    const known = this.#files.get(key);
    if (known !== undefined) return { key, id: known, isNew: false };
    const uploading = `${workspace} uploaded`;
    if (this.#obstacles.has(uploading)) return null;
    try {
      const upload = { file: Buffer.from(png), filename: FILE_NAME, alt_text: alt };
      const { files } = await client.filesUploadV2(upload);
      const id = files[0]?.files?.[0]?.id;
      if (id === undefined) throw new TypeError('Slack names no file');
      this.#files.set(key, id);
      return { key, id, isNew: true };
    } catch (error) {
      const code = readFault(error)?.code ?? 'unknown';
      this.#hit(uploading, 'a picture could not be uploaded to Slack', code);
      return null;
    }
  }

  #hit(obstacle: string, event: string, code?: string): void {
    this.#obstacles.set(obstacle, true);
    this.#log.warn({ ...(code !== undefined && { code }) }, event);
  }
}

const FETCHING = 'fetching';

/** The picture, and what is said where it cannot be shown though it was asked for. */
export function picturedBy({
  picture,
  reply,
}: Answer): Pick<SlackMessage, 'picture' | 'unpictured'> {
  if (picture == null || picture.alt.length > LONGEST_ALT) return {};
  const isAsked = reply.kind === 'citation';
  return isAsked ? { picture, unpictured: [context(plain(messages.notPictured()))] } : { picture };
}
