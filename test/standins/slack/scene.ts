import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';
import { whoAndWhere } from '../world.ts';
import type { Message } from './messages.ts';
import type { ShownView } from './views.ts';
import type { World } from './world.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

/** Who does something, and where; Alice in the general channel unless a test says otherwise. */
export interface Where {
  readonly workspace?: Workspace;
  readonly channel?: string;
  readonly user?: string;
  /** Members of the payload that differ from the usual: an organisation, an odd channel name. */
  readonly payload?: object;
}

export interface Scene {
  readonly world: World;
  readonly workspace: Workspace;
  readonly channel: Channel;
  readonly person: Person;
  readonly payload: object;
}

/** Throws where the workspace has no such channel or person: the test is wrong, not the app. */
export function sceneAt(world: World, where: Where): Scene {
  const { workspace = world.workspaces[0], channel, user, payload = {} } = where;
  const { general, alice } = workspace.known;
  return {
    world,
    workspace,
    payload,
    ...whoAndWhere(workspace, channel ?? general, user ?? alice),
  };
}

/** The person's direct conversation with the app. */
export function directScene(world: World, where: Where): Scene {
  const { known, channels } = where.workspace ?? world.workspaces[0];
  const user = where.user ?? known.alice;
  const own = [...channels.values()].find(({ kind, creator }) => kind === 'im' && creator === user);
  return sceneAt(world, { channel: own?.id ?? known.direct, ...where });
}

/** Where an element stands: in a message, or in a view. */
export interface Source {
  readonly placed: Placed;
  readonly message?: Message;
  readonly view?: ShownView;
}

export interface Aim {
  readonly actionId: string;
  /** Where it is looked for: the person's modal or Home tab, instead of the channel's messages. */
  readonly within?: 'modal' | 'home';
}

/** The newest element that fits and that this person can see. Throws where there is none to click. */
export function sourceOf(scene: Scene, aim: Aim): Source {
  const found = aim.within === undefined ? inMessages(scene, aim) : inView(scene, aim);
  if (found === undefined) throw new Error(`nothing to click: ${JSON.stringify(aim)}`);
  return found;
}

function inMessages({ world, channel, person }: Scene, { actionId }: Aim): Source | undefined {
  const seen = world.messages.in(channel.id, person.id).toReversed();
  return seen.flatMap((message) => {
    const placed = elementNamed(actionId, message.blocks);
    return placed === undefined ? [] : [{ placed, message }];
  })[0];
}

function inView({ world, person }: Scene, { within, actionId }: Aim): Source | undefined {
  const { views } = world;
  const view = within === 'modal' ? views.modalOf(person.id) : views.homeOf(person.id);
  const placed = view && elementNamed(actionId, view.output.blocks);
  return placed && { placed, view };
}

function elementNamed(actionId: string, blocks: readonly unknown[]): Placed | undefined {
  return elementsOf(blocks).find(({ element }) => element['action_id'] === actionId);
}

/** Something to click or to fill in, and the block it stands in. */
export interface Placed {
  readonly element: Json;
  readonly blockId: string;
  /** A form cannot be sent without it. */
  readonly isRequired: boolean;
}

/** Every interactive element of a message or view, in order, under the block names Slack would give. */
export function elementsOf(blocks: readonly unknown[]): readonly Placed[] {
  return blocks.filter(isJson).flatMap((block, index) => {
    const blockId = textIn(block, 'block_id') ?? `b${index}`;
    const single = objectIn(block, 'element');
    const isTextual = block['type'] === 'context' || block['type'] === 'rich_text';
    const several = isTextual ? [] : objectsIn(block, 'elements');
    const elements = single === undefined ? several : [single];
    const isRequired = block['type'] === 'input' && block['optional'] !== true;
    return elements.map((element) => ({ element, blockId, isRequired }));
  });
}

/** `state.values[block][action]` as Slack writes it for this kind of element; null where nothing was chosen. */
export function valueOf(element: Json, value: string | null): Json {
  const type = textIn(element, 'type') ?? '';
  const initial = objectIn(element, 'initial_option') ?? null;
  const chosen = value === null ? initial : optionFor(element, value);
  const values: Readonly<Record<string, Json>> = {
    external_select: { selected_option: chosen },
    static_select: { selected_option: chosen },
    radio_buttons: { selected_option: chosen },
    checkboxes: { selected_options: chosen === null ? [] : [chosen] },
    conversations_select: { selected_conversation: value },
  };
  // What stands in a field that nobody touches is sent as it is.
  const written = value ?? textIn(element, 'initial_value') ?? null;
  return { type, ...(values[type] ?? { value: written === '' ? null : written }) };
}

function optionFor(element: Json, value: string): Json {
  const listed = objectsIn(element, 'options');
  const option = listed.find((each) => each['value'] === value);
  if (listed.length > 0 && option === undefined) throw new Error(`the menu has no option ${value}`);
  return option ?? { text: { type: 'plain_text', text: value }, value };
}
