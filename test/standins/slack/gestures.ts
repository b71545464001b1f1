import type { ViewOutput, ViewResponseUrl, ViewStateValue } from '@slack/bolt';
import { deliver, type Acknowledgement } from './acknowledgement.ts';
import type { Delivery, Retry, Transport } from './delivery.ts';
import { elementsOf, valueOf, type Choice } from './elements.ts';
import * as interactions from './interactions.ts';
import * as payloads from './payloads.ts';
import { directScene, sceneAt, sourceOf, type Aim, type Scene, type Where } from './scene.ts';
import type { ShownView } from './views.ts';
import type { World } from './world.ts';

type Told = Promise<Acknowledgement>;
type Written = Where & payloads.PersonsMessage;

/** What people write. */
interface Writing {
  command(asked: Where & { text: string; command?: string }): Told;
  /** `text` is what follows the mention. */
  mention(message: Written): Told;
  /** In the Messages tab. */
  directMessage(message: Written): Told;
}

/** What people open, fill in and click. */
interface Handling {
  messageShortcut(used: Where & { callbackId: string; message: payloads.PersonsMessage }): Told;
  globalShortcut(used: Where & { callbackId: string }): Told;
  /** On the newest visible element with that action_id; `choice` for a menu or feedback buttons. */
  buttonClick(clicked: Where & Aim & { choice?: Choice }): Told;
  /** What an external select offers for what was typed so far. */
  options(asked: Where & Aim & { typed: string }): Told;
  /** Of the modal in front, filled in by action_id; rejects where a required field is left empty. */
  viewSubmission(submitted: Where & { values?: Readonly<Record<string, Choice>> }): Told;
  viewClosed(closed?: Where): Told;
}

/** What Slack tells of itself. */
interface Telling {
  appHomeOpened(opened?: Where & { tab?: 'home' | 'messages' }): Told;
  /** The app is removed from the workspace: its tokens die too. */
  uninstall(where?: Where): Told;
  /** Some tokens are withdrawn: those of the bot kill the installation, those of people do not. */
  tokensRevoked(revoked?: Where & { of?: 'bot' | 'person' }): Told;
  /** Any other event of the Events API. */
  event(inner: { type: string }, where?: Where): Told;
  /** The same payload once more, with the same identifiers, as Slack does when unsure. */
  redeliver(delivery: Delivery, retry: Retry): Told;
}

/**
 * What happens on Slack's side, over one road to the app. Each resolves once the app has
 * acknowledged, with what Slack made of it; none waits for work that goes on afterwards.
 */
export type Gestures = Writing & Handling & Telling;

export function gesturesOver(world: World, transport: Transport): Gestures {
  const courier = new Courier(world, transport);
  return { ...writing(courier), ...handling(courier), ...telling(courier) };
}

class Courier {
  readonly world: World;
  readonly #transport: Transport;

  constructor(world: World, transport: Transport) {
    this.world = world;
    this.#transport = transport;
  }

  send(
    scene: Scene,
    kind: Delivery['kind'],
    payload: object,
    more: { answer?: Delivery['answer']; view?: ShownView } = {},
  ): Told {
    const { workspace, channel, person } = scene;
    return this.deliver({
      kind,
      payload: { ...payload, ...scene.payload },
      audience: { channel: channel.id, user: person.id },
      workspace,
      answer: 'nothing',
      ...more,
    });
  }

  tell(scene: Scene, inner: { type: string }): Told {
    return this.send(scene, 'events_api', payloads.event(scene, inner));
  }

