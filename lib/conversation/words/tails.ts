import { saysPartOfIt } from './part-of-it'

// What is said behind a question and asks nothing more: its other half, what it is not, what else it might have been.

const NOT_PAID =
  '(?:what we (?:\\w+ )?(?:paid|pay|spent|spend)|(?:the )?(?:effective|net|amorti[sz]ed|discounted|actual)(?: (?:costs?|prices?|spend|amounts?))?)'

const TAILS: readonly (readonly [RegExp, string])[] = [
  // A difference between two places has both sides.
  [/,? (?:and |or )?(?:(?:also )?the )?(?:other way (?:a)?round|vice versa|in both directions|both ways)(?=[?.! ]*$)/g, ''],
  // “Is it going up or is it flat”: which way it went says it.
  [
    /,? or (?:(?:is|are|was|were|has|have|did|does) (?:it|they|that|this) )?(?:been |stay(?:ed|ing)? |remain(?:ed|ing)? |hold(?:ing)? )?(?:rather |pretty |still |just |about )?(?:flat|stable|steady|constant|unchanged|level|the same)(?=[?.! ]*$)/g,
    '',
  ],
  // List prices are not what was paid.
  [
    new RegExp(
      `(\\b(?:list|public|on-demand) (?:prices?|costs?|pricing|rates)\\b.*?),? (?:and |but )?(?:not|instead of|rather than) ${NOT_PAID}(?=[?.!, ]|$)`,
      'g',
    ),
    '$1',
  ],
  [/(\blist (?:prices?|costs?)\b.*?),? before (?:any |all |the )?discounts?(?=[?.!, ]*$)/g, '$1'],
  [/(\b(?:what|why|who|how|which|when)\b.*?)[;,.] (?:(?:could|can|would) you|please) (?:please )?(?:explain|help|elaborate|clarify|check)(?=[?.! ]*$)/g, '$1'],
  // How another tool would lay it out.
  [/,? (?:like|as|the way) (?:\S+ ){1,3}(?:would|does|used to) (?:list|show|do|display|give|print|report|present)(?: (?:it|that|this|them))?(?=[?.! ]*$)/g, ''],
  [/, (?:all of (?:them|it)|fast|quick(?:ly)?|urgent(?:ly)?|asap)(?=[?.! ]*$)/g, ''],
  // A sum is asked for by its things and then once more by its money.
  [/,? and for how (?:much|many)(?: money| dollars)?(?=[?.! ]*$)/g, ''],
]

/** What the answer is wanted for. */
const WANTED_FOR: readonly RegExp[] = [
  /, for (?:the|my|our|a) (?:(?:next|new|big|quick|internal|weekly|monthly|quarterly|yearly|annual|business|management|executive|exec|leadership|board|budget|cost|finance|finops|status|team|steering|external|regional) ){0,2}?(?:board(?: pack| meeting)?|meeting|deck|slides|report|presentation|review|steering|cfo|ceo|cto|boss|manager|auditors?|controller)(?=[?.! ]*$)/g,
  /,? (?:since|because|as|cos|coz) (?:i|we|(?:(?:my|our|the) )?(?:boss|manager|lead|board|cfo|ceo|cto|finance|auditors?)) (?:needs?|wants?|have to|has to|must|promised|asked for|asks for) (?:it|them|this|that|both)(?: (?:all|now|today))?(?: (?:for|in|by|to) [^,.;?!]*)?(?=[?.! ]*$)/g,
  /,? (?:and )?(?:i|we) (?:have|need|got|am supposed|are supposed) to (?:explain|present|report|show|send|forward|defend|justify|mail|share|discuss) (?:it|them|this|that|these|those)(?: (?:to|in|on|at|for|by|tomorrow|today|later|soon)\b[^,.;?!]*)?(?=[?.! ]*$)/g,
  /[.;,]? (?:(?:the reason )?(?:i|we) (?:ask|am asking|are asking)|asking)(?: (?:this|that|you))?(?: is)? (?:because|as|since|that) [^.;?!]*(?=[?.! ]*$)/g,
]
/** What narrows the answer, also where it says what that is wanted for: “because finance needs it for prod”. */
const NARROWS =
  /\b(?:without|only|except|but|exclud\w+|includ\w+|counted|net|gross|(?:by|per) (?:team|service|account|region|usage|environment|env|customer|product|project|day|week|month(?![- ]end))s?)\b|\bfor (?!(?:the|my|our|his|her|their|a|an|this|that|it|today|tomorrow|(?:mon|tues|wednes|thurs|fri)day|next|me|us|him|them|finance|procurement|accounting|budget\w*|reporting|planning|months?|quarters?|years?)\b)[a-z]/
const unlessItNarrows = (tail: string): string => (NARROWS.test(tail) || saysPartOfIt(tail) ? tail : '')

/** A normalised text without the tails that ask nothing more. */
export const withoutTails = (text: string): string =>
  WANTED_FOR.reduce(
    (now, pattern) => now.replace(pattern, unlessItNarrows),
    TAILS.reduce((now, [pattern, as]) => now.replace(pattern, as), text),
  )
