import { ComponentType, type MessageFlags } from 'discord-api-types/v10';
import { isJson, objectsIn, type Json } from '../json.ts';
import {
  AT_THE_TOP,
  checkComponent,
  MAXIMUM_COMPONENTS,
  MAXIMUM_TEXT,
} from './component-limits.ts';
import { allComponents, textsIn } from './components.ts';
import { Inspection } from './inspection.ts';
import { checkAllowedMentions } from './mentions.ts';
import { Refusal, SERVER_ERROR } from './refusal.ts';

/** https://docs.discord.com/developers/resources/message#create-message */
const MAXIMUM_CONTENT = 2_000;
const MAXIMUM_NONCE = 25;
const MAXIMUM_EMBEDS = 10;
const MAXIMUM_EMBED_TEXT = 6_000;
/** Rows of a message without IsComponentsV2. */
const MAXIMUM_ROWS = 5;

/**
 * Observed, and answered with a 500 rather than an explanation: UTF-8 bytes of all text displays,
 * and twelve more for each (https://github.com/discord/discord-api-docs/issues/8554).
 */
const MAXIMUM_BYTES = 10_170;
const BYTES_PER_TEXT = 12;

/** Fields that a message with IsComponentsV2 cannot have, and what it has in their place. */
const LEGACY_FIELDS = ['content', 'embeds', 'sticker_ids', 'poll'];

/** Throws a Refusal where Discord would not show a message of this content. */
export function checkMessage(body: Json, isComponentsV2: boolean): void {
  const inspection = new Inspection();
  checkAllowedMentions(inspection, body['allowed_mentions']);
  checkNonce(inspection, body['nonce']);
  inspection.optionalText(body['content'], ['content'], { maximum: MAXIMUM_CONTENT });
  if (isComponentsV2) checkLegacyFields(inspection, body);
  else checkEmbeds(inspection, body);
  if (isPresent(body['components'])) checkComponents(inspection, body, isComponentsV2);
  inspection.conclude();
  if (isComponentsV2 && bytesOf(textsIn(objectsIn(body, 'components'))) > MAXIMUM_BYTES) {
    throw new Refusal(SERVER_ERROR);
  }
}

/** Whether there would be nothing to see. */
export function isEmpty({ content, embeds, components }: Json): boolean {
  return [content, embeds, components].every((value) => {
    return !isPresent(value) || value === '' || (Array.isArray(value) && value.length === 0);
  });
}

/** The flags of a request; Discord takes a missing number for none. */
export function flagsIn({ flags }: Json): MessageFlags {
  return combined(typeof flags === 'number' ? flags : 0);
}

export function combined(flags: number): MessageFlags {
  const bits: unknown = flags;
  // Any combination of flags is a MessageFlags, though the enumeration names only single ones.
  return bits as MessageFlags;
}

export function hasFlag(flags: number | undefined, flag: MessageFlags): boolean {
  return ((flags ?? 0) & flag) !== 0;
}

/** Fields set to null or to nothing are as good as absent: that is how an edit empties them. */
function checkLegacyFields(inspection: Inspection, body: Json): void {
  for (const field of LEGACY_FIELDS) {
    const value = body[field];
    if (!isPresent(value) || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    inspection.report(
      [field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}

function checkComponents(inspection: Inspection, body: Json, isComponentsV2: boolean): void {
  const maximum = isComponentsV2 ? MAXIMUM_COMPONENTS : MAXIMUM_ROWS;
  const components = inspection.objects(body['components'], ['components'], { maximum });
  const context = { inspection, customIds: new Set<string>() };
  const types = isComponentsV2 ? AT_THE_TOP : [ComponentType.ActionRow];
  for (const [index, component] of components.entries()) {
    checkComponent(context, component, ['components', index], types);
  }
  if (isComponentsV2) checkTotals(inspection, components);
}

function checkTotals(inspection: Inspection, components: readonly Json[]): void {
  const count = allComponents(components).length;
  if (count > MAXIMUM_COMPONENTS) {
    const message = `The total number of components cannot exceed ${MAXIMUM_COMPONENTS} (${count})`;
    inspection.report(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message);
  }
  const length = textsIn(components).reduce((sum, text) => sum + text.length, 0);
  if (length > MAXIMUM_TEXT) {
    const message = `The displayable text cannot exceed ${MAXIMUM_TEXT} characters (${length})`;
    inspection.report(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
  }
}

function checkEmbeds(inspection: Inspection, body: Json): void {
  if (!isPresent(body['embeds'])) return;
  const embeds = inspection.objects(body['embeds'], ['embeds'], { maximum: MAXIMUM_EMBEDS });
  if (charactersIn(embeds) <= MAXIMUM_EMBED_TEXT) return;
  const message = `Embed size exceeds maximum size of ${MAXIMUM_EMBED_TEXT}`;
  inspection.report(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', message);
}

/** Over titles, descriptions, names and values, author and footer: everything but addresses. */
function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersIn(each), 0);
  if (!isJson(value)) return 0;
  const entries = Object.entries(value).filter(([key]) => !/url$|^timestamp$|^type$/u.test(key));
  return entries.reduce((sum, [, member]) => sum + charactersIn(member), 0);
}

function checkNonce(inspection: Inspection, nonce: unknown): void {
  if (typeof nonce === 'string') inspection.text(nonce, ['nonce'], { maximum: MAXIMUM_NONCE });
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + BYTES_PER_TEXT, 0);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
