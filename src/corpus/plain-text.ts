import type { Heading, Nodes, Paragraph } from 'mdast';
import { forbiddenIn } from './decode.ts';
import { complaints, type Faults, type Place } from './faults.ts';

/** The words of a node, on one line; null, with a fault, where Markdown would change them. */
export function plainText(node: Nodes, faults: Faults): string | null {
  if (node.type !== 'paragraph' && node.type !== 'heading') {
    faults.add(startOf(node), complaints.unexpectedBlock());
    return null;
  }
  const marked = node.children.find((child) => child.type !== 'text');
  if (marked !== undefined) {
    faults.add(startOf(marked), complaints.notPlainText());
    return null;
  }
  const text = textIn(node);
  const forbidden = forbiddenIn(text);
  if (forbidden === null) return text;
  faults.add(startOf(node), complaints.forbiddenCharacter(forbidden));
  return null;
}

export function textIn({ children }: Paragraph | Heading): string {
  const written = children.map((child) => ('value' in child ? child.value : '')).join('');
  // Our own sentences keep their no-break spaces.
  return written.replace(/[ \t\n]+/gu, ' ').trim();
}

export function startOf(node: Nodes): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}
