import { ComponentType } from 'discord-api-types/v10';
import { objectIn, type Json } from '../json.ts';
import { checkComponent, checkCustomId, type ComponentInspection } from './component-limits.ts';
import { Inspection, type Path } from './inspection.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const TITLE = 45;
const CUSTOM_ID = 100;
const COMPONENTS = 5;
const LABEL = 45;
const LABEL_DESCRIPTION = 100;
const INPUT = 4_000;
const INPUT_PLACEHOLDER = 100;
const SHORT_AND_LONG = [1, 2];

const SELECTS = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** Fields that only newer clients show; their contents are not checked here. */
const NEWER_FIELDS: readonly unknown[] = [
  ComponentType.FileUpload,
  ComponentType.RadioGroup,
  ComponentType.CheckboxGroup,
  ComponentType.Checkbox,
];

/** Throws a Refusal where Discord would not open the modal. */
export function checkModal(data: Json): void {
  const inspection = new Inspection();
  const path = ['data'];
  inspection.text(data['custom_id'], [...path, 'custom_id'], { maximum: CUSTOM_ID });
  inspection.text(data['title'], [...path, 'title'], { maximum: TITLE });
  const at = [...path, 'components'];
  const bounds = { minimum: 1, maximum: COMPONENTS };
  const context = { inspection, customIds: new Set<string>() };
  for (const [index, component] of inspection.objects(data['components'], at, bounds).entries()) {
    checkPart(context, component, [...at, index]);
  }
  inspection.conclude();
}

function checkPart(context: ComponentInspection, part: Json, path: Path): void {
  const { inspection } = context;
  const { type } = part;
  if (type === ComponentType.TextDisplay) checkComponent(context, part, path, [type]);
  else if (type === ComponentType.Label) checkLabel(context, part, path);
  else if (type === ComponentType.ActionRow) {
    const at = [...path, 'components'];
    const inputs = inspection.objects(part['components'], at, { minimum: 1, maximum: 1 });
    for (const input of inputs) {
      inspection.text(input['label'], [...at, 0, 'label'], { maximum: LABEL });
      checkInput(context, input, [...at, 0]);
    }
  } else {
    const message = 'Value of field "type" must be one of (1, 10, 18).';
    inspection.report([...path, 'type'], 'UNION_TYPE_CHOICES', message);
  }
}

function checkLabel(context: ComponentInspection, label: Json, path: Path): void {
  const { inspection } = context;
  inspection.text(label['label'], [...path, 'label'], { maximum: LABEL });
  const description = { minimum: 1, maximum: LABEL_DESCRIPTION };
  inspection.optionalText(label['description'], [...path, 'description'], description);
  const component = objectIn(label, 'component');
  const at = [...path, 'component'];
  if (component === undefined) inspection.missing(at);
  else if (component['type'] === ComponentType.TextInput) checkInput(context, component, at);
  else if (NEWER_FIELDS.includes(component['type'])) checkCustomId(context, component, at);
  else checkComponent(context, component, at, SELECTS);
}

function checkInput(context: ComponentInspection, input: Json, path: Path): void {
  const { inspection } = context;
  inspection.choice(input['type'], [...path, 'type'], [ComponentType.TextInput]);
  checkCustomId(context, input, path);
  inspection.choice(input['style'], [...path, 'style'], SHORT_AND_LONG);
  inspection.optionalText(input['value'], [...path, 'value'], { maximum: INPUT });
  const placeholder = { maximum: INPUT_PLACEHOLDER };
  inspection.optionalText(input['placeholder'], [...path, 'placeholder'], placeholder);
  inspection.optionalNumber(input['min_length'], [...path, 'min_length'], { maximum: INPUT });
  const longest = { minimum: 1, maximum: INPUT };
  inspection.optionalNumber(input['max_length'], [...path, 'max_length'], longest);
}
