// Whoever is greeted, thanked or asked politely around a question: said to a person, not of the bill. Only where a question is left, so that a greeting alone is still one.

const TO = '(?:team|all|everyone|everybody|there|folks|guys|colleagues|countersign|again|both|(?:finops|cloud|platform|cost) (?:team|folks))'
const HELLO = '(?:hi|hey|hello|hiya|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening)'
const ASKING = '(?:what|which|who|whose|how|why|when|where|is|are|was|were|did|does|do|has|have|can|could|would|may|please|show|give|list|tell|i|we)'

const GREETED: readonly RegExp[] = [
  /^(?:(?:ok|okay|alright)(?:,? so)?,? |please,? |(?:great|perfect|cool|nice|lovely|thanks|thank you|thx)(?: ?[,!.;]+ ?)(?!(?:that|this|it|you)\b))+(?=\S)/,
  new RegExp(`^${HELLO}(?: ${TO})?(?: ?[,!.:;–-]+ ?)+(?=\\S)`),
  new RegExp(`^${HELLO} ${TO} (?=${ASKING}\\b)`),
  /^(?:quick (?:one|question)|one (?:more )?(?:question|thing)|just curious|out of curiosity|if (?:i|you) (?:may|might|could|can) (?:ask|say)|may i ask)(?: ?[,:;–-]+ ?| )(?=\S)/,
]
const WANTS_TO_KNOW =
  /^(?:(?:i|we) (?:(?:would|should|just|also|really) )*(?:like|love|want|need) to (?:know|ask|find out|understand)|(?:please |kindly )?(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:tell (?:me|us)|let (?:me|us) know)|(?:i|we) (?:was|am|were|are)? ?wonder(?:ing)?)(?: ?[,:;–-]+ ?| )(?=(?:what|which|who|whose|how(?! the\b)|why|when|where|is|are|was|were|did|does|has|have)\b)/
const PLEASE = /(\S),? (?:please|pls|plz|asap)(?=[?.! ]*$)/
const THANKED =
  /(\S)(?: ?[,.!?;:–-]+ ?| )(?:many |kind )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much|in advance|a bunch|again|team|all|everyone|for your help))*[!. ]*$/

/** A lower-case text without them. */
export function withoutCourtesy(text: string): string {
  const greeted = GREETED.reduce((now, pattern) => now.replace(pattern, ''), text.trim())
  return greeted.replace(THANKED, '$1').replace(PLEASE, '$1').replace(WANTS_TO_KNOW, '')
}
