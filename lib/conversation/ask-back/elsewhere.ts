// What belongs to somebody else: words of the world outside the bill, and requests to make something instead of showing something.

/** Words that are right as they are: never "corrected" into one of ours. */
export const ELSEWHERE_WORDS: ReadonlySet<string> = new Set(
  `import importing upload weather forecast temperature rain sunny joke poem haiku song story recipe news football soccer movie film music president minister capital country flight hotel restaurant pizza dinner lunch
  breakfast birthday holiday vacation horoscope lottery bitcoin crypto stock stocks translate write compose sing draw paint cook bake book send email text call remind pretend roleplay password
  prompt system instructions code python javascript essay letter tweet math homework salary salaries hire girlfriend boyfriend love dog cat life meaning death god religion politics election sport
  sports game games chess horse car cars train trains living rent mortgage gross margin margins profit profits revenue revenues turnover churn headcount ebitda customers subscribers doctor medicine diet calories`
    .split(/\s+/)
    .filter(Boolean),
)

const MAKES =
  /^(?:please |can you |could you |would you |will you |hey |ok |now )*(?:write|draft|compose|sing|translate|draw (?:me |us )?(?:an? )(?!(?:chart|graph|line|curve|trend|plot|diagram)\b)|paint|cook|bake|pretend|roleplay|act as|remind|order|book|play|teach|send|email|text|call|print your|repeat|say(?! (?:we|i|you)\b))\b/
const ABOUT =
  /\b(?:(?:gross |net |profit |operating )margins?|profits?|profitab\w+|revenues?|turnover|churn|headcount|ebitda|weather|temperature|joke|poem|haiku|song|(?<!rollback )recipe|horoscope|lottery|bitcoin|crypto|stock (?:price|market)|share price|president|prime minister|capital of|world cup|football|soccer|movie|birthday|pizza|flight|hotel|restaurant|salary|salaries|homework|system prompt|passwords?|(?:api|access|secret) keys?|credentials|developer mode|meaning of life|who are you|are you (?:a |an )?(?:human|bot|robot|chatgpt|ai|llm)|your name|how old are you|what time is it|something funny|funny|\d+ ?[+*×] ?\d+|\d+ \/ \d+|\d+% of \d+)\b/

/** Small talk: how somebody is, and goodbye. */
const TALKS =
  /^(?:hi|hey|hello|yo|ok|okay|well|good|so|and|morning|evening|afternoon|thanks|thank you|very much|so much|a lot|great|perfect|cool|nice|super|there|all|team|everyone|countersign|[!,.?; ])*(?:how (?:are|r) (?:you|u|things with you)(?: (?:doing|today|this morning|feeling|going|all|then))*|how (?:is|was) your (?:day|morning|weekend|evening|week)|how (?:is|are) (?:it|things) going(?: today)?|nice to (?:meet|see) you|(?:that|this) (?:was|is|will be) (?:it|all|everything)(?: (?:for (?:now|today)|from me|i (?:need|needed|wanted)|thanks|thank you))*|(?:i )?hope (?:you|all|everyone|your|this|that) [^?,.;:]*\b(?:well|fine|good|great|nice|safe|weekend|day|week|evening|morning)|(?:good ?)?bye|see you(?: \w+)?|have a (?:good|nice|great) \w+|good ?night)[!?., ]*(?:thanks|thank you|bye|then|mate|all)?[!?. ]*$/

/** Said back to an answer: it was of use. */
const THANKS =
  /^(?:good|great|nice|excellent) (?:work|job)[,!. ]*(?:keep (?:it|this) (?:up|going))?[!. ]*$|^[^?]*\bnice to (?:meet|see) you(?: all)?[!. ]*$|^(?:many )?(?:thanks|thank you|thx|cheers)[,!. ]+(?:that|this|it|you) (?:is|was|are|were|really|helped|saved|made|did|answered|answers|solved|solves|explains|explained)(?: \w+){0,4}[!. ]*$/

/** True when a question is plainly not about what is here, whatever else its words would fit. */
export const isElsewhere = (normalised: string): boolean =>
  MAKES.test(normalised) || ABOUT.test(normalised) || TALKS.test(normalised) || THANKS.test(normalised)
