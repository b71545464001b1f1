import { isJson, objectIn, objectsIn, parsed, textIn, type Json } from '../json.ts';
import type { Reply, Upload } from '../serving.ts';
import { SlackRefusal, type World } from './world.ts';

/** A file of a workspace, from the address it goes to on. */
interface Kept {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  bytes: Buffer | null;
  isComplete: boolean;
  /** Slack looks at an upload for a moment before it is shown: slackapi/node-slack-sdk#1865. */
  isLookedAt: boolean;
}

/** The files that were uploaded, in the three steps that Slack wants. */
export class Files {
  /** Whether Slack ever comes to look at what is uploaded. */
  looks = true;
  readonly #world: World;
  readonly #kept = new Map<string, Kept>();

  constructor(world: World) {
    this.#world = world;
  }

  get all(): readonly Kept[] {
    return [...this.#kept.values()];
  }

  issue(name: string, length: number): Json {
    const id = this.#world.next('F');
    const kept = { id, name, length, bytes: null, isComplete: false, isLookedAt: false };
    this.#kept.set(id, kept);
    return { file_id: id, upload_url: `${this.#world.baseUrl}/upload/${id}` };
  }

  /** What the address of an upload answers; undefined for any other path. */
  receive(path: string, [upload]: readonly Upload[]): Reply | undefined {
    const [, id = ''] = /^\/upload\/(\w+)$/u.exec(path) ?? [];
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    if (upload?.bytes.length !== kept.length) return { status: 400, body: 'bad length' };
    kept.bytes = upload.bytes;
    return { status: 200, body: `OK - ${kept.length}` };
  }

  complete(files: unknown): Json {
    const given: unknown = typeof files === 'string' ? parsed(files) : files;
    const ids = (Array.isArray(given) ? given.filter(isJson) : []).map((each) =>
      textIn(each, 'id'),
    );
    const completed = ids.map((id) => this.#kept.get(id ?? ''));
    return {
      files: completed.map((kept) => {
        if (kept?.bytes == null) throw new SlackRefusal('file_not_found');
        kept.isComplete = true;
        return { id: kept.id, title: kept.name };
      }),
    };
  }

  /**
   * Throws a SlackRefusal where an image of a message cannot be shown: its file is not there, was not looked at
   * yet, or goes by a response_url (slackapi/java-slack-sdk#1349).
   */
  check(json: Json, road: string): void {
    const blocks = typeof json['blocks'] === 'string' ? parsed(json['blocks']) : json['blocks'];
    for (const block of objectsIn({ blocks }, 'blocks')) {
      const id = textIn(objectIn(block, 'slack_file') ?? {}, 'id');
      if (id === undefined) continue;
      const kept = this.#kept.get(id);
      const isShown = road.startsWith('chat.') && kept?.isComplete === true && kept.isLookedAt;
      if (kept !== undefined) kept.isLookedAt = this.looks;
      if (!isShown) throw new SlackRefusal('invalid_blocks', { errors: ['invalid slack file'] });
    }
  }
}
