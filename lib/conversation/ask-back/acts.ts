// Orders in the words of a question. None is carried out: what a person can do instead is shown.

const THINGS =
  '(?:the|it|this|that|these|those|all|every|everything|them|a|an|my|our|any|now|<\\w+>|loadtest|instances?|resources?|plans?|cases?|snapshots?|volumes?|table|database|databases|index|schema|user|server|servers)'
// Verbs that would change something. A question cannot: it is answered with the view in which a person can act.
export const ACTS = new RegExp(
  `^(?:please |now |then |go |ahead |and |just |can you |could you |would you |ok |i want you to |sudo |we need to |let us )*(?:(?:stop|shut ?down|shut|terminate|delete|kill|renew|rerun|re-run|execute|restart|reboot|resize|buy|purchase|disable|enable|turn off|turn on|switch off|switch on|do it|fix it|assign|snooze|import|grant|revoke|deploy|send|email|order)\\b(?! (?:failed|failing|fails|broke|broken|finished|done|succeeded|completed|late|missing|errors?|status|stuck)\\b)(?! (?:switch (?:who|when|events?|entries|changes|history|log|touched|changed|used|flipped|activity)|events?|entries|records?|history|logs?)\\b)|(?:cut|reduce|lower|trim|shrink|slash|halve|double|raise|increase|scale|optimi[sz]e|downsize|rightsize|tag|rename) (?!(?:by|in|of)\\b)(?:\\S+ ){1,4}?(?:(?:by|to|down|back|in half)\\b|<amount>)|(?:run|start|schedule|drop|fix|correct|repair|rectify|apply|close|mark|remove|change|set|create|update|modify|add|pay|settle|cancel|dispute|reallocate) ${THINGS}(?:\\b|(?<=>))|(?:page|ping|notify|message|mail) (?:(?:the |our )?(?:<person>|<scope> (?:team|owner)|team|on-?call|owners?)(?:\\b|(?<=>))|<scope> about\\b)|(?:turn|switch) ${THINGS} (?:\\S+ ){0,2}?(?:off|on)\\b|put (?:\\S+ ){1,4}?on (?:all|every|each|these|those)\\b|mail ${THINGS}(?:\\b|(?<=>))|post ${THINGS} (?:\\S+ )*?to\\b|(?:charge back|charge|shift|allocate|reallocate|reassign) (?!(?:for|of|in|by|kinds?|types?|since)\\b)(?:\\S+ ){1,4}?(?:to|onto)\\b|(?:open|raise|file|log|submit) (?:a|an|another) (?:new )?(?:ticket|issue|request|case|incident)\\b|(?:set|create|add|configure)(?: up)?(?: a| an| the| some)? (?:new )?(?:budgets?|alerts?|alarms?|notifications?|rules?|polic(?:y|ies)|tags?|accounts?|users?)\\b)(?!.*\\b(?:trend|history|if|what)\\b)`,
)
/** To act past the rules: declined, whatever is named beside it. */
export const BYPASSES =
  /^(?:system|assistant|developer|admin) ?:|^(?:please |now |just |ok |you (?:may|can|are allowed to|should|must) |can you |could you |i want you to |i (?:order|tell) you to )*(?:ignore|forget|disregard|bypass|skip|override|overrule|circumvent|suspend|go (?:around|past)) (?:about |all |any |your |the |our |my |every |these |those |of |previous |earlier |prior |former |usual |other )*(?:polic(?:y|ies)|rules?|approvals?|gates?|guardrails?|instructions|safety|restrictions?|permissions?|signatures?|countersign\w*)\b/
// "raise the threshold to 900" can be looked at without changing it; what somebody may approve or spend is no threshold of detection.
export const ABOUT_LIMIT =
  /(?<!\b(?:approval|approvals|signing|signature|spending|spend|budget|authority|policy) )\b(?:threshold|thresholds|limit|cutoff|sensitivity|bar)\b/
export const UNDOES =
  /^(?:please |now |go |just |can you |could you |ok )*(?:roll ?back|undo|revert|restore)\b(?! (?:options?|paths?|plans?|steps?|window|possible|available|how|until|for how)\b)/
export const DECIDES = /\b(?:approve|sign|deny|reject|veto|countersign)\b/
export const ASKS = /\b(?:who|why|what|which|can|must|when|need|needs|have|has|waiting|how|is|are|any|anything|there)\b/
export const NOTE_DECIDE = 'A question changes nothing: approve or deny on the card.'
export const NOTE_SIGN = 'A question changes nothing: what you may sign waits here.'
export const TO_SIGN_ORDER =
  /^(?:please |now |go |ahead |and |just |can you |could you |would you |ok |lgtm |i want you to |i want to |i would like to |let me |let us )*(?:sign off (?:on )?(?:everything|all|it|them|the|this|that|these|those|my|<case>)\b|(?:approve|sign|deny|reject|veto|countersign)\b(?! (?:off|in|up|on)\b))/
/** What waits for the person who asks, not for anybody. */
export const MINE = /\b(?:my|mine|me|i have|i got)\b/
export const NOTE_CASE = 'A question changes nothing: a case is closed, assigned and snoozed on its page.'
export const TO_A_CASE =
  /\b(?:close|reopen|assign|snooze|resolve|dismiss|archive|delete|mark|set|merge) (?:the |this |that |my )?(?:\S+ ){0,2}?(?:<case>|case|anomaly|cases|anomalies|it|this|that)\b/
export const NOTE_ACT = 'A question changes nothing: an action runs only from an approved plan.'
