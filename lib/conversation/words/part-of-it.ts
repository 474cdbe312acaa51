/**
 * Words that say of what part of a cost or in what it is asked for, and that no view has: hours, days of the week, a currency, a head, how a machine was bought or used. Whatever clause they stand in, it
 * may narrow the question.
 */
const PART_OF_IT =
  /\b(?:hourly|nightly|(?:working|business|office|opening|peak|night) (?:days?|hours?)|(?:on|at|over|during|only|by) (?:the )?(?:nights?|daytime|weekends?|weekdays?)|weekends|weekdays|in (?:euros?|eur|pounds|gbp|francs|chf)|per (?!se\b|usual\b)[a-z]+|averages?|medians?|gross|(?:see|show|get|have|know) (?:me )?(?:only )?(?:the |each |every |all |all the )(?:single |working )?(?:days?|weeks?|months?|lines?|services?|accounts?|teams?|regions?)(?! of)|spot|on-demand|preemptible|reserved|idle|unattached|untagged)\b/

export const saysPartOfIt = (clause: string): boolean => PART_OF_IT.test(clause)
