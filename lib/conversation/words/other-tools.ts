// How other cost tools say what is said here, written as it is said here.

const FIELD = 'account|service|region|usage type|team|owner|environment|env|stage|severity|category|period|state'
/** Words that lay a chart out in time. */
const IN_TIME =
  /\b(?:stacked|daily|weekly|monthly|per (?:day|week|month)|by (?:day|week|month)|each (?:day|week|month)|over time|time series|day by day|trend|history)\b/
const OF_COST = '(?=(?:the |our |my |all )?(?:\\w+ )?(?:costs?|spend|spending|bill|usage)\\b)'

const SAID: readonly (readonly [RegExp, string])[] = [
  // What a linked account is can be asked.
  [
    /(?<!["']|\b(?:what (?:is|are|does|do)|explain|define|describe|meaning of|definition of) (?:an? |the )?)(?<![\w-])(?:linked|member|usage)[ -](accounts?)(?![\w-]|["']|,? mean|.*\bwhat (?:that|it|this) (?:is|means))/g,
    '$1',
  ],
  [
    /^((?:please |can you |could you )?)reconcile (?=\S.* (?:against|with|to) (?!(?:the |our |my )?(?:invoices?|bills?|ledger|books|gl|erp|payments?)\b)\S)/g,
    '$1compare ',
  ],
  [/(?<![\w-])allocation filters?:? (?=\w)/g, ''],
  [/(?<![\w-])exclud(?:es?|ing|ed) ?: ?(?=\w)/g, 'without '],
  [/(?<![\w-])(?:filters?(?: by| on)?|metrics?) ?: ?(?=\w)/g, ''],
  [
    new RegExp(`(?<![\\w-])(${FIELD}) (?:(?:tag |label )?as (?:the |a )?(?:group(?:ing)?(?:-| )?by|grouping|dimension|split)|dimension)(?![\\w-])`, 'g'),
    'by $1',
  ],
  [/(?<![\w-])cost allocation tags? (?=\w)/g, ''],
  [/(?<![\w-])(?:charge|line item|record) types? ?(?:[:=] ?(?=\w)|(?=(?:credit|refund|tax|fee|discount|marketplace)s?\b))/g, ''],
  [/(?<![\w-])on-demand equivalents?(?: \(list prices?\))?(?![\w-])/g, 'list price'],
  [/(?<![\w-])on-demand (?=list (?:prices?|costs?|pricing|rates)\b)/g, ''],
  [/(?<=\b(?:by|per|across) (?:the )?)(env|environment|owner|team)[ -]tags?(?![\w-])/g, '$1'],
  [/(?<![\w-])(daily|weekly|monthly) (?:bars|columns)(?![\w-])/g, '$1 chart'],
  [/(?<![\w-])(?:bars|columns) (?=(?:per|by|for each|each) (?:day|week|month)(?![\w-]))/g, 'chart '],
  [/(?<![\w-])(?:change|switch|set|move|turn) (?:the )?(?:group(?:ing)?(?: by)?|split|dimension|breakdown) (?:to|by)(?: by)? (?=\w)/g, 'by '],
  [/(?<![\w-])(?:ris?|sps?)(?: ?\/ ?| and | & )(?:ris?|sps?) (?=commitments?(?![\w-]))/g, ''],
  [/(?<![\w-])cost anomaly detection (?=(?:alerts?|anomal|findings?))/g, ''],
  [/(?<![\w-])cur (?:deliver(?:y|ies)|files?|exports?|drops?)(?![\w-])/g, 'bill file'],
  [new RegExp(`(?<![\\w-])dimensions? ?[:=] ?(?=(?:${FIELD})(?![\\w-]))`, 'g'), 'by '],
  [/(?<![\w-])(?:tags?|labels?)[:._ ](?:user:)?(?=(?:team|owner|env|environment)(?![\w-]))/g, ''],
  [/(?<![\w-])(env|environment|owner|team)[ -]tags?(?= (?:for|in|of|on|over|month|last|this|since|yesterday|q\d|\d)|[?.!, ]*$)/g, '$1'],
  [/(?<![\w-])(?:(?:date|time) )?range ?[:=] ?(?=\w)/g, ''],
  [/(?<![\w-])iso[ -](?=(?:calendar )?weeks? ?\d)/g, ''],
  [/(?<![\w-])public (?=(?:on-demand|list) (?:prices?|pricing|rates?|costs?)(?![\w-]))/g, ''],
  // The words of controllers: what went down is favourable.
  [/(?<![\w-])favou?rable (?:cost )?variances?(?![\w-])/g, 'decrease'],
  [/(?<![\w-])(?:unfavou?rable|adverse) (?:cost )?variances?(?![\w-])/g, 'increase'],
  [/(?<![\w-])(?:set|put|hold|weigh) (that|this|it|those|them) (?:up )?against(?![\w-])/g, 'compare $1 with'],
  [/(?<![\w-])((?:last|this|previous|past) (week|month|quarter|year)) over (?=(?:the )?(?:prior|previous|preceding|\2 before)(?![\w-]))/g, '$1 vs '],
  // What has to be so beside what must not be.
  [new RegExp(`((?:!=|<>|not in ?\\([^)]*\\))[^=:]*?)(?:,| and| &| &&) ?(${FIELD}) ?[=:]{1,2} ?(?=[\\w"])`, 'g'), '$1, for $2 '],
  // “Account != lumen-dev”, “service not in (ec2, s3)”.
  [new RegExp(`(?<![\\w-])(?:where )?(?:${FIELD})s? ?(?:!=|<>|(?:is )?not in(?= ?\\()) ?`, 'g'), 'without '],
  [new RegExp(`(?<![\\w-])where (?=(?:${FIELD}) ?(?:=|in \\())`, 'g'), ''],
  // “Region = eu-central-1”, “Group by: service”; a colon in a sentence may begin what is asked of a place.
  [new RegExp(`(?<![\\w-])(${FIELD}) ?={1,2} ?(?=[\\w"])`, 'g'), '$1 '],
  [
    new RegExp(
      `(?<=^|[,;|(&] ?|\\b(?:and|where|with|filters?:?|filter(?:ed)? (?:by|on):?) )(group by|${FIELD}) ?: ?(?=[\\w"])(?!(?:what|which|who|whose|how|why|when|where|is|are|was|were|can|do|does|did|show|give|list)\\b)`,
      'g',
    ),
    '$1 ',
  ],
  [/(?<![\w-])(?:group(?:ed|ing)?|dimension|pivot(?:ed)?|aggregated?)(?: it| them| that| this| the costs?)? by (?=\w)/g, 'by '],
  // Nobody who did something is no count.
  [/(?<![\w-])no[ -]one (?=(?:has |have |had )?(?:\w+ed|sign|seen|given|taken|made|done)(?![\w-]))/g, 'nobody '],
  [/(?<![\w-])top[ -]n(?= [a-z])/g, 'top'],
  [/(?<![\w-])(day|week|month|quarter|year)-(over|on)-(?=(?:day|week|month|quarter|year)(?![\w-]))/g, '$1 $2 '],
  [/(?<![\w-])drill(?:ing)?[ -]?down(?:(?: into| on| to)\b|:)? (?=\w)/g, 'drill into '],
  [/(?<![\w-])(?:like |as |just like )in (?:aws )?cost explorer(?![\w-])/g, ''],
  [/(?<![\w-])(?:aws )?cost explorer (?=(?:view|report|graph|chart|style)\b)/g, ''],
  [/(?<![\w-])(?:aws )?(?:cur|cost and usage report) (?=(?:rows?|lines?|line items?|items?|data|records?|entries)\b)/g, 'bill '],
  [/(?<![\w-])(in|on|from|of) (?:the |our |my )?(?:raw )?(?:cur|cost and usage report)(?![\w-])/g, '$1 the bill'],
  [/(?<![\w-])(?:overlay|overlaid|superimpose|superimposed)(?![\w-])(.+?) (?:on(?: top of| to)?|onto|over|with|by|and) /g, 'compare$1 with '],
  [/(?<![\w-])start(?: date)? ?[:=] ?(\d{4}-\d\d-\d\d),?(?: and)? end(?: date)? ?[:=] ?(\d{4}-\d\d-\d\d)(?!\d)/g, 'from $1 to $2'],
  [/(?<![\w-])on (?:the )?(?!(?:my|your|our|his|her|their|other|safe|one|each|this|that)\b)((?:[\w-]+ ){1,2}?)side(?![\w-])/g, 'on $1'],
  // The course of something, not in the course of it.
  [new RegExp(`(?<!\\b(?:over|in|during|through|throughout) (?:the )?)(?<![\\w-])(?:(?:time )?course|progress) of ${OF_COST}`, 'g'), 'trend of '],
]

const BAR_CHART = '(?:(?:bars?|columns?|pie|donut|doughnut)[ -](?:charts?|graphs?|plots?|diagrams?)|treemaps?)'
const AS_BARS = new RegExp(`,? (?:as|in|using) (?:an? )?${BAR_CHART}(?![\\w-])`)
const COMPARING_BARS = new RegExp(`(?<![\\w-])${BAR_CHART} (?:comparing|that compares|to compare)(?![\\w-])`)
const BARS = new RegExp(`(?<!\\bstacked )(?<![\\w-])${BAR_CHART}(?![\\w-])`)
/** Bars beside each other are parts and show no time; those of each day do. */
const withoutBars = (text: string): string =>
  IN_TIME.test(text) ? text : text.replace(AS_BARS, '').replace(COMPARING_BARS, 'compare').replace(BARS, 'breakdown')

/** A normalised text in which words of other tools are those of the views here. */
export const inOurWords = (text: string): string => SAID.reduce((now, [pattern, as]) => now.replace(pattern, as), withoutBars(text))
