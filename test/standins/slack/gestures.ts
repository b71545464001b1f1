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
  type Scene,
  type Where,
} from './scene.ts';
import type { ShownView } from './views.ts';
import type { World } from './world.ts';

type Told = Promise<Acknowledgement>;
type Values = Readonly<Record<string, string>>;
type Written = Where & payloads.PersonsMessage;

export type Gestures = ReturnType<typeof gesturesOver>;

/**
 * What happens on Slack's side, over a socket or over HTTP. Each resolves once the app has
 * acknowledged, with what Slack made of it; none waits for work that goes on afterwards.
 */
export function gesturesOver(world: World, transport: Transport) {
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
  // The functions are async so that a wrong place or person rejects, as everything else does.
  return {
    async command({
      text,
      command = '/debat',
      ...where
    }: Where & { text: string; command?: string }) {
      const scene = sceneAt(world, where);
      const payload = payloads.command(scene, command, text);
      return send(scene, 'slash_commands', payload, { answer: 'message' });
    },
    /** `text` is what follows the mention. */
    async mention(message: Written) {
      const scene = sceneAt(world, message);
      return tell(scene, payloads.mention(scene, message));
    },
    /** In the Messages tab. */
    async directMessage(message: Written) {
      const scene = directScene(world, message);
      return tell(scene, payloads.directMessage(scene, message));
    },
    /** The same once something of it changed: its words, where `more` says when it was `edited`. */
    async changedDirectMessage(message: Written) {
      const scene = directScene(world, message);
      return tell(scene, payloads.changedMessage(scene, message));
    },
    async messageShortcut({
      callbackId,
      message,
      ...where
    }: Where & { callbackId: string; message: payloads.PersonsMessage }) {
      const scene = sceneAt(world, where);
      return send(scene, 'interactive', payloads.messageShortcut(scene, callbackId, message));
    },
    async globalShortcut({ callbackId, ...where }: Where & { callbackId: string }) {
      const scene = sceneAt(world, where);
      return send(scene, 'interactive', payloads.globalShortcut(scene, callbackId));
    },
    /** People and programs write in one thread, of which the app is told nothing. */
    thread(messages: readonly payloads.PersonsMessage[], where: Where = {}) {
      const { channel, person } = sceneAt(world, where);
      const opened = messages[0]?.ts ?? world.timestamp();
      const written = messages.map(({ text, user = person.id, ts, more }, at) => {
        const own = at === 0 ? opened : (ts ?? world.timestamp());
        return { type: 'message', user, text, ts: own, thread_ts: opened, ...more };
      });
      world.threads.set(`${channel.id} ${opened}`, written);
      return written;
    },
    /** On the newest visible button with that action_id. */
    async buttonClick(aim: Where & Aim) {
      const scene = sceneAt(world, aim);
      return send(scene, 'interactive', payloads.blockAction(scene, sourceOf(scene, aim)));
    },
    /** What an external select offers for what was typed so far. */
    async options({ typed, ...aim }: Where & Aim & { typed: string }) {
      const scene = sceneAt(world, aim);
      const payload = payloads.suggestion(scene, sourceOf(scene, aim), typed);
      return send(scene, 'interactive', payload, { answer: 'suggestions' });
    },
    /** Of the modal in front, filled in by action_id; rejects where a required field is left empty. */
    async viewSubmission({ values = {}, ...where }: Where & { values?: Values }) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      const filled = filledIn(view.output, values);
      const urls = { response_urls: responseUrlsOf(scene, filled) };
      const payload = { ...payloads.submission(scene, filled), ...urls };
      return send(scene, 'interactive', payload, { answer: 'view', view });
    },
    async viewClosed(where: Where = {}) {
      const scene = sceneAt(world, where);
      const view = modalOf(scene);
      world.views.close(view);
      return send(scene, 'interactive', payloads.closing(scene, view.output));
    },
    async appHomeOpened({ tab = 'home', ...where }: Where & { tab?: 'home' | 'messages' } = {}) {
      const scene = directScene(world, where);
      return tell(scene, payloads.homeOpened(scene, tab));
    },
    /** The app is removed from the workspace: its tokens die too. */
    async uninstall(where: Where = {}) {
      const scene = sceneAt(world, where);
      kill(scene, 'account_inactive');
      return tell(scene, { type: 'app_uninstalled' });
    },
    /** Some tokens are withdrawn: those of the bot kill the installation, those of people do not. */
    async tokensRevoked({ of = 'bot', ...where }: Where & { of?: 'bot' | 'person' } = {}) {
      const scene = sceneAt(world, where);
      if (of === 'bot') kill(scene, 'token_revoked');
      return tell(scene, payloads.tokensRevoked(scene, of));
    },
    /** Any other event of the Events API. */
    async event(inner: { type: string; [member: string]: unknown }, where: Where = {}) {
      return tell(sceneAt(world, where), inner);
    },
    /** The same payload once more, with the same identifiers, as Slack does when unsure. */
    redeliver: (delivery: Delivery, retry: Retry) => {
      return deliver(world, transport, { ...delivery, retry });
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
function filledIn(view: ViewOutput, values: Values): ViewOutput {
  const state: Record<string, Record<string, ViewStateValue>> = {};
  for (const { element, blockId, isRequired } of elementsOf(view.blocks)) {
    const actionId = String(element['action_id']);
    const choice = values[actionId] ?? null;
    const isOpen = choice === null && element['initial_option'] === undefined;
    if (isOpen && isRequired) throw new Error(`the field ${actionId} must be filled in`);
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
    const channel = chosen?.selected_conversation;
    if (element['response_url_enabled'] !== true || !channel) return [];
    const url = world.responseUrls.issue({ channel, user: person.id });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}
