/** What is at stake in a case, what was expected there and what it is: each figure in its own place, and above only what is below it. */
export const CASE_RULES = `
CasePart = CaseFront* Anomaly ( CaseVerb | AnomalyVerb ) CaseTail* ( And ( CaseVerb | AnomalyVerb ) CaseTail* )* | CaseFront* CaseClause CaseTail* | CaseFront* Thing CaseTail* ( LevelVerb | CaseVerb ) CaseTail* ( And CaseFront* ( LevelVerb | CaseVerb ) CaseTail* )* | CaseFront* Thing ExpectedVerb PlainTail* ( And CaseFront* ( LevelVerb | CaseVerb ) CaseTail* )* | PlainFront* StakeClause StakeTail* | PlainFront* PlainClause PlainTail* | AheadFront* Projection AheadTail* | AheadFront* Ahead AheadFront* ProjectionBare AheadTail*
PlainFront = Since | InScope | Now | Over | WithConfidence | Same | Because | on <onset>
  | with <cause> as ( the | its )? ( cause | category | finding ) ( and ( a )? <confidence> confidence )? | with ( a )? <confidence> confidence | Against0 | where <expected> was expected
PlainTail = InScope | Now | Over | Same | WithConfidence | Leaving | Since
  | on <onset>
  | ( with | and ) Det? status ( at | of | : | being )? <status> | AsCause | Against0
StakeTail = PlainTail | Because | Against0 | Which0 | By | ( as | or | and so ) <new_spend> | with <cause> as ( the | its )? ( cause | category | finding ) | under <cause> | with ( the | a )? status ( of | at | : )? <status> | on <onset> | with <actual> ( observed | billed | spent )
  | in this case : <scope>
  | where <actual> ( is | was ) ( billed | spent | observed | recorded ) ( Against | where <expected> was expected )? | each day | per day | every day | ( with | and ) Det? status ( at | of | : | being )? <status> | ( and )? attributed to <cause> | AsCause
  | because <scope> ( stand | stands | is | are ) at <actual> and <expected> was expected
Which0 = which is Rise ( Above Expected | against Expected | of ExtraCost | more )? | which is <new_spend> | which is the distance of <scope> from Expected
AsCause = ( with | and ) <cause> ( as | named as | given as | identified as | listed as | recorded as | being ) ( the | its )? ( cause | category | finding ) | ( and )? with the cause ( given as | being | listed as | recorded as | named as | : ) <cause> | which the rules attribute to <cause>
AheadFront = Ahead | continuing at ( <excess> | <actual> ) | ( if | should ) Subject ( go on | goes on | continues | continue ) | InScope | Now | Same | at ( <actual> | <excess> ) ( more than expected )?
AheadTail = Ahead | InScope | at <excess> | given <stake> at stake | Leaving
  | at ( the present | present )? <excess> | or <excess> | on this RiseNP | on top
  | at the present <excess> | <excess> now
  | with <stake> at stake | ( each | per | every ) day | Leaving | which puts <stake> at stake | against <stake> at stake
Against0 = ( measured | as )? ( against | compared with | compared to | versus | relative to ) ExpectedFigure
  | compared with ( what was expected | the expected level )
StakeClause = Stake
PlainClause = ExpectedLevel | Cause | Confidence | About
CaseFront = Since | on <onset> | InScope | Now | Over | Against | WithConfidence | Same | AtLevel | Because | with <cause> as the? cause | with <stake> at stake
  | as of <onset>
  | with Rise ( above | over ) Expected
  | with <cause> as ( the | its )? ( cause | category | finding ) and ( a )? <confidence> confidence | with ( a )? <confidence> confidence | with Det? confidence ( of | at )? <confidence>
  | against ( expected | expectation | expectations | the expected level )
CaseTail = Since | on <onset> | InScope | Now | Over | Against | WithConfidence | Leaving | Which | Same | Because | AtLevel | ByRise
  | where Det? ExpectedFigure ( was | is | had been | were ) expected | where <expected> ( was | is | had been | were ) expected | where the? expectation ( was | is ) <expected> | #none_expected where nothing was expected
  | #none_expected ( which was not expected | all of it new | all of ( it | this ) <new_spend> | which is all new ) | ( as | or | and so ) <new_spend> | under <cause> | in the category <cause>
  | with <cause> as ( the | its )? ( cause | category | finding ) | with <actual> ( observed | billed | spent ) | with ( the | a )? status ( of | at | : )? <status>
  | Passive ( InScope )? | an increased one | and Det? RiseNoun Be Rise
  | #cause_is_after <cause> | up to <actual> | ( Det )? RiseNoun of Rise ( against | over | above | compared with ) ( Expected | what was expected )
  | ( with | and ) Det? status ( at | of | : | being ) <status> | AsCause | ( for | with ) a total of <stake> at stake
  | ( bringing | taking | lifting | pushing ) ( it | the Cost | the bill ) to <actual> | ( which )? ( brings | brought | takes | took ) it to <actual> | ( and | which ) ( is | was ) ( explained by | attributed to | put down to | caused by | due to | classed as | traced to ) <cause> | #none_expected none of which was expected | <excess> more than ( the )? <expected> ( that was expected | expected )? | ( in place of | instead of | rather than ) <expected> | which compares with ExpectedFigure | and ( is )? Now? at stake with <stake>
  | from <expected> to <actual> | where <expected> would be ( normal | usual | expected )
Since = since <onset> | from <onset> ( on | onward | onwards )? | ( starting | beginning | dating ) ( on | from )? <onset> | as of <onset> | which ( began | started ) on <onset> | since then | since #end | Seen Since | since ( it | they ) first appeared on <onset>
  | which first appeared on <onset> | present since <onset> | present Since | having ( started | begun ) on <onset> | since its start on <onset> | first ( seen | billed ) on <onset>
  | new since <onset> | on <onset>
Over = ( over | in | for | during | within | across ) ( the | a | another )? ( window | period )? ( of | from )? <window>
Against = Against0 | #rise ( instead of | as against | in place of | rather than | up from | from ) ExpectedFigure
ExpectedFigure = Det? ( expected | usual | normal | baseline | Cost | level | of | figure | an | amount )* <expected> ( expected | that was expected | that is expected | as expected | before )?
  | Det? <expected> that ( was | had been | is ) expected
WithConfidence = ( Seen with | held with | given with | named with ) Det? <confidence> | ( with | at | Seen with | held with | given with | named with ) Det? ( confidence of <confidence> | <confidence> ( confidence | of confidence ) ) | with Det? confidence ( at | of )? <confidence> | the rules say
  | ( held | given | named | stated | put | rated | found ) ( with | at ) ( a )? ( confidence ( of )? <confidence> | <confidence> confidence )
Because = ( because of | due to | caused by | explained by | put down to | on account of | owing to | as a result of | attributed to ) Det? <cause> | because <scope> rose #cause_is_after <cause>
AtLevel = at ( Det? ( current | actual | observed )? ( level | rate | Cost ) of )? <actual>
By = ByRise | ( or | worth | equal to | that is | being ) ( an increase of | a rise of )? Rise ( ( of | in ) ExtraCost | up | Above Expected | against Expected )?
ByRise = ( that is | and so | or )? by Rise | ( or | that is | worth ) <pct_rise> | ( or | that is | being ) ( an increase of | a rise of ) Rise ( ( of | in ) ExtraCost | Above Expected | against Expected )? | ( up | higher by | up by ) Rise ( ( of | in ) ExtraCost | Above Expected | against Expected )? | RiseNoun of Rise | Det RiseNoun of Rise ( ( of | in ) ExtraCost )? | an ( extra | additional ) <excess>
  | ( a step | a rise | an increase ) that ( came | began | started ) on <onset> | Det RiseNoun ( of )? Rise
  | which equals Rise ( against Expected )? | Rise of Expected | ( or | that is ) <pct_rise> of Expected | RiseNoun of Rise ( against | compared with | over ) Expected
  | Det RiseNoun of Rise ( against | over | above | compared with ) Expected | Rise ( above | over ) Expected
  | from <expected> to <actual>
Leaving = so <excess> ( of the Cost | InScope )* is ( above the band | above Expected | in excess ) | so <excess> lies ( outside | above | beyond ) ( it | the band | Expected ) | ( with | leaving | putting | and | which leaves | which puts ) <stake> Now? ( is )? at stake InScope? | <stake> at stake
  | which ( leaves | puts | keeps | makes ) ( a total of )? <stake> at stake | and leaves <stake> at stake | with ( a total of )? <stake> at stake
Which = ( which | that | this ) ( is ( <pct_rise> ( Above Expected | against Expected )? | Rise ( Above Expected | of ExtraCost | more ) ) | ( comes | amounts | corresponds ) to <pct_rise> | makes <pct_rise> | ( puts | leaves | keeps ) <stake> at stake | ( exceeds | is above ) Expected ( by Rise )? | Is <excess> Above Expected )
  | is part of the <stake> at stake
  | #none_expected which is <new_spend>
  | which is ( an | a )? ( increase | rise | change | difference | gap | step | excess ) of Rise ( ( over | above | against | on ) Expected )? | which ( equals | represents | means | corresponds to | makes ) ( <pct_rise> | ( an | a ) ( increase | rise | change | difference ) of Rise )
Rise = <excess> | <pct_rise> | <excess> or <pct_rise> | <pct_rise> or <excess>
Level = level | Cost | costs | #unrealized ( figure | amount | one ) | band | day | cost band | daily cost | rate
Expected = Det? ( expected | usual | normal | baseline ) Level? ( of )? <expected>? | what ( is | was | had been | would be ) ( expected | usual | normal ) ( of it )? ( there | here )? | usual
  | expected | expectation | expectations | Det? ( expectation | baseline ) ( of )? <expected>? | Det? <expected> ( expected | that was expected )? | the band | its band | Det? Cost expected of it | Det? Level ( that ( is | was ) )? expected
  | Det? Level expected ( ( for | of ) it | there )?
Above = above | over | beyond | more than | higher than | in excess of | on top of | up on | up against | more expensive than | outside
Extra = extra | additional | #none_expected new | excess | added | unexpected
ExtraCost = Extra* Cost | <new_spend> | Extra
RiseNoun = increase | rise | excess | difference | gap | overspend | step | jump | growth | change | anomaly | deviation | climb | addition | surplus | Extra* Cost Above Expected | Extra Cost | extra | excess | unexpected part | step up
RiseNoun1 = RiseNoun | #none_expected ( charge | amount )
RiseNP = Det? ( <pct_rise> )? ( new )? RiseNoun ( InScope | in Cost | ( over | above | against | from ) Expected | Since | of Det? Cost | from <expected> to <actual> | of Rise | in Det Cost InScope )* | Det? <pct_rise> RiseNoun
  | Det? ( daily | total | cost | new ) RiseNoun ( InScope )?
  | Extra Extra* Cost of <excess> ( Above Expected | InScope )*
Thing = the? <scope> | Spend | these charges | the bill | the daily bill InScope
  | Det? ( level | Cost | daily Level ) InScope? | the new charges | #it_is_case its ( cost | costs | bill )
  | #it_is_case its ( daily )? Cost
  | #none_expected <targets> InScope? | #none_expected the <targets> InScope | #none_expected <cause> InScope
Spend = Det? Cost ( InScope | Over )? | Det? ( amount | level | figure ) InScope | Det? ( Cost | bill ) in the? <scope>
  | Det? ( spend | spending | Cost ) on <scope>
It = #it_is_case ( it | this | that | they )
ItVerb = Now? ( has been at | is now at | costs | cost | has cost | have cost | has been billed at | is billed at | was billed at | runs at | now runs at | has run at ) Now? <actual> | ExpectedVerb | used to run at <expected>
CaseClause = It ( ItVerb | CaseVerb | AnomalyVerb ) CaseTail* ( And ( ItVerb | CaseVerb | AnomalyVerb ) CaseTail* )* | ActualLevel | Excess | Appeared | Thing : CaseTail CaseTail* | Thing : ( RiseNP | <actual> | ActualLevel | Excess ) | <scope> : StakeClause
  | ( Spend | a Cost of <actual> ) compares with ExpectedFigure | <scope> : Since the bill is higher by <excess> | <cause> : Since <excess> more ( has to be paid | is paid ) | the bill is <excess> higher | the bill is higher by <excess> | so all of it counts as <new_spend> | <scope> : <new_spend> | <actual> Now ( is )? spent on <scope>
  | #none_expected Anomaly costs <actual> | #none_expected new Since : <scope> ( at <actual> )? | <excess> more reaches the bill than before <onset>
  | Det? ( Actual | Spend ) ( of <actual> | InScope )* ( ( compares with | stands against | is set against | contrasts with ) ExpectedFigure | ( is | was | stands | stood | has been ) ( above | over | higher than ) ExpectedFigure ( by Rise )? | exceeds ExpectedFigure ( by Rise )? | ( is | was | stands ) Rise ( Above Expected | above ExpectedFigure ) )
About = ( the | this ) ( case | anomaly ) ( is about | concerns | is in | sits in | was found in | lies in ) <scope> | this case is about <scope> | <scope> is what this case is about | scope : <scope> | where : <scope> | since : <onset> | the case is in <scope> | <new_spend> ( is )? ( in | for ) <scope> : ( <actual> | <excess> )
  | ( it | this case ) ( concerns | covers ) <scope> | <scope> is the ( subject of this case | place ) | what stands out is <scope> | the scope ( is | : )? <scope>
  | <scope> Since | Det? new charges come to <excess> : <scope>
Passive = ( is | was | has been | have been ) ( being )? ( Seen | billed | spent )
ExpectedVerb = used to run at <expected> | ( was | were ) ( usually | normally ) ( at )? <expected> | ( was | were | had been | is | are ) expected ( at | to be ( at | worth )? | to cost | to run at | to stand at | to come to ) ( Det? expected )? <expected> | ( usually | normally ) ( costs | cost | runs at | stands at ) <expected> | ( cost | costs | used to cost | ran at | stood at ) <expected> ( before | on a usual day | until then | on an expected day ) | used to cost <expected>
Began = ( began | begins | started | appeared | emerged | arose | came onto the bill | first appeared | was first billed | were first billed | was first Seen | first showed up | opened | came up | began to cost money | was Seen | were Seen ) on <onset> | ( dates from | goes back to | has existed since ) <onset>
  | ( began | started ) on <onset> with <excess>
AnomalyVerb = Began | Now? ( comes | amounts | amounted | came ) to Rise
Anomaly = ( this | the | an ) ( case | anomaly | new charge ) ( found )? InScope? | #it_is_case ( it | this )
LevelVerb = Now? Runs Now? <actual> ( a day | per day )? | Now? Rose ( from Det? ( expected )? <expected> )? ( to <actual> )? ( by Rise )? ( from Det? ( expected )? <expected> )? ( to <actual> )? | ( is | are | was | were ) ( observed | billed | recorded | measured | first billed ) at <actual>
  | began to cost <actual> | costs more : <actual> | ( costs | cost ) <stake> at stake
  | #rise ( moved up | jumped | rose | went up | climbed | has risen | moved | stepped up ) ( to <actual> | from Det? ( expected | usual )* ( baseline of )? <expected> | on <onset> | #cause_is_after <cause> )* | ( are | is | were ) Now? at <actual> | ( is | was | has been ) at <actual> higher than ExpectedFigure ( by <excess> )?
  | ( exceeds | exceeded ) ExpectedFigure | ( is | was | has been ) Seen at <actual>
  | ( is | are | was | were ) Now? ( costing | billed at | charged at ) <actual> | Now? ( billed | charged ) at <actual>
  | Is Since? : <actual>
  | Rose from ( an | the | its )? ( expected | usual )? Level? ( of )? <expected> to ( an | the )? ( actual | observed )? ( Level )? ( of )? <actual>
CaseVerb = Now? Runs Now? <excess> ( Above Expected | more | extra | higher | in excess | of ExtraCost ) | Now? Is Now? ( up | higher | more expensive | costlier ) ( by )? Rise ( Above | against | on )? Expected?
  | Now? Is Now? <pct_rise> ( above | over | against | up against | more than | up on | higher than | up ) Expected? | Now? Is ( well )? above Expected ( ( by | : ) Rise )? | Now? ( exceeds | has exceeded | exceeded | exceed ) Expected by Rise
  | Now? Rose ( Rise | ( above Expected | on <onset> | Since | #cause_is_after <cause> )* ( by Rise )? )
  | Now? ( is | are | counts as | count as | is classed as | is listed as | represents | qualifies as | holds | is marked as | is entirely | is shown as | is all | shows | has | are all | carries ) <new_spend> ( ( of | : | at )? <excess> )?
  | Now? ( puts | put | has | have | leaves | have put | has put | keeps | shows | with | holds | carries | sees ) <stake> Now? ( of )? ( at stake | that is at stake ) | Now? Is Now? at stake ( with | at | by )? <stake> | #none_expected ( is | are ) all new
  | Now? Is Now? Above Expected ( by | : ) Rise | Now? ( has added | adds | added | add | have added | raises the Cost by | raised the Cost by ) ( an? extra )? <excess> ( more )? ( to ( the | its ) bill )? | ( carries | brings | shows | has | sees | bears ) ( an extra <excess> | <excess> ( more | extra | of ExtraCost | Above Expected ) ) ( than expected | Above Expected )? ( on the bill )?
  | ( has | shows | saw | is subject to | has had | sees | comes with | carries | shows up with | went through | is on ) Det? RiseNP ( Rise )? | is RiseNP
  | ( is | are | was | were ) ( observed | billed | recorded | measured | first billed ) at <actual>
  | #none_expected Began
  | ( was found in | was detected in | lies in | sits in | is in | is found in ) <scope>
  | ( saw | sees | has seen ) Det? Cost ( rise | go | climb | grow | increase | move ) ( from <expected> )? ( to <actual> )? ( by Rise )? | accounts for Rise ( of ExtraCost )? | ( is | has been ) Above Expected by Rise | ( has shown | shows ) an increased Cost | is <excess> more ( expensive )? than expected | has <excess> more than expected
  | ( is | has been ) ( more expensive | higher ) ( Since | than expected )* ( by <excess> )? | ( is | stays ) ( more costly | more expensive | higher ) than expected by <excess> | ( is | was | has been ) ( higher than | above | over ) ExpectedFigure by <excess> | ( has drifted | sits | drifted ) <excess> above Expected | accounts for <excess> ( of ( unexpected | extra ) Cost )? | ( and )? ( puts | put ) <stake> at stake | has the status <status> | ( is | was ) attributed to <cause> | ( is | has been ) elevated | ( costs | cost ) <stake> at stake
  | concerns <scope> | started on <onset> | has been there Since | comes from ( the )? <cause> | went up and has stayed there
  | ( went up | climbed ) ( on <onset> )? and has stayed there ( : )? ( <actual> )?
  | #none_expected ( was | were ) not expected to cost anything <expected>?
  | ( started | began ) to exceed Expected ( on <onset> | Since )? | ( is | are | was ) ( classified | categorised | recorded | marked | described | considered | treated | reported ) as <new_spend> | #none_expected ( was | were ) not expected ( there | here )? | ( has | have ) ( seen | had | shown | recorded ) Det? RiseNP | Now? ( exceeds | exceeded | has exceeded | surpasses ) ( Expected | the Expected ) ( by Rise )? | ( is | are | was | were ) ( found | measured | recorded | observed | reported ) ( to be | at )? <excess> Above Expected | ( amount | amounts ) to Rise more than expected
  | ( began | started ) to ( run | be | stand ) Above Expected ( on <onset> | Since )? | accounts for ( the )? <stake> at stake | ( is | was | has been ) ( explained by | attributed to | put down to | due to | classed as | classified under | filed under ) <cause> ( WithConfidence )? | ( has | carries | with | shows ) Det? status ( of )? <status> | ( is | has been ) Above Expected Since? | contributes <stake> at stake | ( has | have ) <excess> of ExtraCost
  | Rose ( by )? Rise ( above | against | over | on | compared with ) Expected | ( exceeds | is above | is over | has exceeded | overshoots ) ( Expected | ExpectedFigure ) by Rise
  | ( has had | have had ) <stake> at stake | ( has had | have had ) Rise of ExtraCost
  | ( is | are | was | were ) ( a case of | an instance of ) <cause>
Rose = rose | has risen | went up | has gone up | grew | has grown | increased | has increased | climbed | has climbed | jumped | has jumped | stepped up | moved up | went | moved | has gone | came up | has moved | stepped | is up | were up | have risen | is now up | shot up
Is = is | are | has been | have been | was | were | runs | stands | sits | has run | has stood | remains | has stayed | run | stand | comes in | came in | has come in | sit | lies | comes out | has been running | is running | has remained | have remained | stays | has kept | have stayed | has sat
  | have been running | has been elevated | has drifted | now sits | keeps
  | ran | came in | now stands | now runs | now sits | is now | are now | is currently | has been sitting | has been standing | has now been | stood
Runs = amount to | amounted to | come to | came to | comes in at | stand now at | have cost | has been costing | have been costing | is being billed at | has been billed | has amounted to | have amounted to | bills at | costs | cost | has cost | have cost | runs at | run at | runs | run | stands at | stand at | stands | sits at | sits | is at | are at | is | has been at | has run at | have run at | has stood at | has been billed ( at )? | is billed ( at )?
  | was billed ( at )? | is costing | has been costing | comes to | amounts to | has amounted to | came to | has come to | reached | reaches | has reached | has been | was | has run | has been running ( at )? | is running ( at )? | ran at | were billed ( at )? | remains at | has remained at | have remained at
  | has stood | have been billed ( at )? | is now at | averages | comes in at | came in at | lies at | lies | has stayed | has stayed at | remains | is now | are | were | shows | bills | is charged at | came in
  | has grown to | comes out at | is running at | now costs | have been running at | have come to
  | runs now at | has gone to | have gone to
  | ran
Stake = Now? <stake> ( of ExtraCost )? ( a day )? Now? ( is | are | remains | was | has been | stays | sits | stands | lies | has been put )? Now? at stake | Now? at stake ( ( is | are | remains | stands | : | InScope | in all | here | Now ) )* <stake>
  | there is <stake> at stake | Det? ( amount | total | Cost | sum | daily amount | money | figure | total amount | level | rate ) Now? at stake ( InScope | Over | per day | here | each day | a day )* ( Be | : ) ( about )? <stake> ( per day | a day )? | an amount of <stake> ( is | remains )? at stake
  | Det? ( stake | stakes ) ( InScope )* ( Be | : ) <stake> | <stake> is ( the | what is ) ( ( amount | Cost | total )? at stake | stake ) | ( that | this | which | it ) ( puts | leaves | makes | means | keeps ) <stake> ( is )? at stake | what is at stake ( InScope )? ( Be | : ) <stake>
  | ( leaving | putting | which leaves | which puts | for a total of | with ) <stake> ( is )? Now? at stake | ( the case | this case | this anomaly ) ( puts | has ) <stake> at stake | <stake> ( of it )? Now? at stake | #none_expected ( all of it | all of this ) is at stake ( : )? <actual> | <stake> ( is | being ) the Cost at stake | at stake <stake>
  | <stake> ( of this | of that )? Now? ( is | remains ) what is at stake | the ( RiseNoun | rest ) <stake> is at stake | ( a | the ) total of <stake> ( is | remains )? at stake | Det? ( amount | Cost ) ( that is )? at stake <stake> | Det? Cost that is at stake ( is | : ) <stake> | <stake> Now? ( is )? the amount at stake | at stake : <stake>
  | ( the )? <stake> the ( Cost | amount ) at stake | ( now )? it is <stake> at stake | until ( it | the plan ) is carried out <stake> ( stays | remains ) at stake | <stake> ( is )? the amount at stake
ActualLevel = Det? ( Actual | Spend ) ( InScope | Over )* ( ( Be | : | of ) <actual> ) | <actual> ( was | is | has been | being | were )? Now? ( billed | spent | observed | recorded | measured | charged | paid | Now | actual | came in | seen ) | Det? Actual <actual> | Det? Actual ( InScope | Over )* Is <excess> ( Above Expected | more than expected )
  | Det? Actual InScope? of <actual> ( exceeds | Is Above ) Expected ( by <excess> )? | Det? Actual InScope? of <actual> | Det? Actual InScope? ( Be <actual> )? ( and | which )? ( exceeds | Is Above | is up on ) Expected ( by Rise )? | ( observed | actual ) ( is | was ) <actual> | <actual> ( is | was ) the ( actual | observed ) Level | #none_expected ( none of it | none of this ) was expected | #none_expected all of it ( is | counts as ) ( new | <new_spend> )
  | Det? ( Cost | level ) of <actual> ( is | was | has been )? ( Seen | billed ) ( InScope )? | Det? Cost Be <actual> | <actual> was reached | <actual> where <expected> ( was | would be ) ( expected | normal | usual ) | <actual> Against | Det? ( current | new )? ( level | Cost ) <actual>
  | <actual> ( is | was ) Now? ( spent | billed | charged ) ( on | for ) <scope>
  | #none_expected Det? Actual of <actual> InScope? is all new | #none_expected <actual> Since | <actual> where <expected> would be ( normal | expected | usual )
ExpectedLevel = Det? Expected1 ( InScope | Over )* ( ( Be | : | of )? <expected> ) | #unrealized <expected> ( was | is | had been | were | being )? ( expected | usual | normal ) ( before )? | <expected> was ( what was expected | normal ) | Det? expected Level <expected> | #unrealized Det? expected <expected> | <expected> before | #it_is_case #unrealized expected ( was | is | were | Be ) <expected> | <expected> ( was | is ) the ( expectation | expected Level | usual Level | expected daily Level )
  | it was expected ( at | to be ) <expected> | it was <expected> before | #none_expected nothing was expected ( there | here | before | <expected> )* | #none_expected there was no expected Cost here ( <expected> )?
  | <expected> was predicted | Det? Cost of <expected> is ( usual | normal | expected ) | it was expected to ( be | cost | run at ) <expected> | #unrealized the expected ( is | was )? <expected>
Actual = ( actual | observed | daily | current | the | new )* Level | actual | observed
Expected1 = ( expected | usual | normal ) ( daily )? Level | expectation | baseline | Level expected | expected band
  | #it_is_case #unrealized expected
Excess = RiseNP ( Be | : | of | stands at | comes to )? Rise | Det? ( increase | rise | excess | difference | gap | overspend ) between ExpectedFigure and Det? ( actual )? <actual> Be <excess> | Det? ( difference | gap ) between Det? ( actual )? <actual> and ExpectedFigure Be <excess>
  | Rise ( above | over | more than | beyond | higher than | in excess of ) Expected ( is | has been | was )? ( being )? ( spent | billed | paid | charged )? | <excess> more ( is | has been | was )? ( being )? ( spent | billed | paid | charged )? ( on <scope> )? | ( an )? ( extra | additional | unexpected ) <excess> ( is | has been | was )? ( being )? ( spent | billed | paid | charged | Seen )?
  | <excess> ( of | in ) ExtraCost ( has been | is | was )? ( on the bill | billed | there | Seen | at stake | billed )? | <excess> is ( spent | billed | paid | charged | being spent | being billed ) ( InScope )? Above Expected | RiseNP ( was | is | has been ) ( Seen | on the bill ) | there is RiseNP | <excess> ( lies | is ) ( outside | above | beyond | over ) ( it | Expected )
  | the bill ( is | has been ) <excess> higher | <new_spend> ( of | : | at | amounts to | worth ) <excess> | <excess> of <new_spend> | there is <new_spend> ( of <excess> )? | #it_is_case ( that | this ) ( is | makes | was ) ( <pct_rise> ( Above Expected | against Expected )? | Rise ( Above Expected | of ExtraCost | more ) ) | #it_is_case ( in money that is ) <excess>
  | <excess> ( of ( the | its )? <actual> | of that | of this | of it )? ( ( that | which )? <scope> costs )? is ( above | over | beyond | more than | in excess of | outside ) Expected | <pct_rise> against Expected | Det? ( increase | rise | change | charge ) ( is | counts as ) <new_spend> | <excess> is the amount by which <scope> exceeds Expected | the whole of <excess> is <new_spend>
  | <excess> ( shows up | appeared | appears ) ( as ExtraCost )? | ( a )? new charge of <excess> ( is on the bill | InScope )? | Det? ( increase | rise | excess | change | amount | anomaly ) ( InScope )? ( is | has been ) Seen ( at | as )? <excess> | by Rise Thing is above Expected | <excess> is <new_spend> | <pct_rise> ( up | more )
  | RiseNP ( ( is | was | has been | have been | had been ) ( being )? ( Seen | added | billed | present | there | visible | at stake | on the bill ) | shows up | has shown up | remains | exists | came up )
  | there ( has been | is | was | are ) ( RiseNP | <excess> ( of ExtraCost )? ( Above Expected )? ) | #it_is_case ( this | that ) ( is | comes to | amounts to ) <pct_rise> | <excess> ( more | Above Expected ) ( is | was | has been | are ) ( being )? ( Seen | added | spent | billed | charged | paid | due ) | #it_is_case ( this | that ) corresponds to <pct_rise> | RiseNP ( equals | means | corresponds to | represents | of | adds ) ( Rise | <excess> of ExtraCost )
  | RiseNP ( from <expected> to <actual> )? Be Rise | <excess> more ( has to be paid | is to pay | is due ) | <excess> of that ( is | was ) above Expected | <excess> is the RiseNoun ( InScope )? | #none_expected <scope> ( was | were ) not expected to cost anything <expected>? | Det? Cost ( is | are | has been ) Above Expected by <excess>
  | <excess> ( of that | of it | of this ) was not expected | <excess> : that is how far <scope> is above Expected | <excess> above Expected : that is ( where | what ) <scope> ( stands | has cost ) | there is Det? RiseNoun of Rise between what <scope> costs and what was expected | Det? difference between expected and actual Cost InScope? Be Rise | Det? ( gap | difference ) between ( them | the two ) Be Rise | <excess> ( of Det Cost InScope )? is in excess | what remains <excess> is at stake | Det? effect is <excess> ( of ExtraCost )? InScope? | <excess> ( is | lies ) ( above | outside ) ( the band | it ) | <cause> ( has )? made <scope> more expensive by <excess> | ( this is )? <new_spend> : <scope> <excess>? | #none_expected <actual> is being charged ( for <scope> )?
  | Det? extra <excess> ( shows up | has shown up ) InScope? | RiseNP <excess> has its cause in <cause> | Det? RiseNoun ( in Cost )? <excess> has its cause in <cause> | a Cost of <excess> Above Expected ( has been | was | is ) Seen | ( this is )? ( a )? new charge ( appeared on <onset> )? : <scope> <excess>? | <excess> ( has been | is | was ) ( being )? ( spent | billed | charged ) ( ( on | for ) <scope> )? Above Expected | <excess> of new <cause> ( spend | Cost ) ( has been | is )? ( on the bill )? | <excess> ( more )? reaches the bill | <new_spend> of <excess> ( sits | Seen | lies | is ) ( InScope | Since )*
Projection = <projected> ( is )? ( the | Det )? ( projection | projected Level ) Ahead* | Det? ( projection | projected ( Level | total ) | outlook ) ( InScope | Ahead )* ( Be | : ) <projected> Ahead* | Subject Would ( by | at | an extra | another )? <projected> Ahead Ahead* | Subject Ahead Ahead* Would ( by | at | an extra | another )? <projected> Ahead* | Subject Projected <projected> Ahead*
  | <projected> ( more )? ( would be | would have been ) ( spent | billed | paid | due | at stake ) Ahead Ahead* | <projected> ( comes | would come ) together Ahead* | ( If | at ( this | that | the same ) rate ) ( Subject | InScope )* Would2 <projected> Ahead* | If ( InScope )? the? ( projection | total ) Be <projected> Ahead*
  | ( that | this | it ) would be <projected> Ahead Ahead* | <excess> ( a day )? ( would be | makes | would make ) <projected> Ahead* | If <projected> Ahead*
  | If ( another )? <projected> ( more )? ( is | would be | comes to be )? ( spent | billed | due | paid )? Ahead* | If Subject ( reach | reaches ) <projected> Ahead* | ( If )? Ahead* Subject Would2 ( about )? <projected> ( If | at ( this | that ) rate )
  | Ahead Ahead* ( it | this | that ) ( comes | adds up | amounts ) to <projected> Ahead* | ( it | this | that ) ( comes | adds up | amounts ) to <projected> Ahead Ahead* | <projected> would have been at stake ( after <window_projected> )? | Subject ( come | comes ) to <projected> Ahead* If
  | ( Subject | it ) would be <projected> Ahead Ahead*
  | Ahead ( the extra Cost | that | it | RiseNP ) would ( be | total ) <projected> | ( the extra Cost | RiseNP ) would total <projected>
  | If ( the Cost | it | this | the total | the amount ) ( comes to | would come to | would reach | would be | reaches | adds up to | amounts to ) <projected> Ahead* | If ( it | the Cost ) is projected ( at | to reach | to come to ) <projected>
Subject = it | this | that | they | Thing | RiseNP | Det? Cost | Det? amount ( at stake )? | <excess> | the extra <excess> ( InScope )? | <cause> charges | at <excess>
  | these charges | the new charges | Det? ( new )? <new_spend> InScope? | the extra Cost | this RiseNoun | Det? total
  | Det? <stake> at stake InScope?
ProjectionBare = Subject Would ( by | at | an extra | another )? <projected> | <projected> ( more )? ( would be | would have been ) ( spent | billed | paid | due | at stake )
Projected = ( is | are ) projected ( at | to reach | to cost | to come to | to amount to | to add ( up to )? | to total ) | projects to
Would = would ( cost | reach | come to | amount to | add up to | total | add | lead to | grow to ) | ( is | are ) projected ( at | to reach | to cost | to come to | to amount to | to add ( up to )? | to total ) | projects to
Would2 = Would | would be | would mean | would make | adds up to | adds | comes to | makes | amounts to | reaches | add up to | come to
  | would be | is spent | lead to
Ahead = If | ( over | in | for | within | after | across ) ( the next | another | a | the )? ( period of )? <window_projected> | ( for | over ) another <window_projected> | more | at ( this | that | the current ) rate
If = ( if | unless | should ) ( it | this | that | they | the? <scope> | Det? ( rise | increase | trend | level | pattern | excess | spend | spending | step | anomaly | cost | charges ) | nothing ) ( goes | go | went | continues | continue | holds | hold | changes | change | persists | persist | stays | stops | is done | stay | remains | keeps ) ( on | as it is | like this | unchanged | at this rate | the same )? ( for ( another )? <window_projected> )?
  | left as it is | left alone | at this rate | at the current rate
  | if Det? ( charges | cost | costs ) ( go | keep ) ( on )? | if nobody acts | if this ( level | rate ) holds | at ( this | that ) ( pace | rate ) | while it goes on
  | if ( they | these charges ) continue
CauseOf = RiseNP | Det? <stake> ( at stake )? InScope? | Det? ( amount | Cost ) at stake InScope?
Cause = Det? ( cause | category | finding | cause given | trigger ) ( of Det? RiseNoun | of CauseOf | InScope | assigned by the rules | that the rules name )* ( is ( given as | recorded as | named as | put as | found to be | identified as | listed as | stated as | found in )? | : | lies in | was | belongs to | reads ) Det? <cause>
  | Det? <cause> ( is | are | was ) ( given as | named as | identified as | listed as | recorded as )? the ( cause | category | finding | reason | likely cause ) ( ( of | for | behind ) ( the? <stake> ( at stake )? | the <excess> ( RiseNoun )? | CauseOf ) )? ( InScope )?
  | ( CauseOf | Det? ( case | finding | amount | amount at stake | stake ) ( InScope )? | Det? amount of Rise | Det? <stake> ( at stake )? | Det? anomaly InScope? | Thing ) ( ( ( is | was | are | has been | being | have been )? ( one of | classed as | classified as | put down to | attributed to | due to | explained by | caused by | filed under | listed under | under | categorised as | categorized as | traced to | found to be | ascribed to | assigned to | linked to | recorded as ) ) | comes under | falls under | belongs to | has its cause in | belongs under ) Det? ( category )? <cause>
  | ( CauseOf | it ) ( rose | came ) #cause_is_after <cause> | the rules ( put | file | class | classify | classed | attribute | assign | trace | ascribe | filed | attributed | assigned | list ) ( it | this | the RiseNoun | CauseOf | this case | the case | Thing | <stake> at stake InScope? ) ( to | under | as | down to ) Det? <cause> | the rules ( name | give | find | identify | see | found | point to | named | hold | have ) Det? <cause> ( ( as ( the | its )? ( likely )? ( cause | category ) | behind ( it | CauseOf ) | for this CauseOf ) )?
  | <cause> ( explains | explain | caused | is behind | are behind | is responsible for | accounts for | led to | raised the bill by | raised | leads to | drives | drove | lies behind | causes | brought ) ( CauseOf | Rise | the <excess> ( at stake )? | ( the | an )? extra <excess> ) | <cause> is the reason ( that | why | for ) ( Thing CaseVerb | CauseOf ) | the evidence points to <cause> | it is <cause> that the rules name ( for this CauseOf )? | what the rules name is <cause>
  | ( cause | category ) <cause> | <cause> as ( the | its )? cause
  | Det? ( most )? likely cause ( is | : )? <cause> | ( behind | at the root of ) ( CauseOf | it ) is <cause> | CauseOf ( goes back to | comes with | comes from ) <cause> | <cause> ( account | accounts ) for ( an extra )? <excess> | <cause> ( explains | caused ) ( it | this ) | the named cause is <cause> | ( triage | the rules ) assigned this case to <cause> | <cause> ( was | is ) ( identified | named | given ) ( by the rules )? as the cause ( of ( CauseOf | the extra <excess> ) )? | the cause <cause>
  | the rules ( name | give | see | identify ) <cause> as the cause of ( CauseOf | the )? <excess> | Thing ( is | was | has become | became ) ( more expensive | higher ) ( by <excess> )? because of <cause> | the rules ( see | have ) <cause> behind ( it | CauseOf )
  | <cause> is ( given | named | listed | seen | identified ) as ( its | the ) cause | <cause> is the ( category | cause ) of ( these charges | this case ) | ( it looks as if | the rules say that ) <cause> is behind CauseOf | Det? effect of <cause> | the change is dated <onset> | the rules see <cause> as the cause and put <stake> at stake | <cause> with WithConfidence put <stake> at stake | CauseOf <cause> | <scope> is the place <cause> the cause | Det? cause ( is )? <cause>
  | triage assigned this case to <cause> <confidence>? | CauseOf <excess> has its cause in <cause>
  | the cause of Det? <stake> ( at stake )? InScope? is ( given as )? <cause> | Det? cause is <cause> WithConfidence | Thing ( is | was ) Above Expected because of <cause> | <cause> ( is | was ) ( identified | named | given | recorded ) as the cause of ( CauseOf | Det? <stake> ) InScope?
  | Det? ( finding | cause | category ) InScope? : <cause> | Det? ( finding | cause | category ) InScope? <cause> ( has | carries | comes with ) Det? confidence of <confidence> | the rules are <confidence> that <cause> is the cause | ( as for )? the cause it is <cause>
  | <cause> WithConfidence put <stake> at stake
  | ( the )? <stake> at stake InScope? ( is | was ) ( attributed to | explained by | put down to | due to ) <cause>
Confidence = Det? ( rules )? confidence ( in ( that | the | this | its )? ( cause | finding | category | <cause> | it ) | InScope | level | <cause> | of the rules )* ( is | : | stands at | of | was | is given as | is put at | is rated | remains | is at | in that is | at )? <confidence> | with ( a )? <confidence> confidence | <confidence> ( is | was )? ( the )? confidence ( in Det? ( <cause> | cause | finding | category ) )?
  | the rules ( are | hold ( this | it ) with | give ( it | this )? | are confident : | have ) <confidence> ( in their )? ( confident | confidence )? ( ( that | in ) ( <cause> ( is the cause of ( RiseNP | the <stake> at stake ) )? | this ) )? | to which the rules give <confidence> confidence | their confidence is <confidence> | ( held | found | named | given ) with <confidence> confidence
  | Det? confidence ( : )? <confidence> | confidence ( level )? ( of )? <confidence> | the confidence <confidence>
  | the rules hold it with <confidence> confidence
  | ( with | at ) Det? confidence of <confidence> | the rules ( are | put ) ( this | it )? ( at )? <confidence> confidence
  | Det? confidence ( is | : ) <confidence> that <cause> is the cause | confidence that <cause> is the cause ( is | stands at | : ) <confidence> | <cause> has Det? confidence of <confidence> | ( with )? <confidence> confidence in <cause>
  | Det? confidence in the cause <cause> ( is | stands at ) <confidence>
Appeared = Det? ( RiseNP | RiseNoun1 ( of Rise )? | case | anomaly InScope? | <cause> charges ) ( began | started | appeared | arose | came | dates from | emerged | opened | occurred | took place | was ( Seen | recorded ) | shows up | has been Seen ) ( on <onset> | <onset> | Since | InScope )* | ( it | this ) ( began | started ) on <onset> | <excess> ( of ExtraCost )? ( appeared | started | began | shows up | came ) ( InScope )? ( on <onset> )?
  | ( Det? RiseNoun ) ( that began on <onset> )? ( has )? ( brought | took | lifted | brings | takes | lifts | raised ) <scope> ( to <actual> | by <excess> | from <expected> to <actual> )* | Spend of <excess> appeared ( InScope )? ( on <onset> )? | Det? ( RiseNoun | step ) on <onset> ( lifted | took | brought ) <scope> ( by <excess> | from <expected> to <actual> | to <actual> )*
  | Det? Cost of <excess> was added on <onset> | it ( was first ) Seen on <onset> | the start ( is | was | : )? <onset> | #none_expected <scope> began ( on <onset> )? | on <onset> #none_expected <scope> ( began | started | appeared )
  | Det? <new_spend> InScope? ( on <scope> )? ( began | started | appeared ) on <onset> | Det? <new_spend> on <scope> ( is | amounts to | comes to | : ) <excess>
`
