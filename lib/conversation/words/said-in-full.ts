// Words as they are meant: contractions, dictation, slots of power users, and turns of phrase that say the same in more words.

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(what|who|where|how|why|that|it|there|when|which)'?s\b(?= (?:been|gone|become|got(?:ten)?)\b)/g, '$1 has'],
  [/\b(what|who|where|how|why|that|it|there|when|which)'?s\b(?! thing)/g, '$1 is'],
  [/\b(what|who|where|how|why|they|we|you)'re\b/g, '$1 are'],
  [/\b(what|who|where|how|why)'d\b/g, '$1 did'],
  [/\bi'(?:d|ll|m|ve)\b/g, 'i'],
  [/\b(we|he|she|they|you)'(?:d|ll|ve)\b/g, '$1'],
  [/\bcan't\b|\bcant\b|\bcan not\b/g, 'cannot'],
  [/\b(do|does|did|is|are|was|were|has|have|should|would|could)n'?t\b/g, '$1 not'],
  [/'s\b/g, ''],
]

// "team=ml", "over:50": a slot as power users write it.
const KEYED = /\b(team|account|acct|service|svc|region|env|environment|over|under|top|by|usage|period|since|severity|sev|category|owner)[=:](?=\S)/g

// What is dictated, written in a hurry, or said in more words than it needs.
const DICTATED: readonly (readonly [RegExp, string])[] = [
  [/\be ?c ?(?:two|2)\b/g, 'ec2'],
  [/\bs ?(?:three|3)\b/g, 's3'],
  [/\br ?d ?s\b/g, 'rds'],
  [/\be ?k ?s\b/g, 'eks'],
  [/\bk ?8 ?s\b/g, 'kubernetes'],
  [/\bgp (?:two|2)\b/g, 'gp2'],
  [/\b(?:half a|a half|1\/2) year\b/g, '6 months'],
  [/\b(?:a |one |the )?fortnight\b/g, '2 weeks'],
  [/\b4 (?=me\b|us\b|the\b|my\b|our\b)/g, 'for '],
  // From a day on.
  [
    /\b((?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?)) (?:till|until|to|up to|through) (?:now|today|date)\b/g,
    'since $1',
  ],
  [
    /\b(?:from |since |starting )?((?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?<=\b(?:from|since|starting) )may|last (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? (?:(?:right |and )?(?:up )?(?:till|until|to|through)) (?:now|today|date|the present)\b/g,
    'since $1',
  ],
  [/\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*) ?[-–] ?((?:mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?)\b/g, '$1 to $2'],
  // A week before a day is the same weekday.
  [/\b(yesterday|today) (?:vs|versus|against|compared (?:to|with)|and) (?:a|one|1) week (?:ago|before|earlier)\b/g, '$1 compared'],
  [/\b(credits?|refunds?|fees?|marketplace|transfer|tax|growth|waste|pricing|commitments?)[ -]related\b/g, '$1'],
  [/\bprices?[ -]related\b/g, 'pricing'],
  [/\b(?:from|since) (?:the )?(?:start|beginning) of (?:the |this )?(month|quarter|year)\b/g, 'since the start of the $1'],
  [/,? (?:and|but) (?:nothing|no one|nobody|none) else\b/g, ' only'],
  // Breakdowns begin with the largest anyway.
  [/,? (?:the )?(?:biggest|largest|highest|costliest|most expensive)(?: ones?)? first\b(?=[?.! ]*$)/g, ''],
  // What a size of machine is called on the bill.
  [/\b(?:instance|machine|vm) (?:type|size)(s?)\b/g, 'usage type$1'],
  // Periods are whole as they are, and their mean days are compared, however many there are.
  [/\b(last|previous|prior|this|current) (?:full|complete|whole|entire) (?=(?:week|month|quarter|year)\b)/g, '$1 '],
  [/,? in (?:1|one|a single|a) (?:card|line|sentence|view|paragraph)\b/g, ''],
  [/\b(critical|high|medium|low)-(?=(?:severity|priority)\b)/g, '$1 '],
  [/\b(?:ris?|sps?)(?: and | & | or |\/)(?:ris?|sps?) (?=coverage\b)/g, 'commitment '],
  // Whoever asks for a report in writing.
  [/^((?:please |kindly |(?:can|could|would) you (?:please )?)?)(?:identify|highlight|pinpoint|enumerate|retrieve|fetch|outline|surface) (?=\S)/g, '$1show '],
  // “For the Monday meeting”: an occasion, no day of the bill.
  [/\b(?:mon|tues|wednes|thurs|fri)day(?:'?s)? (?=(?:\w+ )?(?:meeting|call|review|stand-?up|sync|briefing|digest|report)\b)/g, ''],
  // “In the year 2026”, “the month of October”, “per-team spend”.
  [
    /\b(?:the )?(?:calendar )?(?:year|month|quarter) (?:of )?(?=20\d\d\b|q[1-4]\b|(?:january|february|march|april|june|july|august|september|october|november|december)\b)/g,
    '',
  ],
  [/\bper-(?=(?:service|account|region|team|environment|env|day|week|month)\b)/g, 'per '],
  // All of it, which is what is shown anyway.
  [/\b(month|quarter|year|week|bill) as a whole\b/g, '$1'],
  // Lists begin with the most anyway.
  [/,? (?:desc|descending)\b(?=[?.! ]*$)/g, ''],
  // “What I want to know is”, “all I need is”.
  [
    /\b(?:what|all|the (?:only |one )?thing) (?:that )?(?:i|we) (?:(?:really|actually|just|only) )*(?:want|need|would like|wanted|have)(?: to (?:know|see|find out|ask|understand))? is(?: that)?[,:]? (?=\S)/g,
    '',
  ],
  // A day as it is written in much of Europe.
  [/(?<![\d.])(\d{1,2})\.(0?[1-9]|1[0-2])\.(20\d\d)(?!\d)/g, '$1/$2/$3'],
  [/(?<![\d.])(\d{1,2})\.(0?[1-9]|1[0-2])\.(?= |[?!,]|$)/g, '$1/$2'],
  // What was said only to be taken back.
  [/\b(?:no|oops|sorry|wait)[, ]+(?:(?:sorry|wait|oops)[, ]+)*not (?:[^ ,.;]+ ){1,3}?(?:but |sorry[, ]+)?i (?:meant|mean|wanted)[, ]+/g, 'no '],
  [/\bi do not care (?:about|for) [^,.;]+[,.;] ?/g, ''],
  [/\bcredits?,? (?:and |or )?refunds?,? (?:and|or|&) (?:other )?fees?\b(?= *(?:[?.!,]|$|cases?|anomal))/g, 'credits refunds fees'],
  // Categories as their lines write them.
  [/(?<=[a-z])_(?=(?:related|transfer|resource|growth|drift|change|waste|coverage)\b)/g, ' '],
  // Of a yes or no; “cases, open or not” are all of them.
  [
    /(^(?:(?:and|so|ok|but) )?(?:is|are|was|were|did|does|do|has|have|can|could|should|will) .*|\b(?:know|tell|see|check|say|sure|wonder|wondering|ask|asking)(?: me| us)? (?:whether|if) .*?),? or not(?=[?.! ]*$)/,
    '$1',
  ],
  // “Runnin”, “messin”: as it is spoken.
  [/\b(runn|mess|go|do|spend|look|eat|burn|cost|pay|us|chang|touch|happen|driv|mak|grow|wait|sitt)in'?(?![\w-])/g, '$1ing'],
  [/\bspend (?:my|our|your|some|the) time\b/g, 'focus'],
  [/\bremind me (?=what|how|who|why)/g, 'tell me '],
  // “sqs n kinesis”.
  [/(?<=[a-z0-9])(?<!\btop) '?n'? (?=[a-z])/g, ' and '],
  // Two names joined by a plus.
  [/(?<=[a-z0-9])(?: ?\+ ?| plus )(?=[a-z])/g, ' and '],
  // "Why is our logging 4x".
  [/\bwhy\b(.*)\b\d+ ?x\b/g, 'why$1increased'],
  [/\b(?:the )?(month|week|quarter|day|year)[ -](?:on|over)[ -]\1\b/g, '$1 over $1'],
  [/\b(service|account|region|team|environment|env|product)s?[ -]wise\b/g, 'by $1'],
  [/\btop-?(?=\d+\b)/g, 'top '],
  [/\b(day|week|month)-by-(?=\1\b)/g, '$1 by '],
  [/\b(show|give|send|bring) (?:it|that|this|them) to (me|us)\b/g, '$1 $2'],
  // However a sum is drawn, it is that sum.
  [/\b(?:as|in) an? (?:pie(?: chart)?|donut|doughnut|treemap|table|spreadsheet)\b/g, ''],
  [/\b(?:cost|money|spend|price|size|bill|dollar|number|amount)s?-wise\b/g, ''],
  [/\b([a-z]+)-wise\b/g, '$1'],
  // "So far" in other words: every total runs up to now.
  [/\b(?:till|until|up to) (?:date|now|today)\b/g, ''],
  // A month whose name is also a verb.
  [/\b(compare|between|from|against|vs|versus|than|since|until|for|of) may (?=and|with|to|vs|versus|against|or|until)/g, '$1 in may '],
  [/\b(and|with|to|vs|versus|against) may(?=[?.!]|$| by\b| for\b| in\b)/g, '$1 in may'],
  // "Revert with the details" asks for an answer, not for a rollback.
  [/\brevert (?:back )?with\b/g, 'answer with'],
  [/\bgp (?:three|3)\b/g, 'gp3'],
  [/\bbroken (?:down|up|out) (?=(?:by|per)\b)/g, 'split '],
  // “Week 45 against 44”: a week, too.
  [
    /\bweek (\d{1,2}) (vs|versus|against|and|with|compared (?:to|with)) (\d{1,2})(?![\d.]| ?(?:[%$€k]|d(?:ays?)?\b|weeks?\b|months?\b|usd\b|dollars?\b))/g,
    'week $1 $2 week $3',
  ],
  [
    /\b(?:during|throughout|over the course of|in the course of) (?=(?:the )?(?:first|second|third|fourth|\d(?:st|nd|rd|th)|last|past|this|current|whole|q\d|h\d|week|month|quarter|20\d\d)\b)/g,
    'in ',
  ],
  [/(\S+) ?(?:→|⇒|->|=>) ?(?=\S)/g, 'from $1 to '],
  [/\btagged (?:as |with |to )?(?=team )/g, 'of '],
  // What no team has claimed is what no team owns.
  [
    /\b(?:(?:that |which )?(?:we |you |one |i )?(?:cannot|could not|did not) (?:assign|attribute|allocate|map|tie) to (?:any|a|some) team|(?:that |which )?(?:no team|no one|nobody) (?:has |have |had )?(?:ever )?(?:claimed|claims|owned up to)|without an? (?:owner|owning team)(?=,? (?:per|by|for each|in|last|this)\b))/g,
    'no team owns',
  ],
  [/\b(?:(?:that |which )?(?:have|has|with) no|without an?) (?:responsible|accountable|assigned) (?:person|owner|people|colleague)\b/g, 'without an owner'],
  [/^(please )?account for (?=(?:the|this|that)\b)/, 'explain '],
  [/\bsince midnight\b/g, 'today'],
  [/\bon (?=(?:today|yesterday)\b)/g, ''],
  [/\bregional (split|breakdown|distribution|costs?|spend|spending|bill|totals?)\b/g, '$1 by region'],
  [/\bbegining\b/g, 'beginning'],
  // A superlative in two words is the one in one.
  [/\bmost (cheap|small|low|high)\b/g, '$1est'],
  [/\bmost large\b/g, 'largest'],
  [/\bmost big\b/g, 'biggest'],
  [/\bmost (?:costly|pricey)\b/g, 'costliest'],
  [/\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\/((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b/g, '$1 vs $2'],
  [/\beverywhere (?:but|except(?: for)?|without)\b/g, 'without'],
  [/\bcommitment coverage drift (?=cases?|anomal|spikes?|incidents?)/g, 'commitment drift '],
  // What one day divides is held against what was before it.
  [/\bbefore and after (?:the )?(?=\d{1,2}(?:st|nd|rd|th)? |(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec))/g, 'comparison since '],
  [/ (?:will|would) (?:do|suffice|be enough)(?=[?.! ]*$)/g, ''],
  [/(?: and)? (?:the )?(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:is|are) (?:enough|plenty)(?=[?.! ]*$)/g, ' top $1'],
  [/\bin (?:plain|simple|normal|human|everyday) (?:language|english|words|terms)\b/g, ''],
  [/\bfrom (?:beginning|start) to (?:end|finish)\b|\bfrom (?:the )?(?:very )?(?:beginning|start)(?=[?.! ]*$)/g, ''],
  [/\b(?:rated|ranked|marked|graded|classed) (?:as )?(critical|high|medium|low)\b/g, '$1 severity'],
  // “In hours not dollars”: what is measured is the usage.
  [/\busage\b(.*?),? in (?:hours|gigabytes|gb|units|requests),? (?:and )?not (?:in )?(?:dollars|money|usd|cost)\b/g, 'usage amount$1'],
  // Whoever thinks so says nothing more.
  [/, (?:i think|i believe|i guess|i suppose)(?=,)/g, ''],
  [/\bgross,? (?:at )?(?=list price|public price)/g, ''],
  // Whoever signs in signs nothing.
  [/\bsign[- ]?ins\b/g, 'logins'],
  [/\bsigned[- ]in\b(?= (?:on|at|to|by|from|since|during|before|after|between|yesterday|today)\b|[?.!,]|$)/g, 'logged in'],
  [/(?<!\d ?)\b(?:mr|mrs|ms|dr|prof)\.? (?=[a-z])/g, ''],
]

/** A lower-case text with each of them written out. */
export const saidInFull = (text: string): string =>
  [...CONTRACTIONS, ...DICTATED].reduce((now, [pattern, as]) => now.replace(pattern, as), text).replace(KEYED, '$1 ')
