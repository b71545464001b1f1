import type { ViewOutput } from '@slack/bolt';
import type { Changes } from './changes.ts';
import type { Clock, Identifiers } from './identifiers.ts';
import { objectIn, textIn, type Json } from './json.ts';
import { SlackRefusal } from './refusal.ts';
import type { Workspace } from './workspace.ts';

/** A modal or a Home tab as one person sees it. */
export interface ShownView {
  readonly user: string;
  readonly workspace: Workspace;
  /** As Slack sends it back in interactions; `state` is filled in when the person submits. */
  readonly output: ViewOutput;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger lives three seconds, once. */
const TRIGGER_LIFE_MS = 3000;

interface Trigger {
  readonly user: string;
  readonly issuedAt: number;
  used: boolean;
}

/** What each person has open: one Home tab, and a stack of modals. */
export class Views {
  readonly #changes: Changes;
  readonly #identifiers: Identifiers;
  readonly #clock: Clock;
  readonly #homes = new Map<string, ShownView>();
  #modals: readonly ShownView[] = [];
  readonly #triggers = new Map<string, Trigger>();

  constructor(changes: Changes, identifiers: Identifiers, clock: Clock) {
    this.#changes = changes;
    this.#identifiers = identifiers;
    this.#clock = clock;
  }

  issueTrigger(user: string): string {
    const id = this.#identifiers.next('1700000000.');
    this.#triggers.set(id, { user, issuedAt: this.#clock(), used: false });
    return id;
  }

  homeOf(user: string): ShownView | undefined {
    return this.#homes.get(user);
  }

  /** The modal in front of this person. */
  modalOf(user: string): ShownView | undefined {
    return this.#modals.findLast((shown) => shown.user === user);
  }

  withId(id: string): ShownView | undefined {
    return [...this.#modals, ...this.#homes.values()].find(({ output }) => output.id === id);
  }

  open(workspace: Workspace, triggerId: string, view: Json): ShownView {
    const user = this.#redeem(triggerId);
    return this.push(workspace, user, view);
  }

  /** A modal in front of the others, also what `response_action: push` does. */
  push(workspace: Workspace, user: string, view: Json): ShownView {
    const shown = { user, workspace, output: this.#outputOf(workspace, view) };
    this.#modals = [...this.#modals, shown];
    this.#changes.announce();
    return shown;
  }

  publish(workspace: Workspace, user: string, view: Json): ShownView {
    const shown = { user, workspace, output: this.#outputOf(workspace, view) };
    this.#homes.set(user, shown);
    this.#changes.announce();
    return shown;
  }

  update(before: ShownView, view: Json): ShownView {
    const { id } = before.output;
    const after = { ...before, output: { ...this.#outputOf(before.workspace, view), id } };
    this.#modals = this.#modals.map((shown) => (shown.output.id === id ? after : shown));
    if (this.#homes.get(before.user)?.output.id === id) this.#homes.set(before.user, after);
    this.#changes.announce();
    return after;
  }

  close(closed: ShownView): void {
    this.#modals = this.#modals.filter((shown) => shown.output.id !== closed.output.id);
    this.#changes.announce();
  }

  closeAll(user: string): void {
    this.#modals = this.#modals.filter((shown) => shown.user !== user);
    this.#changes.announce();
  }

  #redeem(triggerId: string): string {
    const trigger = this.#triggers.get(triggerId);
    if (trigger === undefined) throw new SlackRefusal('invalid_trigger_id');
    if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
    if (this.#clock() - trigger.issuedAt > TRIGGER_LIFE_MS) {
      throw new SlackRefusal('expired_trigger_id');
    }
    trigger.used = true;
    return trigger.user;
  }

  #outputOf(workspace: Workspace, view: Json): ViewOutput {
    const id = this.#identifiers.next('V');
    return {
      id,
      team_id: workspace.teamId,
      app_installed_team_id: workspace.teamId,
      app_id: 'A0DEBAT01',
      bot_id: workspace.bot.id,
      type: textIn(view, 'type') ?? 'modal',
      // Checked by `objectionsToView` before it gets here.
      blocks: view['blocks'] as ViewOutput['blocks'],
      title: titleOf(view, 'title') ?? { type: 'plain_text', text: '' },
      close: titleOf(view, 'close') ?? null,
      submit: titleOf(view, 'submit') ?? null,
      state: { values: {} },
      hash: `${Math.floor(this.#clock() / 1000)}.${id}`,
      callback_id: textIn(view, 'callback_id') ?? '',
      private_metadata: textIn(view, 'private_metadata') ?? '',
      external_id: textIn(view, 'external_id') ?? '',
      root_view_id: id,
      previous_view_id: null,
      clear_on_close: view['clear_on_close'] === true,
      notify_on_close: view['notify_on_close'] === true,
    };
  }
}

function titleOf(view: Json, key: string): { type: 'plain_text'; text: string } | undefined {
  const title = objectIn(view, key);
  return title && { type: 'plain_text', text: textIn(title, 'text') ?? '' };
}
