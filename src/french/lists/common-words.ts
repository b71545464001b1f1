/**
 * Ordinary French words and famous names, by theme: what people ask of other subjects. A word of this
 * list that a corpus does not hold is another subject, never a mistyping of a word it does hold:
 * « loup » is not « coup », « couture » is not « coutume ». Only words that lie near common words
 * matter, and a missing one costs a poor match at worst; inflected forms go with their stem.
 */
export const COMMON_WORDS = `
  abeille agneau aigle alouette alpaga âne animal antilope araignée autruche baleine bélier biche bison bœuf bouc
  brebis buffle caille caméléon canard canari caniche carpe castor cerf chameau chat chauve chenille cheval chèvre
  chevreuil chien chimpanzé chouette cigale cigogne cobra cochon coq corbeau coyote crabe crapaud crevette
  crocodile cygne daim dauphin dinde dinosaure dragon écureuil éléphant escargot esturgeon étalon faisan faon
  faucon fauve fourmi furet gazelle girafe gorille grenouille grillon guêpe guépard hamster hanneton hareng
  hérisson héron hibou hippopotame hirondelle homard huître insecte jaguar jument kangourou koala lama lapin lézard
  libellule lièvre lion loup loutre lynx mammifère mammouth marmotte méduse merle mésange mouche moule moustique
  mouton mulet oie oiseau orque otarie ours panda panthère paon papillon perdrix perroquet phoque pie pieuvre pigeon
  pingouin pinson poisson poney porc poule poulet poulpe poussin puce puma rat raton renard renne reptile requin
  rhinocéros rongeur rossignol sanglier sardine saumon sauterelle scarabée scorpion serpent singe souris taupe
  taureau thon tigre tortue truite vache vautour veau ver vipère zèbre
  abricot ail amande ananas anchois apéritif artichaut asperge aubergine avocat avoine bacon baguette banane basilic
  bette betterave beurre bière biscuit blé blanquette bonbon boucher boudin bouillon boulanger brioche brocoli
  cacahuète cacao café cannelle câpre caramel carotte cassis céleri céréale cerise champagne champignon chocolat
  chou cidre citron citrouille clafoutis compote concombre confit confiture cornichon courge courgette couscous
  crème crêpe croissant cuire cuisine cuisson cuisinier datte déjeuner dessert dîner échalote endive entrecôte
  épice épinard farine fenouil fève figue flan foie fraise framboise frite fromage fruit galette gâteau gibier
  gigot gingembre glace gourmand gratin grenade groseille hamburger haricot huile jambon jus ketchup lait lasagne
  légume lentille levure lard litchi maïs mangue marron mayonnaise melon menthe meringue miel mousse moutarde
  mûre muscade myrtille navet noisette noix nouille œuf oignon olive omelette orange orge origan pain pamplemousse
  panais pastèque pâte pâté pâtisserie pêche persil piment pique-nique pistache plat poire poireau pois poivre poivron
  pomme potage potiron poulet prune pruneau purée quiche radis ragoût raisin ratatouille recette restaurant rhum
  riz roquefort rôti safran salade salé sandwich sauce saucisse saucisson seigle sel semoule sirop sorbet soupe
  steak sucre sushi tarte tartine thé thym tomate truffe vanille vapeur viande vin vinaigre vinaigrette vodka
  whisky yaourt veau velouté mijoter frire griller éplucher hacher pétrir
  acacia algue arbre arbuste arrosage azalée bambou bégonia bouleau bouquet bourgeon branche bruyère buis cactus
  camélia cèdre chardon charme chêne compost coquelicot cyprès dahlia engrais érable eucalyptus feuille fleur
  forêt fougère frêne gazon géranium germer glycine graine greffe haie herbe hêtre hortensia houx iris jacinthe
  jardin jardinier jasmin jonquille lavande lichen lierre lilas lin lis lotus magnolia marguerite mauve mimosa
  mousse muguet narcisse œillet orchidée orme ortie palmier pavot pelouse pétale peuplier pin pissenlit pivoine
  plante platane pollen potager pousse racine rosier sapin sauge saule semer semis serre sève souche tige tilleul
  tondeuse tournesol trèfle tronc tuteur tulipe végétal verger vigne violette
  abdomen abcès accouchement acné acouphène allergie alzheimer amputation amygdale anatomie anémie anesthésie angine
  anorexie antibiotique anxiété aorte appendicite artère arthrose articulation asthme autisme autopsie avortement
  bactérie bassin biopsie blessure bouche boulimie bras brûlure bronche bronchite cancer canine carie cataracte
  cellule cerveau cervelle cheveu cheville chirurgie chirurgien cholestérol cicatrice cil circulation clavicule
  clinique cœur colique colon coma contagion contraception coqueluche corps côte cou coude crâne cuisse dent
  dentiste dépression dermatologue diabète diarrhée diète digestion doigt dos douleur dyslexie eczéma embryon
  enceinte entorse épaule épidémie épilepsie estomac fatigue fémur fièvre foie fracture front gastrite gencive génome
  genou glande gorge goutte greffe grippe grossesse guérir gynécologue hanche hémorragie hépatite hernie hôpital
  hormone hypertension infarctus infection infirmière insomnie insuline intestin jambe joue kyste langue larynx
  lèvre ligament lombaire lunette lupus lymphe mâchoire main malade maladie médecin médecine médicament méningite
  ménopause menton métabolisme migraine mollet morsure muscle myopie naissance narine nausée nerf neurone nez nuque
  obésité œil oreille organe orteil os otite ovaire pancréas paracétamol paralysie patient paupière peau pédiatre
  phobie pharmacie pied plaie plâtre pneumonie poignet poing poitrine pouce poumon prostate prothèse psychiatre
  psychologue psychose pouls pus radiographie rate régime rein rétine rhume ride rotule rougeole rubéole salive sang
  santé sclérose scoliose sein sida sinus sommeil soigner souffle squelette stérilet stress surdité symptôme
  syndrome talon tempe tendon testicule thérapie thorax thyroïde toux trachée traumatisme tuberculose tumeur ulcère
  urgence urine utérus vaccin varicelle varice veine ventre vertèbre vertige vessie virus vitamine vomir yeux zona
  accélération acide adn aimant alchimie alcool algèbre aluminium ampère antimatière argon arsenic asymptote astre
  astéroïde astronaute astronomie atmosphère atome axiome azote biologie boson botanique calcium calorie carbone
  cation cercle chaleur chimie chlore chromosome cobalt comète cosmos courbe cristal cube cuivre cyanure degré densité
  dérivée diamètre dioxyde éclipse électricité électron ellipse énergie enzyme équation espèce éther étoile évaporation
  évolution fer ferment fission fluide fluor fonction force fossile fraction friction fusion galaxie gaz gène
  génétique géologie géométrie gravité gravitation hélium hydrogène hypoténuse inertie infini infrarouge intégrale
  ion iode isotope jupiter kilomètre laser lemme lithium logarithme lumière lune magma magnésium magnétisme mars masse
  mathématique matière matrice mécanique mercure mètre microbe microscope minéral molécule neptune neutron nickel
  nombre noyau nucléaire onde optique orbite oxygène ozone parallèle particule pendule perpendiculaire phosphore photon
  photosynthèse physique planète plomb pluton poids polygone polynôme potassium probabilité protéine proton pulsar
  pythagore quanta quantique quark quartz radar radiation radioactivité radium rayon réfraction relativité
  satellite saturne sinus sodium solaire soleil sonde sphère spectre spectroscopie soufre supernova télescope température
  théorème thermodynamique titane triangle trou tungstène uranium univers uranus vecteur venus vibration vitesse volt
  volume zinc zodiaque
  affluent aride archipel atlas atoll aurore automne avalanche baie banquise barrage bocage boréal brise brouillard
  brume canal canyon cap caverne climat colline continent côte crépuscule cyclone dérive désert déluge dune éboulement
  éclair écologie écosystème érosion estuaire étang été faille falaise fjord flaque fleuve foudre fosse gel geyser
  glacier golfe gouffre grêle grotte hémisphère hiver horizon île inondation lac lagune lave littoral marais marécage
  marée mer météo météorologie montagne mousson nuage océan orage ouragan pente pétrole plage plaine plateau pluie
  pôle prairie presqu'île printemps ravin récif rivière rocher sable saison savane sécheresse séisme sentier sismique
  sommet source stalactite steppe taïga tempête tempérée tonnerre toundra tornade torrent tropique tsunami typhon
  vallée vallon vent verglas versant volcan
  abbaye antique antiquité archéologie archer armée armure artillerie assiège aztèque babylone baron bastille bataille
  blason bouclier bourbon bronze byzance cathédrale cavalier celte césar chaste château chevalier clovis colonie
  colonisation conquête consul corsaire couronne courtisan croisade croisé croisière dauphin déesse dieu donjon duc
  duel dynastie écuyer égypte empereur épée ermite esclave esclavage étrusque évêque exil famine féodal forteresse
  galère gaulois génocide gladiateur goulag grec guerre guillotine hérétique héritier hiéroglyphe huguenot hussard
  inca infanterie inquisition jacobin janissaire légion légionnaire maharaja maréchal marquis martyr maya médiéval
  mérovingien moine monarchie monastère momie mosquée mousquetaire muraille mythe mythologie napoléon noblesse normand
  obélisque odyssée oracle otage ottoman paladin papauté pape pharaon pillage pirate prêtre préhistoire prince princesse
  pyramide reine relique renaissance révolte révolution roman royaume sabre sarcophage sceptre seigneur serf siège
  soldat souverain sparte sphinx sultan temple templier traité tranchée tribu troie trône troubadour tsar tyran vassal
  vercingétorix verdun versailles vichy viking zeus
  adjudant alliance ambassade amiral amnistie anarchie arme armistice assassin assemblée attentat autocrate avocat bail
  bagne ballot barreau bandit braquage brigade bombe caporal canon candidat cavalerie cellule chambre coalition
  communisme complot conscription constitution coup cour crime criminel curé défense délit démocratie député détective dette
  dictature diplomate divorce drapeau droite écologiste élection embargo enquête espion exécution fascisme fédération
  frontière fusil gendarme général gouverneur gouvernement grâce grenade grève guérilla hymne immigré immigration impôt
  indépendance insurrection juge juré justice laïcité légitime loi loyer magistrat maire mairie manifestant mafia
  mandat marine meurtre milice militaire ministre missile mutinerie national nazisme neutralité notaire otan paix
  parlement parricide patrie patrimoine peine pension permis peuple pistolet plaidoirie police policier préfet
  présidence président prison prisonnier procès procureur propriétaire propriété protocole putsch racisme rebelle
  référendum réfugié régime république retraite sanction sécession sénat sénateur sentence sergent serment sous-marin
  succession suffrage syndic syndicat tank taxe terrorisme testament torpille traître trahison treize tribunal
  tutelle vassal verdict veto victime vol voleur
  abonnement appartement ascenseur assiette assurance aspirateur auberge automobile autoroute avion bague baignoire
  balai balançoire balcon banc banque barbe bateau batterie béton bibelot bicyclette bijou billet blouse bocal bois
  boîte bonnet bottes bougie bouilloire boulon bouteille bouton bracelet brique briquet brosse broderie bureau cabane
  cadeau cafetière caisse camion canapé canoë carafe caravane carburant carrelage carrosserie carte carton casque
  casserole cave ceinture cendre chaise chalet chaleur chambre chandail chapeau charbon charpente chaudière chauffage
  chaussette chaussure chemin chemise cheminée clé climatisation cloche clou coffre coiffure coiffeur collier colle
  commode congélateur corde cordonnier costume coudre couleur couloir couteau couture couverture cravate crayon crédit
  croisière cuillère cuir cuvette décoration dentelle diesel diligence douche drap duvet échelle écharpe éclairage
  écrou embrayage ensemble éolienne épingle éponge escalier essence étagère évier fauteuil fenêtre ferme fermeture feu
  ficelle fil filet flacon four fourchette fourgon fourrure frein frigo gant garage gare gilet goudron grange grenier
  grille grue guichet guidon hache hangar hélice hélicoptère hotte horloge hôtel imprimante interrupteur isolation
  jardin jouet jupe lampe landau laine lavabo lave-vaisselle lessive lit literie locataire location logement loquet
  loto louche loupe lunettes lustre machine maison manteau maquillage marteau matelas mètre métro meuble miroir moteur
  moto moulin montre moquette mur nappe navire nettoyage oreiller outil paille panier panneau pantalon papier parapluie
  parfum parquet passeport pelle peigne peinture péniche perceuse perruque peluche phare piano pile pince pinceau piscine
  placard plafond plancher plomberie plombier pneu poche poêle poêlon poignée pompe pompier pont porte portail portefeuille
  poterie poubelle poudre poulie poutre prise puits radiateur raquette rasoir réfrigérateur remorque rideau robe robinet
  roue ruban sac sacoche salon sandale savon scie scooter seau serrure serrurier serviette soie soupape stationnement
  store stylo table tablier tableau taille tailler tapis tapisserie tasse tatouage taxi teinture téléviseur tente
  terrasse théière tissu toile toilette toit torchon tracteur train traîneau tram tramway tricot trombone trottoir
  tunnel tuile tuyau uniforme usine vaisselle valise vase vélo velours verre verrou vêtement veste villa vis visage
  vitre vitrage vitrine voile voilier voiture volant volet wagon yacht
  alpinisme arbitre athlète athlétisme aviron badminton ballon base basket billard bowling boxe boxeur but canoë carreau
  catch champion championnat chrono cyclisme cycliste danse danseur dé décathlon échecs équitation escalade escrime
  football footballeur foulée gardien golf gymnastique haltère handball hippique hockey javelot jockey jogging joueur
  judo karaté kayak lutte maillot marathon match médaille monopoly musculation nager natation nageur olympique
  patinage penalty pétanque perche ping-pong plongée plongeon poker podium randonnée randonneur record relais ring
  rugby sauna saut score scrabble ski skieur sportif sport sprint stade surf tarot tennis tir toboggan tournoi
  trampoline triathlon vainqueur victoire voile volley yoga
  accordéon acteur actrice alto aquarelle arpège artisan atelier ballade ballet baroque basson batteur berceuse
  calligraphie cantate caricature cello céramique chanson chant chanteur chef choeur chorale cinéaste cinéma
  clarinette clavecin clown comédie comédien compositeur concert concerto conte cor coulisse crooner cubisme décor
  dessin dessinateur disque drame esquisse estampe fable fée feuilleton film flûte folklore fresque galerie gothique
  graveur gravure guitare harmonie harpe humour impressionnisme impressionniste instrument jazz lyre lyrique maestro
  manga marionnette mélodie mélodrame métronome mosaïque musée musicien musique nocturne nouvelle octave ode opéra
  opérette orchestre orgue ouverture partition pastel paysage peintre percussion pianiste pièce pinceau poème
  poésie poète polar polyphonie portrait prélude prose quatuor rap refrain reggae rime rock roman romancier romantisme
  ronde rondeau rythme saga saxophone scénario scénariste scène sculpteur sculpture sérénade slam solfège solo sonate
  sonnet soprano spectacle statue strophe studio surréalisme symphonie symphonique tambour tango ténor théâtre toile
  tragédie trompette vaudeville verset vers violon violoncelle virtuose vitrail valse xylophone
  abbé agnostique allah ange apôtre athée autel baptême bible bouddha bouddhisme brahmane calife cardinal carême
  catholique chaman chapelle chrétien christ christianisme clergé confession coran couvent credo culte démon diable
  diacre divin dogme église enfer évangile foi hadj hébreu hérésie hindouisme imam islam jésus juif judaïsme karma laïque
  luther magie messe messie miracle mosquée moïse musulman nirvana noël pâques païen paradis paroisse pasteur péché
  pèlerin pèlerinage prière prophète protestant psaume ramadan religieux religion rite rituel rosaire sabbat sacré saint
  salut satan secte sermon sorcier sorcière synagogue temple théologie torah vatican vierge yoga zen
  adolescent adoption aîné amant amour ancêtre anniversaire bébé beau-père berceau bonheur bru cadet célibataire
  chagrin colère couche couple cousin cousine crèche deuil enfance enfant époux fiançailles fiancé fille fils filleul
  frère gendre grand-mère grand-père haine jalousie jeunesse joie jumeau maman mari mariage marié marraine mère
  ménage nounou neveu nièce nourrice nourrisson noces oncle orphelin papa parent parrain père peur poupée puberté rupture
  sœur solitude tante tendresse tristesse vacances veuf veuve vieillesse vieillir vieux
  algérie allemagne alpes alsace amazonie amérique angleterre antarctique antilles arabie arctique argentine arménie
  asie atlantique australie autriche belgique berlin bordeaux bosnie bourgogne bretagne bruxelles bulgarie californie
  cambodge cameroun canada caraïbes chili chine chypre colombie congo corée corse croatie cuba danemark dakar écosse
  équateur espagne estonie éthiopie europe everest finlande gabon gange genève ghana grèce grenoble guadeloupe
  guinée guyane haïti hongrie himalaya iran irak irlande islande israël istanbul italie jamaïque japon java jérusalem
  jordanie jura kenya koweït lettonie liban libye lille lisbonne lituanie loire londres lorraine lyon madagascar
  madrid malaisie mali malte maroc marne marseille martinique mauritanie méditerranée mexique milan moldavie monaco
  mongolie montpellier moscou nantes népal nice niger nigeria nil normandie norvège oman orléans ouganda pacifique
  pakistan palestine panama paraguay pérou picardie pologne portugal prague provence prusse pyrénées québec rhin
  rhône roumanie russie rouen rwanda sahara sardaigne savoie scandinavie sénégal serbie seine sibérie sicile singapour
  slovaquie somalie soudan strasbourg suède suisse syrie taïwan tanzanie tchad texas thaïlande tibet tokyo toulouse
  touraine tunisie turquie ukraine uruguay venezuela venise vienne vietnam wallonie yémen zambie
  arctique astérix balzac batman baudelaire beatles beethoven berlioz bizet boileau camus cervantès chaplin charlemagne
  chirac cézanne chopin churchill cicéron clemenceau cléopâtre cocteau colbert colomb copernic corneille curie dali dante
  danton darwin debussy degas descartes diderot disney dumas einstein euclide fermat flaubert freud galilée gandhi
  gauguin gaulle giono goethe goya hamlet hannibal haydn hegel hemingway hitler homère hugo jaurès kafka kant kepler
  lafayette lamartine lamarck lavoisier lénine léonard liszt louvre macron magellan mahler mandela manet maradona marat
  marx matisse mazarin médicis mitterrand molière monet montaigne montesquieu mozart mussolini nadal newton nietzsche
  obama orwell pascal pasteur péguy picasso pinocchio platon plutarque poutine prévert proust puccini rabelais racine
  raphaël ravel rembrandt renoir richelieu rimbaud robespierre rodin ronsard rossini rousseau salieri sartre satie
  schubert sénèque shakespeare simenon socrate spinoza staline stendhal tchaïkovski tintin tolstoï trump turing
  vauban verdi verlaine vermeer verne vinci virgile vivaldi voltaire wagner zidane zola zorro
  abri accord acier adjectif adverbe âge aire alphabet alphabétique alto angle anglais annulaire apostrophe arabe
  aube aviation axe azur bac baccalauréat bal barème barre beige blanc bleu blond boue bourse brevet bruit brun
  cahier calcul calendrier cantine carré cendre cible cirque classe cloître club code collège conjugaison consonne
  craie cube dictée dictionnaire diplôme division doctorat école écolier écriture élève encre enseignant épave
  espagnol étudiant examen exercice faim faute féminin feutre flamme folie fumée geste gris grammaire
  herbier heure histoire horoscope hypothèse ironie ivoire ivresse japonais jaune javanais jeudi joule kilo
  lacune lampadaire langage latin lecture leçon licence lieue linguistique litre livret lundi lycée lycéen maître
  majuscule mardi marbre marée maternelle mémoire mercredi midi minuit minuscule mois multiplication nacre nasal neige
  noir note nuance nuit ombre orthographe or otage papyrus parfum participe passion pâle paume pédale pépite perle
  pluriel pneu poil pourpre pouvoir préfixe primaire professeur pronom proverbe racine rayure règle rentrée
  rêve rimer rose rouge rouille rousse roux ruche ruine russe samedi savant scolaire semaine semestre sieste
  silence singulier sifflet soif soir soirée soldat sommeil soustraction suffixe syllabe syntaxe tache thèse tiret
  trimestre université vaisseau vallon vapeur vendredi verbe vert vertu vigne virgule vocabulaire voyelle wagon zéro
  aliment amas argument bâtiment boucle carrière chaire charte collection comité compagnie composition comtesse
  conservation conversion correction corruption courrier dame débit décret défenseur dimanche disciple dispute
  dôme douze doyen écrivain éjection électeur émergence équipage équipe ethnique étrange exposition fragment
  imitation industrie instruction invisible latitude lettre libre ligue longueur manche masque minière mission
  monarque monument mutation nation norme novembre organisme paroi partiel personnage peste plastique poétique
  polémique population position potion poussière réacteur réalisme récompense rotation route solitaire stage
  symbolisme talent tempo terre tonne tour tourisme tragique troupe tube variété vice ville
  agricole agriculteur agriculture armurier berger bûcheron chasse chasseur chômage chômeur douanier éleveur élevage
  facteur fermier fonctionnaire forgeron hôtesse labour labourer maçon marin matelot mécanicien menuisier métallurgie
  meunier mineur minier moisson ouvrier pêcheur pilote plâtrier pressoir récolte salaire salarié tisserand tracteur
  vendange vigneron
`;
