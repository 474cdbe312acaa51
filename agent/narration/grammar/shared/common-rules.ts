/** What every family of claims is built with. Words that stand only here claim nothing by themselves. */
export const COMMON_RULES = `
Sentence = Lead? Part ( Join Join* Part | #pause Part )*
Sentence += Lead? Beside Part ( #pause Part | Join Join* Part )* | Lead? Part ( ( Join | #pause ) Join* Part | ( Beside Part ) )*
Beside = while | whereas | though | although | even though | and | but
Part = #staked CasePart | FactPart | #planned PlanPart | #realized SavedPart | #listed ListPart | #changed MoverPart | #total SharePart | #averaged TrendPart | #itemized LinePart
Lead = the? <scope> : | what stands out ( here | InScope )* ( is | is that )? | looking at ( the? <scope> | the whole picture | this ) | in summary | to sum up | in brief | as for ( the? <scope> | the plan ) | so far | to date | in short | overall | in all | together | here | also | in sum | note | that is
  | in short : | day by day | in money | by group | by dimension | by <dimension> | according to the rules | at the moment | combined | taken together
Join = and | but | yet | while | whereas | and so far | and together | and here | and overall | overall | :
  | though | although | also | in all | here | together
  | as well as | which is to say
And = and | yet | yet it | but | and also | and then | and now | then | and so | yet
Det = the | its | their | a | an | this | that | these
Now = now | currently | still | at present | at the moment | presently | today | just now | right now | already | also
  | for now | so far | to date | at this point | at this time | as it stands
Same = ( over | in | for | within | during | across ) ( the | that | this ) same? ( period | window | time | interval | span | stretch | days )
Be = ( Now? ( is | are | was | were | has been | have been | stands | stood | sits | sat | remains | is put | was put | comes in | came in | is measured | is given | is estimated | lay
  | is recorded | is reported | was recorded | was reported | is calculated | is computed | was measured | is shown | lies | ran | runs | is set | has stood | stays | holds | settles | rests | came out | comes out ) Now? at )
  | Now? ( is | are | was | were | has been | have been | remains | equals | makes | represents | be | stays ) Now?
  | Now? ( amounts | amounted | comes | came | adds up | added up | sums up | summed up | sum up | amount | come | add up | sum | totals up | comes out | has come | has amounted | runs | ran | works out | corresponds ) Now? to
  | Now? ( reaches | reached | totals | totalled | totaled | has reached | total | reach | ( is | was ) ( given | put | shown | stated | recorded | reported | measured ) as )
InScope = ( spent | spending | billed ) ( on | for ) the? <scope> | ( in | for | within | across | of | under | from | inside ) ( the scope of )? the? <scope>
Cost = ( daily | actual | observed | current | effective | total | overall | combined | whole )* ( cost | costs | spend | spending | bill | charge | charges | billing )
Seen = seen | recorded | found | detected | observed | noticed | registered | reported | present | noted | identified | measured
RiskN = risk ( level | rating | score | grade | assessment )?
`
