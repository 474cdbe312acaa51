/** The whole and its part, the level and its change, the mean and the highest day: fronted, inverted and said of nothing being larger. */
export const VIEW_FORMS = `
ListFront += ( with | over | across ) <cases> InScope | of ( the | these | all )* <cases> InScope? ( ( which | that ) Joint )? | with ( a total of )? <stake> at stake
Joint = together? ( stand for | put | amount to | come to | account for | represent | make up | hold | add up to | total ) ( a total of )? <stake> ( at stake )?
ListClause += <cases> InScope? ( have been | has been | were | are ) Now? ( found | seen | recorded | listed | counted | known | open ) | as for the ( largest | biggest ) ( one | case | of them )? :? <top> | Det? ( largest | biggest ) ( one | case | of them | of these )? ( is | reads )? ( this one | the following | this | as follows )? :? <top>
  | <cases> InScope? Joint | what is at stake ( InScope | in all | in total )* Be <stake> | ( <scope> | it | the list ) is made up of <cases> | no case is larger than this ( one )? : <top>

MoverPart += Having Frame* ( Whole | it ) Frame* WholeVerb WholeTail* | Frame* Whole Frame* WholeVerb WholeTail* ( And | while ) Mover1
Having = #up after? having ( risen | grown | increased | climbed | gone up | moved up ) ( by )? <rise> Versus? | #down after? having ( fallen | declined | dropped | decreased | gone down | come down ) ( by )? <drop> Versus? | #up after ( a | an | the ) ( rise | increase ) of <rise> Versus? | #down after ( a | an | the ) ( fall | drop | decline | decrease ) of <drop> Versus?
Frame += ( set | seen | held ) against ( the )? <baseline>
WholeTail += ( with | and ) PartNP ( showing | having | making | seeing | recording ) LargestMove ( at | with | of | by | : )? <part_change> | ( arriving | coming out | ending | standing | ending up ) at <after> | coming to <after> | so that ( it | Whole ) Be <after> | which ( makes | means | gives ) <after> | for a level of <after>
  | ( with | and ) LargestMove ( in | at | from | by )? PartNP ( at | with | of | by | : )? <part_change> | ( with | and ) LargestMove ( at | of | : )? <part_change> ( in | from | by ) PartNP
RiseIt += #up <rise> ( more | higher | above ) ( than )? ( what )? it ( was | had been | cost ) ( in | during | over ) ( the )? <baseline>
DropIt += #down <drop> ( less | lower | below ) ( than )? ( what )? it ( was | had been | cost ) ( in | during | over ) ( the )? <baseline>
LargestMove = ( the | its )? ( single )? Largest ( single )? ( move | change | movement | mover ) ( of ( any | all )? ( <dimension> | <dimensions> ) | among ( all | the )* <dimensions> | by <dimension> )?
Mover1 += LargestMove ( of | at )? <part_change>? ( was | is ) ( made by | that of | seen in | recorded in | found in | recorded for | shown by | in | with | by )? PartNP PartFigure? | with ( a | the | its )? ( change | movement | move ) of <part_change> PartNP MovedMost | with <part_change> PartNP MovedMost | PartNP MovedMost PartFigure?
  | PartNP ( made | recorded | had ) LargestMove PartFigure? | no ( other )? <dimension> ( moved | changed ) more than PartNP PartFigure? | PartNP is where LargestMove ( was | is ) ( seen | found | recorded ) PartFigure?
MovedMost = ( is | was ) the <dimension> that ( moved | changed ) ( the )? most | ( moved | changed ) ( the )? most | ( is | was | has | had | shows ) LargestMove
WholeClause += #up ( a | an | the ) ( rise | increase ) of <rise> ( was | is | has been ) ( seen | recorded | found | measured | reached ) | #down ( a | an | the ) ( fall | drop | decrease | decline | reduction ) of <drop> ( was | is | has been ) ( seen | recorded | found | measured )

OfWhole = ( out )? of ( the | a | an )? TotalCost InScope? ( ( which | that ) WholeCost | of <total> InScope? )? | ( out )? of ( the )? <total> ( ( that | which ) ( the? <scope> | it ) ( cost | costs | has cost | comes to | came to | amounts to ) Period* )? | of the? <scope> ( ( which | that ) WholeCost | whose TotalCost Be <total> )? | of ( it | that | the total )
ShareFront += OfWhole | split by <dimension> | broken down by <dimension> | seen by <dimension> | grouped by <dimension> | divided by <dimension> | ( with | at ) a share of <share> | among ( the | all )* <dimensions>
ShareTail += ( with | and ) PartNP ( coming first | leading ) ( at | with ) <share> | <share> of which ( is | was | falls | sits ) ( in | under | with | on ) PartNP
PieceTail += OfWhole | which ( is at | has | holds | stands at | accounts for | makes up | comes to ) <share>
ShareWhole += ( a | an | the ) TotalCost ( of <total> | InScope )* ( has been | was | is ) ( recorded | billed | seen | found | reached ) | <total> ( has been | was | is ) ( recorded | billed | spent | given | put ) ( as the TotalCost )? | Det? TotalCost ( InScope | Period )* ( is | was | has been ) ( given as | put at | recorded as | shown as | recorded at ) <total>
SharePiece += LargestPart OfWhole? ( was | is | has been ) Found ( in | under | by | for | with | on | at ) PartNP | LargestPart OfWhole? ( was | is ) ( that of )? PartNP | PartNP ( makes up | represents | is | has | forms | holds | stands for | accounts for | takes | has been ) LargestPart OfWhole?
  | PartNP ( makes up | represents | holds | stands for | accounts for | takes | comes to ) ( a share of )? <share> OfWhole? | ( under | to | in | on | with | for ) PartNP ( falls | fall | lies | is | sits | goes | belongs | stands ) ( a share of )? <share> OfWhole?
  | PartNP is the <dimension> ( that has | with | that holds | which has | which holds ) the Largest ( share | part ) OfWhole? | ( a | the ) share of <share> OfWhole? ( is | was | has been ) ( Found | attributed | assigned )? ( to | in | under | on | by | with | for ) PartNP
  | no ( other )? <dimension> ( has | holds | had | takes | shows | accounts for ) ( a )? ( larger | higher | bigger | greater ) ( share | part ) OfWhole? than PartNP | <share> OfWhole ( is | was | has been ) Found ( in | under | on | by | for | with ) PartNP | ( in | under ) PartNP ( was | is ) Found <share> OfWhole?
Found = found | spent | billed | seen | recorded | shown | located

TrendPart += TrendFront* on average TrendFront* <mean> ( was | is | has been ) ( spent | billed | recorded | charged )? ( on | for )? ( the? <scope> )? MeanTail* | TrendFront* <mean> ( was | is | has been ) ( spent | billed | recorded | charged ) TrendFront* on average MeanTail*
TrendFront += averaged ( over | across ) the? <period> | with ( a | the | its ) ( peak | high | highest day ) of <peak> | as a daily ( mean | average )
MeanClause += averaged ( over | across ) the? <period> ( it | the? <scope> ) ( is | was | comes to | came to | cost | costs | stands at ) ( at )? <mean> | Det? ( daily )? ( mean | average ) ( InScope | Period | of Cost )* ( is | was | has been ) ( given as | put at | recorded as ) <mean>
PeakFront += with ( an | the | its )? ( daily )? ( average | mean ) of <mean> Period* | with <peak> #pause?
PeakTail += when ( Det? Cost | it | the? <scope> ) ( was | stood at | came to | reached | cost | amounted to ) <peak> | when <peak> ( was | were ) ( recorded | spent | billed | reached | seen | charged ) | with a peak of <peak>
PeakClause += ( on | at ) ( its | the ) PeakNoun ( on | of )? <peak_day>? ( it | the? <scope> ) ( cost | reached | came to | stood at | was at | amounted to ) <peak> | ( with <peak> )? <peak_day> ( was | is ) the PeakNoun ( InScope | Period )*
  | no ( other )? day ( was | is | cost | came out ) ( higher | more | more expensive | costlier | dearer ) InScope? than <peak_day> | no ( other )? day ( reached | cost | brought ) more than <peak> | ( on | at ) <peak_day> #pause? ( its | the ) PeakNoun #pause? ( it | the? <scope> ) ( cost | reached | came to | stood at | was at ) <peak>
Lines += the? ( largest )? <lines> ( that are )? ( listed | shown | given ) ( here | above | below )? | the? <lines> in the list
LineTail += the largest ( of | in ) ( the )? <period>
LineClause += ( a | the )? ( sum | total ) of <shown> ( is | was ) ( reached | made up | formed | given ) by Lines | <shown> InScope? ( is | was | are | were ) ( found | billed | spent | shown | recorded ) ( in | on | for | across | under ) Lines | Lines ( stand for | represent | make up | account for | reach ) <shown> InScope? | at <shown> ( in total )? Lines are ( shown | listed )
`