  deliver(delivery: Delivery): Told {
    return deliver(this.world, this.#transport, delivery);
  }
}

// The functions are async so that a wrong place or person rejects, as everything else does.

function writing(courier: Courier): Writing {
  const { world } = courier;
  return {
    async command({ text, command = '/debat', ...where }) {
      const scene = sceneAt(world, where);
      const payload = payloads.command(scene, command, text);
      return courier.send(scene, 'slash_commands', payload, { answer: 'message' });
    },
    async mention(message) {
      const scene = sceneAt(world, message);
      return courier.tell(scene, payloads.mention(scene, message));
    },
    async directMessage(message) {
      const scene = directScene(world, message);
      return courier.tell(scene, payloads.directMessage(scene, message));
    },
  };
}

function handling(courier: Courier): Handling {
  const { world } = courier;
  return {
    async messageShortcut({ callbackId, message, ...where }) {
      const scene = sceneAt(world, where);
      const payload = payloads.messageShortcut(scene, callbackId, message);
      return courier.send(scene, 'interactive', payload);
    },
    async globalShortcut({ callbackId, ...where }) {
      const scene = sceneAt(world, where);
      return courier.send(scene, 'interactive', payloads.globalShortcut(scene, callbackId));
    },
    async buttonClick({ choice, ...aim }) {
      const scene = sceneAt(world, aim);
      const chosen = choice ?? aim.value ?? '';
      const payload = interactions.blockAction(scene, sourceOf(scene, aim), chosen);
      return courier.send(scene, 'interactive', payload);
    },
    async options({ typed, ...aim }) {
      const scene = sceneAt(world, aim);
      const payload = interactions.suggestion(scene, sourceOf(scene, aim), typed);
      return courier.send(scene, 'interactive', payload, { answer: 'suggestions' });
    },
    async viewSubmission({ values = {}, ...where }) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      const filled = filledIn(view.output, values);
      const urls = { response_urls: responseUrlsOf(scene, filled) };
      const payload = { ...interactions.submission(scene, filled), ...urls };
      return courier.send(scene, 'interactive', payload, { answer: 'view', view });
    },
    async viewClosed(where = {}) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      world.views.close(view);
      return courier.send(scene, 'interactive', interactions.closing(scene, view.output));
    },
  };
}

function telling(courier: Courier): Telling {
  const { world } = courier;
  return {
    async appHomeOpened({ tab = 'home', ...where } = {}) {
      const scene = directScene(world, where);
      return courier.tell(scene, payloads.homeOpened(scene, tab));
    },
    async uninstall(where = {}) {
      const scene = sceneAt(world, where);
      kill(scene, 'account_inactive');
      return courier.tell(scene, { type: 'app_uninstalled' });
    },
    async tokensRevoked({ of = 'bot', ...where } = {}) {
      const scene = sceneAt(world, where);
      if (of === 'bot') kill(scene, 'token_revoked');
      return courier.tell(scene, payloads.tokensRevoked(scene, of));
    },
    async event(inner, where = {}) {
      return courier.tell(sceneAt(world, where), inner);
    },
    async redeliver(delivery, retry) {
      return courier.deliver({ ...delivery, retry });
    },
  };
}

function modalOf({ world, person }: Scene): ShownView {
  const view = world.views.modalOf(person.id);
  if (view === undefined) throw new Error(`${person.name} has no modal open`);
  return view;
}

function kill({ workspace }: Scene, fault: 'account_inactive' | 'token_revoked'): void {
  for (const token of workspace.tokens.keys()) workspace.tokens.set(token, fault);
}

/** The view as submitted. Slack's client holds back a form whose required field is empty, and so does this. */
function filledIn(view: ViewOutput, values: Readonly<Record<string, Choice>>): ViewOutput {
  const state: Record<string, Record<string, ViewStateValue>> = {};
  for (const { element, blockId, isRequired } of elementsOf(view.blocks)) {
    const actionId = String(element['action_id']);
    const choice = values[actionId] ?? null;
    if (choice === null && isRequired) throw new Error(`the field ${actionId} must be filled in`);
    // `valueOf` writes for each kind of element the members its type declares.
    const value = valueOf(element, choice) as unknown as ViewStateValue;
    state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return { ...view, state: { values: state } };
}

/** One for each chosen conversation whose menu asked for it with `response_url_enabled`. */
function responseUrlsOf({ world, person }: Scene, view: ViewOutput): ViewResponseUrl[] {
  return elementsOf(view.blocks).flatMap(({ element, blockId }) => {
    const actionId = String(element['action_id']);
    const chosen = view.state.values[blockId]?.[actionId];
    const channel = chosen?.selected_conversation ?? chosen?.selected_channel;
    if (element['response_url_enabled'] !== true || !channel) return [];
    const url = world.responseUrls.issue({ channel, user: person.id });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}
