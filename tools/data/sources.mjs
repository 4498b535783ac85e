// What each page or document of the association's research is: our own short description and the body that publishes it.
// Keyed by address; the few documents without one are keyed by the name that the research gives them.
export const documents = {
    'association web site': ['site-aimf', 'Site de l’association, textes de présentation relevés entre 2014 et 2023', 'AIMF'],
    'network profile (PLATFORMA type)': ['profil-reseau', 'Profil de réseau de l’AIMF (2021)', 'PLATFORMA'],
    'founding documents': ['documents-fondateurs', 'Documents de présentation de l’AIMF (site, profil, brochure, affiche) ; lequel le dit n’est pas noté', 'AIMF'],
    'brochure (English)': ['brochure', 'Brochure de présentation en anglais, programmation 2014-2018', 'AIMF'],
};

export const datasets = {
    'https://www.geonames.org/': ['geonames', 'GeoNames : coordonnées et population des villes (licence CC BY 4.0)', 'GeoNames'],
};

export const pages = {
    'https://www.jeuneafrique.com/emploi-formation/recruteurs/1396385/aimf/':
        ['jeuneafrique-fiche', 'Fiche de présentation de l’AIMF parmi les recruteurs', 'Jeune Afrique'],
    'https://paris.fr/pages/500-maires-francophones-reunis-a-lausanne-pour-le-congres-annuel-de-l-aimf-27492':
        ['paris-lausanne-2024', 'Congrès annuel de l’AIMF à Lausanne, mai 2024', 'Ville de Paris'],
    'https://www.aimf.asso.fr/association/organisation-et-fonctionnement/':
        ['aimf-organisation', 'Organisation et fonctionnement de l’association', 'AIMF'],
    'https://platforma-dev.eu/fr/30-mayors-of-capitals-and-metropolises-from-africa-america-asia-and-europe-met-in-paris':
        ['platforma-paris-2024', 'Réunion de trente maires à Paris, octobre 2024', 'PLATFORMA'],
    'https://aimf.asso.fr/Fonds-de-cooperation.html': ['aimf-fonds-cooperation', 'Présentation du Fonds de coopération', 'AIMF'],
    'https://7sur7.cd/34eme-assemblee-generale-lassociation-internationale-maires-francophones-andre-kimbuta-monte-vice-presidence':
        ['7sur7-kinshasa-2014', 'La 34e Assemblée générale, Kinshasa, novembre 2014', '7sur7.cd'],
    'https://paris.fr/pages/reaffirmer-les-liens-avec-les-villes-francophones-25050':
        ['paris-cotonou-2023', 'Le congrès de Cotonou et les villes francophones, octobre 2023', 'Ville de Paris'],
    'https://www.ville-geneve.ch/themes/geneve-internationale/partenariats-entre-villes/reseaux-internationaux-villes/association-internationale-maires-francophones/':
        ['geneve', 'Genève et l’AIMF', 'Ville de Genève'],
    'https://www.aimf.asso.fr/actualite/quels-sont-les-nouveaux-projets-finances-par-le-fonds-de-cooperation-de-laimf/':
        ['aimf-nouveaux-projets', 'Nouveaux projets financés par le Fonds de coopération', 'AIMF'],
    'https://www.agenceafrique.com/53196-le-gabon-reintegre-lassociation-internationale-des-maires-francophones-neuf-mois-apres-le-coup-detat.html':
        ['agenceafrique-gabon-2024', 'Retour de Libreville au Bureau, mai 2024', 'Agence Afrique'],
    'https://newswire.ca/fr/news-releases/80e-bureau-de-laimf-a-lafayette-louisiane---montreal-renforce-son-role-dans-la-francophonie-517405321.html':
        ['newswire-bureau-80', 'Communiqué de Montréal sur le 80e Bureau, à Lafayette', 'Newswire'],
    'http://www.uvcw.be/articles/33,72,35,35,2594.htm':
        ['uvcw', 'Article de l’Union des Villes et Communes de Wallonie sur l’AIMF (2008)', 'Union des Villes et Communes de Wallonie'],
    'https://www.aimf.asso.fr/actualite/focus-sur-la-cooperation-de-laimf-avec-les-villes-du-cambodge/':
        ['aimf-cambodge', 'Coopération avec les villes du Cambodge', 'AIMF'],
    'https://www.aimf.asso.fr/type-d-evenement/bureau/': ['aimf-bureaux', 'Pages sur les réunions du Bureau', 'AIMF'],
    'https://www.aimf.asso.fr/actualite/retour-sur-la-105eme-reunion-du-bureau-de-laimf-a-rabat/':
        ['aimf-bureau-105', 'La 105e réunion du Bureau, Rabat, octobre 2025', 'AIMF'],
    'https://podcastjournal.net/FRANCOPHONIE-Cloture-de-l-assemblee-des-maires-francophones_a3138.html':
        ['podcastjournal-2009', 'Clôture de la 29e Assemblée générale, Paris, octobre 2009', 'Podcast Journal'],
    'https://www.aimf.asso.fr/types-d-article/action-en-cours/': ['aimf-actions', 'Actions en cours', 'AIMF'],
    'https://jeuneafrique.com/113027/politique/aide-d-urgence-de-l-aimf': ['jeuneafrique-urgence', 'Aide d’urgence de l’AIMF', 'Jeune Afrique'],
    'http://cryer.org.uk/Association_Internationale_des_Maires_Francophones':
        ['cryer', 'Article d’encyclopédie sur l’AIMF, liste des Assemblées générales', 'cryer.org.uk'],
    'https://aimf.asso.fr/actualite/elementor-22289': ['aimf-22289', 'Page d’actualité sur des projets soutenus', 'AIMF'],
    'https://ccrijohnsmith.com/index.php/aimf': ['ccri-ouidah', 'L’AIMF et le centre culturel de rencontre de Ouidah', 'CCRI John Smith'],
    'https://levenementprecis.com/2023/10/10/43eme-congres-de-laimf-cotonou-accueille-les-maires-francophones-des-ce-jour/':
        ['evenement-precis-2023', 'Le 43e congrès, Cotonou, octobre 2023', 'L’Événement précis'],
    'https://www.aimf.asso.fr/region/afrique-centrale/page/13/': ['aimf-afrique-centrale', 'Actualités d’Afrique centrale', 'AIMF'],
    'http://www.panapress.com/L-AiMF-va-financer-1,5-million-d-euros-de-projets-en-Afrique--12-686146-69-lang1-index.html':
        ['panapress-2010', 'Projets financés en Afrique pour 1,5 million d’euros', 'Panapress'],
    'https://ip212.ip-51-83-16.eu/rttdetail-13393.asp': ['ip212', 'Article de presse sur l’AIMF (début 2008)', 'ip212.ip-51-83-16.eu'],
    'https://sahel-intelligence.com/24659-rwanda-lassociation-internationale-de-maires-francophones.html':
        ['sahel-rwanda', 'L’AIMF au Rwanda', 'Sahel Intelligence'],
    'https://midi-madagasikara.mg/cua-400-millions-dariary-de-laimf': ['midi-madagasikara', 'Soutien de l’AIMF à Antananarivo', 'Midi Madagasikara'],
    'https://www.aimf.asso.fr/actualite/acces-a-la-planification-familiale-dans-les-villes-francophones-les-activites-demarrent/':
        ['aimf-planification', 'Accès à la planification familiale, début des activités', 'AIMF'],
    'http://www.paris.fr/accueil/Portal.lut?page_id=1&document_type_id=7&document_id=128350&portlet_id=24052':
        ['paris-128350', 'Page d’actualité, projet à Vientiane', 'Ville de Paris'],
    'https://dnhewrhegkli.shop/wiki/Association_internationale_des_maires_francophones':
        ['copie-encyclopedie', 'Copie de l’article d’une encyclopédie en allemand sur l’AIMF', 'dnhewrhegkli.shop'],
    'https://mediaterre.org/actu,20181107124446,2.html': ['mediaterre-2018', 'L’Assemblée générale de Lille, novembre 2018', 'Médiaterre'],
    'https://wabitimrew.net/author/admin/page/761': ['wabitimrew', 'Page d’actualité citant un maire président de commission', 'wabitimrew.net'],
    'http://fr.essirage.net/arc/index.php/actualites/466-francophonie-delanoe-a-nouakchott-pour-un-bureau-des-maires-francophones.html':
        ['essirage', 'Réunion du Bureau à Nouakchott', 'Essirage'],
    'https://www.aimf.asso.fr/actualite/au-canada-des-villes-mobilisees-pour-une-francophonie-active/':
        ['aimf-canada-2025', 'Mission au Canada, juin 2025', 'AIMF'],
    'https://www.journalexpress.ca/2016/09/20/le-maire-alexandre-cusson-a-beyrouth/':
        ['journal-express-2016', 'Un maire du Québec à l’Assemblée générale de Beyrouth, septembre 2016', 'Journal L’Express'],
    'http://www.aimf.asso.fr/': ['aimf-accueil', 'Page d’accueil, actualités', 'AIMF'],
    'https://www.24haubenin.info/?Les-maires-Atropko-Ahouandjinou-et-Houetchenou-representent-le-Benin-a-Kigali':
        ['24haubenin-kigali', 'Des maires du Bénin au 41e congrès, Kigali', '24 heures au Bénin'],
    'https://rapideinfo.mr/43e-assemblee-generale-de-laimf-a-cotonou/': ['rapideinfo-2023', 'La 43e Assemblée générale, Cotonou', 'Rapideinfo'],
    'https://www.aimf.asso.fr/focus-sur-la-cooperation-entre-les-villes-du-benin-et-laimf-2/':
        ['aimf-benin', 'Coopération avec les villes du Bénin', 'AIMF'],
    'https://aimf.asso.fr/actualite/solidarite-avec-mayotte-suivi-du-fonds-durgence-liban':
        ['aimf-mayotte-liban', 'Solidarité avec Mayotte, suivi du Fonds d’urgence pour le Liban', 'AIMF'],
    'https://www.piaafrica.com/fr/guinee/francophonie/436-aimf': ['piaafrica', 'Présentation et histoire de l’AIMF', 'PIA Africa'],
    'https://senat.fr/rap/a08-100-2/a08-100-216.html': ['senat-2008', 'Avis du Sénat n° 100 (2008-2009), passage sur l’AIMF', 'Sénat (France)'],
    'https://adiac-congo.com/content/trente-quatrieme-assemblee-de-laimf-kinshasa-attend-trois-chefs-detat-et-plus-de-deux-cents':
        ['adiac-2014', 'Avant la 34e Assemblée générale, Kinshasa, 2014', 'ADIAC'],
    'https://globalcitieshub.org/fr/international-association-of-francophone-mayors':
        ['global-cities-hub', 'Fiche de l’Association internationale des maires francophones', 'Global Cities Hub'],
    'https://aimf.asso.fr/actualite/fonds-de-cooperation-de-laimf-quel-est-le-bilan-de-ces-5-dernieres-annees':
        ['aimf-bilan-fonds', 'Bilan de cinq années du Fonds de coopération', 'AIMF'],
    'https://lepetitjournal.com/francophonie/aimf-416268': ['petit-journal-2025', 'Article sur l’AIMF (2025)', 'Lepetitjournal.com'],
    'https://aimf.asso.fr/devenir-membre-de-laimf': ['aimf-devenir-membre', 'Devenir membre de l’AIMF', 'AIMF'],
    'http://aneho.free.fr/rapport.htm': ['aneho-2005', 'Rapport sur la 25e Assemblée générale, Antananarivo, octobre 2005', 'aneho.free.fr'],
    'https://www.francophonie.org/node/7837': ['oif-paris-2009', 'La 29e Assemblée générale, Paris, octobre 2009', 'Organisation internationale de la Francophonie'],
    'https://mail.7sur7.cd/index.php/du-3-au-7-novembre-2014-kinshasa-accueillera-34e-assemblee-generale-laimf':
        ['7sur7-avant-kinshasa', 'Kinshasa accueillera la 34e Assemblée générale, novembre 2014', '7sur7.cd'],
    'https://www.aimf.asso.fr/evenement/page/3/': ['aimf-evenements-3', 'Événements, page 3 (Tunis, octobre 2015)', 'AIMF'],
    'https://vdocuments.fr/36-eme-assemblee-generale-aimfassofr-rapport-dactivite-presente.html':
        ['vdocuments-2016', 'Rapport d’activité présenté à la 36e Assemblée générale', 'vdocuments.fr'],
    'https://mediaterre.org/actu,20170605134556,16.html': ['mediaterre-2017', 'L’Assemblée générale de Montréal, juin 2017', 'Médiaterre'],
    'https://www.cambodgemag.com/post/aimf-phnom-penh-accueillera-la-39%C3%A8me-ag-de-l-association-des-maires-francophones':
        ['cambodgemag-2019', 'Phnom Penh accueillera la 39e Assemblée générale', 'Cambodge Mag'],
    'https://www.aimf.asso.fr/actualite/le-partenariat-strategique-aimf-union-europeenne-renouvele-pour-4-ans/':
        ['aimf-ue-2022', 'Le partenariat stratégique avec l’Union européenne renouvelé pour quatre ans', 'AIMF'],
    'https://aimf.asso.fr/?p=18983': ['aimf-18983', 'Le 97e Bureau et la programmation 2022', 'AIMF'],
    'http://www.centrafriqueledefi.com/pages/congo-brazza-et-congo-kinshasa/brazzaville-abritait-la-85e-session-du-bureau-de-l-aimf.html':
        ['centrafrique-bureau-85', 'La 85e session du Bureau, Brazzaville, mars 2017', 'Centrafrique Le Défi'],
    'https://a06-v7.apps.paris.fr:443/a06/jsp/site/Portal.jsp?page=ods-solr.display_document&id_document=24385':
        ['paris-24385', 'Document de la Ville de Paris sur son soutien à l’AIMF (1992-1997)', 'Ville de Paris'],
    'http://a06.apps.paris.fr/a06/jsp/site/Portal.jsp?page=ods-solr.display_document&id_document=18511':
        ['paris-18511', 'Document de la Ville de Paris sur sa subvention à l’AIMF (2003)', 'Ville de Paris'],
    'https://2012-2017.nosdeputes.fr/14/intervention/754823': ['nosdeputes-754823', 'Intervention à l’Assemblée nationale sur l’AIMF', 'NosDéputés.fr'],
    'https://parisdepeches.fr/amp/16-Politique/128-75_Paris/9824-Anne_Hidalgo_elue_tete_l%e2%80%99Association_Internationale_Maires_Francophones.html':
        ['paris-depeches-2014', 'Anne Hidalgo élue à la tête de l’AIMF', 'Paris Dépêches'],
    'http://www.aimf.asso.fr/news/Financement.html': ['aimf-financement', 'Financement de l’association', 'AIMF'],
    'https://aimf.asso.fr/association/partenaires': ['aimf-partenaires', 'Les partenaires de l’association', 'AIMF'],
    'https://aimf.asso.fr/Fonds-operateur.html': ['aimf-fonds-operateur', 'Présentation du Fonds opérateur', 'AIMF'],
    'http://109.69.218.158/~platforma/idb_result.php?partner_id=5': ['platforma-projets', 'Base de projets de PLATFORMA, fiche de l’AIMF', 'PLATFORMA'],
    'https://www.aimf.asso.fr/actualite/algerie-haiti-contribuez-au-fonds-durgence-mis-en-place-par-laimf/':
        ['aimf-algerie-haiti', 'Algérie, Haïti : contribuer au Fonds d’urgence', 'AIMF'],
    'https://www.aimf.asso.fr/Beyrouth-Appel-aux-dons.html': ['aimf-beyrouth-2020', 'Beyrouth, appel aux dons', 'AIMF'],
};
