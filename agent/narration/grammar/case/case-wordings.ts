/** Further wordings of what a case says, by role: what is above what was expected, what would come, why, and how far it has come. */
export const CASE_WORDINGS = `
Corresponds = ( BeF | LevelF | equals | equal | means | mean | makes | make | marks | represents | represent | gives | corresponds to | correspond to | is equivalent to | is equal to | translates ( to | into ) | works out ( at | to | as )? | comes out ( at | to ) | can be put at | is put at | would be )
Relates = CAbove | against | on | over | versus | compared with | compared to | relative to | when compared with | when set against | as measured against | in relation to | as against | up against | from
RiseSize = ( Rise | <pct_rise> #pause? <excess> ) EachDay?
RiseOf = Det? ( <excess> | <pct_rise> ) ( CRiseN | of <new_spend> | more | extra | higher ) | Det? ( relative | absolute | daily | corresponding | resulting )* CRiseN ( of | : | by | worth | amounting to | equal to )? RiseSize
RiseSaid = ( RiseOf | <pct_rise> EachDay? ) ( Relates CExp ) ( CIn | CDate )* | RiseOf ( CIn | CDate )* | RiseSize CAbove CExp ( CIn | CDate )* | Det? CRiseN Relates CExp of RiseSize
CThat += #it_is_case ( this | that | it ) ( Now )? Corresponds RiseSaid | CVs #pause? #it_is_case ( this | that | it ) ( Now )? Corresponds ( <pct_rise> | RiseSaid )
CThere += there ( is | are | has been ) ( some )? <new_spend> ( of Rise )? ( here | CIn )*
PctIs = <pct_rise> ( CAbove | on | against | over | than | compared with | relative to )? CExp? ( CIn | CDate )* ( or | equal to | that is | worth | ( which | and ) ( is | amounts to | comes to | means | equals | corresponds to | represents ) ) <excess>
CItPred += #rise ( BeRunF | RiseF ) ( up | higher )? by? PctIs
CasePart += Det? <pct_rise> CRiseN BeF ( Seen | there | visible ) ( CIn | CDate )* ( equal to | or | worth | which ( is | amounts to | comes to | means | equals ) ) <excess>
CTail += #pause <pct_rise> ( Relates CExp )? | #pause ( all | all of it )? <new_spend> | ( which | that | and that | and this ) Corresponds RiseSaid | #rise to CActual
  | ( leaving | giving | making | making for | showing | meaning | creating | producing | representing | resulting in | which gives | which means | for ) ( Det? ( daily | cost | resulting )* CRiseN ( ( of | : | worth | amounting to )? Rise ) RiseBetween? | RiseOf CAbove CExp )
  | #pause? ( a | an | the ) ( amount | sum | figure | cost | charge | level ) ( that | which ) ( BeF | counts | qualifies ) ( Said )? ( as )? ( <new_spend> | RiseOf Relates CExp | CStake at stake ) ( ( when )? ( compared with | set against | measured against ) CExp )?
CStakeTail += #pause <pct_rise> ( Relates CExp )? | #pause ( all | all of it )? <new_spend> | ( which | and | and that | and this ) ( Now )? Corresponds ( RiseSaid | <pct_rise> ) | #pause? ( a | an | the ) ( amount | sum | figure | cost | charge | daily amount ) ( that | which ) ( BeF | counts | qualifies ) ( Said )? ( as )? ( <new_spend> | RiseOf Relates CExp ) ( ( when )? ( compared with | set against | measured against ) CExp )? | ( as | since | because | given that ) CSubj CAdv* ( CPred ) CTail*
RiseBetween = between ( them | the two ) | Relates CExp | CIn
CRiseMod += #pause Rise | that has built up | ( being )? Said
CSubj += #rise ( things | matters ) | ( the )? ( resources | usage ) ( CIn )
CItPred += #rise ( began | started | has begun | has started ) to ( cost | run ) ( more than | CAbove ) CExp ( on <onset> | CDate )? | #rise ( BeF | Now? sits | stands | runs ) ( more | higher | up ) than CExp | ( BeF ) ( Now )? <actual> ( CVs )? | ( compare | compares | contrast | contrasts | stand | stands ) ( with | to | against ) CExp
CActualClause += Det? ( actual | observed | current | recorded | real ) CostOfCase ( of | at ) CActual ( compare | compares | contrast | contrasts | stand | stands | are set | is set ) ( with | to | against ) CExp | Det? ( actual | observed | current | recorded | daily )* ( CLevel | CostOfCase ) ( CIn | CDate )* ( BeF | LevelF ) ( Now )? CActual
CStakeClause += CStake of Det? ( CCost | bill ) ( CIn )? ( is | lies | sits ) CAbove CExp | #none_expected ( all of ( this | it | that ) | Det? ( full | whole | entire | total ) ( amount | cost | sum | charge | bill ) ) ( CIn )? ( is | counts as | qualifies as | BeF Said as | therefore counts as ) <new_spend>
CExpCl += ( as | since | because ) #none_expected no ( CCost | cost | spend ) ( was | is | had been ) expected ( CIn | here )* | ( as | since | because ) Det? ExpAdj ( CCost | CLevel ) ( CIn )? ( BeF | LevelF ) <expected>

GoesOn = goes on | keeps going | keeps on | carries on | continues | persists | lasts | holds
CIf += if ( the | this | that ) ( situation | state | development | anomaly | increase | overspend | behaviour | usage | spending | cost | condition ) ( GoesOn ) CIfHow* | if unchanged | if ( continued | sustained ) | ( at | with ) ( an )? unchanged ( rate | pace | level )? | without ( a | any )? change
ProjN = Det? projected ( amount | total | cost | costs | sum | figure | spend | spending | bill | level | value )? ( at stake )? | Det? projection ( amount | figure )? | Det? ( outlook | extrapolation | forecast amount )
CProj += CAhead* ProjN ( CIn | CAhead )* ( #pause CAhead )* ( BeF | LevelF | StayF | : | would be | would LevelB | could LevelB | is Said ( at | as )? | Corresponds | ( of | at ) ) ( a | an | the )? <projected> CAhead* | projected CAhead CAhead* : <projected> | CAhead CAhead* : <projected> ( projected )? | Det? projection ( CAhead )* points to <projected> CAhead* | <projected> ( is )? projected CAhead* | CAhead CAhead* there ( is | would be ) ( a | an | the )? ( projected )? <projected>
CPresentV += ( adds up | comes | amounts | works out | leads | translates ) ( to | into | at ) ( a | an | the )? projected <projected> | ( means | makes | gives | brings ) ( a | an | the )? ( projected )? <projected>
CModalV += ( would | could ) ( work out | translate | come out | run ) ( to | at | into | up to ) ( a | an )? ( projected | total of )* <projected>
CAhead += taken over <window_projected> | extended over <window_projected> | carried over <window_projected>

CCauseBy += ( attributed | assigned | given | ascribed | attached | put down | applied | belonging ) to ( CCauseThing | it | this | that ) | Said as ( Det CCauseN ) | in this case | so far | the case ( is | was )? Said under
CCauseN += trigger | cause category | driver | attributed ( cause | category )
CSeem += ( is | was | has been ) ( down | labelled | marked | set | flagged | tagged | categorised | categorized ) ( as | to ) | ( comes | boils | is ) down to | comes back to | falls ( into | under | in ) ( the category ( of )? | the heading )? | ( is | was | has been )? ( categorised | categorized | classed | classified | labelled ) ( as | under )
CCauseClause += ( it | this | that | CCauseThing ) CSeem Det? <cause> | ( it | this | that | CCauseThing ) ( was | is | has been | were | have been ) ( Said | seen ) #cause_is_after <cause>
CPlainTail += ( And | which ) ( has | carries | comes with | holds | shows | is held with | is given with ) CConfNP | with Det? confidence ( CConfIn )? ( rated | put | stated | given | standing | being | set | recorded | held )? ( as | at )? <confidence> | at <confidence> confidence
CCasePred += ( Now )? ( sits | stands | is placed | rests | is set | is recorded | is down | is carried | is shown | is flagged | is marked ) ( at | as | under | with | in )? ( the status ( of )? )? <status> | #unrealized ( BeF ) open ( with CStake at stake | CDate )* | #rise ( dates back to | goes back to | dates from | dates to | began on | started on | opened on ) <onset>
CCaseSubj += ( the | this | a | an ) ( case | anomaly ) ( CIn | ( which | that ) ( concerns | covers | involves | affects ) the? <scope> | found CIn | Said CIn )*
CDate += ( that | which ) ( dates back to | goes back to | dates from | began on | started on ) <onset> | starting <onset> | ( the )? first day ( being | : | of which is )? <onset>
CasePart += CVal CAbove CExp CTail* | ( the )? first day ( this was seen | ( of | with ) ( this | it | the ( anomaly | case | CRiseN ) ) | on which ( this | it ) was seen )? ( BeF | : ) <onset> | <onset> BeF ( the )? first day ( this was seen | ( of | with ) ( this | it | the ( anomaly | case | CRiseN ) ) )?
CRise += Det Extra Extra* CCost CRiseMod*
CNone += #none_expected ( there ( was | is ) | with )? no ExpAdj ( CCost | spend ) ( CIn | here | there )*
CItPred += #none_expected ( has been | have been | is | are )? ( generating | producing | incurring | causing ) <new_spend> ( ( of | that ( Now )? Corresponds ) Rise )? | #rise ( stands out | stand out ) ( with | at ) ( CVal CAbove CExp | CStake at stake ) | #none_expected BeF first ( Said | billed | observed | noticed | detected ) ( on )? <onset>
CRisePred += BeF ( Now )? first ( Said | observed | noticed | detected ) ( on )? <onset>
CIfSubj += Det? ( current | present | same | observed ) ( pace | rate | level | trend | pattern | spend | spending | cost | situation )
CIf += extrapolated | projected forward | on ( the )? ( current | present ) ( form | course | pace | level | trend )
CAhead += ( extrapolated | projected | continued | calculated ) ( over | across | for ) <window_projected>
CThere += #status_ticket_open ( a | the | one ) ticket ( ( for | on | about ) ( this | it | the? <scope> ) )? ( is | has been | remains ) ( Now )? ( open | opened ) | #none_expected ( these | they ) are ( new )? ( charges | costs ) that were not expected
CCasePred += BeF ( Now )? ( Said as )? <status>
CTail += #planned with QPlan
CPlainTail += #planned with QPlan | ( and )? ( so | thus | hence )? with? <stake> at stake
Labelled += <actual> actual | <actual> ( billed | spent | observed ) | #unrealized <expected> expected | ( so )? <stake> at stake | ( so )? at stake <stake> | #unrealized against <expected> expected
CSubj += #none_expected ( Det? ( charges | cost | costs | spend | spending ) that ( was | were ) not expected ) CIn? | Det? CCost ( here | there )
CApp += Det? ( <pct_rise> | <excess> ) CRiseN ( CDate | CIn | Relates CExp )*
CStake += Det? ( daily | total | resulting )* CStakeN at stake #pause <stake>
CRise += Det? CCost CAbove CExp CRiseMod* | Det? CRiseN #pause RiseSize #pause
CExp += ( it | this ) was expected to ( cost | be )? | what it was expected to ( cost | be )
CCaseSubj += the case ( which | that ) ( has | carries | shows ) ( the | a )? status ( of )? <status>
CExpClause += Det? ExpAdj ( CCost | CLevel ) ( CIn )? would ( be | have been ) <expected> | CNone ( and )? so CStake ( counts | qualifies | is counted ) as <new_spend>
CasePart += #rise more ( was | is | has been ) ( spent | billed | charged ) than ( expected | usual ) ( CIn | CDate )* ( : CActual ( CVs | CVs1 ) )?
CRisePred += And ( LevelF | BeF | Corresponds ) CVal
`
