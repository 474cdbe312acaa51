// What hurried people write as one word.
const TOGETHER: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w-])(this|last|next|previous|current)(week|month|quarter|year)(?![\w-])/g, '$1 $2'],
  // “Last weeks spend”: of last week.
  [/(?<!\bthe )(?<![\w-])(this|last|previous) (week|month|quarter|year)s(?= (?:\w+ )?(?:spend|spending|costs?|bill|invoice|total)\b)/g, '$1 $2'],
  [/(?<![\w-])(month|quarter|year)todate(?![\w-])/g, '$1 to date'],
  [/(?<![\w-])(week|month|quarter|year)-to-date(?![\w-])/g, '$1 to date'],
  [/(?<![\w-])datatransfers?(?![\w-])/g, 'data transfer'],
  [/(?<![\w-])(new|idle)resource(s?)(?![\w-])/g, '$1 resource$2'],
  [/(?<![\w-])savingsplan(s?)(?![\w-])/g, 'savings plan$1'],
  [/(?<![\w-])reservedinstance(s?)(?![\w-])/g, 'reserved instance$1'],
  [/(?<![\w-])natgateway(s?)(?![\w-])/g, 'nat gateway$1'],
  [/(?<![\w-])(load)balancer(s?)(?![\w-])/g, '$1 balancer$2'],
  [/(?<![\w-])(blast)radius(?![\w-])/g, '$1 radius'],
  [/(?<![\w-])planhash(?![\w-])/g, 'plan hash'],
  [/(?<![\w-])dryrun(?![\w-])/g, 'dry run'],
  [/(?<![\w-])costcenter(?![\w-])/g, 'cost center'],
  [/(?<![\w-])usagetype(s?)(?![\w-])/g, 'usage type$1'],
  [/(?<![\w-])(bill)line(s?)(?![\w-])/g, '$1 line$2'],
  [/(?<![\w-])(opencase)(s?)(?![\w-])/g, 'open case$2'],
]

/** A question with words that were written together written apart. */
export const writtenApart = (text: string): string => TOGETHER.reduce((now, [pattern, apart]) => now.replace(pattern, apart), text)
