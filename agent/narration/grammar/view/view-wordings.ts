/** Further wordings of how the whole moved, of shares, of a period's mean and peak, and of the lines shown. */
export const VIEW_WORDINGS = `
MTail += ( to | and )? reach MAfter | after MChangeNP | to MAfter | ( bringing | taking | leaving | putting ) ( it | MW | the total | the bill ) ( up | down )? ( to | at ) MAfter
MHead += so | MAfter #pause? after MChangeNP | over the? <period> | ( in | over ) ( this | that ) ( period | time )
MoverPart += MAfter #pause? after MChangeNP MTail* | MHead* the? <period> ( brought | took | saw | moved | put ) MW ( #up up | #down down ) by <change> MTail* | MHead* the? <period> ( brought | saw | shows ) MChangeNP MTail*
MPHead += looking at ( the | all )* ( individual | single | different | various | separate )* <dimensions> | among ( the | all )* ( individual | single )* <dimensions> | at the level of ( individual )? <dimensions> | by <dimension> | on the <dimension> level | as for ( the )? <dimensions> | within ( this | that | it ) | in terms of <dimensions> | among them | in ( this | that ) ( period | time )
MOfAll += ( during | over | in ) ( this | that | the same ) ( time | period | window ) | ( among | of ) ( the | all )* ( individual | single )* <dimensions> | here
MFig += ( where | and ) Det? ( change | movement | move | difference ) ( BeF | LevelF | : ) <part_change> | whose ( cost | costs | spend | spending | bill | level ) ( changed | moved | shifted | #part_up RiseF | #part_down FallF ) ( by )? <part_change> | : <part_change> | ( its | the ) change ( being | is | was | : ) <part_change> | #pause <part_change> | ( which | and ) ( is | was | has been | comes to | came to | amounts to ) ( a change of )? <part_change>
MPV += ( led | leads | leading ) ( the way | the change | the list ) | ( was | is | stands out as ) Det? ( largest | biggest | main | top | strongest ) mover MOfAll* | ( had | has | saw | shows | showed ) ( the most movement | the biggest swing | the largest swing ) MOfAll* | moves ( the )? most MOfAll* | changes ( the )? most MOfAll*
MPClause += ( the )? most ( movement | change ) ( was | is | came | comes | occurred ) ( in | from | at | under | by ) MPN MFig? | ( MLargest | Det? ( largest | biggest | main | top ) mover ) MOfAll* ( BeF | came | comes | : )* ( from | in | at | with )? MPN MFig? | Det? <dimension> ( that | which ) ( moved | moves | changed | changes | shifted ) ( the )? most MOfAll* ( BeF | : ) MPN MFig? | the largest ( change | move ) ( among | of ) ( the | all )* <dimensions> BeF MPN MFig? | Det? <dimension> MPN ( moved | changed ) ( the )? most MOfAll* MFig?

SWPred += ( LevelF | BeF at | BeF ) STotal ( in terms of ( effective )? SCost )? | you ( are looking at | spent | have spent | have ) STotal
SHead += so far
SClause += STotal ( BeF | has been )? ( Spent | incurred | recorded ) ( SIn | across the? <scope> | in terms of ( effective )? SCost | SPeriod )* | ( you are looking at | so far you are looking at | you have | you spent | you have spent | this comes to | that is ) STotal ( SIn | SPeriod )* | ( your | the ) <period> ( total | SCost | figure ) SIn? ( BeF | LevelF | : ) ( at )? STotal | ( your | the ) ( total | SCost ) SPeriod* SIn? ( BeF | LevelF | : ) ( at )? STotal | Det? SCost ( recorded | billed | incurred | accrued | booked | charged | seen | shown | posted ) ( SIn | SPeriod )* ( BeF | LevelF | : ) ( at )? STotal ( SIn | SPeriod )*
  | Det? <dimension> ( responsible for | behind | carrying | with | taking | accounting for | holding | contributing | that ( contributed | contributes | accounts for | accounted for | makes up | made up | carries | carried | takes | took | holds | held | has | had | incurred ) ) ( the most | SLargest ) ( SRef | SPeriod | ( of | to ) ( this | it | that ) )* ( BeF | : | turns out to be ) SPN ( SFig )? | ( of | among ) ( all | the )* <dimensions> ( that | which ) ( make up | add up to | contribute to | form | are part of ) ( this | the | that | it | Det )? ( SCost | total | bill | sum )? SPN SHoldAs | the share SRef? ( is | was ) SShare for SPN
SFig = ( with | at | : | accounting for | holding | having | taking | making up | #pause )? ( its share ( of | : | being | is )? | SShare ) | ( with | at ) ( a | its )? share of <share> ( SRef )?
SHoldAs = ( BeF | turns out to be | comes out as | stands out as | appears as | ranks as | shows up as | proves to be | is seen to be ) ( SLargest | ( the )? SLarge ( one )? ) SFig? | SHold
SHold += ( turns out to be | comes out as | stands out as | appears as | ranks as | shows up as | is shown as | counts as ) ( SLargest | ( the )? SLarge ( one )? ) SFig? | ( takes | took | has | holds | held | is in | was in ) ( the )? ( lead | top spot | first place | first position | largest spot | top position ) ( SPeriod | by <dimension> )* SFig? | BeF ( the )? ( SLarge ) ( one )? ( SRef | by <dimension> | of ( all | the )* <dimensions> )* SFig? | contributes ( the most | SLargest ) ( ( to ( it | this | the total ) ) )? SFig? | ( and | with )? its share ( SRef )? ( BeF | : ) SShare
STail += ( and | with | where )? its share ( SRef )? ( BeF | : | at | being ) SShare | in terms of ( effective )? SCost | ( at | with | : ) SShare | in there | ( in | of | among ) ( these | those | them )
SHead += ( when | if | once | with )? ( this | it | that | the total | the cost | the bill | SCost )? ( is | being | are )? ( split | broken down | looked at | viewed | grouped | divided | sorted | seen | taken ) ( up )? ( by <dimension> | per <dimension> | <dimension> by <dimension> | across ( the )? <dimensions> | into ( its )? <dimensions> ) | in terms of ( <dimension> | <dimensions> ) | per <dimension> | looking at ( the | all )* ( individual | single )* <dimensions> | by <dimension>
SLargest += ( the | its )? SLarge ( <dimension> | one ) ( in there | here | there | of these | among these | in ( this | that | the list ) | SIn )* | the top spot

TPClause += Det? TPeakN ( of <peak> | at <peak> )? ( TIn | TPeriod | ( in | during | within | over ) ( that | this | the same ) ( time | period | window ) )* ( ( BeF | was | is | LevelF | : | of )? ( <peak> ) )? ( occurred | occurs | fell | came | happened | arose | was seen | was recorded | was reached | was hit | was noted | was registered | which was ( seen | recorded | reached | hit | noted ) | ( and )? it was ( seen | recorded | reached ) | seen | recorded | reached )? on <peak_day> ( TAt | TWhen | with a ( cost | spend | total | level ) of <peak> )? | ( that | this ) compares with TPeakNP ( of | at | : )? <peak> ( on <peak_day> )? | TPeakNP ( BeF | : | came on | fell on | on )* <peak_day> ( with | at ) ( a | an )? ( cost | spend | total | level | bill | value ) of <peak> | <peak_day> ( stands out | sticks out ) ( as TPeakNP )? TAt?
TMClause += ( a | an | the )? average ( day )? ( TIn | TPeriod )* ( cost | costs | LevelF | BeF ( at )? ) <mean> | on an average day TPeriod* TW ( cost | costs | LevelF | BeF at ) <mean>
TTail += reaching TPeakNP ( of | at | : )? <peak> ( on <peak_day> )? | ( reaching | hitting | with ) ( its | a | the )? TPeakN ( on <peak_day> )? ( of | at | : )? <peak> ( on <peak_day> )? 
THead += if ( we | you | one ) ( look | looks ) ( at | over ) the? <period> | looking ( at | over | across ) the? <period> | ( in | during | over | within ) ( this | that ) ( time | period | window ) 
Part += Det? scope : <scope> ( #pause? <period> )? | <scope> #pause <period>

LAdv += ( coming | adding up | amounting | summing up ) to <shown> | ( totalling | totaling | worth | totalled at ) ( a total of )? <shown>
LClause += you ( can )? ( see | have ) LI LAdv* | ( here | this list ) ( you )? ( see | shows ) LI
MPart += ( with | and ) MPN ( #part_up up | #part_down down ) ( the )? ( most | furthest ) ( ( at | by | with )? <part_change> )?
MoverPart += MHead* the? <period> ( show | shows | put | puts | see | find | have ) MW at MAfter MTail*
LI += the? <lines> ( that | which ) ( cost | come to ) ( the )? ( most | highest amounts ) ( LIn | LPeriod )*
MPHead += a ( closer )? look at ( the )? ( individual )? <dimensions> shows that
MPV += ( is | was ) where the most ( movement | change ) ( was | is | occurred | lies | took place ) | ( tops | leads | heads ) ( the )? ( list of )? <dimensions>
SWPred += ( closed | closes | ended | ends | finished ) at STotal
SPN += <part> #pause SLargest #pause? | <part> #pause the? SLarge ( of ( all | the )* <dimensions> ) #pause?
SHold += ( tops | leads | heads ) ( the )? ( list of )? ( <dimensions> | list ) SFig?
SClause += ( under | in | for ) SPN there is SShare ( #pause SLargest )?
STail += #most most SRef ( in | under | from ) SPN ( ( at | with )? SShare )?
TAt += ( costing | reaching | coming to | totalling ) <peak>
TPClause += <peak> on <peak_day> ( was | is ) ( the most | TPeakN ) ( ( that )? TW ( LevelF | cost ) )? ( on any day )? TPeriod*
TW += Det? ( cost | costs | spend | spending ) ( per day | a day )
TTail += ( and | but ) ( was | is | were )? highest on <peak_day> TAt?
LClause += ( this | the ) ( view | list | table | overview ) shows LI LAdv* | adding up LI ( gives | makes | comes to ) <shown>
`
