/** Phrases about a case that carry one fact each and may stand before or after any claim about it. Each names the role of its fact in its own words. */
export const CASE_FORMS = `
Sentence += Lead :
Lead += for the days asked
CaseFront += Given
PlainFront += Given | with <stake> at stake InScope?
AheadFront += with <stake> at stake InScope?
Given = with <expected> expected ( and <actual> Actually )? | with <actual> Actually | ( labelled | classed | marked | counted | recorded ) as <new_spend> | at <pct_rise> ( against | over | above | relative to ) Expected
  | with <stake> at stake InScope | ( with | at ) Det? status ( at | of | : | being )? <status> | ( although | though | while | even though ) <expected> ( was | had been | is ) expected
  | where ( <expected> | Det? Cost of <expected> ) ( was | had been | is ) expected | with RiseNP of Rise | with Det? confidence ( at | of ) <confidence>
Actually = ( actually | really | in fact )? ( spent | billed | observed | recorded | charged )
Rise += <excess> #pause <pct_rise> | <pct_rise> #pause <excess>
CaseTail += ( that | which ) ( has been there | has existed | has lasted | has held ) Since | and has ( done so | been doing so | stayed there | remained there ) Since | Follows | of which <stake> is at stake
StakeTail += which has been so Since | where <actual> ( is | was ) Actually
Follows = and? that ( puts | leaves | keeps ) <stake> at stake
Hence = therefore | thus | hence | accordingly | consequently | as a result | as a consequence | so
StakeClause += ( in total | in all | altogether ) #pause Stake
StakeTail += and? ( that | which ) Grow <projected> If
Grow = ( is | are ) projected to ( become | grow to | rise to | make | sum up to | add up to | come to | amount to )
CaseVerb += ( has | have | puts | shows ) ( had )? <stake> at stake Since? and? ( that | which ) Grow <projected> If
CaseVerb += ( has | have )? ( deviated | departed | moved away | risen ) ( upward | upwards )? from Expected by Rise | ( differs | deviates | departs ) ( upward | upwards ) from Expected by Rise
  | ( lies | sits | stands | stays | is | are | runs ) Rise Above what it was expected to be | ( has | have ) exceeded Expected by Rise | ( overshoots | overshot | surpasses | surpassed | tops ) Expected by Rise
  | ( has | have | shows | show ) Det? RiseNoun of Rise
CaseClause += #it_is_case now it ( is | costs | stands at | runs at | is at ) <actual>
Excess += Det? ( difference | distance | gap | deviation ) ( between ( the two | them ) | from Expected | InScope )* Be Rise
Confidence += Det? finding that Finding ( comes with | has | carries | is held with | is given with | is stated with ) ( Det? confidence of <confidence> | <confidence> confidence )
  | #it_is_case ( this | it | that | the finding | the cause ) is ( held | stated | given | rated | put ) ( with | at ) ( <confidence> confidence | Det? confidence of <confidence> ) | #it_is_case it comes with ( Det? confidence of <confidence> | <confidence> confidence )
  | Det? confidence ( in the finding | InScope )* ( reaches | is recorded as | is stated as | is held at | has been put at ) <confidence>
Finding = <stake> is at stake InScope? | Thing ( costs | cost | runs at | stands at ) <actual> | Thing Is Rise Above Expected | Thing ( exceeds | exceeded | has exceeded ) Expected by Rise | Thing Rose by Rise
Cause += Det? ( cause | category | finding ) ( on record | recorded | given | named | shown | listed )? ( is | reads )? :? <cause> | Det? cause ( is | was | has been ) ( listed | filed | recorded | given | shown ) ( under | as | in ) <cause>
  | evidence ( for | of ) <cause> was ( found | seen ) InScope?
  | ( the rules | the case ) ( list | lists | record | records | show | shows | name | names ) <cause> as ( the | its ) cause | <cause> ( has been | is | was ) ( put down | recorded | listed | filed | shown ) as ( the | its ) cause
About += ( the | this ) ( case | matter | anomaly | finding ) ( relates to | is for | covers ) <scope>
If += were ( it | this | that | they | the? <scope> | Det? ( rise | increase | trend | level | excess | spend | spending | cost | charges ) ) to ( go on | continue | persist | last | stay | hold )
  | ( as long as | so long as ) ( it | this | that ) lasts | ( if | as long as | so long as ) nothing ( is changed | is done about it )
Subject += RiseNP Now? at <excess> | RiseNP of <excess>
Projection += ( RiseNP | Det? amount at stake | the? <stake> at stake ) Now? Grow <projected> Ahead*
AheadTail += given ( the | that ) <stake> at stake | with <stake> Now? at stake
Case += the matter | the finding
StatusVerb += Now? ( is | has been | is shown | is recorded | is given ) ( as | with the status | with status ) <status>
FactTail += where ( the bill | Det? Cost ) ( is | runs | stands | lies ) <excess> Above Expected
Thing += #none_expected usage InScope that was not there before <onset>
FactClause += Det? ( current | present )? status ( shown | given | recorded | on record | of the matter )* ( is | reads | being )? :? <status>
`
