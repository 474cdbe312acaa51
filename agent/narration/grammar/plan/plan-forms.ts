/** What is said of a plan and of what it saved, with the condition that belongs to each figure. */
export const PLAN_FORMS = `
PlanFront += ( through | by way of | with ) Plan ( which Touches )? | <status> #pause | as <status> #pause | with ( a | the )? risk ( of | at | rated )? <risk>
PlanTail += ( where | while | and ) <stake> ( is | has been | remains ) at stake InScope? Since? | and can be <way_back>
PlanVerb2 += ( is | was | has been ) ( rated | scored | put | given ) ( at | with )? Det? risk ( of | at )? <risk> | ( is | was | has been ) given Det? risk of <risk>
  | ( is | was | has been ) ( estimated | expected | predicted ) to ( bring | mean | make | achieve | provide ) Amount | ( is | was | has been ) ( recorded | listed | shown ) ( as | with the status ) <status>
PlanClause += ( IfDone | IfDone Now ) Plan Gives PlanTail* | Plan Gives IfDone PlanTail* | IfDone #pause <saving> ( would be | is expected to be | could be ) saved PlanTail* | BeforeEnd Plan Asks | Plan Asks BeforeEnd | BeforeEnd <agreement> ( has to | needs to | must ) ( agree | countersign )
  | ( set | put | standing ) beside ( this | that | it ) ( are | is | stands | stand ) the expected saving ( of )? <saving> ( and the risk ( of | at )? <risk> )? | beside ( it | this | that ) ( are | is | stands | stand ) the expected saving ( of )? <saving> ( and the risk ( of | at )? <risk> )?
  | at <risk> the risk ( of the plan )? comes with ( a )? saving of <saving> | that is the plan ( for the <stake> at stake )?
  | WhileWaiting #pause? Waiting | Waiting WhileWaiting
IfDone = ( if | once | when ) ( it is | the plan is | they are | it were )? ( carried out | put into effect | executed | implemented )
Gives = Saves | ( is | was ) ( expected | predicted | estimated ) to ( bring | deliver | yield | realize | give | result in | mean | produce ) Amount | ( would | could | can ) ( bring | deliver | yield | give | mean | result in ) Amount
BeforeEnd = before ( it | the request | the plan | the proposal ) ( expires | runs out | lapses | closes ) ( on | at )? <deadline>
Asks = ( needs | requires | asks for | calls for | waits for | has to have ) ( the )? ( agreement ( of | from | by ) | approval ( of | from | by ) )? <agreement>
WhileWaiting = ( while | as long as | so long as ) ( nothing is done | nothing changes | it is not carried out | the plan is not carried out | it waits | the plan waits | the request is open )
Waiting += ( waiting | each day of waiting | every day of waiting | one day of waiting | delay | the wait ) ( is put at | is given as | stands at | is estimated at | amounts to | runs at | has been put at | is priced at | is worth | is at ) <waiting>
SavedFront += in line with Det? <saving> ( that ( was | had been ) )? ( expected | predicted ) #as_expected | as ( expected | predicted ) #as_expected #pause
SavedTail += with <realized> in Realized savings | for <realized> in Realized savings | with ( an | the ) interval ( of | from ) <low> to <high> | with a ( lower | low ) end ( at | of ) <low> | with ( an | a ) ( upper | high ) end ( at | of ) <high>
SavedClause += the interval of <low> to <high> was measured around? <realized> | Between Det? ( interval ( for | of | around ) )? Det? ( Realized SavedNoun | savings? ) ( which is <realized> )? | Between Det? interval | Det? ( lower | low ) ( end | bound ) ( of Det? interval )? Be <low> | Det? ( upper | high | higher ) ( end | bound ) ( of Det? interval )? Be <high>
  | what ( has been | was | is ) Realized ( so far | to date | InScope )* Be <realized> | #realized the? <scope> Now? ( costs | cost ) less : <realized> ( has been | is | was )? Realized | #realized <realized> ( a day | per day )? less is Now? spent
  | Det? Realized SavedNoun ( has been | was | is ) ( recorded as | put at | found to be | given as ) <realized>
Between = between <low> and <high> ( lies | is | stands | sits )
`
