import { isCost, type Operator, only } from './operator'

const HEADS =
  '(?:engineers?|developers?|employees?|customers?|users?|heads?|seats?|people|persons?|tenants?|clients?|requests?|orders?|transactions?|team members?|colleagues?)'
const PERSON = '(?:person|approver|engineer|developer|user|colleague|analyst)'

/** Words about one of those that a view adds up: one head, one line, one member that is set against the others. No view has a row for it, and none filters by it. */
export const MEMBERS: readonly Operator[] = [
  {
    said: 'the cost of one of them',
    pattern: new RegExp(
      `\\b(?:which|what|whose|by|top)(?: of (?:my|our|the|your))? ${HEADS}\\b|\\b(?:an?|one|1|a single|each|every|per|for each|for every) (?:(?:<scope>|new|single|active|paying) )?${HEADS}\\b`,
    ),
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'each person',
    pattern: new RegExp(`\\b(?:each|every|per|by|for each|for every|which|what) ${PERSON}\\b`),
    is_honoured: only('owner_load', 'audit_search', 'list_anomalies', 'gate_explain', 'define_term'),
  },
  {
    // Savings, plans and cases are shown for one or for all, never one against another.
    said: 'one against another',
    pattern: /\b(?:than|vs|versus|compared? (?:to|with)|against|differ(?:s|ent)? from|better than) (?:the |that of |those of )*(?:<scope>|<case>|<env>)/,
    is_honoured: (frame) =>
      isCost(frame) || only('similar_cases', 'plan_alternatives', 'why_category', 'define_term', 'list_anomalies', 'owner_load', 'what_if_threshold')(frame),
  },
  {
    // “Which cost centre does storefront-prod belong to”: whose it is, not what it cost.
    said: 'whose it is',
    pattern:
      /\bwh(?:ich|at) <group>(?: \S+){1,2}? (?:do|does|did) (?:the |our |my )?(?:<scope>|<env>) (?:\S+ )?(?:belong|sit|live|count|report)\b|^whose (?:is|are) (?:<scope>|<env>)/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    // “Top 3 services per team”: so many within each, where a view has so many in all.
    said: 'so many of each',
    pattern:
      /\b(?:top )?<limit> (?:\S+ ){0,2}?(?:services?|accounts?|teams?|regions?|resources?|usage types?|cases|anomalies|lines|items) (?:per|for each|of each|in each|within each|for every|of every|in every) (?:<group>|day|week|month)/,
    is_honoured: only('define_term', 'help'),
  },
  {
    said: 'a place among others',
    pattern: /\b(?:rank|position) of (?:<scope>|<env>)|\bwhat (?:number|rank|place|position) (?:is|does|has)\b|\brank(?:s|ed)? <scope>/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    // “For finance’s accounts”: of somebody whom the bill does not know.
    said: 'whose they are',
    pattern:
      /\b(?:for|of|in|on|from) (?:the |our )?(?:finance|accounting|procurement|marketing|sales|legal|boss|manager|director|c[eft]o) (?:<group> )?accounts\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'how it was bought',
    pattern: /\b(?:is|are|on|of|as|in|vs|and|by|for|our|the|using|with|from) (?:spot|on-demand)\b|\bspot (?:instances?|usage|costs?|spend|capacity|share)\b/,
    is_honoured: (frame, { measure }) => !isCost(frame) || measure === 'list',
  },
  {
    said: 'how often',
    pattern: /\bhow (?:often|frequently)\b/,
    is_honoured: only('similar_cases', 'audit_search', 'define_term', 'help', 'plan_show', 'evidence_for'),
  },
  {
    said: 'what would come of it',
    pattern: /^(?:and |but |so |ok )*what (?:happens|happen) (?:to|if|when|once|unless|after|should)\b/,
    is_honoured: only('rollback_options', 'plan_show', 'gate_explain', 'what_if_threshold', 'define_term'),
  },
  {
    // The trail lists what everybody did, and counts for nobody.
    said: 'who did it most',
    pattern: /^(?:and |but |so |ok )*who(?:ever)? (?:\S+ ){0,4}?(?:the most|most(?! recent)|the fewest|fewest|the least|least often|the longest)\b/,
    is_honoured: only('breakdown', 'top_movers', 'owner_load'),
  },
  {
    // A bill says what was charged, never what is left of it, how late it is or whether more comes.
    said: 'what is left',
    pattern:
      /\b(?:have|has|is|are|got|much|many) (?:\S+ ){0,3}?(?:left|remaining|left over|unspent)\b(?! (?:out|aside|in|behind))|\bremaining (?:credits?|<charge>|budget|balance|discounts?)\b|<charge> (?:left|remaining|balance)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'how late or complete it is',
    pattern: /\bhow (?:late|old|stale|fresh|complete|final|delayed|accurate|correct|reliable) (?:is|are|was|were)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
  {
    said: 'each line',
    pattern: /\b(?:each|every|any|single|individual) (?:\S+ )?(?:lines?|line items?|entry|entries|rows?|positions?)\b/,
    is_honoured: (frame) => !isCost(frame) || only('line_items', 'timeseries')(frame),
  },
  {
    // A bill says what was charged, not whether anybody settled it.
    said: 'whether it was paid',
    pattern:
      /^(?:and |but |so |ok )*(?:have|has|did|is|are|was|were|do|does) (?!.*\bhow much\b)(?:.*\b(?:paid|pay|settled|settle|due|overdue)\b.*\b(?:invoices?|bills?)\b|.*\b(?:invoices?|bills?) (?:\S+ )?(?:paid|settled|due|overdue|outstanding)\b)|\b(?:amount|balance|payment|sum) (?:due|owed|outstanding|payable)\b|^when .*\b(?:invoices?|bills?) .*\b(?:due|paid|payable|settled)\b/,
    is_honoured: (frame) => !isCost(frame),
  },
]
