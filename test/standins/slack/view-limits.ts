import { objectionsTo } from './block-limits.ts';
import { Inspection } from './element-limits.ts';
import { textIn, type Json } from './json.ts';

/** What Slack would object to in a modal or a Home tab: JSDoc of `views.d.ts` in @slack/types 3.2. */
export function objectionsToView(view: Json): readonly string[] {
  const inspection = new Inspection();
  const blocks: readonly unknown[] = Array.isArray(view['blocks']) ? view['blocks'] : [];
  if (!Array.isArray(view['blocks'])) inspection.report('missing required field: blocks', '/view');
  inspection.length(textIn(view, 'private_metadata'), '/view/private_metadata', 3000, 0);
  inspection.length(textIn(view, 'callback_id'), '/view/callback_id', 255);
  inspection.length(textIn(view, 'external_id'), '/view/external_id', 255);
  if (view['type'] === 'modal') checkModal(inspection, view, blocks);
  else if (view['type'] !== 'home') inspection.report('unsupported type', '/view/type');
  return [...inspection.problems, ...objectionsTo(blocks, 'view')];
}

function checkModal(inspection: Inspection, view: Json, blocks: readonly unknown[]): void {
  inspection.text(view['title'], '/view/title', 24, 'plain_text');
  inspection.optionalText(view['submit'], '/view/submit', 24);
  inspection.optionalText(view['close'], '/view/close', 24);
  const asks = blocks.some((block) => (block as Json | null)?.['type'] === 'input');
  if (asks && view['submit'] === undefined) {
    inspection.report('`submit` is required when an input block is present', '/view/submit');
  }
}
