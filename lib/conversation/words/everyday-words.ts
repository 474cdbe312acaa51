// Things of the bill as they are called outside of it, written as the views call them.

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const QUANTITY = '(?:gb|gigabytes?|gib|tb|terabytes?)'
const WENT =
  '(?: (?:of (?:traffic|data) )?(?:went|flowed|ran|passed|travelled|was sent|were sent|did we (?:send|push|pull|move)) (?:through|thru|over|out of|via))?'

const SAID: readonly (readonly [RegExp, string])[] = [
  // A case is met as a card: “which cards are about marketplace”, “the card on the Vantor subscription”.
  [
    /(?<![\w-])(which|what|any|there|all|every|those|some|how many|list|show|open) cards(?= (?:are|is|have|has|were|about|on|whose|with|without|in|of|that|which|concern|come|came|do|does)(?![\w-]))/g,
    '$1 cases',
  ],
  [/(?<![\w-])card (?=(?:about|on) (?:the |a |an |our |that )?\w)/g, 'case '],
  [
    /(?<![\w-])(?:whose|where the|with an?|of) (?:(?:cause|reason|origin) (?:is|was|remains) (?:still )?(?:unknown|unclear|not known)|(?:unknown|unclear) (?:cause|reason|origin)s?)(?![\w-])/g,
    'of category unknown',
  ],
  [/(?<![\w-])(?:what is|what was|what) the damage(?= (?:for|of|in|since|on|last|this|so far|yesterday)\b)/g, 'cost'],
  [/(?<![\w-])(?:spun|spin|spins|stood) up(?![\w-])/g, 'launched'],
  // Buckets are what S3 is billed by.
  [/(?<!\b(?:s3|daily|weekly|monthly|cost|time|age) )(?<![\w-])buckets(?![\w-])/g, 's3 buckets'],
  [/(?<![\w-])(?:the )?(?:share|part|portion) of (?:the |our )?(?:usage|compute|machines) (?:(?:that|which) (?:is|was) )?(?=covered by)/g, ''],
  [/(?<![\w-])(?:spun|torn) down(?![\w-])/g, 'removed'],
  [/(?<![\w-])one-?(?:off|time) (?=fees?(?![\w-]))/g, ''],
  [
    /(?<![\w-])in (?:hours|gigabytes|gbs?|gigs|units),? (?:and )?(?:not|rather than|instead of) (?:in )?(?:dollars|money|usd|costs?|\$+)(?![\w-])/g,
    'usage amount',
  ],
  // What is paid for support is the service “AWS Support”, not what a support team spends.
  [/(?<![\w-])(?:aws |amazon |business |enterprise |premium )?support (?:fees?|charges?|contracts?|subscriptions?|plan)(?![\w-])/g, 'aws support'],
  [/(?<![\w-])big[- ]ticket (?:items?|things|ones|lines)(?![\w-])/g, 'biggest lines'],
  [/(?<![\w-])(?:single|individual|separate) (?:bookings?|postings?)(?![\w-])/g, 'individual lines'],
  [/(?<![\w-])(?:bookings|postings)(?= (?:of|for|in|on|from|since)(?![\w-]))/g, 'costs'],
  [/(?<![\w-])(?:purchase|purchasing|spend|spending|cost|billing|order) volume(?![\w-])/g, 'spend'],
  // Books are closed on a month: its close is the month.
  [new RegExp(`(?<![\\w-])(${MONTH}|last month|this month) clos(?:e|ing)(?=:| (?:against|vs|versus|report|numbers|figures))`, 'g'), '$1'],
  [
    new RegExp(`(?<![\\w-])from (${MONTH}|last (?:week|month)|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:on|onwards?|forward)(?![\\w-])`, 'g'),
    'since $1',
  ],
  // What nobody uses of what was committed to.
  [/(?<![\w-])commitments? (?:(?:that|which) )?(?:nobody|no one|noone) (?:uses|used|needs|needed)(?![\w-])/g, 'unused commitments'],
  [/(?<![\w-])(?:leave|left|leaving|have|had|has) (?:any |our |some )?commitments? (?:unused|idle)(?![\w-])/g, 'pay for unused commitments'],
  [/(?<![\w-])(?:cannot|could not|can not) be (?:assigned|attributed|allocated|mapped|tied) to (?:any|a|some|one) team(?![\w-])/g, 'no team owns'],
  // “The countries, I mean regions”.
  [/(?<![\w-])[\w-]+,? i mean(?:t)? (?=(?:the |by )?(?:regions?|services?|accounts?|teams?|environments?|usage types?)(?![\w-]))/g, ''],
  [/(?<![\w-])(plans|actions|changes) (?:(?:that|which) )?(?:were|have been|had been|got) (?:carried out|executed|applied)(?![\w-])/g, 'executed $1'],
  [/(?<![\w-])be acted (?:on|upon)(?![\w-])/g, 'be executed'],
  [
    /(?<![\w-])(needs?|requires?|takes?) (?:two|2|another|a second|more than one) (?:people|persons?|colleagues?|pairs? of eyes)(?![\w-])/g,
    '$1 a second signature',
  ],
  // Idioms: who says yes approves, and what eats money costs it.
  [/(?<![\w-])said yes(?: to)?(?![\w-])/g, 'approved'],
  [/(?<![\w-])said no(?: to)?(?![\w-])/g, 'denied'],
  [/(?<![\w-])(?:money|cost|cash|budget|dollar)[ -](?:pits?|eaters?|hogs?|guzzlers?|sinks?|burners?|drains?|monsters?)(?![\w-])/g, 'contributors'],
  [/(?<![\w-])(?:blowing|blew|blow) (?=(?:the )?(?:most|cash|money|through)(?![\w-]))/g, 'spending '],
  // What health is looked at for.
  [/(?<![\w-])health of (?:the )?(?:things|stuff|what|everything) (?:that )?we (?:have )?(?:changed|touched)(?: (?:recently|lately))?(?![\w-])/g, 'health'],
  // What a sum is made of.
  [/(?<![\w-])(?:make|makes|made) up (?=(?:the |our )?(?:most|bulk|majority|largest|biggest|lion|half)(?![\w-]))/g, 'cost '],
  // How much of it was used.
  [new RegExp(`(?<![\\w-])how (?:many|much) ${QUANTITY}${WENT} (?=(?:the |our )?\\S)`, 'g'), 'usage quantity of '],
  [/(?<![\w-])how many hours (?:of|did) (?:the |our )?nat gateways?(?![\w-])/g, 'usage quantity of nat hours'],
  [/(?<![\w-])how many hours did (?:the |our )?(\S+)(?: instances| machines)? (?:run|use)(?![\w-])/g, 'usage quantity of $1'],
  [/,? in (?:hours|gigabytes|gb|units),? (?:rather than|instead of) (?:in )?(?:dollars|money|usd|cost)(?![\w-])/g, ' usage amount'],
  [/(?<![\w-])(?:instances?|machines?) of type (?=[a-z0-9]+\.)/g, ''],
  [
    /(?<![\w-])(?:over|above|ahead of) or (?:under|below|behind) (?=(?:last|the (?:previous|prior)|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec))\b)/g,
    'above ',
  ],
  [/(?<![\w-])(last (?:month|week|quarter|year)) at (?:the|that|this) same (?:point|time|date|stage)(?![\w-])/g, '$1'],
  // What drives a cost is what it is made of.
  [/(?<![\w-])((?:top|biggest|largest|main)(?: \d+| (?:two|three|four|five|ten))?) cost drivers?(?![\w-])/g, '$1 contributors'],
  [/(?<![\w-])would you mind (show|break|list|tell|explain|send|chart|draw|pull)ing(?![\w-])/g, 'please $1'],
  [/(?<![\w-])would you mind (giv|compar)ing(?![\w-])/g, 'please $1e'],
  [/(?<![\w-])would you mind (split|plot)ting(?![\w-])/g, 'please $1'],
  [/(?<![\w-])in (?:what|which) ways? (?:do |does |did |are |is )?(?=\S)/g, 'how '],
  [/(?<![\w-])(differs?) in (?:what|which)(?: things| services)? (?:is|are|runs?|they)(?: running| used| there| use| run| in use)*(?=[?.! ]*$)/g, '$1'],
  // Open or closed, it does not matter which.
  [
    /,? (?:no matter|regardless of|irrespective of) (?:whether|if) (?:they|these|it|those) (?:are|is|were|was) (?:still )?(?:open|closed)(?: or (?:not|closed|open|still open))?(?![\w-])/g,
    ', open and closed',
  ],
  [/,? (?:the )?closed (?:ones |cases )?(?:included|too|as well)(?![\w-])/g, ', open and closed'],
  // What falls on a place is its share; what fell is another matter.
  [
    /(?<![\w-])((?:how much|what share|what part|which part)(?: of (?:the|our|my) (?:bill|cost|costs|spend|total))?) (?:falls|fell) (?:on|to|upon|under)(?![\w-])/g,
    '$1 goes to',
  ],
  [/(?<![\w-])(?:from|since) (?:the )?begin of (?:the |this )?(week|month|quarter|year)(?![\w-])/g, 'since the start of the $1'],
  [/,? if (?:anything|any|at all)(?=[?.! ]*$)/g, ''],
  [/,? (?:one|a|1) (?:figure|number|amount|total|sum) (?:each|per (?:service|team|account|region)|for each)(?=[?.! ]*$)/g, ''],
  [/(?<![\w-])last night'?s? (?=(?:bill |data |cost )?(?:import|load|upload|run)(?![\w-]))/g, 'yesterday '],
  // A quarter by the month with which it ends.
  ...(['march', 'june', 'september', 'december'] as const).map((month, at): readonly [RegExp, string] => [
    new RegExp(
      `(?<![\\w-])(?:the )?quarter (?:(?:that|which) )?(?:ended|ending|ends|closed|closing)(?: (?:in|with|on|at the end of))? ${month}(?: (?:30|31)(?:th|st)?)?(?! \\d{4})(?![\\w-])`,
      'g',
    ),
    `q${at + 1}`,
  ]),
]

/** A normalised text in which things of the bill have the names that the views have for them. */
export const inWordsOfTheBill = (text: string): string => SAID.reduce((now, [pattern, as]) => now.replace(pattern, as), text)
