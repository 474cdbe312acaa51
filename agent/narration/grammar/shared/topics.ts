/** One fact named as the topic and said after it ("As for the cause, it is <cause>"): the pronoun stands for nothing but that fact. */
export const TOPICS = `
TIs = ( ( it | this | that | which )? ( BeF ( Said ( as | at | under | to be )? )? | reads | stands at | comes to | amounts to | : ) ( as follows :? )? | ( what is | the one ) Said ( here )? is | #pause )
TopicCause = Det? ( likely | given )? ( cause | explanation | reason | category | finding | cause of ( it | this | that ) | why )
TopicPart = OpAbout TopicCause ( TIs Det? <cause> | #pause? ( CCauseClause | Cause ) ) CPlainTail* | OpAbout Det? confidence ( TIs <confidence> | #pause? CConfClause ) | OpAbout Det? ( current )? status ( TIs <status> | #pause? CStatusClause ) | OpAbout Det? risk ( level )? TIs <risk> | OpAbout Det? ( way back | reversibility | undoing ( it | this )? ) ( TIs ( can be | could be )? <way_back> | it ( can be | could be ) <way_back> )
  | OpAbout Det? ( deadline | expiry ) ( TIs <deadline> | it ( expires | runs out | lapses ) ( on | at )? <deadline> ) | OpAbout Det? ( agreement ( needed | required )? | approval needed ) ( TIs ( that of )? <agreement> | #pause? QAskClause ) | OpAbout Det? ( cost of waiting | waiting ) ( TIs <waiting> | it ( costs | comes to | LevelF ) <waiting> ) | OpAbout Det? expected ( saving | savings ) TIs <saving>
  | OpAbout Det? ( realized | realised | measured ) ( saving | savings ) TIs RVal RAdv* | #planned OpAbout ( the plan | this plan ) #pause? PlanPart | OpAbout Det? amount at stake TIs <stake> | OpAbout Det? start ( date )? TIs <onset> | OpAbout Det? interval TIs RFromTo | OpAbout LNTop :? ( ( it | this | that ) ( is | reads ) ( as follows | the following | this )? :? )? <top>
  | OpAbout Det? ( peak | highest day ) TIs <peak_day> ( TAt | TWhen )? | OpAbout Det? ( mean | average | daily average | daily mean ) TIs <mean> | OpAbout #total Det? largest ( part | share | <dimension> ) TIs SPN ( ( with | at | : )? SShare )?
Part += TopicPart
`
