import { french } from '../french/typography.ts';

/** What a page says of an installation: a title, sentences, and the words of its link. */
export interface InstallationPage {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: string;
}

const AGAIN = 'Recommencer l’installation';

/** What those who install the bot on Slack read, in their browser and in their workspace. */
export const installation = {
  invitation: (): InstallationPage => ({
    title: 'Installer le bot',
    lines: [
      'Donnez un sujet, recevez les passages du débat qui en parlent, mot pour mot, chacun avec sa voix, son texte, sa date et son lien.',
      'Slack vous montrera les droits demandés avant que vous ne les accordiez. Le bot ne lit d’un canal que le fil que quelqu’un propose en entier ; les mots et le nom de chaque personne n’en sont gardés que jusqu’à sa réponse, puis si elle les accorde.',
    ],
    link: 'Ajouter à Slack',
  }),
  done: (place: string, command: string): InstallationPage => ({
    title: 'Le bot est installé',
    lines: [
      french`Il est prêt dans ${place}.`,
      french`Pour commencer, écrivez ${command} dans un canal.`,
    ],
    link: 'Ouvrir Slack',
  }),
  workspace: (name: string | null): string =>
    name === null ? 'votre espace de travail' : `l’espace de travail ${name}`,
  organisation: (name: string | null): string =>
    name === null ? 'votre organisation' : `l’organisation ${name}`,
  denied: (): InstallationPage => ({
    title: 'L’installation est annulée',
    lines: [french`L’accord n’a pas été donné : rien n’a été installé, rien n’est conservé.`],
    link: AGAIN,
  }),
  outdated: (): InstallationPage => ({
    title: 'Cette adresse ne peut plus servir',
    lines: [
      'Une installation commence et finit dans le même navigateur, en moins de dix minutes, et son adresse ne sert qu’une fois. Rien n’a été installé.',
    ],
    link: AGAIN,
  }),
  addressUnset: (): InstallationPage => ({
    title: 'L’installation n’est pas encore possible',
    lines: [
      french`La personne qui s’occupe du bot doit d’abord dire à quelle adresse il se trouve : c’est le réglage SLACK_REDIRECT_URL. Rien n’a été installé.`,
    ],
    link: AGAIN,
  }),
  refused: (reference: string): InstallationPage => ({
    title: 'Slack a refusé l’installation',
    lines: [
      french`Recommencez ; si cela continue, donnez ce numéro à la personne qui s’occupe du bot : ${reference}.`,
    ],
    link: AGAIN,
  }),
  failed: (reference: string): InstallationPage => ({
    title: 'L’installation n’a pas abouti',
    lines: [
      french`Attendez un instant et recommencez ; si cela continue, donnez ce numéro à la personne qui s’occupe du bot : ${reference}.`,
    ],
    link: AGAIN,
  }),
  missing: (): string =>
    'Le bot n’est plus installé dans cet espace de travail. Une personne qui l’administre peut l’installer de nouveau.',
};
