import type { ViewOutput, ViewResponseUrl, ViewStateValue } from '@slack/bolt';
import {
  deliver,
  type Acknowledgement,
  type Delivery,
  type Retry,
  type Transport,
} from './delivery.ts';
import * as payloads from './payloads.ts';
import {
  directScene,
  elementsOf,
  sceneAt,
  sourceOf,
  valueOf,
  type Aim,
  type Choice,
  type Scene,
  type Where,
} from './scene.ts';
import type { ShownView } from './views.ts';
import type { World } from './world.ts';

type Told = Promise<Acknowledgement>;
type Written = Where & payloads.PersonsMessage;

/**
 * What happens on Slack's side, over a socket or over HTTP. Each resolves once the app has
 * acknowledged, with what Slack made of it; none waits for work that goes on afterwards.
 */
export interface Gestures {
  command(asked: Where & { text: string; command?: string }): Told;
  /** `text` is what follows the mention. */
  mention(message: Written): Told;
  /** In the Messages tab. */
  directMessage(message: Written): Told;
  messageShortcut(used: Where & { callbackId: string; message: payloads.PersonsMessage }): Told;
  globalShortcut(used: Where & { callbackId: string }): Told;
  /** On the newest visible element with that action_id; `choice` for a menu or feedback buttons. */
  buttonClick(clicked: Where & Aim & { choice?: Choice }): Told;
  /** What an external select offers for what was typed so far. */
  options(asked: Where & Aim & { typed: string }): Told;
  /** Of the modal in front, filled in by action_id; rejects where a required field is left empty. */
  viewSubmission(submitted: Where & { values?: Readonly<Record<string, Choice>> }): Told;
  viewClosed(closed?: Where): Told;
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

// The functions are async so that a wrong place or person rejects, as everything else does.

export function gesturesOver(world: World, transport: Transport): Gestures {
  const send = (
    scene: Scene,
    kind: Delivery['kind'],
    payload: object,
    more: Partial<Pick<Delivery, 'answer' | 'view'>> = {},
  ): Told => {
    const { workspace, channel, person } = scene;
    const audience = { channel: channel.id, user: person.id };
    const whole = { ...payload, ...scene.payload };
    const delivery = { kind, payload: whole, audience, workspace, answer: 'nothing' } as const;
    return deliver(world, transport, { ...delivery, ...more });
  };
  const tell = (scene: Scene, inner: { type: string }): Told => {
    return send(scene, 'events_api', payloads.event(scene, inner));
  };
  return {
    async command({ text, command = '/debat', ...where }) {
      const scene = sceneAt(world, where);
      const payload = payloads.command(scene, command, text);
      return send(scene, 'slash_commands', payload, { answer: 'message' });
    },
    async mention(message) {
      const scene = sceneAt(world, message);
      return tell(scene, payloads.mention(scene, message));
    },
    async directMessage(message) {
      const scene = directScene(world, message);
      return tell(scene, payloads.directMessage(scene, message));
    },
    async messageShortcut({ callbackId, message, ...where }) {
      const scene = sceneAt(world, where);
      return send(scene, 'interactive', payloads.messageShortcut(scene, callbackId, message));
    },
    async globalShortcut({ callbackId, ...where }) {
      const scene = sceneAt(world, where);
      return send(scene, 'interactive', payloads.globalShortcut(scene, callbackId));
    },
    async buttonClick({ choice, ...aim }) {
      const scene = sceneAt(world, aim);
      const chosen = choice ?? aim.value ?? '';
      return send(scene, 'interactive', payloads.blockAction(scene, sourceOf(scene, aim), chosen));
    },
    async options({ typed, ...aim }) {
      const scene = sceneAt(world, aim);
      const payload = payloads.suggestion(scene, sourceOf(scene, aim), typed);
      return send(scene, 'interactive', payload, { answer: 'suggestions' });
    },
    async viewSubmission({ values = {}, ...where }) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      const filled = filledIn(view.output, values);
      const urls = { response_urls: responseUrlsOf(scene, filled) };
      const payload = { ...payloads.submission(scene, filled), ...urls };
      return send(scene, 'interactive', payload, { answer: 'view', view });
    },
    async viewClosed(where = {}) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      world.views.close(view);
      return send(scene, 'interactive', payloads.closing(scene, view.output));
    },
    async appHomeOpened({ tab = 'home', ...where } = {}) {
      const scene = directScene(world, where);
      return tell(scene, payloads.homeOpened(scene, tab));
    },
    async uninstall(where = {}) {
      const scene = sceneAt(world, where);
      kill(scene, 'account_inactive');
      return tell(scene, { type: 'app_uninstalled' });
    },
    async tokensRevoked({ of = 'bot', ...where } = {}) {
      const scene = sceneAt(world, where);
      if (of === 'bot') kill(scene, 'token_revoked');
      return tell(scene, payloads.tokensRevoked(scene, of));
    },
    event: async (inner, where = {}) => tell(sceneAt(world, where), inner),
    redeliver: (delivery, retry) => deliver(world, transport, { ...delivery, retry }),
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
