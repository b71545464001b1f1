import type { types, webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import { PICTURE_FILE, type Drawn } from '../../debate/drawn.ts';
import type { Log, Time } from '../../ports.ts';
import type { Answer } from '../../ask/request.ts';
import { messages } from '../../messages/messages.ts';
import { readFault } from './faults.ts';
import { context, LONGEST_ADDRESS, LONGEST_ALT, plain, type SlackMessage } from './view/blocks.ts';

/** How a message goes: what goes by a response_url takes no file (slackapi/java-slack-sdk#1349). */
export type Road = 'method' | 'response_url';
/** Ways to show a picture in a message, best first: the next is asked for where Slack refuses one. */
export type WaysToShow = (picture: Drawn, road: Road) => AsyncIterable<types.ImageBlock>;

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
  /** Their identifiers; null where they cannot be uploaded. */
  readonly #files: LRUCache<string, Promise<string | null>>;
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
    return (picture, road) => this.#ways(client, workspace ?? '', picture, road);
  }

  async *#ways(client: webApi.WebClient, workspace: string, picture: Drawn, road: Road) {
    const { address, alt } = picture;
    const image = { type: 'image', alt_text: alt } as const;
    const isFetched = address !== null && address.length <= LONGEST_ADDRESS;
    if (isFetched && !this.#obstacles.has(FETCHING)) {
      yield { ...image, image_url: address };
      this.#hit(FETCHING, 'Slack could not fetch a picture below PUBLIC_URL');
    }
    const isBarred = [UPLOADING, workspace].some((each) => this.#obstacles.has(each));
    if (road === 'response_url' || isBarred) return;
    const key = `${workspace} ${hash('sha256', picture.png)}`;
    const upload = this.#files.get(key) ?? this.#upload(client, workspace, picture);
    // Whoever asks meanwhile waits for the same file.
    this.#files.set(key, upload);
    const id = await upload;
    if (id !== null) {
      for (const wait of WAITS_FOR_FILE_MS) {
        if (wait > 0) await this.#time.wait(wait);
        yield { ...image, slack_file: { id } };
      }
      this.#hit(workspace, 'Slack did not show a picture that was uploaded');
    }
    this.#files.delete(key);
  }

  /** Null where it cannot be uploaded. */
  async #upload(
    client: webApi.WebClient,
    workspace: string,
    { png }: Drawn,
  ): Promise<string | null> {
    try {
      const upload = { file: Buffer.from(png), filename: PICTURE_FILE };
      const { files } = await client.filesUploadV2(upload);
      const id = files[0]?.files?.[0]?.id;
      if (id === undefined) throw new TypeError('Slack names no file');
      return id;
    } catch (error) {
      const fault = readFault(error);
      const isRefused = fault === null || ['refused', 'rate limited'].includes(fault.outcome);
      // An outage is no workspace's own: ten thousand quotations of the day must not wait each for its end.
      const obstacle = isRefused ? workspace : UPLOADING;
      this.#hit(obstacle, 'a picture could not be uploaded to Slack', fault?.code ?? 'unknown');
      return null;
    }
  }

  #hit(obstacle: string, event: string, code?: string): void {
    if (this.#obstacles.has(obstacle)) return;
    this.#obstacles.set(obstacle, true);
    this.#log.warn({ ...(code !== undefined && { code }) }, event);
  }
}

/** What stands in the way everywhere. */
const [FETCHING, UPLOADING] = ['fetching', 'uploading'];

/** The picture, and what is said where it cannot be shown though it was asked for. */
export function picturedBy({
  picture,
  reply,
}: Answer): Pick<SlackMessage, 'picture' | 'unpictured'> {
  if (picture == null || picture.alt.length > LONGEST_ALT) return {};
  const isAsked = reply.kind === 'citation';
  return isAsked ? { picture, unpictured: [context(plain(messages.notPictured()))] } : { picture };
}
