import type { Work } from '../corpus/parse.ts';
import { sectionsOf, type Section } from '../corpus/sections.ts';
import { ANONYMOUS_VOICES, ROLE_FORMS, type Role } from '../debate/passage.ts';
import { isFeminine, unnamedFor } from '../import/works/text-work.ts';
import type { VoiceEdit, WorkEdit } from '../import/works/voice-edits.ts';

/** What a person decides of who speaks. */
export type VoiceDecision =
  /** It is as the file says: an inference that stays one, or somebody whom nothing names. */
  | { readonly kind: 'accept' }
  /** The work states it: no inference. */
  | { readonly kind: 'certain' }
  /** Somebody else, inferred for a reason where there is one. */
  | { readonly kind: 'name'; readonly name: string; readonly why: string | null }
  | { readonly kind: 'unknown' };

/** Which passages of a work a decision is about. */
interface About {
  readonly anchors: ReadonlySet<string>;
  readonly work: Work;
}

/**
 * What a decision changes in a work. Its author has one name in it: another name, or none, is for all that
 * the author says, and for those whom the author quotes.
 */
export function editOf(decision: VoiceDecision, { anchors, work }: About): WorkEdit {
  const isMeant = ({ anchor }: Section) => anchors.has(anchor);
  const isOfAuthor = sectionsOf(work).some((each) => isMeant(each) && each.role === 'auteur');
  const isRenamed = decision.kind === 'name' || decision.kind === 'unknown';
  if (!isOfAuthor || !isRenamed) {
    return { of: (section) => (isMeant(section) ? voiceEdit(decision, section, work) : null) };
  }
  const former = work.source.author?.name ?? unnamedFor('auteur');
  const author = decision.kind === 'name' ? decision.name : unnamedFor('auteur');
  return {
    of: (section) => {
      if (section.role === 'auteur') return voiceEdit(decision, section, work);
      return section.reportedBy === former ? { reportedBy: author } : null;
    },
    author: decision.kind === 'name' ? author : 'none',
  };
}

function voiceEdit(decision: VoiceDecision, section: Section, work: Work): VoiceEdit {
  switch (decision.kind) {
    case 'accept':
      return { isRead: true };
    case 'certain':
      return { deduction: null };
    case 'name': {
      const { name, why } = decision;
      const writtenRole = formFor(name, section, work);
      return { name, writtenRole, deduction: why, ...(why !== null && { isRead: true }) };
    }
    case 'unknown': {
      const name = unnamedFor(section.role);
      return { name, writtenRole: formFor(name, section, work), deduction: null, isRead: true };
    }
  }
}

/** The form of the role that agrees with a name: as the work has it already, or as the name itself says. */
function formFor(name: string, { role, voice, writtenRole }: Section, work: Work): string {
  const known = sectionsOf(work).find((each) => each.voice.name === name);
  const isKnown = known !== undefined && !ANONYMOUS_VOICES.includes(name);
  if (isKnown) return formOf(role, known.writtenRole !== known.role);
  if (isFeminine(name)) return formOf(role, true);
  // « voix » is feminine whoever speaks; another name says as little of the person as the one before.
  const wasGrammar = voice.name.startsWith('voix ') || ANONYMOUS_VOICES.includes(name);
  return wasGrammar ? role : writtenRole;
}

function formOf(role: Role, feminine: boolean): string {
  return feminine ? ROLE_FORMS[role] : role;
}
