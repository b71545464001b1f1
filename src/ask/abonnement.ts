import type { Options } from './request.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { findZone, isPicture, NO_LONGER, readGesture, tellApart } from './schedule-words.ts';

/**
 * `/abonnement activer [9h30] [Europe/Paris] [lun-ven] [image] · desactiver · etat · essai · effacer`: the
 * quotation of the day, sent where it is asked for.
 */
export const abonnement: Command = {
  read: readTyped,
  answer: async (options, knowledge, request) => {
    // The arithmetic of time zones takes longer to load than any other command to answer.
    const { answerGesture } = await import('./subscribing.ts');
    return answerGesture(options, knowledge, request);
  },
};

/** A schedule without a gesture asks for it; a word that is nothing known is an unknown gesture. */
function readTyped({ options, parts }: Arguments): Options {
  const words = { ...tellApart(parts.join(' ')), ...options };
  const { heure, jours, fuseau, image, ...others } = words;
  if (words.geste !== undefined) {
    // « Désactiver l’image » stops no quotation.
    const isOfImage = image !== undefined && readGesture(words.geste)?.gesture === 'desactiver';
    return isOfImage ? { ...words, geste: 'activer', image: NO_LONGER } : words;
  }
  const isAlone = [heure, jours, fuseau].every((each) => each === undefined);
  if (isAlone && image !== undefined && !isPicture(image))
    return { ...others, geste: 'activer', image: NO_LONGER };
  const isSchedule = [heure, jours, image].some((each) => each !== undefined);
  if (isSchedule || (fuseau !== undefined && findZone(fuseau) !== null)) {
    return { ...words, geste: 'activer' };
  }
  return { ...others, geste: fuseau ?? 'etat' };
}
